// TOML to Settings. All problems are reported together, each with its line, its path ("entity[2].feeds[0]") and its remedy.
#pragma once

#include "config/settings.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace resso::config {

/// Error::where = "FILE", line set; what begins with the path of the key: "entity[2].feeds[0]: not a URL: “htp:/x”".
using Problems = std::vector<Error>;

/// Reads the file, and the secret and data files that it names (relative to it).
std::variant<Settings, Problems> read_settings(const std::filesystem::path& file);

/// The same from memory; `file` gives the directory of relative paths and the name in messages. For tests, the demo and fuzzing.
std::variant<Settings, Problems> parse_settings(std::string_view toml, const std::filesystem::path& file);

}  // namespace resso::config
