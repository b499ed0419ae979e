#include "agenda/occurrences.hpp"

#include "text/recurrence.hpp"
#include "text/zone.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace resso::agenda {
namespace {

using std::chrono::days;
using std::chrono::floor;
using text::RuleIterator;
using text::Zone;

constexpr std::size_t kMostRules = 50;
constexpr std::size_t kMostCandidates = 50'000;  // that one event may cost, shown or not
constexpr Seconds kLongestShift = days(4000);    // an override further away than that does not widen the search

/// An empty window is a moment.
bool overlaps(const Window& window, Instant start, Instant end) {
  return start < std::max(window.to, window.from + Seconds{1}) && (end > window.from || (start == end && start >= window.from));
}

/// How long an event lasts: days on the calendar for all-day ones; otherwise time by the clock, the same for every instance however the
/// zone shifts (RFC 5545 §3.8.5.3: the exact duration).
struct Length {
  Seconds value{0};
  bool nominal = false;
};

Zone zone_named(const std::string& name, const Zone& otherwise) { return Zone::find(name).value_or(otherwise); }

Length length_of(const EventTimes& times, const Zone& zone) {
  if (!times.end || *times.end <= times.start) return {times.all_day ? Seconds{days(1)} : Seconds{0}, times.all_day};
  if (times.all_day) return {*times.end - times.start, true};
  return {zone.to_instant(*times.end) - zone.to_instant(times.start), false};
}

/// The starts of several rules as one ordered stream, each start once.
class RuleStream {
 public:
  /// Starts before `from` and after `last` are not asked for.
  RuleStream(LocalTime from, LocalTime last) : from_(from), last_(last) {}

  void add(RuleIterator rule) {
    rule.stop_after(last_);
    rule.advance_to(from_);
    auto first = rule.next();
    heads_.push_back({std::move(rule), first});
  }
  std::optional<LocalTime> peek() const {
    std::optional<LocalTime> least;
    for (const Head& head : heads_) {
      if (head.start && (!least || *head.start < *least)) least = head.start;
    }
    return least;
  }
  void pop(LocalTime start) {
    for (Head& head : heads_) {
      while (head.start && *head.start <= start) head.start = head.rule.next();
    }
  }
  void skip_to(LocalTime start) {
    for (Head& head : heads_) {
      if (!head.start || *head.start >= start) continue;
      head.rule.advance_to(start);
      head.start = head.rule.next();
    }
  }
  bool exhausted_by_limit() const {
    return std::any_of(heads_.begin(), heads_.end(), [](const Head& head) { return head.rule.exhausted_by_limit(); });
  }

 private:
  struct Head {
    RuleIterator rule;
    std::optional<LocalTime> start;
  };
  std::vector<Head> heads_;
  LocalTime from_, last_;
};

class Expander {
 public:
  Expander(const Event& event, const Window& window, std::size_t limit, std::string_view floating_zone)
      : event_(event),
        window_(window),
        limit_(limit),
        floating_(Zone::find(floating_zone).value_or(Zone::utc())),
        zone_(zone_named(event.times.zone, floating_)),
        length_(length_of(event.times, zone_)),
        exdates_(event.recurrence.exdates),
        exdays_(event.recurrence.exdates_by_day) {
    std::sort(exdates_.begin(), exdates_.end());
    std::sort(exdays_.begin(), exdays_.end());
  }

  Expansion expand() {
    if (event_.recurrence.empty()) {
      add(plain(event_.times.start));
      return finish();
    }
    sort_overrides();
    const auto [first, last] = search_range();
    walk(first, last);
    for (const auto& [id, index] : single_) add(overridden(id, index));
    return finish();
  }

 private:
  // ------------------------------------------------------------ one instance
  Occurrence make(LocalTime start, const Zone& zone, Length length, bool all_day, LocalTime id, EventStatus status, int index) const {
    Occurrence occurrence;
    occurrence.event_id = event_.id;
    occurrence.start = zone.to_instant(start);
    occurrence.end = length.nominal ? zone.to_instant(start + length.value) : occurrence.start + length.value;
    // What the clock really shows: a start in a gap is an hour later there.
    occurrence.local_start = all_day ? start : zone.to_local(occurrence.start);
    occurrence.local_end = length.nominal ? start + length.value : zone.to_local(occurrence.end);
    occurrence.recurrence_id = id;
    occurrence.all_day = all_day;
    occurrence.status = status;
    occurrence.override_index = index;
    return occurrence;
  }

  Occurrence plain(LocalTime start) const { return make(start, zone_, length_, event_.times.all_day, start, event_.status, -1); }

  /// RDATE;VALUE=PERIOD brings its own end.
  Occurrence dated(const RecurrenceDate& date) const {
    Length length = length_;
    if (date.end && *date.end > date.start) length = length_of(EventTimes{date.start, date.end, {}, event_.times.all_day}, zone_);
    return make(date.start, zone_, length, event_.times.all_day, date.start, event_.status, -1);
  }

  Occurrence overridden(LocalTime id, int index) const {
    const Override& change = event_.recurrence.overrides[static_cast<std::size_t>(index)];
    const EventStatus status = change.status.value_or(event_.status);
    if (!change.times) return make(id, zone_, length_, event_.times.all_day, id, status, index);
    const Zone zone = zone_named(change.times->zone, zone_);
    return make(change.times->start, zone, length_of(*change.times, zone), change.times->all_day, id, status, index);
  }

  /// An instance at or after a "this and future": moved as far on the override's clock as that one was.
  Occurrence shifted(LocalTime start, int index) const {
    const Override& change = event_.recurrence.overrides[static_cast<std::size_t>(index)];
    const EventStatus status = change.status.value_or(event_.status);
    if (!change.times) return make(start, zone_, length_, event_.times.all_day, start, status, index);
    const Zone zone = zone_named(change.times->zone, zone_);
    const auto there = [&](LocalTime local) { return zone.name() == zone_.name() ? local : zone.to_local(zone_.to_instant(local)); };
    const LocalTime moved = there(start) + (change.times->start - there(change.recurrence_id));
    return make(moved, zone, length_of(*change.times, zone), change.times->all_day, start, status, index);
  }

  // ------------------------------------------------------------ overrides
  void sort_overrides() {
    const auto& overrides = event_.recurrence.overrides;
    for (std::size_t i = 0; i < overrides.size(); ++i) {
      const Override& change = overrides[i];
      (change.this_and_future ? future_ : single_).insert_or_assign(change.recurrence_id, static_cast<int>(i));
    }
  }

  /// The "this and future" that holds at `start`; -1: none.
  int future_at(LocalTime start) const {
    const auto after = future_.upper_bound(start);
    return after == future_.begin() ? -1 : std::prev(after)->second;
  }

  // ------------------------------------------------------------ the series
  /// On the series' clock: original starts outside of it cannot overlap the window, wherever overrides move them.
  std::pair<LocalTime, LocalTime> search_range() const {
    Seconds back = length_.value, on{0};
    for (const RecurrenceDate& date : event_.recurrence.rdates) {
      if (date.end) back = std::max(back, *date.end - date.start);
    }
    for (const auto& [id, index] : future_) {
      const auto& times = event_.recurrence.overrides[static_cast<std::size_t>(index)].times;
      if (!times) continue;
      const Seconds shift = times->start - id;
      back = std::max(back, shift + (times->end ? *times->end - times->start : Seconds{0}));
      on = std::max(on, -shift);
    }
    const Seconds margin = days(2);  // zones
    const auto local = [](Instant at) { return LocalTime{at.time_since_epoch()}; };
    const Instant least{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}},
        most{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};
    return {local(std::clamp(window_.from, least, most)) - std::clamp(back, Seconds{0}, kLongestShift) - margin,
            local(std::clamp(window_.to, least, most)) + std::clamp(on, Seconds{0}, kLongestShift) + margin};
  }

  void add_rules(const std::vector<std::string>& values, RuleStream& stream) {
    const auto to_instant = [zone = zone_](LocalTime local) { return zone.to_instant(local); };
    for (std::size_t i = 0; i < values.size() && i < kMostRules; ++i) {
      auto rule = RuleIterator::parse(values[i], event_.times.start, event_.times.all_day, to_instant);
      if (rule)
        stream.add(std::move(*rule));
      else
        result_.problems.push_back(describe(rule.error()));
    }
  }

  bool excluded(LocalTime start, RuleStream& exrules) const {
    if (holds(exdates_, start) || holds(exdays_, LocalTime{floor<days>(start)})) return true;
    exrules.skip_to(start);
    return exrules.peek() == start;
  }

  static bool holds(const std::vector<LocalTime>& sorted, LocalTime value) {
    return std::binary_search(sorted.begin(), sorted.end(), value);
  }

  /// DTSTART, the rules and RDATE in one order, each start once; what is excluded or told otherwise is left out.
  void walk(LocalTime first, LocalTime last) {
    RuleStream rules(first, last), exrules(first, last);
    add_rules(event_.recurrence.rrules, rules);
    add_rules(event_.recurrence.exrules, exrules);

    std::map<LocalTime, const RecurrenceDate*> dates;
    const RecurrenceDate begin{event_.times.start, {}};
    if (begin.start >= first && begin.start <= last) dates.emplace(begin.start, nullptr);
    for (const RecurrenceDate& date : event_.recurrence.rdates) {
      if (date.start >= first && date.start <= last) dates.insert_or_assign(date.start, &date);
    }
    auto date = dates.begin();
    const std::size_t enough = limit_ + event_.recurrence.overrides.size() + 1;
    std::optional<Instant> previous;
    for (std::size_t candidates = 0;; ++candidates) {
      const auto ruled = rules.peek();
      if (!ruled && date == dates.end()) break;
      if (result_.occurrences.size() >= enough || candidates >= kMostCandidates) {
        result_.truncated = true;
        break;
      }
      const bool is_date = date != dates.end() && (!ruled || date->first <= *ruled);
      const LocalTime start = is_date ? date->first : *ruled;
      const RecurrenceDate* told = is_date ? date->second : nullptr;
      if (is_date) ++date;
      rules.pop(start);
      if (single_.contains(start) || excluded(start, exrules)) continue;
      const int future = future_at(start);
      const Occurrence occurrence = future >= 0 ? shifted(start, future) : told != nullptr ? dated(*told) : plain(start);
      // On the spring night 02:30 is 03:30: a rule that gives both means one moment.
      if (previous == occurrence.start && !event_.times.all_day) continue;
      previous = occurrence.start;
      add(occurrence);
    }
    if (rules.exhausted_by_limit() || exrules.exhausted_by_limit()) {
      result_.truncated = true;
      result_.problems.emplace_back("a recurrence rule of \"" + event_.title + "\" gives no date for too long: the search was ended");
    }
  }

  void add(const Occurrence& occurrence) {
    if (overlaps(window_, occurrence.start, occurrence.end)) result_.occurrences.push_back(occurrence);
  }

  Expansion finish() {
    auto& found = result_.occurrences;
    std::stable_sort(found.begin(), found.end(), [](const Occurrence& a, const Occurrence& b) {
      return std::pair(a.start, a.recurrence_id) < std::pair(b.start, b.recurrence_id);
    });
    if (found.size() > limit_) {
      found.resize(limit_);
      result_.truncated = true;
    }
    return std::move(result_);
  }

  const Event& event_;
  const Window window_;
  const std::size_t limit_;
  const Zone floating_, zone_;
  const Length length_;
  std::vector<LocalTime> exdates_, exdays_;
  std::map<LocalTime, int> single_, future_;  ///< by recurrence id: index into overrides
  Expansion result_;
};

}  // namespace

Expansion expand(const Event& event, const Window& window, std::size_t limit, std::string_view floating_zone) {
  return Expander(event, window, limit, floating_zone).expand();
}

}  // namespace resso::agenda
