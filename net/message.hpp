// HTTP messages as plain values (RFC 9110); the same for the fetcher and the server.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resso::net {

/// Field names and other tokens of HTTP compare without case (ASCII).
bool same_name(std::string_view a, std::string_view b);

/// Fields in order of arrival. Names compare without case; values are as received, trimmed.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;
  using Fields = std::vector<Field>;

  Headers() = default;
  explicit Headers(Fields fields) : fields_(std::move(fields)) {}
  Headers(std::initializer_list<Field> fields) : fields_(fields) {}

  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  void set(std::string_view name, std::string value);  ///< replaces all of that name
  void remove(std::string_view name);
  std::string_view get(std::string_view name) const;  ///< the first; empty if absent
  bool has(std::string_view name) const;
  std::string joined(std::string_view name) const;  ///< all of that name with ", " between
  void reserve(std::size_t count) { fields_.reserve(count); }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const { return fields_.size(); }

 private:
  Fields fields_;
};

}  // namespace resso::net
