#include "connectors/calendar/caldav_query.hpp"

#include "text/timestamp.hpp"
#include "text/xml.hpp"

#include <algorithm>

namespace resso::connectors::calendar {
namespace {

constexpr std::string_view kDeclaration = R"(<?xml version="1.0" encoding="utf-8"?>)";
constexpr std::string_view kNames = R"( xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/")";

/// 20261105T190000Z
std::string basic_form(Instant at) {
  std::string text = text::format_utc(at);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::string element(std::string_view name, std::string_view content) {
  std::string text(kDeclaration);
  text.append("<").append(name).append(kNames).append(">").append(content).append("</").append(name).append(">");
  return text;
}

}  // namespace

std::string propfind_body() {
  return element("d:propfind",
                 "<d:prop><d:resourcetype/><d:displayname/><s:getctag/><d:sync-token/><d:supported-report-set/>"
                 "<d:current-user-principal/><c:calendar-home-set/><c:supported-calendar-component-set/></d:prop>");
}

std::string sync_collection_body(std::string_view token) {
  return element("d:sync-collection",
                 "<d:sync-token>" + text::escape_xml(token) + "</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop>");
}

std::string calendar_query_body(const Window& window) {
  return element(
      "c:calendar-query",
      "<d:prop><d:getetag/></d:prop><c:filter><c:comp-filter name=\"VCALENDAR\"><c:comp-filter name=\"VEVENT\"><c:time-range start=\"" +
          basic_form(window.from) + "\" end=\"" + basic_form(window.to) + "\"/></c:comp-filter></c:comp-filter></c:filter>");
}

std::string multiget_body(std::span<const std::string> hrefs, bool with_data) {
  std::string content = with_data ? "<d:prop><d:getetag/><c:calendar-data/></d:prop>" : "<d:prop><d:getetag/></d:prop>";
  for (const std::string& href : hrefs) content += "<d:href>" + text::escape_xml(href) + "</d:href>";
  return element("c:calendar-multiget", content);
}

}  // namespace resso::connectors::calendar
