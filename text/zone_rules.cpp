#include "text/zone_rules.hpp"

#include "text/recurrence.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace resso::text {
namespace {

constexpr std::size_t kMostObservances = 100;
constexpr std::size_t kMostChanges = 2000;
constexpr std::size_t kLongestForm = 16u << 10;
// Changes are written out once, for the years that anybody's events are in; the last state stays.
constexpr LocalTime kFirstChange{LocalDate{std::chrono::year{1900} / 1 / 1}};
constexpr LocalTime kLastChange{LocalDate{std::chrono::year{2200} / 1 / 1}};
constexpr Seconds kMostOffset{86400};

struct Change {
  Instant at;
  const Observance* to;
};

Error bad_form(std::string_view what) { return Error{Errc::bad_input, "a time zone's definition " + std::string(what), "", "", 0}; }

std::string offset_text(Seconds offset) {
  const auto total = std::abs(offset.count());
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%c%02d%02d%02d", offset.count() < 0 ? '-' : '+', static_cast<int>(total / 3600),
                static_cast<int>(total / 60 % 60), static_cast<int>(total % 60));
  std::string_view shown(text.data());
  return std::string(total % 60 == 0 ? shown.substr(0, 5) : shown);
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.front() == '-') return {};
  return value;
}

std::optional<Seconds> offset_of(std::string_view text) {
  if ((text.size() != 5 && text.size() != 7) || (text[0] != '+' && text[0] != '-')) return {};
  const auto hours = digits(text.substr(1, 2)), minutes = digits(text.substr(3, 2));
  const auto seconds = text.size() == 7 ? digits(text.substr(5, 2)) : 0;
  if (!hours || !minutes || !seconds) return {};
  const Seconds offset{*hours * 3600 + *minutes * 60 + *seconds};
  return text[0] == '-' ? -offset : offset;
}

std::optional<LocalTime> start_of(std::string_view text) {
  if (text.size() != 15 || text[8] != 'T') return {};
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(4, 2)), day = digits(text.substr(6, 2));
  const auto hour = digits(text.substr(9, 2)), minute = digits(text.substr(11, 2)), second = digits(text.substr(13, 2));
  if (!year || !month || !day || !hour || !minute || !second) return {};
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return {};
  return LocalTime{LocalDate{date}} + Seconds{*hour * 3600 + *minute * 60 + *second};
}

std::string start_text(LocalTime at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(at - day);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02d", int{date.year()}, static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::optional<Observance> observance_of(std::string_view text) {
  std::array<std::string_view, 5> fields;
  for (auto& field : fields) {
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) return {};
    field = text.substr(0, comma);
    text.remove_prefix(comma + 1);
  }
  const auto from = offset_of(fields[1]), to = offset_of(fields[2]);
  const auto start = start_of(fields[3]);
  if ((fields[0] != "STD" && fields[0] != "DST") || !from || !to || !start) return {};
  return Observance{fields[0] == "DST", *from, *to, *start, std::string(fields[4]), std::string(text)};
}

void add_changes(const Observance& observance, std::vector<Change>& changes) {
  const auto moment = [&](LocalTime onset) { return Instant{(onset - observance.offset_from).time_since_epoch()}; };
  changes.push_back({moment(observance.start), &observance});
  if (observance.rrule.empty()) return;
  auto onsets = RuleIterator::parse(observance.rrule, observance.start, false, moment);
  if (!onsets) return;
  onsets->advance_to(kFirstChange);
  onsets->stop_after(kLastChange);
  for (std::size_t count = 0; count < kMostChanges; ++count) {
    const auto onset = onsets->next();
    if (!onset) return;
    if (*onset != observance.start) changes.push_back({moment(*onset), &observance});
  }
}

}  // namespace

Result<ZoneRules> ZoneRules::make(std::vector<Observance> observances) {
  if (observances.empty()) return bad_form("has no STANDARD and no DAYLIGHT part");
  if (observances.size() > kMostObservances) return bad_form("has more than 100 parts");
  std::vector<Change> changes;
  for (const Observance& observance : observances) {
    const bool sane = std::max(observance.offset_from, -observance.offset_from) < kMostOffset &&
                      std::max(observance.offset_to, -observance.offset_to) < kMostOffset;
    if (!sane) return bad_form("has an offset of a day or more");
    add_changes(observance, changes);
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
  ZoneRules rules;
  rules.periods_.push_back({Instant::min(), changes.front().to->offset_from, false, ""});
  for (const Change& change : changes) {
    if (rules.periods_.back().from == change.at) rules.periods_.pop_back();  // the later statement of the same moment counts
    rules.periods_.push_back({change.at, change.to->offset_to, change.to->daylight, change.to->abbreviation});
  }
  // Before the definition begins its clock is the one that it changes from: normally standard time.
  Period& before = rules.periods_.front();
  for (const Observance& observance : observances) {
    if (observance.offset_to == before.offset && before.abbreviation.empty()) {
      before.abbreviation = observance.abbreviation;
      before.daylight = observance.daylight;
    }
  }
  return rules;
}

Result<ZoneRules> ZoneRules::parse(std::string_view text_form) {
  if (!is_text_form(text_form) || text_form.size() > kLongestForm) return bad_form("is not in our form, or too long");
  text_form.remove_prefix(kPrefix.size());
  std::vector<Observance> observances;
  while (true) {
    const auto bar = text_form.find('|');
    auto observance = observance_of(text_form.substr(0, bar));
    if (!observance) return bad_form("is not in our form");
    observances.push_back(std::move(*observance));
    if (observances.size() > kMostObservances) return bad_form("has more than 100 parts");
    if (bar == std::string_view::npos) return make(std::move(observances));
    text_form.remove_prefix(bar + 1);
  }
}

std::string ZoneRules::text_form(const std::vector<Observance>& observances) {
  std::string text(kPrefix);
  for (const Observance& observance : observances) {
    if (text.size() > kPrefix.size()) text += '|';
    text += observance.daylight ? "DST," : "STD,";
    text += offset_text(observance.offset_from) + "," + offset_text(observance.offset_to) + "," + start_text(observance.start) + ",";
    for (const char c : observance.abbreviation) {
      if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-') text += c;
    }
    text += ',';
    for (const char c : observance.rrule) {
      if (c != '|') text += c;
    }
  }
  return text;
}

const ZoneRules::Period& ZoneRules::at(Instant at) const {
  const auto after = std::upper_bound(periods_.begin() + 1, periods_.end(), at, [](Instant t, const Period& p) { return t < p.from; });
  return *(after - 1);
}

Instant ZoneRules::to_instant(LocalTime local) const {
  // The clock before a change counts until it really comes to the change: so a gap is read with the offset before it, and of the two
  // times of an overlap the first is meant.
  const auto later = std::upper_bound(periods_.begin() + 1, periods_.end(), local, [](LocalTime t, const Period& p) {
    return t.time_since_epoch() < p.from.time_since_epoch() + std::max((&p - 1)->offset, p.offset);
  });
  return Instant{(local - (later - 1)->offset).time_since_epoch()};
}

std::optional<Instant> ZoneRules::next_change(Instant after) const {
  auto period = std::upper_bound(periods_.begin() + 1, periods_.end(), after, [](Instant t, const Period& p) { return t < p.from; });
  for (; period != periods_.end(); ++period) {
    if (period->offset != (period - 1)->offset) return period->from;
  }
  return {};
}

}  // namespace resso::text
