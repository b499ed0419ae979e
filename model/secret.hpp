// A value that must not be printed, logged or stored: tokens and passwords.
#pragma once

#include <string>
#include <utility>

namespace resso {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  /// The only way out, so that uses can be found by name.
  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }
  bool operator==(const Secret&) const = default;

 private:
  std::string value_;
};

/// Anything that formats a Secret gets this text.
inline std::string to_string(const Secret&) { return "[secret]"; }

}  // namespace resso
