// A calendar parsed, and its series expanded, against libical.
#include "agenda/occurrences.hpp"
#include "bench/measure.hpp"
#include "connectors/calendar/ical_map.hpp"
#include "connectors/calendar/ical_parse.hpp"

#include <libical/ical.h>

namespace resso::bench {
namespace {

namespace calendar_format = connectors::calendar;

const calendar_format::MapOptions kOptions{"calendar:1", "https://casal.example/agenda.ics", "Europe/Madrid", false};

void parse_by_libical(const std::string& bytes) {
  icalcomponent* root = icalparser_parse_string(bytes.c_str());
  use(static_cast<std::size_t>(icalcomponent_count_components(root, ICAL_VEVENT_COMPONENT)));
  icalcomponent_free(root);
}

/// Each series' dates, in UTC as ours are.
std::size_t expand_by_libical(icalcomponent* root) {
  std::size_t dates = 0;
  for (icalcomponent* event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT); event != nullptr;
       event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT)) {
    icalproperty* rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (rule == nullptr) continue;
    const icaltimetype start = icalcomponent_get_dtstart(event);
    icalrecur_iterator* walk = icalrecur_iterator_new(icalproperty_get_rrule(rule), start);
    for (icaltimetype next = icalrecur_iterator_next(walk); icaltime_is_null_time(next) == 0; next = icalrecur_iterator_next(walk)) {
      next.zone = start.zone;
      use(static_cast<std::size_t>(icaltime_as_timet_with_zone(next, next.zone)));
      ++dates;
    }
    icalrecur_iterator_free(walk);
  }
  return dates;
}

std::size_t expand(const connectors::Harvest& harvest) {
  using namespace std::chrono;
  const Window window{sys_days{year{2025} / 1 / 1}, sys_days{year{2040} / 1 / 1}};
  std::size_t dates = 0;
  for (const StatedEvent& stated : harvest.events) {
    if (!stated.event.recurrence.empty()) dates += agenda::expand(stated.event, window, 1000, "Europe/Madrid").occurrences.size();
  }
  return dates;
}

}  // namespace

void measure_calendar() {
  constexpr int kEvents = 2000, kSeries = 400;
  const std::string bytes = calendar(kEvents, kSeries);
  const std::string size = std::to_string(bytes.size() / 1024) + " KB calendar";
  const Pair parsed = measure([&] { use(calendar_format::parse_ical(bytes, "")->calendars.size()); }, [&] { parse_by_libical(bytes); });
  report(size + ", parsed", "events", kEvents / parsed.ours, "libical", kEvents / parsed.reference, 10);
  const Pair mapped =
      measure([&] { use(calendar_format::read_calendar(bytes, "", kOptions)->events.size()); }, [&] { parse_by_libical(bytes); });
  report(size + ", parsed and mapped", "events", kEvents / mapped.ours, "libical, parsed", kEvents / mapped.reference, 0);

  icalcomponent* root = icalparser_parse_string(bytes.c_str());
  const auto harvest = calendar_format::read_calendar(bytes, "", kOptions);
  const auto our_dates = static_cast<double>(expand(*harvest)), their_dates = static_cast<double>(expand_by_libical(root));
  const Pair expanded = measure([&] { use(expand(*harvest)); }, [&] { use(expand_by_libical(root)); });
  report(std::to_string(kSeries) + " series expanded", "dates", our_dates / expanded.ours, "libical", their_dates / expanded.reference, 10);
  if (our_dates != their_dates) std::printf("  (not the same dates: %.0f of ours, %.0f of libical's)\n", our_dates, their_dates);
  icalcomponent_free(root);
}

}  // namespace resso::bench
