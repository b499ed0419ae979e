#include "feeds/ical_clock.hpp"

#include "feeds/vtimezone_write.hpp"
#include "text/digest.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

using std::chrono::days;

bool is_of_tz_database(std::string_view name) { return name.find(':') == std::string_view::npos && name != "UTC"; }

// Clocks that show the same at every change of either show the same in between.
bool agree(const text::Zone& a, const text::Zone& b, const Window& window) {
  const auto same_at_changes_of = [&](const text::Zone& zone) {
    for (auto next = zone.next_transition(window.from); next && next->at < window.to; next = zone.next_transition(next->at)) {
      if (a.offset_at(next->at) != b.offset_at(next->at)) return false;
    }
    return true;
  };
  return a.offset_at(window.from) == b.offset_at(window.from) && same_at_changes_of(a) && same_at_changes_of(b);
}

// "+02:00" -> "UTC+0200"; a calendar's own rules -> a name made of them. Without ':', which would need quotes that some readers keep.
std::string own_tzid(const text::Zone& zone) {
  std::string name = zone.name();
  if (name.starts_with("rules:")) return "Own-" + text::short_id(name);
  std::erase(name, ':');
  return "UTC" + name;
}

}  // namespace

void write_time(IcalWriter& out, std::string_view name, LocalTime at, bool all_day, const IcalClock& clock) {
  const std::string property(name);
  if (all_day) {
    out.line(property + ";VALUE=DATE", ical_date(at));
  } else if (clock.tzid.empty()) {
    out.line(property, ical_date_time(at) + "Z");
  } else {
    out.line(property + ";TZID=" + ical_parameter(clock.tzid), ical_date_time(at));
  }
}

IcalClocks::IcalClocks(const Snapshot& snapshot)
    : snapshot_(snapshot),
      window_{snapshot.zone.to_instant(snapshot.today - days{30}), snapshot.zone.to_instant(snapshot.today + days{400})} {}

IcalClock IcalClocks::of(const EventTimes& times, bool series) const {
  const auto& city = snapshot_.zone;
  const auto city_tzid = city.name() == "UTC" ? std::string() : city.name();
  const auto told = text::Zone::find(times.zone).value_or(city);
  if (is_of_tz_database(told.name())) return {told, told, told.name()};
  if (!series) return {told, city, city_tzid};
  if (told.name() == "UTC") return {told, told, {}};
  if (agree(told, city, window_)) return {city, city, city_tzid};
  return {told, told, own_tzid(told)};
}

void IcalClocks::use(const IcalClock& clock, Instant earliest) {
  if (clock.tzid.empty()) return;
  const auto [at, is_new] = used_.try_emplace(clock.tzid, Use{clock.shown, earliest});
  if (!is_new) at->second.earliest = std::min(at->second.earliest, earliest);
}

void IcalClocks::write(IcalWriter& out) const {
  auto all = used_;
  if (snapshot_.zone.name() != "UTC") all.try_emplace(snapshot_.zone.name(), Use{snapshot_.zone, window_.from});
  for (const auto& [tzid, use] : all) write_vtimezone(out, tzid, use.zone, {std::min(use.earliest, window_.from), window_.to});
}

}  // namespace resso::feeds
