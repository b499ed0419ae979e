#include "connectors/calendar/vcal_rule.hpp"

#include "connectors/calendar/ical_values.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace resso::connectors::calendar {
namespace {

struct Kind {
  std::string_view mark, frequency, list;
};
// Longer marks first.
constexpr std::array kKinds{
    Kind{"MP", "MONTHLY", "BYDAY"}, Kind{"MD", "MONTHLY", "BYMONTHDAY"}, Kind{"YM", "YEARLY", "BYMONTH"}, Kind{"YD", "YEARLY", "BYYEARDAY"},
    Kind{"D", "DAILY", ""},         Kind{"W", "WEEKLY", "BYDAY"},
};

bool all_digits(std::string_view text) {
  return !text.empty() && text.size() < 7 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = text::trim(text)).empty()) {
    const auto end = std::min(text.find_first_of(" \t"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

/// "1+", "2-": the nth from the start or from the end; as RFC 5545 has it, "1" and "-2".
std::optional<std::string> ordinal_of(std::string_view word) {
  if (word.size() < 2 || (word.back() != '+' && word.back() != '-') || !all_digits(word.substr(0, word.size() - 1))) return {};
  return (word.back() == '-' ? "-" : "") + std::string(word.substr(0, word.size() - 1));
}

bool is_weekday(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kDays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  return std::find(kDays.begin(), kDays.end(), word) != kDays.end();
}

}  // namespace

std::optional<std::string> rule_of_vcalendar(std::string_view rule) {
  const auto words = words_of(rule);
  if (words.empty() || words.size() > 400) return {};
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& one) {
    return words[0].starts_with(one.mark) && all_digits(words[0].substr(one.mark.size()));
  });
  if (kind == kKinds.end()) return {};
  std::string list, end = ";COUNT=2";
  std::vector<std::string> ordinals;
  const auto add = [&](const std::string& value) { list += (list.empty() ? "" : ",") + value; };
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto word = words[i];
    if (word.starts_with('#')) {
      if (!all_digits(word.substr(1))) return {};
      end = word == "#0" ? "" : ";COUNT=" + std::string(word.substr(1));
    } else if (word.size() >= 8 && parse_time(word)) {
      end = ";UNTIL=" + std::string(word);
    } else if (const auto ordinal = ordinal_of(word)) {
      // Of month days "1-" is the last; of weekdays the words after it say which.
      if (kind->list != "BYDAY")
        add(*ordinal);
      else if (i > 1 && is_weekday(words[i - 1]))
        ordinals = {*ordinal};
      else
        ordinals.push_back(*ordinal);
    } else if (is_weekday(word) && kind->list == "BYDAY") {
      if (ordinals.empty()) add(std::string(word));
      for (const std::string& nth : ordinals) add(nth + std::string(word));
    } else if (word == "LD" && kind->list == "BYMONTHDAY") {
      add("-1");
    } else if (all_digits(word) && !kind->list.empty() && kind->list != "BYDAY") {
      add(std::string(word));
    } else if (!all_digits(word)) {  // a time of day ("0900"): DTSTART says it
      return {};
    }
  }
  std::string result = "FREQ=" + std::string(kind->frequency) + ";INTERVAL=" + std::string(words[0].substr(kind->mark.size()));
  if (!list.empty()) result += ";" + std::string(kind->list) + "=" + list;
  return result + end;
}

}  // namespace resso::connectors::calendar
