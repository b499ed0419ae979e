#include "daemon/log.hpp"

#include "text/json_write.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <vector>

namespace resso::daemon {
namespace {

std::atomic<bool> as_json{false};

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made = std::make_shared<spdlog::logger>("resso", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    return made;
  }();
  return *instance;
}

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::info;
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  return "info";
}

std::string now_text() {
  const auto now = std::chrono::system_clock::now();
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::milliseconds>(now - day));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

// Quoted where a reader could not tell where the value ends; never more than one line.
std::string text_value(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_of(" \t\r\n\"=") == std::string::npos;
  if (plain) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + '"';
}

std::string as_text_line(Level level, std::string_view event, const std::vector<Field>& fields) {
  std::string line = now_text() + ' ' + std::string(name_of(level)) + ' ' + std::string(event);
  for (const auto& [name, value] : fields) {
    line += ' ' + std::string(name) + '=';
    if (const auto* text = std::get_if<std::string>(&value)) line += text_value(*text);
    if (const auto* number = std::get_if<std::int64_t>(&value)) line += std::to_string(*number);
    if (const auto* number = std::get_if<double>(&value)) line += fmt::format("{:.3f}", *number);
    if (const auto* flag = std::get_if<bool>(&value)) line += *flag ? "true" : "false";
  }
  return line;
}

std::string as_json_line(Level level, std::string_view event, const std::vector<Field>& fields) {
  text::JsonWriter json;
  json.begin_object().member("time", now_text()).member("level", name_of(level)).member("event", event);
  for (const auto& [name, value] : fields) {
    json.key(name);
    std::visit([&](const auto& content) { json.value(content); }, value);
  }
  json.end_object();
  return json.take();
}

void write(Level level, std::string_view event, const std::vector<Field>& fields) {
  if (!logger().should_log(to_spdlog(level))) return;
  logger().log(to_spdlog(level), as_json ? as_json_line(level, event, fields) : as_text_line(level, event, fields));
}

}  // namespace

void set_up_log(const config::LogSettings& settings) {
  as_json = settings.format == "json";
  logger().set_level(spdlog::level::from_str(settings.level));
}

void log(Level level, std::string_view event, std::initializer_list<Field> fields) { write(level, event, fields); }

void log_failure(std::string_view event, const Error& error, std::initializer_list<Field> fields) {
  if (error.code == Errc::cancelled) return;
  std::vector<Field> all(fields);
  all.emplace_back("code", resso::name_of(error.code));
  all.emplace_back("what", error.what);
  if (!error.where.empty()) all.emplace_back("where", error.line > 0 ? error.where + ":" + std::to_string(error.line) : error.where);
  if (!error.remedy.empty()) all.emplace_back("remedy", error.remedy);
  write(Level::warning, event, all);
}

}  // namespace resso::daemon
