// One content line to a property: name, parameters, value (RFC 5545 §3.1, RFC 6868, and the habits of vCalendar 1.0).
#pragma once

#include "connectors/calendar/ical_parse.hpp"

#include <optional>

namespace resso::connectors::calendar {

/// Into `property`, which is empty. It points into `line`, and into `made` where something had to be written anew; quoted-printable is left
/// as it is. False: not "NAME…:value", and of no use then.
bool read_content_line(std::string_view line, IcalText& made, IcalProperty& property);
std::optional<IcalProperty> parse_content_line(std::string_view line, IcalText& made);

bool is_quoted_printable(const IcalProperty& property);
/// To UTF-8, by its CHARSET parameter.
void decode_quoted_printable(IcalProperty& property, IcalText& made);

/// Of ASCII letters; itself where it has no small ones.
std::string_view upper_case(std::string_view name, IcalText& made);

}  // namespace resso::connectors::calendar
