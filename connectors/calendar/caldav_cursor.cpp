#include "connectors/calendar/caldav_cursor.hpp"

#include "text/url.hpp"

#include <charconv>
#include <optional>

namespace resso::connectors::calendar {
namespace {

// One line a fact, fields percent-encoded with a space between. "-" stands for an empty field.
constexpr std::string_view kHead = "caldav 1";

std::string field(std::string_view value) { return value.empty() ? "-" : value == "-" ? "%2D" : text::percent_encode(value); }
std::string unfield(std::string_view value) { return value == "-" ? std::string() : text::percent_decode(value); }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<Instant> moment(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return Instant{Seconds{seconds}};
}

std::string number(Instant at) { return std::to_string(at.time_since_epoch().count()); }

}  // namespace

std::string write_cursor(const CaldavCursor& cursor) {
  std::string text(kHead);
  text += " " + number(cursor.found);
  for (const CaldavCollection& collection : cursor.collections) {
    text += "\ncollection " + field(collection.url) + " " + field(collection.ctag) + " " + field(collection.sync_token) + " " +
            number(collection.asked);
    for (const auto& [href, resource] : collection.resources) {
      text += "\nresource " + field(href) + " " + field(resource.etag);
      for (const std::string& key : resource.keys) text += " " + field(key);
    }
  }
  return text;
}

CaldavCursor read_cursor(std::string_view text) {
  CaldavCursor cursor;
  const auto lines = split(text, '\n');
  if (!lines.front().starts_with(kHead) || lines.front().size() <= kHead.size()) return {};
  const auto found = moment(lines.front().substr(kHead.size() + 1));
  if (!found) return {};
  cursor.found = *found;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto fields = split(lines[i], ' ');
    if (fields[0] == "collection" && fields.size() == 5) {
      const auto asked = moment(fields[4]);
      if (!asked) return {};
      cursor.collections.push_back({unfield(fields[1]), unfield(fields[2]), unfield(fields[3]), *asked, {}});
    } else if (fields[0] == "resource" && fields.size() >= 3 && !cursor.collections.empty()) {
      CaldavResource resource{unfield(fields[2]), {}};
      for (std::size_t k = 3; k < fields.size(); ++k) resource.keys.push_back(unfield(fields[k]));
      cursor.collections.back().resources.emplace(unfield(fields[1]), std::move(resource));
    } else {
      return {};
    }
  }
  return cursor;
}

}  // namespace resso::connectors::calendar
