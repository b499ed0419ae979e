// Extraction with the settings that ship, and its events in one line each for table tests.
#pragma once

#include "agenda/extract.hpp"
#include "config/read.hpp"
#include "text/timestamp.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace resso::agenda {

inline const ExtractRules& shipped_rules() {
  static const ExtractRules rules = [] {
    auto read = config::parse_settings(config::example_toml(), "example.toml");
    if (const auto* settings = std::get_if<config::Settings>(&read)) return ExtractRules(*settings);
    throw std::runtime_error(std::get<config::Problems>(read).front().what);
  }();
  return rules;
}

/// A row of a table test.
struct Row {
  const char* text;
  const char* told;  ///< lines_of it, its place, or rules_refusing it, as the test says
};

/// "2026-11-28T18:00", "2026-11-28": all-day ends are the last day.
inline std::string told_start(const EventTimes& times) {
  return times.all_day ? text::format_date(std::chrono::floor<std::chrono::days>(times.start))
                       : text::format_local(times.start).substr(0, 16);
}
inline std::string told_end(const EventTimes& times) {
  if (!times.end) return {};
  if (times.all_day) return text::format_date(std::chrono::floor<std::chrono::days>(*times.end) - std::chrono::days(1));
  return text::format_local(*times.end).substr(0, 16);
}

/// "2026-11-28T18:00 > 2026-11-28T20:00 @ Casa Baumann [cancelled] FREQ=…", parts that are not told left out.
inline std::string in_line(const ExtractedEvent& event) {
  std::string line = told_start(event.times);
  if (event.times.end) line += " > " + told_end(event.times);
  if (!event.place.name.empty()) line += " @ " + event.place.name;
  if (event.status != EventStatus::confirmed) line += " [" + std::string(name_of(event.status)) + "]";
  if (!event.rrule.empty()) line += " " + event.rrule;
  return line;
}

/// Told on Monday, 23 November 2026, 10:00 in Madrid, unless said otherwise.
inline Extraction extract_from(std::string_view text, std::string_view published = "2026-11-23T10:00:00+01:00",
                               std::string_view language = "") {
  return extract({text, *text::parse_rfc3339(published), language}, shipped_rules());
}

inline std::string lines_of(std::string_view text, std::string_view published = "2026-11-23T10:00:00+01:00") {
  std::string lines;
  for (const ExtractedEvent& event : extract_from(text, published).events) lines += (lines.empty() ? "" : "\n") + in_line(event);
  return lines;
}

inline std::string rules_refusing(std::string_view text) {
  std::string rules;
  for (const Refusal& refusal : extract_from(text).refusals) rules += (rules.empty() ? "" : ", ") + refusal.reason;
  return rules;
}

inline void expect_told(const Row& row) { EXPECT_EQ(lines_of(row.text), row.told) << row.text; }

/// No event, and by which rules.
inline void expect_refused(const Row& row) {
  EXPECT_EQ(lines_of(row.text), "") << row.text;
  EXPECT_EQ(rules_refusing(row.text), row.told) << row.text;
}

}  // namespace resso::agenda
