// Any bytes as a calendar: read, mapped, expanded within bounds.
#include "connectors/calendar/ical_map.hpp"
#include "tests/fuzz/harvest_facts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const connectors::calendar::MapOptions options{"calendar:1", "https://casal.example/agenda.ics", "Europe/Madrid", (size & 1) == 1};
  const auto harvest = connectors::calendar::read_calendar(fuzz::text_of(data, size), "", options);
  if (harvest)
    fuzz::check_harvest(*harvest);
  else
    fuzz::require(!harvest.error().what.empty(), "a refusal says why");
  return 0;
}
