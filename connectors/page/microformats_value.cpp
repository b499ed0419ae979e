#include "connectors/page/microformats_value.hpp"

#include "text/stated_time.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace resso::connectors::page {
namespace {

bool has_class(const Element& element, std::string_view name) {
  if (element.attribute("class").find(name) == std::string_view::npos) return false;
  const auto classes = element.words("class");
  return std::find(classes.begin(), classes.end(), name) != classes.end();
}

/// What an attribute says where the element's words are for people; unset: nothing does.
std::optional<std::string> attribute_value(const Element& element) {
  const std::string_view tag = element.tag();
  if ((tag == "abbr" || tag == "link") && element.has("title")) return std::string(element.attribute("title"));
  if ((tag == "data" || tag == "input") && element.has("value")) return std::string(element.attribute("value"));
  if ((tag == "img" || tag == "area") && element.has("alt")) return std::string(element.attribute("alt"));
  return std::nullopt;
}

bool is_dated(const Element& element) {
  const std::string_view tag = element.tag();
  return (tag == "time" || tag == "ins" || tag == "del") && element.has("datetime");
}

/// The parts of the value class pattern, in order; parts do not stand in parts. `steps`: elements that may still be looked at.
void add_parts(const Element& element, bool of_time, std::size_t& steps, std::vector<std::string>& parts) {
  constexpr std::size_t kMostParts = 20;
  for (const Element& child : element.children()) {
    if (parts.size() >= kMostParts || steps == 0) return;
    --steps;
    if (has_class(child, "value-title")) {
      parts.emplace_back(child.attribute("title"));
    } else if (has_class(child, "value")) {
      if (of_time && is_dated(child))
        parts.emplace_back(child.attribute("datetime"));
      else if (const auto said = attribute_value(child))
        parts.push_back(*said);
      else
        parts.push_back(child.text());
    } else {
      add_parts(child, of_time, steps, parts);
    }
  }
}

std::vector<std::string> parts_of(const Element& element, bool of_time) {
  std::vector<std::string> parts;
  std::size_t steps = 1000;
  add_parts(element, of_time, steps, parts);
  return parts;
}

struct TimeOfDay {
  int hour = -1, minute = 0, second = 0;
  std::string zone;  ///< as written; empty: none
};

/// Digits at the front, at most `most`; -1: none.
int take_number(std::string_view& text, std::size_t most) {
  int value = -1;
  for (std::size_t i = 0; i < most && !text.empty() && text.front() >= '0' && text.front() <= '9'; ++i) {
    value = std::max(value, 0) * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  return value;
}

/// "18:30", "18:30:05Z", "18:30+01:00", "7pm", "7:30 a.m.", "18.30"
std::optional<TimeOfDay> read_time(std::string_view text) {
  text = text::trim(text);
  TimeOfDay time;
  time.hour = take_number(text, 2);
  const bool clock = !text.empty() && (text.front() == ':' || text.front() == '.');
  if (time.hour < 0 || time.hour > 24) return std::nullopt;
  if (clock) {
    text.remove_prefix(1);
    time.minute = take_number(text, 2);
    if (!text.empty() && text.front() == ':') {
      text.remove_prefix(1);
      time.second = take_number(text, 2);
    }
    if (!text.empty() && text.front() == '.') {  // a fraction
      text.remove_prefix(1);
      take_number(text, 9);
    }
  }
  std::string half = text::to_lower_ascii(text::trim(text));
  std::erase(half, '.');
  const bool morning = half.starts_with("am"), evening = half.starts_with("pm");
  if (morning || evening) {
    if (time.hour > 12) return std::nullopt;
    time.hour = time.hour % 12 + (evening ? 12 : 0);
    half = text::trim(std::string_view(half).substr(2));
  } else if (!clock) {
    return std::nullopt;
  }
  if (time.minute < 0 || time.minute > 59 || time.second < 0 || time.second > 60) return std::nullopt;
  const bool zone = half == "z" || ((half.starts_with('+') || half.starts_with('-')) && half.size() <= 6);
  if (!half.empty() && !zone) return std::nullopt;
  time.zone = half == "z" ? "Z" : half;
  return time;
}

bool is_zone(std::string_view part) {
  return part == "Z" || part == "z" ||
         ((part.starts_with('+') || part.starts_with('-')) && part.size() >= 3 && part.size() <= 6 &&
          part.find_first_not_of("0123456789:", 1) == std::string_view::npos);
}

std::string written(const TimeOfDay& time) {
  std::array<char, 24> out{};
  std::snprintf(out.data(), out.size(), time.second > 0 ? "%02d:%02d:%02d" : "%02d:%02d", time.hour, time.minute, time.second);
  return out.data() + time.zone;
}

/// Date, time and zone come in parts of any order, or some of them in one.
std::string joined(const std::vector<std::string>& parts) {
  std::string date, zone;
  std::optional<TimeOfDay> time;
  for (const std::string& stated : parts) {
    const std::string_view part = text::trim(stated);
    if (is_zone(part)) {
      if (zone.empty()) zone = part;
    } else if (const auto read = read_time(part)) {
      if (!time) time = read;
    } else if (const auto whole = text::parse_stated_time(part)) {
      if (whole->has_time) return std::string(part);
      if (date.empty()) date = part;
    }
  }
  if (!time) return date;
  if (time->zone.empty()) time->zone = zone;
  return date.empty() ? written(*time) : date + " " + written(*time);
}

std::string addressed(const Element& element) {
  constexpr std::array<std::pair<std::string_view, const char*>, 10> kBy{{{"a", "href"},
                                                                          {"area", "href"},
                                                                          {"link", "href"},
                                                                          {"img", "src"},
                                                                          {"audio", "src"},
                                                                          {"source", "src"},
                                                                          {"iframe", "src"},
                                                                          {"video", "src"},
                                                                          {"video", "poster"},
                                                                          {"object", "data"}}};
  for (const auto& [tag, attribute] : kBy) {
    if (element.tag() == tag && element.has(attribute)) return std::string(element.attribute(attribute));
  }
  const auto parts = parts_of(element, false);
  std::string whole;
  for (const std::string& part : parts) whole += text::trim(part);
  if (!whole.empty()) return whole;
  return attribute_value(element).value_or(element.text());
}

}  // namespace

std::string text_value(const Element& element) {
  std::string whole;
  for (const std::string& part : parts_of(element, false)) whole += part;
  if (whole.empty()) whole = attribute_value(element).value_or(element.text(true));
  return text::collapse_space(whole);
}

std::string url_value(const Element& element, const PageTree& tree) { return tree.resolve(addressed(element)); }

std::string time_value(const Element& element) {
  const auto parts = parts_of(element, true);
  if (!parts.empty()) {
    const std::string time = joined(parts);
    return time.empty() ? text::collapse_space(parts.front()) : time;  // a duration
  }
  if (is_dated(element)) return std::string(text::trim(element.attribute("datetime")));
  return text::collapse_space(attribute_value(element).value_or(element.text()));
}

bool is_time_alone(std::string_view time) { return read_time(time).has_value(); }

std::string with_date_of(std::string_view dated, std::string_view time) {
  const auto day = text::parse_stated_time(dated);
  const auto read = read_time(time);
  if (!day || !read) return std::string(time);
  return text::format_date(std::chrono::floor<std::chrono::days>(day->face)) + " " + written(*read);
}

}  // namespace resso::connectors::page
