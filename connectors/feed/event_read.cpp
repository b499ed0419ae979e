#include "connectors/feed/event_read.hpp"

#include <array>

namespace resso::connectors::feed {
namespace {

struct Field {
  std::string_view name;
  std::string EventFacts::*to;
};

// Names are lower case. One table for all dialects: none gives another's name another meaning.
constexpr std::array kFields{
    Field{"startdate", &EventFacts::start},
    Field{"dtstart", &EventFacts::start},
    Field{"start", &EventFacts::start},
    Field{"enddate", &EventFacts::end},
    Field{"dtend", &EventFacts::end},
    Field{"end", &EventFacts::end},
    Field{"duration", &EventFacts::duration},
    Field{"date_start", &EventFacts::date_start},
    Field{"time_start", &EventFacts::time_start},
    Field{"date_end", &EventFacts::date_end},
    Field{"time_end", &EventFacts::time_end},
    Field{"location", &EventFacts::location},
    Field{"place", &EventFacts::location},
    Field{"venue", &EventFacts::location},
    Field{"x-calconnect-venue", &EventFacts::location},
    Field{"address", &EventFacts::address},
    Field{"x-calconnect-street", &EventFacts::address},
    Field{"organizer", &EventFacts::organiser},
    Field{"type", &EventFacts::type},
    Field{"uid", &EventFacts::uid},
    Field{"url", &EventFacts::url},
    Field{"status", &EventFacts::status},
};

void keep(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

/// xCal allows <dtstart><date-time>…</date-time></dtstart>, and parameters as attributes.
void read(ElementReader& reader, const text::XmlNode& element, const Scope& scope, EventFacts& to, int depth) {
  const LowerName name(element);
  if (name == "tribe_event_meta" || name == "vevent" || name == "properties" || name == "components" || name == "event") {
    if (depth == 0) return;
    for (const text::XmlNode& inner : element.children()) read(reader, inner, scope, to, depth - 1);
    return;
  }
  for (const Field& field : kFields) {
    if (field.name != name) continue;
    std::string value = reader.line(element);
    if (value.empty()) value = element.attribute("name");  // The Events Calendar: <ev:venue name="…" address="…"/>
    if (name == "url" || name == "uid") {
      const std::string absolute = name == "url" ? reader.address(value, scope) : value;
      keep(to.*field.to, absolute);
    } else {
      keep(to.*field.to, std::move(value));
    }
  }
  if (name == "venue" && to.address.empty()) to.address = element.attribute("address");
  if (name == "dtstart" || name == "startdate") {
    const std::string_view zone = element.has_attribute("tzid") ? element.attribute("tzid") : element.attribute("TZID");
    if (!zone.empty()) to.zone = zone;
  }
}

}  // namespace

void read_event_facts(ElementReader& reader, const text::XmlNode& element, const Scope& scope, EventFacts& to) {
  read(reader, element, scope, to, 4);
}

}  // namespace resso::connectors::feed
