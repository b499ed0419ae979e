// A machine of our own for the tests: files and environment as the test says.
#pragma once

#include "config/read.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace resso::config::testing {

struct FakeMachine {
  std::map<std::string, std::string> files;  ///< by absolute path
  std::map<std::string, std::string> variables;
  std::set<std::string> open_files;  ///< readable by everybody

  Outside outside() const {
    return {[this](const std::filesystem::path& path) -> Result<std::string> {
              const auto found = files.find(path.string());
              if (found == files.end()) return Error{Errc::not_found, "there is no such file", path.string(), "check the name", 0};
              return found->second;
            },
            [this](const std::string& name) {
              const auto found = variables.find(name);
              return found == variables.end() ? std::nullopt : std::optional<std::string>(found->second);
            },
            [this](const std::filesystem::path& path) { return open_files.contains(path.string()); }};
  }
};

inline std::variant<Settings, Problems> parse(std::string_view toml, const FakeMachine& machine = {}) {
  return parse_settings(toml, "/etc/resso/resso.toml", machine.outside());
}

inline std::string all_of(const Problems& problems) {
  std::string out;
  for (const Error& problem : problems) out += describe(problem) + "\n";
  return out;
}

inline Settings good(std::string_view toml, const FakeMachine& machine = {}) {
  auto read = parse(toml, machine);
  if (const auto* problems = std::get_if<Problems>(&read)) {
    ADD_FAILURE() << all_of(*problems);
    return {};
  }
  return std::get<Settings>(std::move(read));
}

inline Problems bad(std::string_view toml, const FakeMachine& machine = {}) {
  auto read = parse(toml, machine);
  if (std::holds_alternative<Settings>(read)) {
    ADD_FAILURE() << "no problem was found in:\n" << toml;
    return {};
  }
  return std::get<Problems>(std::move(read));
}

/// The one problem of a file that has just one.
inline Error only_problem(std::string_view toml, const FakeMachine& machine = {}) {
  const Problems problems = bad(toml, machine);
  EXPECT_EQ(problems.size(), 1u) << all_of(problems);
  return problems.empty() ? Error{} : problems.front();
}

}  // namespace resso::config::testing
