// One content line to a property: name, parameters, value (RFC 5545 §3.1, RFC 6868, and the habits of vCalendar 1.0).
#pragma once

#include "connectors/calendar/ical_parse.hpp"

#include <optional>

namespace resso::connectors::calendar {

/// Unset: not "NAME…:value". Quoted-printable is left as it is.
std::optional<IcalProperty> parse_content_line(std::string_view line);

bool is_quoted_printable(const IcalProperty& property);
/// To UTF-8, by its CHARSET parameter.
void decode_quoted_printable(IcalProperty& property);

}  // namespace resso::connectors::calendar
