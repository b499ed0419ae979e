#include "connectors/calendar/ical_map.hpp"

#include "connectors/calendar/ical_event.hpp"
#include "connectors/calendar/ical_times.hpp"
#include "text/digest.hpp"
#include "text/recurrence.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace resso::connectors::calendar {
namespace {

constexpr std::size_t kMostEvents = 50'000;
constexpr std::size_t kMostOverrides = 5'000;  // of one series
constexpr std::size_t kMostWarnings = 100;

/// One VEVENT, read.
struct Entry {
  Event event;
  std::optional<TimeReader::Moment> recurrence_id;
  bool this_and_future = false;
  bool has_start = true;  ///< an override may do without
  const IcalComponent* component = nullptr;
};

std::string key_of(const Event& event) {
  if (!event.uid.empty()) return event.uid;
  if (!event.url.empty()) return event.url;
  return "digest:" + text::short_id(event.title + "\n" + text::format_local(event.times.start));
}

/// What came later in the file wins where the SEQUENCE is the same.
bool supersedes(const Entry& later, const Entry& earlier) { return later.event.sequence >= earlier.event.sequence; }

template <class T>
std::optional<T> unless_equal(const T& value, const T& of_series) {
  return value == of_series ? std::nullopt : std::optional<T>(value);
}

/// What `entry` says otherwise than its series. A property that it does not have is as in the series.
Override override_of(const Entry& entry, const Event& series) {
  const Event& told = entry.event;
  Override change;
  change.recurrence_id = recurrence_id_on(*entry.recurrence_id, series.times);
  change.this_and_future = entry.this_and_future;
  const auto has = [&](std::string_view name) { return entry.component->find(name) != nullptr; };
  if (entry.has_start) {
    EventTimes unchanged = series.times;
    unchanged.start = change.recurrence_id;
    if (unchanged.end) *unchanged.end += change.recurrence_id - series.times.start;
    change.times = unless_equal(told.times, unchanged);
  }
  if (has("SUMMARY")) change.title = unless_equal(told.title, series.title);
  if (has("DESCRIPTION") || has("X-ALT-DESC") || has("STYLED-DESCRIPTION")) {
    change.summary = unless_equal(told.summary, series.summary);
    change.description_html = unless_equal(told.description_html, series.description_html);
  }
  if (has("URL")) change.url = unless_equal(told.url, series.url);
  if (!told.place.empty()) change.place = unless_equal(told.place, series.place);
  change.status = unless_equal(told.status, series.status);
  return change;
}

/// Is a start one of a series? To be asked in order of time.
class InstanceCheck {
 public:
  explicit InstanceCheck(const Event& series) : series_(series) {}

  bool has(LocalTime start) {
    if (!made_) make();
    const auto& dates = series_.recurrence.rdates;
    if (start == series_.times.start ||
        std::any_of(dates.begin(), dates.end(), [&](const RecurrenceDate& date) { return date.start == start; }))
      return true;
    bool found = false;
    for (auto& [rule, next] : rules_) {
      if (next && *next < start) {
        rule.advance_to(start);
        next = rule.next();
      }
      found = found || next == start;
    }
    return found;
  }

 private:
  void make() {
    made_ = true;
    const auto to_instant = [zone = text::Zone::find(series_.times.zone).value_or(text::Zone::utc())](LocalTime at) {
      return zone.to_instant(at);
    };
    for (const std::string& value : series_.recurrence.rrules) {
      auto rule = text::RuleIterator::parse(value, series_.times.start, series_.times.all_day, to_instant);
      if (rule) rules_.emplace_back(std::move(*rule), series_.times.start);
    }
  }

  const Event& series_;
  bool made_ = false;
  std::vector<std::pair<text::RuleIterator, std::optional<LocalTime>>> rules_;
};

/// Everything of one UID, in order of the file.
struct Group {
  std::vector<Entry> masters, overrides;
};

class Mapper {
 public:
  Mapper(const IcalDocument& document, const MapOptions& options)
      : document_(document), options_(options), zones_(document, options.city_zone) {}

  Harvest map() {
    harvest_.format = "icalendar";
    harvest_.warnings = document_.warnings;
    for (const IcalComponent& calendar : document_.calendars) read_calendar_properties(calendar);
    for (const IcalComponent& calendar : document_.calendars) read_events(calendar);
    harvest_.events.reserve(order_.size());
    for (const std::string& key : order_) state(groups_.at(key));
    if (private_ > 0) warn(std::to_string(private_) + " events are marked as private: they are not shown", "private_event", 0);
    for (Warning& warning : zones_.take_warnings()) add(std::move(warning));
    for (Warning& warning : time_warnings_) add(std::move(warning));
    return std::move(harvest_);
  }

 private:
  void add(Warning warning) {
    if (harvest_.warnings.size() < kMostWarnings) harvest_.warnings.push_back(std::move(warning));
  }
  void warn(std::string what, std::string code, int line) { add({std::move(what), std::move(code), line}); }

  void read_calendar_properties(const IcalComponent& calendar) {
    for (const std::string_view name : {"NAME", "X-WR-CALNAME"}) {
      if (harvest_.title.empty()) harvest_.title = text::collapse_space(unescape_text(calendar.value(name)));
    }
    for (const std::string_view name : {"REFRESH-INTERVAL", "X-PUBLISHED-TTL"}) {
      const auto asked = parse_ical_duration(calendar.value(name));
      if (!asked) continue;
      const Seconds interval = asked->days + asked->time;
      if (interval > Seconds{0}) harvest_.asked_interval = std::max(harvest_.asked_interval.value_or(interval), interval);
    }
    if (text::trim(calendar.value("VERSION")) == "1.0") harvest_.format = "vcalendar 1.0";
  }

  void read_events(const IcalComponent& calendar) {
    // X-WR-TIMEZONE is no help: programs write the zone of their server there, people write the hour of the city.
    const TimeReader reader{zones_, zones_.city(), time_warnings_};
    const bool cancels = text::iequals(text::trim(calendar.value("METHOD")), "CANCEL");
    for (const IcalComponent& component : calendar.components) {
      if (component.name != "VEVENT") continue;
      if (++count_ > kMostEvents) {
        if (count_ == kMostEvents + 1) warn("more than 50,000 events: the rest is left out", "too_many", component.line);
        return;
      }
      if (!options_.keep_private && is_private(component)) {
        ++private_;
        continue;
      }
      read_event(component, reader, cancels);
    }
  }

  void read_event(const IcalComponent& component, const TimeReader& reader, bool cancels) {
    Entry entry;
    entry.component = &component;
    if (const IcalProperty* id = component.find("RECURRENCE-ID"); id != nullptr && !text::trim(id->value).empty()) {
      entry.recurrence_id = reader.read(*id, id->value);
      if (!entry.recurrence_id) return;
      entry.this_and_future = text::iequals(id->parameter("RANGE"), "THISANDFUTURE");
    }
    auto times = event_times(component, reader, !entry.recurrence_id);
    if (!times && !entry.recurrence_id) return;
    entry.has_start = times.has_value();
    entry.event = describe_event(component, options_.base_url);
    entry.event.uid = text::truncate_utf8(text::trim(unescape_text(component.value("UID"))), 1000);
    if (times) entry.event.times = *times;
    if (times) entry.event.recurrence = recurrence_of(component, entry.event.times, reader);
    if (cancels) entry.event.status = EventStatus::cancelled;

    const std::string key = key_of(entry.event);
    const auto [group, is_new] = groups_.try_emplace(key);
    if (is_new) order_.push_back(key);
    // Without a UID nothing says which series an override is of.
    const bool overrides = entry.recurrence_id && !entry.event.uid.empty();
    (overrides ? group->second.overrides : group->second.masters).push_back(std::move(entry));
  }

  void state(Group& group) {
    if (group.masters.empty()) take_series_from_overrides(group);
    keep_latest(group);
    keep_latest_overrides(group);
    const bool several = group.masters.size() > 1;
    for (Entry& master : group.masters) {
      if (!several) add_overrides(master.event, group.overrides);
      std::string key = key_of(master.event);
      if (several) key += "@" + text::format_local(master.event.times.start);
      add_event(std::move(key), std::move(master.event));
    }
    if (group.masters.size() == 1) return;
    for (Entry& orphan : group.overrides) add_orphan(orphan);
  }

  /// Some programs give every event a RECURRENCE-ID. With a rule of its own and no other series in sight, it is the series.
  static void take_series_from_overrides(Group& group) {
    const auto is_series = [](const Entry& entry) { return !entry.event.recurrence.rrules.empty(); };
    const auto series =
        std::stable_partition(group.overrides.begin(), group.overrides.end(), [&](const Entry& entry) { return !is_series(entry); });
    std::move(series, group.overrides.end(), std::back_inserter(group.masters));
    group.overrides.erase(series, group.overrides.end());
  }

  /// See map_calendar: the highest SEQUENCE, and of each start the last.
  static void keep_latest(Group& group) {
    auto& masters = group.masters;
    if (masters.size() < 2) return;
    int highest = 0;
    for (const Entry& entry : masters) highest = std::max(highest, entry.event.sequence);
    std::erase_if(masters, [&](const Entry& entry) { return entry.event.sequence < highest; });
    // Without a UID the title is part of who they are.
    std::map<std::pair<LocalTime, std::string>, Entry> latest;
    for (Entry& entry : masters)
      latest.insert_or_assign({entry.event.times.start, entry.event.uid.empty() ? entry.event.title : std::string()}, std::move(entry));
    masters.clear();
    for (auto& [identity, entry] : latest) masters.push_back(std::move(entry));
  }

  static void keep_latest_overrides(Group& group) {
    if (group.overrides.size() < 2) return;
    std::map<std::pair<Instant, bool>, Entry> latest;
    for (Entry& entry : group.overrides) {
      const Instant id = entry.recurrence_id->zone.to_instant(entry.recurrence_id->local);
      const auto [known, is_new] = latest.try_emplace({id, entry.this_and_future}, entry);
      if (!is_new && supersedes(entry, known->second)) known->second = std::move(entry);
    }
    group.overrides.clear();
    for (auto& [id, entry] : latest) group.overrides.push_back(std::move(entry));
  }

  void add_overrides(Event& series, const std::vector<Entry>& overrides) {
    InstanceCheck instances(series);
    for (const Entry& entry : overrides) {
      // Left over from before the series was changed: no date of it any more.
      if (entry.event.sequence < series.sequence && !instances.has(recurrence_id_on(*entry.recurrence_id, series.times))) continue;
      if (series.recurrence.overrides.size() >= kMostOverrides) {
        warn("more than 5,000 changed dates in one event: the rest is left out", "too_many", entry.component->line);
        return;
      }
      series.recurrence.overrides.push_back(override_of(entry, series));
    }
  }

  /// An instance whose series is not here: an event by itself.
  void add_orphan(Entry& entry) {
    if (!entry.has_start) {
      entry.event.times.start = entry.recurrence_id->local;
      entry.event.times.zone = entry.recurrence_id->zone.name();
      entry.event.times.all_day = entry.recurrence_id->date;
      if (entry.recurrence_id->date) entry.event.times.end = entry.recurrence_id->local + std::chrono::days(1);
    }
    add_event(key_of(entry.event) + "@" + text::format_local(entry.recurrence_id->local), std::move(entry.event));
  }

  void add_event(std::string key, Event event) {
    if (keys_.contains(key)) key += "#" + text::short_id(event.title);
    keys_.insert(key);
    StatedEvent stated;
    stated.source_id = options_.source_id;
    stated.key = std::move(key);
    stated.evidence = Evidence::calendar;
    stated.event = std::move(event);
    harvest_.events.push_back(std::move(stated));
  }

  const IcalDocument& document_;
  const MapOptions& options_;
  IcalZones zones_;
  Harvest harvest_;
  std::vector<Warning> time_warnings_;
  std::map<std::string, Group> groups_;
  std::vector<std::string> order_;
  std::set<std::string> keys_;
  std::size_t count_ = 0, private_ = 0;
};

}  // namespace

Harvest map_calendar(const IcalDocument& document, const MapOptions& options) { return Mapper(document, options).map(); }

Result<Harvest> read_calendar(std::string_view bytes, std::string_view http_charset, const MapOptions& options) {
  auto document = parse_ical(bytes, http_charset);
  if (!document) return document.error();
  Harvest harvest = map_calendar(*document, options);
  harvest.events_are_all = document->complete;
  return harvest;
}

}  // namespace resso::connectors::calendar
