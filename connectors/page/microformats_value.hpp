// What a property of a microformat is worth (microformats2 parsing, "parsing a p-/u-/dt-/e- property", and the value class pattern).
#pragma once

#include "connectors/page/element.hpp"

#include <string>
#include <string_view>

namespace resso::connectors::page {

std::string text_value(const Element& element);                       ///< p-
std::string url_value(const Element& element, const PageTree& tree);  ///< u-, absolute; empty for what is no web address
/// dt-: as written, or of the value class pattern's parts "2026-11-28 18:30:00+01:00". A time without a date is given back alone.
std::string time_value(const Element& element);

/// "18:30", "7pm" and "7:30 p.m." without a date?
bool is_time_alone(std::string_view time);
/// "2026-11-28 18:30", of a date or date and time and a time alone.
std::string with_date_of(std::string_view dated, std::string_view time);

}  // namespace resso::connectors::page
