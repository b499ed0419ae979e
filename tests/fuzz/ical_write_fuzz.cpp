// What we write as a calendar, our own reader reads as the same: title, place, times.
#include "connectors/calendar/ical_map.hpp"
#include "feeds/ical_write.hpp"
#include "tests/feeds/sample_snapshot.hpp"
#include "tests/fuzz/harvest_facts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const std::string utf8 = text::repair_utf8(fuzz::text_of(data, size));
  std::string_view rest = utf8;
  const std::string title = "a" + text::collapse_space(fuzz::take_line(rest)), place = "b" + text::collapse_space(fuzz::take_line(rest));
  auto city = feeds::sample::empty_city();
  city->events.reserve(1);
  Event& event = feeds::sample::add_event(*city, "a", title, feeds::sample::at(feeds::sample::kToday, 18),
                                          feeds::sample::at(feeds::sample::kToday, 20));
  event.place = Place{place, "", "", std::nullopt, ""};
  event.summary = text::collapse_space(rest);
  city->build();
  const auto written = feeds::write_event_ics(*city, {{}, "ca", "a", "/events/a.ics"});
  fuzz::require(written.has_value(), "an event is written");
  const auto read = connectors::calendar::read_calendar(*written, "", {"calendar:1", "https://casal.example/", "Europe/Madrid", false});
  fuzz::require(read && read->events.size() == 1, "one event is read", *written);
  const Event& again = read->events.front().event;
  fuzz::require(again.times.start == event.times.start && again.times.zone == "Europe/Madrid", "at the same time", *written);
  fuzz::require_equal(again.title, title, "of the same title");
  fuzz::require_equal(again.place.name, place, "at the same place");
  return 0;
}
