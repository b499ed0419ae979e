// Any text as a time zone's name or rules: a clock that goes there and back.
#include "connectors/calendar/zone_names.hpp"
#include "tests/fuzz/fuzz_support.hpp"
#include "text/zone.hpp"
#include "text/zone_rules.hpp"

namespace {

using namespace resso;

void check(const text::Zone& zone) {
  fuzz::require(text::Zone::find(zone.name()).has_value(), "a zone is found by its name", zone.name());
  const Instant now{std::chrono::days{20'500}};
  const auto change = zone.next_transition(now);
  if (change) fuzz::require(change->at > now, "the next change is later", zone.name());
  for (const Instant at : {now, change ? change->at + std::chrono::hours{30} : now}) {
    const auto offset = zone.offset_at(at);
    fuzz::require(offset > -std::chrono::hours{48} && offset < std::chrono::hours{48}, "an offset is less than two days", zone.name());
    fuzz::require(zone.to_local(at).time_since_epoch() == at.time_since_epoch() + offset, "the clock shows the offset", zone.name());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view name = fuzz::text_of(data, size);
  if (const auto zone = text::Zone::find(name)) check(*zone);
  if (const auto named = connectors::calendar::zone_named(name)) check(named->zone);
  std::string_view rest = name;
  const std::string_view windows = fuzz::take_line(rest);
  (void)text::windows_zone_to_iana(windows, rest);
  return 0;
}
