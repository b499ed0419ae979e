#include "connectors/calendar/ical_event.hpp"

#include "connectors/calendar/ical_values.hpp"
#include "text/hashtag.hpp"
#include "text/html.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"
#include "text/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace resso::connectors::calendar {
namespace {

constexpr std::size_t kLongestTitle = 500;        // bytes
constexpr std::size_t kLongestSummary = 8'000;    // bytes of plain text
constexpr std::size_t kLongestText = 256u << 10;  // as html.hpp cuts

std::string one_line(std::string_view value) {
  std::string plain = unescape_text(value);
  if (text::looks_like_html(plain)) plain = text::html_to_text(plain);
  return std::string(text::truncate_utf8(text::collapse_space(plain), kLongestTitle));
}

std::string line_of(const IcalComponent& event, std::string_view name) { return one_line(event.value(name)); }

bool has_blocks(std::string_view html) {
  const std::string lower = text::to_lower_ascii(html);
  static constexpr std::array<std::string_view, 7> kBlocks{"<br", "<p", "<div", "<li", "<table", "<h", "<ul"};
  return std::any_of(kBlocks.begin(), kBlocks.end(), [&](std::string_view block) { return lower.find(block) != std::string::npos; });
}

std::string with_breaks(std::string_view text) {
  std::string html;
  for (const char c : text) {
    if (c == '\n')
      html += "<br>";
    else if (c != '\r')
      html += c;
  }
  return html;
}

std::size_t find_web_address(std::string_view text) {
  for (auto at = text.find("http"); at != std::string_view::npos; at = text.find("http", at + 4)) {
    const auto rest = text.substr(at + 4);
    if (rest.starts_with("://") || rest.starts_with("s://")) return at;
  }
  return std::string_view::npos;
}

/// Plain text as HTML, its web addresses as links.
std::string linked(std::string_view plain) {
  std::string html;
  while (!plain.empty()) {
    const auto begin = std::min(find_web_address(plain), plain.size());
    html += text::escape_xml(plain.substr(0, begin));
    plain.remove_prefix(begin);
    std::string_view url = plain.substr(0, std::min(plain.find_first_of(" \t\r\n<>\"'"), plain.size()));
    while (!url.empty() && std::string_view(".,;:!?)]").find(url.back()) != std::string_view::npos) url.remove_suffix(1);
    if (!url.empty()) {
      const std::string address = text::escape_xml(url);
      html += "<a href=\"" + address + "\">" + address + "</a>";
    }
    plain.remove_prefix(url.size());
    if (url.empty() && !plain.empty()) {
      html += text::escape_xml(plain.substr(0, 1));
      plain.remove_prefix(1);
    }
  }
  return html;
}

/// An HTML value is not always escaped as TEXT must be: "\n" is a line break in both readings, the rest stays.
std::string html_value(const IcalComponent& event) {
  for (const std::string_view name : {"X-ALT-DESC", "STYLED-DESCRIPTION"}) {
    for (const IcalProperty* property : event.all(name)) {
      const auto type = property->parameter("FMTTYPE");
      std::string html = unescape_text(property->value);
      if ((type.empty() || text::iequals(type, "text/html")) && !text::trim(html).empty() && text::looks_like_html(html)) return html;
    }
  }
  return {};
}

std::string description_html(const IcalComponent& event, std::string_view base_url) {
  std::string html = html_value(event);
  if (html.empty()) {
    std::string plain = unescape_text(std::string_view(event.value("DESCRIPTION")).substr(0, kLongestText));
    plain = text::trim(plain);
    if (plain.empty()) return {};
    html = text::looks_like_html(plain) ? plain : linked(plain);
    if (!has_blocks(html)) html = "<p>" + with_breaks(html) + "</p>";
  }
  return text::sanitize_html(html, base_url);
}

std::optional<double> coordinate(std::string_view text, double most) {
  text = text::trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data() || !std::isfinite(value) || std::abs(value) > most) return {};
  return value;
}

/// "41.56;2.01", with ',' forgiven. 0,0 is what programs write that do not know.
std::optional<GeoPoint> point_of(std::string_view text) {
  const auto separator = text.find_first_of(";,");
  if (separator == std::string_view::npos) return {};
  const auto latitude = coordinate(text.substr(0, separator), 90), longitude = coordinate(text.substr(separator + 1), 180);
  if (!latitude || !longitude || (*latitude == 0 && *longitude == 0)) return {};
  return GeoPoint{*latitude, *longitude};
}

std::string web_address(std::string_view value, std::string_view base_url) {
  const auto trimmed = text::trim(value);
  if (trimmed.empty() || trimmed.size() > 2000) return {};
  std::string address = text::resolve_url(base_url, trimmed);
  return address.starts_with("http://") || address.starts_with("https://") ? address : std::string();
}

bool is_web_address(std::string_view text) {
  return (text.starts_with("https://") || text.starts_with("http://")) && text.find(' ') == std::string_view::npos;
}

/// "Ateneu, carrer Major 3, Terrassa" is a name and an address; "carrer Major 3, Terrassa" is one thing.
void split_location(std::string_view location, Place& place) {
  const auto has_digit = [](std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const auto newline = location.find('\n');
  const auto comma = location.find(',');
  const bool address_follows =
      comma != std::string_view::npos && !has_digit(location.substr(0, comma)) && has_digit(location.substr(comma));
  const auto cut = newline != std::string_view::npos ? newline : address_follows ? comma : std::string_view::npos;
  place.name = text::truncate_utf8(text::collapse_space(location.substr(0, cut)), kLongestTitle);
  if (cut != std::string_view::npos) {
    std::string address = text::collapse_space(location.substr(cut + 1));
    place.address = text::truncate_utf8(address, kLongestTitle);
  }
  while (place.name.ends_with(',')) place.name.pop_back();
}

Place place_of(const IcalComponent& event, std::string_view base_url) {
  Place place;
  std::string location = unescape_text(event.value("LOCATION"));
  if (text::looks_like_html(location)) location = text::html_to_text(location);
  const std::string_view trimmed = text::trim(location);
  if (is_web_address(trimmed))
    place.online_url = web_address(trimmed, base_url);
  else
    split_location(trimmed, place);
  place.point = point_of(unescape_text(event.value("GEO")));
  if (const IcalProperty* apple = event.find("X-APPLE-STRUCTURED-LOCATION")) {
    if (!place.point && apple->value.starts_with("geo:")) place.point = point_of(std::string_view(apple->value).substr(4));
    if (place.name.empty()) place.name = one_line(apple->parameter("X-TITLE"));
    if (place.address.empty()) place.address = one_line(apple->parameter("X-ADDRESS"));
  }
  for (const std::string_view name : {"CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"}) {
    for (const IcalProperty* property : event.all(name)) {
      if (place.online_url.empty()) place.online_url = web_address(property->value, base_url);
    }
  }
  return place;
}

bool names_image(std::string_view url) {
  const std::string lower = text::to_lower_ascii(url.substr(0, url.find_first_of("?#")));
  static constexpr std::array<std::string_view, 6> kEndings{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return lower.ends_with(ending); });
}

/// IMAGE (RFC 7986) before attached pictures; what is inside the file itself (BINARY) is left there.
std::optional<Media> image_of(const IcalComponent& event, std::string_view base_url) {
  for (const std::string_view name : {"IMAGE", "ATTACH"}) {
    for (const IcalProperty* property : event.all(name)) {
      if (text::iequals(property->parameter("VALUE"), "BINARY") || !property->parameter("ENCODING").empty()) continue;
      const std::string type = text::to_lower_ascii(property->parameter("FMTTYPE"));
      const bool picture = type.starts_with("image/") || (type.empty() && (name == "IMAGE" || names_image(property->value)));
      if (!picture || type.starts_with("image/svg")) continue;
      if (std::string url = web_address(property->value, base_url); !url.empty())
        return Media{std::move(url), type.empty() ? "image" : type, one_line(property->parameter("X-ALT")), 0};
    }
  }
  return {};
}

EventStatus status_of(const IcalComponent& event) {
  const auto status = text::trim(event.value("STATUS"));
  if (text::iequals(status, "CANCELLED") || text::iequals(status, "CANCELED")) return EventStatus::cancelled;
  return text::iequals(status, "TENTATIVE") ? EventStatus::tentative : EventStatus::confirmed;
}

std::optional<Instant> moment_of(const IcalComponent& event, std::string_view name) {
  const auto time = parse_time(event.value(name));
  if (!time) return {};
  return Instant{(time->local - time->offset.value_or(Seconds{0})).time_since_epoch()};
}

int sequence_of(const IcalComponent& event) {
  const auto value = text::trim(event.value("SEQUENCE"));
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc() && number > 0 ? number : 0;
}

std::vector<std::string> categories_of(const IcalComponent& event) {
  std::vector<std::string> categories;
  for (const IcalProperty* property : event.all("CATEGORIES")) {
    for (std::string& category : text_list(property->value)) {
      if (categories.size() < 50 && std::find(categories.begin(), categories.end(), category) == categories.end())
        categories.push_back(std::move(category));
    }
  }
  return categories;
}

}  // namespace

Event describe_event(const IcalComponent& component, std::string_view base_url) {
  Event event;
  event.title = line_of(component, "SUMMARY");
  event.description_html = description_html(component, base_url);
  event.summary = text::truncate_utf8(text::html_to_text(event.description_html), kLongestSummary);
  event.status = status_of(component);
  event.place = place_of(component, base_url);
  event.url = web_address(component.value("URL"), base_url);
  event.image = image_of(component, base_url);
  if (const IcalProperty* organiser = component.find("ORGANIZER")) event.organiser = one_line(organiser->parameter("CN"));
  event.categories = categories_of(component);
  event.hashtags = text::unique_hashtags(text::find_hashtags(event.title + "\n" + event.summary));
  if (const IcalProperty* summary = component.find("SUMMARY")) event.language = text::trim(summary->parameter("LANGUAGE"));
  event.sequence = sequence_of(component);
  event.created = moment_of(component, "CREATED");
  event.modified = moment_of(component, "LAST-MODIFIED");
  return event;
}

bool is_private(const IcalComponent& event) {
  const auto kind = text::trim(event.value("CLASS"));
  return text::iequals(kind, "PRIVATE") || text::iequals(kind, "CONFIDENTIAL");
}

}  // namespace resso::connectors::calendar
