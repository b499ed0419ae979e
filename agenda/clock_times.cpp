#include "agenda/clock_times.hpp"

#include <algorithm>
#include <optional>

namespace resso::agenda {
namespace {

constexpr int kHalfDay = 720;  // minutes

struct Found {
  std::size_t length = 0;
  int minutes = 0;
  bool may_be_evening = false;  // "a les 7"
};

bool is_digit(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }
bool is_letter(std::string_view text, std::size_t at) { return at < text.size() && ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z'); }

// At most two digits.
std::size_t read_number(std::string_view text, std::size_t at, int& value) {
  std::size_t digits = 0;
  for (value = 0; digits < 2 && is_digit(text, at + digits); ++digits) value = value * 10 + (text[at + digits] - '0');
  return digits;
}

// "pm", "am", " h", "h"; its length.
std::size_t read_unit(std::string_view text, std::size_t at, int& hour, bool& said) {
  std::size_t i = at;
  if (i < text.size() && text[i] == ' ') ++i;
  const std::string_view rest = text.substr(i);
  const auto ends = [&](std::size_t length) { return !is_letter(text, i + length) && !is_digit(text, i + length); };
  if ((rest.starts_with("pm") || rest.starts_with("am")) && ends(2)) {
    if (rest[0] == 'p' && hour < 12) hour += 12;
    said = true;
    return i + 2 - at;
  }
  if ((rest.starts_with("hs") && ends(2)) || (rest.starts_with("h") && ends(1))) {
    said = true;
    return i + (rest.starts_with("hs") ? 2 : 1) - at;
  }
  return 0;
}

using Phrases = std::span<const std::string>;

// "a les 10", "a las 9", "at 5": an hour without a unit.
bool after_phrase(std::string_view text, std::size_t at, Phrases phrases) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  if (at == 0 || text[at - 1] != ' ') return false;
  const std::string_view before = text.substr(0, at - 1);
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    if (before.size() < phrase.size()) return false;
    const std::size_t from = before.size() - phrase.size();
    return std::equal(phrase.begin(), phrase.end(), before.begin() + static_cast<std::ptrdiff_t>(from),
                      [&](char wanted, char c) { return wanted == lower(c); }) &&
           (from == 0 || !is_letter(before, from - 1));
  });
}

std::optional<Found> time_at(std::string_view text, std::size_t at, Phrases before_hour) {
  if (at > 0 && (is_digit(text, at - 1) || text[at - 1] == '.' || text[at - 1] == '/' || text[at - 1] == ',')) return std::nullopt;
  int hour = 0, minute = 0;
  const std::size_t digits = read_number(text, at, hour);
  if (digits == 0 || hour > 24) return std::nullopt;
  std::size_t i = at + digits;
  const bool separated = i < text.size() && (text[i] == ':' || text[i] == '.' || text[i] == 'h');
  bool said = false;
  if (separated && read_number(text, i + 1, minute) == 2 && minute < 60 && !is_digit(text, i + 3)) {
    i += 3;
    said = true;
  } else {
    minute = 0;
  }
  const std::size_t unit = read_unit(text, i, hour, said);
  i += unit;
  const bool by_word = unit == 0 && after_phrase(text, at, before_hour) && !is_letter(text, i);
  if ((!said && !by_word) || is_digit(text, i)) return std::nullopt;
  return Found{i - at, hour * 60 + minute, by_word && hour < 12};
}

template <class Time, class Other>
void scan(std::string_view text, Phrases before_hour, Time on_time, Other on_other) {
  for (std::size_t i = 0; i < text.size();) {
    if (const auto found = time_at(text, i, before_hour)) {
      on_time(*found);
      i += found->length;
    } else {
      on_other(text[i++]);
    }
  }
}

}  // namespace

std::vector<int> clock_times(std::string_view text, Phrases before_hour) {
  std::vector<int> minutes;
  scan(
      text, before_hour,
      [&](const Found& found) {
        minutes.push_back(found.minutes);
        if (found.may_be_evening) minutes.push_back(found.minutes + kHalfDay);
      },
      [](char) {});
  return minutes;
}

std::string without_clock_times(std::string_view text, Phrases before_hour) {
  std::string out;
  scan(
      text, before_hour, [&](const Found&) { out += ' '; }, [&](char c) { out += c; });
  return out;
}

}  // namespace resso::agenda
