// The log: one line per event, as text or as JSON, to stderr. Values are what is worth searching for; secrets have no way in
// (resso::Secret does not convert to text).
#pragma once

#include "config/settings.hpp"
#include "model/error.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace resso::daemon {

enum class Level { debug, info, warning, error };

/// A named value of a log line.
struct Field {
  std::string_view name;
  std::variant<std::string, std::int64_t, double, bool> value;

  Field(std::string_view key, std::string_view text) : name(key), value(std::string(text)) {}
  Field(std::string_view key, const std::string& text) : name(key), value(text) {}
  Field(std::string_view key, const char* text) : name(key), value(std::string(text)) {}
  Field(std::string_view key, bool flag) : name(key), value(flag) {}
  Field(std::string_view key, double number) : name(key), value(number) {}
  template <std::integral Number>
  Field(std::string_view key, Number number) : name(key), value(static_cast<std::int64_t>(number)) {}
};

/// To be called once before the first line, and again after a reload.
void set_up_log(const config::LogSettings& settings);

/// `event`: a short stable name ("poll", "publish"); text form: `2026-11-23T18:30:00Z info poll source=feed:… posts=3`.
void log(Level level, std::string_view event, std::initializer_list<Field> fields = {});

/// Logs an error with its code, place and remedy; says nothing of a cancellation.
void log_failure(std::string_view event, const Error& error, std::initializer_list<Field> fields = {});

}  // namespace resso::daemon
