// Every command as a function: what cli.cpp understood goes in, an exit status comes out.
#pragma once

#include "config/settings.hpp"
#include "daemon/merge_decide.hpp"
#include "daemon/moderation.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace resso::daemon {

struct ListOptions {
  std::filesystem::path config;
  bool json = false;
  bool all = false;    ///< also what is pending or hidden
  std::string filter;  ///< in the filter grammar: "entity=a&days=7"
};

struct ImportOptions {
  std::filesystem::path file;  ///< "-": standard input
  std::filesystem::path config;
  bool write = false;  ///< else only told
};

struct InspectOptions {
  std::string address;
  std::string language;  ///< empty: as the environment says
  std::string zone = "Europe/Madrid";
  std::string user;
  std::filesystem::path password_file, token_file;
  std::vector<std::string> allow_hosts;
  bool json = false;
};

struct ExplainOptions {
  std::string text;
  std::string published;          ///< RFC 3339; empty: now
  std::string language;           ///< empty: as the words say
  std::vector<std::string> same;  ///< two events' ids
  std::filesystem::path config;   ///< empty: the data that ship
  bool json = false;
};

struct ModerateOptions {
  std::filesystem::path config;
  ModerationOrder order;
};

struct MergeOptions {
  std::filesystem::path config;
  MergeOrder order;
};

int command_serve(const std::filesystem::path& config);
int command_demo(const std::string& listen, bool fast);
int command_poll(const std::filesystem::path& config, const std::string& source_id);
int command_inspect(const InspectOptions& options);
int command_import_opml(const ImportOptions& options);
int command_check(const std::filesystem::path& config);
int command_sources(const ListOptions& options);
int command_entities(const ListOptions& options);
int command_events(const ListOptions& options);
int command_posts(const ListOptions& options);
int command_explain(const ExplainOptions& options);
int command_moderate_list(const ListOptions& options);
int command_moderate(const ModerateOptions& options);
int command_decide_merge(const MergeOptions& options);
int command_rederive(const std::filesystem::path& config);
int command_publish(const std::filesystem::path& config, const std::filesystem::path& to);
int command_backup(const std::filesystem::path& config, const std::filesystem::path& to);

/// Reads the settings; prints all problems to stderr and gives nothing where there are any.
std::optional<config::Settings> read_or_complain(const std::filesystem::path& config);
/// Prints the error to stderr; returns 1.
int complain(const Error& error);

}  // namespace resso::daemon
