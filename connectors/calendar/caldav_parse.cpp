#include "connectors/calendar/caldav_parse.hpp"

#include "text/charset.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <algorithm>

namespace resso::connectors::calendar {
namespace {

using text::XmlNode;

constexpr std::string_view kDav = "DAV:";
constexpr std::string_view kCaldav = "urn:ietf:params:xml:ns:caldav";
constexpr std::string_view kCalendarServer = "http://calendarserver.org/ns/";
constexpr std::size_t kMostResources = 50'000;

std::string trimmed(const XmlNode& node) { return std::string(text::trim(node.text())); }

/// "HTTP/1.1 404 Not Found"
int status_code(const XmlNode& status, int otherwise) {
  if (!status) return otherwise;
  const std::string line = trimmed(status);
  const auto space = line.find(' ');
  if (space == std::string::npos || line.size() < space + 4) return otherwise;
  const auto digits = line.substr(space + 1, 3);
  return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }) ? std::stoi(digits) : otherwise;
}

std::string href_in(const XmlNode& node) { return trimmed(node.child(kDav, "href")); }

bool offers_sync(const XmlNode& reports) {
  for (const XmlNode& supported : reports.children()) {
    if (supported.child(kDav, "report").child(kDav, "sync-collection")) return true;
  }
  return false;
}

bool allows_events(const XmlNode& components) {
  const auto all = components.children();
  return all.empty() ||
         std::any_of(all.begin(), all.end(), [](const XmlNode& one) { return text::iequals(one.attribute("name"), "VEVENT"); });
}

void read_property(const XmlNode& property, DavResource& resource) {
  const auto name = property.local_name();
  const auto space = property.namespace_uri();
  if (space == kDav) {
    if (name == "getetag") resource.etag = trimmed(property);
    if (name == "displayname") resource.display_name = text::collapse_space(property.text());
    if (name == "sync-token") resource.sync_token = trimmed(property);
    if (name == "current-user-principal") resource.principal = href_in(property);
    if (name == "supported-report-set") resource.syncs = offers_sync(property);
    if (name == "resourcetype") {
      resource.is_collection = static_cast<bool>(property.child(kDav, "collection"));
      resource.is_calendar = static_cast<bool>(property.child(kCaldav, "calendar"));
    }
  } else if (space == kCaldav) {
    if (name == "calendar-data") resource.calendar_data = property.text();
    if (name == "supported-calendar-component-set") resource.holds_events = allows_events(property);
    if (name == "calendar-home-set") {
      for (const XmlNode& home : property.children()) {
        if (home.is(kDav, "href")) resource.homes.push_back(trimmed(home));
      }
    }
  } else if (space == kCalendarServer && name == "getctag") {
    resource.ctag = trimmed(property);
  }
}

DavResource read_response(const XmlNode& response) {
  DavResource resource;
  resource.href = href_in(response);
  resource.status = status_code(response.child(kDav, "status"), 200);
  for (const XmlNode& part : response.children()) {
    if (!part.is(kDav, "propstat") || status_code(part.child(kDav, "status"), 200) != 200) continue;
    for (const XmlNode& property : part.child(kDav, "prop").children()) read_property(property, resource);
  }
  return resource;
}

}  // namespace

Result<MultiStatus> parse_multistatus(std::string_view bytes, std::string_view http_charset) {
  auto decoded = text::decode(bytes, http_charset, text::xml_declared_charset(bytes));
  const text::XmlDocument document = text::parse_xml(std::move(decoded.utf8));
  const XmlNode root = document.root();
  if (!root || !root.is(kDav, "multistatus"))
    return Error{Errc::bad_input, "the server's answer is not WebDAV's", "", "check that the address is a CalDAV server's", 0,
                 "bad_input_dav"};
  MultiStatus status;
  for (const XmlNode& child : root.children()) {
    if (child.is(kDav, "sync-token")) status.sync_token = trimmed(child);
    if (!child.is(kDav, "response")) continue;
    if (status.resources.size() >= kMostResources)
      return Error{Errc::limit,     "the calendar holds more than 50,000 resources", "", "split it into several calendars", 0,
                   "limit_calendar"};
    DavResource resource = read_response(child);
    if (resource.status == 507) {
      status.more = true;
    } else if (!resource.href.empty()) {
      status.resources.push_back(std::move(resource));
    }
  }
  return status;
}

}  // namespace resso::connectors::calendar
