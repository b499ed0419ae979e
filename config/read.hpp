// TOML to Settings. All problems are reported together, each with its line, its path ("entity[2].feeds[0]") and its remedy.
#pragma once

#include "config/settings.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace resso::config {

/// Error::where = "FILE", line set; what begins with the path of the key: "entity[2].feeds[0]: not a URL: “htp:/x”".
using Problems = std::vector<Error>;

/// What reading asks of the machine, so that fuzzing and tests can answer for it.
struct Outside {
  std::function<Result<std::string>(const std::filesystem::path&)> read_file;  ///< up to 16 MiB
  std::function<std::optional<std::string>(const std::string&)> environment;
  std::function<bool(const std::filesystem::path&)> readable_by_all;
  /// What is wrong with a filter; the grammar of filters stands above this room. Unset: none is judged. Gets all that a filter can name.
  std::function<std::optional<Error>(const std::string& query, const Settings&)> filter_fault = {};
};
Outside machine();

/// Reads the file, and the secret and data files that it names (relative to it).
std::variant<Settings, Problems> read_settings(const std::filesystem::path& file, const Outside& outside = machine());

/// The same from memory; `file` gives the directory of relative paths and the name in messages. For tests, the demo and fuzzing.
std::variant<Settings, Problems> parse_settings(std::string_view toml, const std::filesystem::path& file);
std::variant<Settings, Problems> parse_settings(std::string_view toml, const std::filesystem::path& file, const Outside& outside);

/// config/example.toml as compiled in: every key with its explanation, valid as it stands.
std::string_view example_toml();

}  // namespace resso::config
