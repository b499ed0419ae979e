// import opml: what others keep in lists, into the configuration.
#include "config/read.hpp"
#include "daemon/commands.hpp"
#include "daemon/default_filter.hpp"
#include "daemon/file_replace.hpp"
#include "daemon/opml_import.hpp"

#include <iostream>
#include <iterator>
#include <string>

namespace resso::daemon {
namespace {

Result<std::string> read_list(const std::filesystem::path& file) {
  if (file != "-") return config::machine().read_file(file);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

void tell(const std::vector<Error>& what, const std::string& where, const char* then) {
  for (Error error : what) {
    error.where = where;
    std::cerr << describe(error) << then << "\n";
  }
}

std::string feeds_of(const OpmlPlan& plan) {
  const std::size_t count = plan.additions.size();
  return std::to_string(count) + (count == 1 ? " feed" : " feeds");
}

/// The additions' effect on the whole configuration is looked at before anything is written.
int write_import(const std::filesystem::path& config, const OpmlPlan& plan) {
  const auto old = config::machine().read_file(config);
  if (!old) return complain(old.error());
  const auto text = with_additions(*old, plan);
  if (!text) return complain(text.error());
  const auto read = config::parse_settings(*text, config, judging_machine());
  if (const auto* problems = std::get_if<config::Problems>(&read)) {
    for (const Error& problem : *problems) std::cerr << describe(problem) << "\n";
    std::cerr << "resso: " << config.string() << " would not be valid with these feeds: nothing was written\n";
    return 1;
  }
  if (const auto written = replace_file(config, *text); !written) return complain(written.error());
  std::cerr << "resso: " << feeds_of(plan) << " added to " << config.string() << "; a running daemon reads it on SIGHUP\n";
  return 0;
}

}  // namespace

int command_import_opml(const ImportOptions& options) {
  const auto settings = read_or_complain(options.config);
  if (!settings) return 1;
  const auto bytes = read_list(options.file);
  if (!bytes) return complain(bytes.error());
  const std::string name = options.file == "-" ? "standard input" : options.file.string();
  const auto list = connectors::feed::parse_opml(*bytes);
  if (!list) {
    Error error = list.error();
    error.where = name;
    return complain(error);
  }
  const OpmlPlan plan = plan_import(*list, *settings);
  tell(plan.known, name, ": left out");
  tell(plan.problems, name, ": left out");
  std::cout << import_as_toml(plan);
  int status = plan.problems.empty() ? 0 : 1;
  if (plan.additions.empty())
    std::cerr << "resso: nothing to add\n";
  else if (!options.write)
    std::cerr << "resso: " << feeds_of(plan) << " would be added to " << options.config.string() << "; --write adds them\n";
  else if (write_import(options.config, plan) != 0)
    status = 1;
  return status;
}

}  // namespace resso::daemon
