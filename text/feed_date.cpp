// parse_feed_date: first the two shapes that nearly every feed uses, then ISO 8601 by position, then words and numbers in any order.
#include "text/date_fields.hpp"
#include "text/date_words.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace resso::text {
namespace {

using dates::Cursor;
using dates::Word;

constexpr std::size_t kMaxLength = 160;
constexpr int kKoreaMinutes = 540;

struct Fields {
  int year = -1, month = -1, day = -1;
  int day_of_year = -1, week = -1, weekday = 1;  // ISO 8601 ordinal and week dates
  int hour = 0, minute = 0, second = 0;
  bool has_time = false;
  enum class Half { none, am, pm } half = Half::none;
  std::optional<int> zone_minutes;
};

// Two digits: RFC 2822 §4.3.
int full_year(int year, std::size_t digits) { return digits > 2 ? year : year < 50 ? 2000 + year : 1900 + year; }

std::optional<LocalTime> ordinal_date(const Fields& f) {
  const auto first = dates::local_time(f.year, 1, 1, 0, 0, 0);
  const bool leap = std::chrono::year{f.year}.is_leap();
  if (!first || f.day_of_year < 1 || f.day_of_year > (leap ? 366 : 365)) return std::nullopt;
  return *first + std::chrono::days{f.day_of_year - 1};
}

std::optional<LocalTime> week_date(const Fields& f) {
  if (f.week < 1 || f.week > 53 || f.weekday < 1 || f.weekday > 7) return std::nullopt;
  const auto fourth = dates::local_time(f.year, 1, 4, 0, 0, 0);  // always in week 1
  if (!fourth) return std::nullopt;
  const std::chrono::weekday name{std::chrono::floor<std::chrono::days>(*fourth)};
  const int past_monday = static_cast<int>(name.iso_encoding()) - 1;
  return *fourth + std::chrono::days{(f.week - 1) * 7 + f.weekday - 1 - past_monday};
}

std::optional<Instant> moment_of(Fields f) {
  if (f.half != Fields::Half::none) {
    if (f.half == Fields::Half::am && f.hour == 12) f.hour = 0;
    if (f.half == Fields::Half::pm && f.hour < 12) f.hour += 12;
  }
  if (f.day_of_year >= 0 || f.week >= 0) {
    const auto date = f.week >= 0 ? week_date(f) : ordinal_date(f);
    if (!date) return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(*date)};
    f.year = static_cast<int>(day.year());
    f.month = static_cast<int>(static_cast<unsigned>(day.month()));
    f.day = static_cast<int>(static_cast<unsigned>(day.day()));
  }
  const auto local = dates::local_time(f.year, f.month < 0 ? 1 : f.month, f.day < 0 ? 1 : f.day, f.hour, f.minute, f.second);
  if (!local) return std::nullopt;
  return Instant{local->time_since_epoch()} - std::chrono::minutes{f.zone_minutes.value_or(0)};
}

// ---- pieces that both grammars share

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void skip_space(Cursor& in) {
  while (in.accept_any(" ")) {
  }
}

/// One or two digits.
std::optional<int> small_number(Cursor& in) {
  const std::size_t ahead = in.digits_ahead();
  if (ahead < 1 || ahead > 2) return std::nullopt;
  return in.digits(ahead);
}

/// 18:30, 18:30:05, 18:30:05.25; also with '.' or 'h' between ("18.30", "18h30") when `separators` has them.
bool clock(Cursor& in, Fields& f, std::string_view separators) {
  Cursor at = in;
  const auto hour = small_number(at);
  if (!hour || !at.accept_any(separators)) return false;
  auto minute = at.digits(2);
  if (!minute && at.digits_ahead() == 1) minute = at.digits(1);
  if (!minute) return false;
  f.second = 0;
  if (at.peek() == ':' || at.peek() == '.') {
    Cursor after = at;
    after.skip(1);
    if (const auto second = small_number(after)) {
      f.second = *second;
      at = after;
      if (at.peek() == '.' || at.peek() == ',' || at.peek() == ':') {  // a fraction; some write milliseconds after a colon
        Cursor fraction = at;
        fraction.skip(1);
        if (fraction.digits_ahead() > 0) {
          fraction.skip(fraction.digits_ahead());
          at = fraction;
        }
      }
    }
  }
  f.hour = *hour;
  f.minute = *minute;
  f.has_time = true;
  in = at;
  return true;
}

/// +01:00, -0800, +1, +100. One that no clock has is read over: the rest of the date is good.
bool offset(Cursor& in, Fields& f) {
  Cursor at = in;
  const bool west = at.peek() == '-';
  if (!at.accept_any("+-")) return false;
  const std::size_t ahead = at.digits_ahead();
  if (ahead == 0 || ahead > 6) return false;
  int number = *at.digits(ahead);
  if (ahead > 4) number /= 100;
  int hours = ahead <= 2 ? number : number / 100;
  int minutes = ahead <= 2 ? 0 : number % 100;
  if (ahead <= 2 && at.accept(':')) {
    const auto stated = small_number(at);
    if (!stated) return false;
    minutes = *stated;
  }
  const int total = hours * 60 + minutes;
  if (minutes < 60 && total <= 24 * 60) f.zone_minutes = f.zone_minutes.value_or(0) + (west ? -total : total);
  in = at;
  return true;
}

// ---- ISO 8601 and W3CDTF, by position

bool iso_digits_only(Cursor& in, Fields& f) {
  switch (const std::size_t ahead = in.digits_ahead(); ahead) {
    case 4: f.year = *in.digits(4); return true;
    case 5:  // YYDDD
      f.year = full_year(*in.two_digits(), 2);
      f.day_of_year = *in.digits(3);
      return true;
    case 7:  // YYYYDDD
      f.year = *in.two_digits() * 100;
      f.year += *in.two_digits();
      f.day_of_year = *in.digits(3);
      return true;
    case 6:  // YYYYMM or YYMMDD: a year of four digits where the month then exists
    case 8:
    case 12:
    case 14: {
      const int first = *in.two_digits(), second = *in.two_digits(), third = *in.two_digits();
      const bool century = ahead != 6 || ((first == 19 || first == 20) && third >= 1 && third <= 12);
      if (!century) {
        f.year = full_year(first, 2);
        f.month = second;
        f.day = third;
        return true;
      }
      f.year = first * 100 + second;
      f.month = third;
      if (ahead >= 8) f.day = *in.two_digits();
      if (ahead >= 12) {
        f.hour = *in.two_digits();
        f.minute = *in.two_digits();
        if (ahead == 14) f.second = *in.two_digits();
        f.has_time = true;
      }
      return true;
    }
    default: return false;
  }
}

/// 2026-11-23, 2026-11, 2026-327, 2026-W48-1, 2026W481, 26-11-23; also with '/' or '.' where the year has four digits.
bool iso_date(Cursor& in, Fields& f) {
  const std::size_t year_digits = in.digits_ahead();
  if (year_digits != 4 && year_digits != 2) return iso_digits_only(in, f);
  Cursor at = in;
  f.year = full_year(*at.digits(year_digits), year_digits);
  if (at.accept_any("-") ? at.accept_any("Ww") : year_digits == 4 && at.accept_any("Ww")) {
    const bool extended = at.digits_ahead() == 2;
    const auto week = at.two_digits();
    if (!week) return false;
    f.week = *week;
    if (extended ? at.accept('-') : !at.done()) {
      const auto weekday = at.digits(1);
      if (!weekday) return false;
      f.weekday = *weekday;
    }
    in = at;
    return true;
  }
  at = in;
  at.skip(year_digits);
  const char separator = at.peek();
  if (separator == '\0' || separator == 'T' || separator == ' ') {
    if (year_digits != 4) return false;
    in = at;
    return true;
  }
  if (separator != '-' && (year_digits == 2 || (separator != '/' && separator != '.'))) return false;
  at.skip(1);
  if (separator == '-' && at.digits_ahead() == 3) {
    f.day_of_year = *at.digits(3);
    in = at;
    return true;
  }
  const auto month = small_number(at);
  if (!month) return false;
  f.month = *month;
  if (at.accept(separator)) {
    const auto day = small_number(at);
    if (!day) return false;
    f.day = *day;
  } else if (year_digits == 2) {
    return false;
  }
  in = at;
  return true;
}

bool iso_time(Cursor& in, Fields& f) {
  if (clock(in, f, ":")) return true;
  Cursor at = in;
  const std::size_t ahead = at.digits_ahead();
  if (ahead != 2 && ahead != 4 && ahead != 6) return false;
  f.hour = *at.two_digits();
  if (ahead >= 4) f.minute = *at.two_digits();
  if (ahead == 6) f.second = *at.two_digits();
  if (at.peek() == '.' || at.peek() == ',') {
    at.skip(1);
    at.skip(at.digits_ahead());
  }
  f.has_time = true;
  in = at;
  return true;
}

std::optional<Instant> iso_moment(std::string_view text) {
  Cursor in(text);
  Fields f;
  if (!iso_date(in, f)) return std::nullopt;
  if (in.done()) return moment_of(f);
  const bool separated = in.accept_any("Tt") || in.peek() == ' ' || in.peek() == '-';
  skip_space(in);
  if (!separated) return std::nullopt;
  if (in.done()) return moment_of(f);
  if (!iso_time(in, f)) return std::nullopt;
  skip_space(in);
  if (in.accept_any("Zz"))
    f.zone_minutes = 0;
  else
    offset(in, f);
  skip_space(in);
  if (!in.done()) return std::nullopt;
  return moment_of(f);
}

// ---- words and numbers in any order

/// A word is folded by the search's own rule when it is not in the table as it stands.
std::optional<Word> meaning_of(std::string_view word) {
  if (const auto plain = dates::find_word(to_lower_ascii(word))) return plain;
  const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return std::nullopt;
  const std::string folded = fold_words(word);
  auto found = dates::find_word(folded);
  if (found) found->text = {};
  return found;
}

class WordReader {
 public:
  explicit WordReader(std::string_view text) : in_(text) {}

  std::optional<Instant> read() {
    while (!in_.done()) {
      if (is_digit(in_.peek()) ? !number() : !sign() && !word()) return std::nullopt;
    }
    if (f_.month < 0 && ambiguous_month_ > 0) f_.month = ambiguous_month_;
    if (f_.year < 0 || f_.month < 0 || f_.day < 0) return std::nullopt;
    return moment_of(f_);
  }

 private:
  bool sign() {
    const char c = in_.peek();
    if ((c == '+' || c == '-') && f_.has_time && f_.year >= 0 && offset(in_, f_)) return true;
    // "18:30 +0100 2026": the year after the zone
    if ((c == '+' || c == '-') && f_.has_time && offset_before_year()) return true;
    return in_.accept_any(" ,./-+':;|");
  }

  bool offset_before_year() {
    Cursor at = in_;
    at.skip(1);
    return at.digits_ahead() == 4 && f_.day >= 0 && (f_.month >= 0 || ambiguous_month_ > 0) && offset(in_, f_);
  }

  bool number() {
    if (numeric_date()) return true;
    if (!f_.has_time && clock(in_, f_, f_.day >= 0 ? ":.hH" : ":hH")) return true;
    const std::size_t ahead = in_.digits_ahead();
    if (ahead > 4) return false;
    if (ahead <= 2 && !f_.has_time && hour_alone()) return true;
    const int value = *in_.digits(ahead);
    if (ahead >= 3 || (f_.day >= 0 && f_.year < 0)) {
      if (f_.year >= 0 || ahead == 3) return false;
      f_.year = full_year(value, ahead);
    } else if (f_.day < 0) {
      f_.day = value;
    } else if (!f_.has_time && f_.year >= 0) {
      f_.hour = value;
      f_.has_time = true;
    } else {
      return false;
    }
    return true;
  }

  /// "7 pm", "19h": a number whose word makes it an hour.
  bool hour_alone() {
    Cursor at = in_;
    const auto hour = small_number(at);
    skip_space(at);
    const bool marked = at.accept_word("am") || at.accept_word("pm") || at.accept_word("a.m") || at.accept_word("p.m");
    const bool spanish_hour = !marked && at.accept_any("hH") && (at.done() || at.peek() == ' ');
    if (!hour || !(marked || spanish_hour)) return false;
    f_.hour = *hour;
    f_.has_time = true;
    small_number(in_);
    return true;
  }

  /// 23/11/2026, 23-11-26, 23.11.2026, 2026/11/23. Day first, but month first where that is no date or the clock has am or pm.
  bool numeric_date() {
    Cursor at = in_;
    const std::size_t first_digits = at.digits_ahead();
    if (first_digits > 4 || first_digits == 3) return false;
    const auto first = at.digits(first_digits);
    const char separator = at.peek();
    if (!at.accept_any("/-.")) return false;
    const auto second = small_number(at);
    if (!second || !at.accept(separator)) return false;
    const std::size_t third_digits = at.digits_ahead();
    const auto third = third_digits == 2 || third_digits == 4 || first_digits == 4 ? at.digits(third_digits) : std::nullopt;
    if (!third || f_.year >= 0) return false;
    if (separator == '.' && third_digits == 2 && f_.day >= 0) return false;  // a clock with dots
    if (first_digits == 4) {
      f_.year = *first;
      f_.month = *second;
      f_.day = *third;
    } else {
      const bool half_days = at.rest().find_first_of("aApP") != std::string_view::npos;
      const bool month_first = *second > 12 || (separator == '/' && half_days && *first <= 12);
      f_.year = full_year(*third, third_digits);
      f_.month = month_first ? *first : *second;
      f_.day = month_first ? *second : *first;
    }
    in_ = at;
    return true;
  }

  static bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

  bool word() {
    const auto rest = in_.rest();
    const auto length = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_word_byte) - rest.begin());
    if (length == 0) return false;
    const std::string_view word = rest.substr(0, length);
    const bool first = std::exchange(first_word_, false);
    if (dotted_half()) return true;
    in_.skip(length);
    const auto meaning = meaning_of(word);
    if (!meaning) return first && (in_.peek() == ',' || in_.peek() == '.') && in_.accept_any(",.");  // a weekday that we do not know
    // RFC 822's military zones are one capital letter, last; elsewhere one letter is "a les", "18:30 h", "d'abril".
    const bool letter = length == 1 && word != "Z" && word != "z";
    const bool military = letter && f_.has_time && in_.done() && word[0] >= 'A' && word[0] <= 'Y' && word[0] != 'H';
    switch (meaning->kind) {
      case Word::Kind::zone:
        if (f_.has_time && (!letter || military)) f_.zone_minutes = meaning->value;
        return true;
      case Word::Kind::month:
        if (f_.month >= 0) return false;
        f_.month = meaning->value;
        return true;
      case Word::Kind::month_or_weekday: ambiguous_month_ = meaning->value; return true;
      case Word::Kind::am: f_.half = Fields::Half::am; return true;
      case Word::Kind::pm: f_.half = Fields::Half::pm; return true;
      case Word::Kind::korean:  // Korean generators write no zone and mean their own
        f_.zone_minutes = kKoreaMinutes;
        if (meaning->value > 0) f_.half = meaning->value == 1 ? Fields::Half::am : Fields::Half::pm;
        return true;
      case Word::Kind::weekday:
      case Word::Kind::filler: return true;
    }
    return true;
  }

  bool dotted_half() {  // "p.m.", "p. m."
    Cursor at = in_;
    const bool pm = at.accept_any("pP");
    if ((!pm && !at.accept_any("aA")) || !at.accept('.')) return false;
    skip_space(at);
    if (!at.accept_any("mM")) return false;
    f_.half = pm ? Fields::Half::pm : Fields::Half::am;
    in_ = at;
    return true;
  }

  Cursor in_;
  Fields f_;
  int ambiguous_month_ = -1;
  bool first_word_ = true;
};

/// Without comments ("(CET)", "[Europe/Madrid]"), odd spaces and typographic signs; every run of space is one.
std::string plain_form(std::string_view text) {
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

/// Seconds or milliseconds since 1970, as some generators leave them.
std::optional<Instant> unix_time(std::string_view text) {
  if ((text.size() != 10 && text.size() != 13) || text.front() != '1') return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  return Instant{Seconds{std::strtoll(std::string(text.substr(0, 10)).c_str(), nullptr, 10)}};
}

}  // namespace

std::optional<Instant> parse_feed_date(std::string_view text) {
  if (text.size() > kMaxLength) return std::nullopt;
  if (const auto usual = parse_rfc3339(text)) return usual;
  if (const auto usual = parse_http_date(text)) return usual;
  const std::string plain = plain_form(text);
  if (plain.empty()) return std::nullopt;
  if (const auto seconds = unix_time(plain)) return seconds;
  if (const auto moment = iso_moment(plain)) return moment;
  return WordReader(plain).read();
}

}  // namespace resso::text
