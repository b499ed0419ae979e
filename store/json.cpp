#include "store/json.hpp"

#include "store/fields.hpp"
#include "store/sqlite.hpp"

#include <sqlite3.h>
#include <array>
#include <boost/json.hpp>
#include <type_traits>

namespace resso::store {
namespace {

namespace json = boost::json;

constexpr std::size_t kArena = 16 * 1024;
constexpr std::size_t kDepth = 32;

std::optional<SourceKind> named(std::type_identity<SourceKind>, std::string_view name) { return source_kind_named(name); }
std::optional<Condition> named(std::type_identity<Condition>, std::string_view name) { return condition_named(name); }
std::optional<ModerationState> named(std::type_identity<ModerationState>, std::string_view name) { return moderation_state_named(name); }
std::optional<EventStatus> named(std::type_identity<EventStatus>, std::string_view name) { return event_status_named(name); }
std::optional<Evidence> named(std::type_identity<Evidence>, std::string_view name) { return evidence_named(name); }
std::optional<Errc> named(std::type_identity<Errc>, std::string_view name) { return errc_named(name); }

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsTime : std::false_type {};
template <class Clock>
struct IsTime<std::chrono::time_point<Clock, Seconds>> : std::true_type {};

struct Writer {
  json::object& object;

  template <class T>
  void operator()(json::string_view name, T& value) {
    if constexpr (IsOptional<T>::value) {
      if (value) object.emplace(name, to_value(*value));
    } else {
      static const T kDefault{};
      if (value != kDefault) object.emplace(name, to_value(value));
    }
  }

  template <class T>
  void always(json::string_view name, T& value) {
    object.emplace(name, to_value(value));
  }

  template <class T>
  json::value to_value(T& value) {
    if constexpr (std::is_enum_v<T>) {
      const auto name = name_of(value);
      return json::value(json::string_view(name.data(), name.size()), object.storage());
    } else if constexpr (std::is_arithmetic_v<T>) {
      return json::value(value, object.storage());
    } else if constexpr (std::is_same_v<T, std::string>) {
      return json::value(json::string_view(value), object.storage());
    } else if constexpr (IsTime<T>::value) {
      return json::value(static_cast<std::int64_t>(value.time_since_epoch().count()), object.storage());
    } else if constexpr (std::is_same_v<T, Seconds>) {
      return json::value(static_cast<std::int64_t>(value.count()), object.storage());
    } else if constexpr (IsVector<T>::value) {
      json::array array(object.storage());
      array.reserve(value.size());
      for (auto& item : value) array.push_back(to_value(item));
      return array;
    } else {
      json::object inner(object.storage());
      Writer writer{inner};
      describe(writer, value);
      return inner;
    }
  }
};

struct Reader {
  const json::object& object;

  template <class T>
  void operator()(json::string_view name, T& value) {
    if (const auto* found = object.if_contains(name)) read(*found, value);
  }
  template <class T>
  void always(json::string_view name, T& value) {
    (*this)(name, value);
  }

  template <class T>
  static bool read(const json::value& from, T& value) {
    if constexpr (IsOptional<T>::value) {
      typename T::value_type inner{};
      if (!read(from, inner)) return false;
      value = std::move(inner);
    } else if constexpr (std::is_enum_v<T>) {
      const auto* text = from.if_string();
      const auto known = text != nullptr ? named(std::type_identity<T>{}, {text->data(), text->size()}) : std::nullopt;
      if (!known) return false;
      value = *known;
    } else if constexpr (std::is_same_v<T, bool>) {
      const auto* flag = from.if_bool();
      if (flag == nullptr) return false;
      value = *flag;
    } else if constexpr (std::is_same_v<T, double>) {
      if (!from.is_number()) return false;
      value = from.to_number<double>();
    } else if constexpr (std::is_integral_v<T>) {
      const auto* number = from.if_int64();
      if (number == nullptr) return false;
      value = static_cast<T>(*number);
    } else if constexpr (std::is_same_v<T, std::string>) {
      const auto* text = from.if_string();
      if (text == nullptr) return false;
      value.assign(text->data(), text->size());
    } else if constexpr (IsTime<T>::value) {
      const auto* number = from.if_int64();
      if (number == nullptr) return false;
      value = T(Seconds(*number));
    } else if constexpr (std::is_same_v<T, Seconds>) {
      const auto* number = from.if_int64();
      if (number == nullptr) return false;
      value = Seconds(*number);
    } else if constexpr (IsVector<T>::value) {
      const auto* array = from.if_array();
      if (array == nullptr) return false;
      value.clear();
      value.reserve(array->size());
      for (const auto& item : *array) {
        typename T::value_type inner{};
        if (read(item, inner)) value.push_back(std::move(inner));
      }
    } else {
      const auto* inner = from.if_object();
      if (inner == nullptr) return false;
      Reader reader{*inner};
      describe(reader, value);
    }
    return true;
  }
};

// Members stand in the order of fields.hpp, so equal values give equal bytes.
template <class T>
std::string write(const T& value) {
  std::array<unsigned char, kArena> arena;
  json::monotonic_resource memory(arena.data(), arena.size());
  json::object object(&memory);
  Writer writer{object};
  describe(writer, const_cast<T&>(value));  // one description serves reading and writing; the writer changes nothing
  return json::serialize(object);
}

template <class T>
void read(std::string_view text, T& value) {
  std::array<unsigned char, kArena> arena;
  json::monotonic_resource memory(arena.data(), arena.size());
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  options.max_depth = kDepth;
  boost::system::error_code failed;
  const auto parsed = json::parse({text.data(), text.size()}, failed, &memory, options);
  if (failed || !parsed.is_object()) throw StoreError(SQLITE_CORRUPT, "a stored record is no JSON");
  Reader reader{parsed.get_object()};
  describe(reader, value);
}

}  // namespace

std::string to_json(const Event& event) { return write(event); }
std::string to_json(const StatedEvent& statement) { return write(statement); }
std::string to_json(const SourceState& state) { return write(state); }
std::string to_json(const ConsentFlags& flags) { return write(flags); }
std::string to_json(const Post& post) { return write(post); }

void from_json(std::string_view text, Event& event) { read(text, event); }
void from_json(std::string_view text, StatedEvent& statement) { read(text, statement); }
void from_json(std::string_view text, SourceState& state) { read(text, state); }
void from_json(std::string_view text, ConsentFlags& flags) { read(text, flags); }
void from_json(std::string_view text, Post& post) { read(text, post); }

}  // namespace resso::store
