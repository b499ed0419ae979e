#include "store/heard_digest.hpp"

#include "store/fields.hpp"

#include <cstring>
#include <functional>
#include <string>
#include <type_traits>

namespace resso::store {
namespace {

/// An archive of fields.hpp: values one after the other, texts and lists led by their lengths, so that no two values give the same bytes.
class Bytes {
 public:
  template <class T>
  void operator()(std::string_view, T& value) {
    add(value);
  }
  template <class T>
  void always(std::string_view, T& value) {
    add(value);
  }

  template <class T>
  void add(T& value) {
    if constexpr (std::is_enum_v<T> || std::is_arithmetic_v<T>)
      add_raw(value);
    else if constexpr (requires { value.time_since_epoch(); })
      add_raw(value.time_since_epoch().count());
    else if constexpr (requires { value.has_value(); })
      add_optional(value);
    else if constexpr (requires { value.c_str(); })
      add_text(value);
    else if constexpr (requires { value.begin(); })
      add_list(value);
    else
      describe(*this, value);
  }

  void add_text(std::string_view text) {
    add_raw(text.size());
    bytes_ += text;
  }

  std::int64_t digest() const {
    std::int64_t number = 0;
    const std::size_t hash = std::hash<std::string>()(bytes_);
    std::memcpy(&number, &hash, sizeof number);
    return number;
  }

 private:
  template <class T>
  void add_raw(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void add_optional(T& value) {
    add_raw(value.has_value());
    if (value) add(*value);
  }
  template <class T>
  void add_list(T& list) {
    add_raw(list.size());
    for (auto& item : list) add(item);
  }

  std::string bytes_;
};

template <class T>
Bytes bytes_of(const T& said, std::string_view by) {
  Bytes bytes;
  bytes.add_text(by);
  describe(bytes, const_cast<T&>(said));  // one description serves reading and writing; this archive changes nothing
  return bytes;
}

}  // namespace

std::int64_t heard_digest(const Post& said, std::string_view by) {
  Bytes bytes = bytes_of(said, by);
  bytes.add_text(said.uri);
  bytes.add(said.kind);
  bytes.add(said.published);
  return bytes.digest();
}

std::int64_t heard_digest(const StatedEvent& said, std::string_view by) { return bytes_of(said, by).digest(); }

}  // namespace resso::store
