// parse_feed_date: first the three shapes that nearly every feed uses, then ISO 8601 by position, then words and numbers in any order.
#include "text/date_grammar.hpp"
#include "text/stated_time.hpp"
#include "text/timestamp.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace resso::text {
namespace {

constexpr std::size_t kMaxLength = 160;

/// "Mon, 23 Nov 2026 18:30:00 +0100" and nothing else: what most feeds write, read without the grammar's tables.
std::optional<Instant> usual_rfc822(std::string_view text) {
  const auto comma = text.find(", ");
  if (comma != 3) return std::nullopt;
  dates::Cursor in(text.substr(comma + 2));
  const auto day = dates::small_number(in);
  if (!day || !in.accept(' ')) return std::nullopt;
  const int month = dates::english_month(in.rest());
  if (month == 0) return std::nullopt;
  in.skip(3);
  if (!in.accept(' ')) return std::nullopt;
  const auto year = in.digits(4);
  if (!year || !in.accept(' ')) return std::nullopt;
  dates::Fields fields;
  fields.year = *year;
  fields.month = month;
  fields.day = *day;
  const auto hour = in.digits(2);
  if (!hour || !in.accept(':')) return std::nullopt;
  const auto minute = in.digits(2);
  if (!minute || !in.accept(':')) return std::nullopt;
  const auto second = in.digits(2);
  if (!second || !in.accept(' ') || in.digits_ahead() != 0) return std::nullopt;
  fields.hour = *hour;
  fields.minute = *minute;
  fields.second = *second;
  const bool numeric = in.rest().size() == 5 && dates::read_offset(in, fields) && in.done();
  return numeric ? dates::moment_of(fields) : std::nullopt;
}

/// Seconds or milliseconds since 1970, as some generators leave them.
std::optional<Instant> unix_time(std::string_view text) {
  if ((text.size() != 10 && text.size() != 13) || text.front() != '1') return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), dates::is_digit)) return std::nullopt;
  return Instant{Seconds{std::strtoll(std::string(text.substr(0, 10)).c_str(), nullptr, 10)}};
}

}  // namespace

std::string dates::plain_form(std::string_view text) {
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    char c = text[i];
    if (rest.starts_with("\u00A0") || rest.starts_with("\u00B7")) {
      i += 1;
      c = ' ';
    } else if (rest.starts_with("\u202F") || rest.starts_with("\u2009")) {
      i += 2;
      c = ' ';
    } else if (rest.starts_with("\u2212") || rest.starts_with("\u2010") || rest.starts_with("\u2013")) {
      i += 2;
      c = '-';
    } else if (rest.starts_with("\u2019")) {
      i += 2;
      c = '\'';
    } else if (rest.starts_with("년") || rest.starts_with("월") || rest.starts_with("年") || rest.starts_with("月")) {
      i += 2;
      c = '-';
      if (text.substr(i + 1).starts_with(' ')) ++i;
    }
    if (c == '(' || c == '[') ++depth;
    const bool hidden = depth > 0;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    if (hidden) continue;
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += c;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::optional<Instant> parse_feed_date(std::string_view text) {
  if (text.size() > kMaxLength) return std::nullopt;
  if (const auto usual = parse_rfc3339(text)) return usual;
  if (const auto usual = parse_http_date(text)) return usual;
  if (const auto usual = usual_rfc822(text)) return usual;
  const std::string plain = dates::plain_form(text);
  if (plain.empty()) return std::nullopt;
  if (const auto seconds = unix_time(plain)) return seconds;
  if (const auto fields = dates::read_iso_date(plain)) {
    if (const auto moment = dates::moment_of(*fields)) return moment;
  }
  const auto fields = dates::read_worded_date(plain);
  return fields ? dates::moment_of(*fields) : std::nullopt;
}

std::optional<StatedTime> parse_stated_time(std::string_view text) {
  if (text.size() > kMaxLength) return std::nullopt;
  const std::string plain = dates::plain_form(text);
  for (const auto read : {&dates::read_iso_date, &dates::read_worded_date}) {
    const auto fields = read(plain);
    const bool has_day = fields && (fields->day > 0 || fields->day_of_year > 0 || fields->week > 0);
    const auto face = has_day ? dates::face_of(*fields) : std::nullopt;
    if (!face) continue;
    StatedTime stated{*face, fields->has_time, {}};
    if (fields->has_time && fields->zone_minutes) stated.offset = std::chrono::minutes{*fields->zone_minutes};
    return stated;
  }
  return std::nullopt;
}

}  // namespace resso::text
