#include "daemon/demo/city.hpp"
#include "daemon/demo/sources.hpp"
#include "feeds/dates.hpp"
#include "text/digest.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>

namespace resso::daemon::demo {
namespace {

using std::chrono::days;

std::string ical_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ',' || c == ';' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string ical_date(LocalDate day) {
  std::string out = text::format_date(day);
  std::erase(out, '-');
  return out;
}

std::string ical_time(LocalTime at) {
  const auto day = std::chrono::floor<days>(at);
  const std::chrono::hh_mm_ss clock(at - day);
  return fmt::format("{}T{:02}{:02}00", ical_date(day), clock.hours().count(), clock.minutes().count());
}

// A weekly rule begins on one of its own weekdays.
LocalDate first_day(const Act& act, const Clock& clock) {
  auto day = clock.today() + days(act.day);
  const auto at = act.rrule.find("BYDAY=");
  if (at == std::string_view::npos) return day;
  constexpr std::array<std::string_view, 7> kNames{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const auto wanted = act.rrule.substr(at + 6, 2);
  while (kNames.at(std::chrono::weekday(day).c_encoding()) != wanted) day += days(1);
  return day;
}

void append_event(std::string& out, const Act& act, std::size_t index, const Clock& clock) {
  const auto line = [&](std::string_view text) { out.append(text).append("\r\n"); };
  const LocalDate day = first_day(act, clock);
  const LocalTime start = day + std::chrono::hours(std::max(act.hour, 0)) + std::chrono::minutes(act.minute);
  const LocalTime end = start + std::chrono::minutes(act.minutes_long);
  const bool cancelled = act.status == "CANCELLED" || (act.cancelled_at > 0 && act.cancelled_at <= clock.tick());
  line("BEGIN:VEVENT");
  line(fmt::format("UID:acte-{}@ciutat.demo", index));
  line("DTSTAMP:20260101T120000Z");
  if (act.hour < 0) {
    line("DTSTART;VALUE=DATE:" + ical_date(day));
    line("DTEND;VALUE=DATE:" + ical_date(std::chrono::floor<days>(end)));
  } else {
    line("DTSTART;TZID=Europe/Madrid:" + ical_time(start));
    line("DTEND;TZID=Europe/Madrid:" + ical_time(end));
  }
  line("SUMMARY:" + ical_text(act.title));
  if (!act.place.empty()) line("LOCATION:" + ical_text(act.place) + (act.address.empty() ? "" : "\\, " + ical_text(act.address)));
  if (!act.rrule.empty()) line("RRULE:" + std::string(act.rrule));
  if (!act.categories.empty()) line("CATEGORIES:" + ical_text(act.categories));
  if (!act.description.empty()) line("DESCRIPTION:" + ical_text(act.description));
  line(std::string("STATUS:") + (cancelled ? "CANCELLED" : act.status.empty() ? "CONFIRMED" : std::string(act.status).c_str()));
  line("END:VEVENT");
}

const Entity* entity_at(std::string_view slug) {
  for (const auto& entity : entities())
    if (entity.slug == slug) return &entity;
  return nullptr;
}

std::string rss_of(const Entity& entity, const std::string& base, const Clock& clock, bool broken) {
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>" + text::escape_xml(entity.name) +
                    "</title><link>" + base + "/</link><language>ca</language><ttl>60</ttl>\n";
  std::size_t number = 0;
  for (const auto& entry : entries()) {
    ++number;
    if (entry.entity != entity.slug) continue;
    // The broken one writes its ampersands bare, as so many do.
    const std::string title = broken ? std::string(entry.title) : text::escape_xml(entry.title);
    out += "<item><guid isPermaLink=\"false\">" + std::to_string(number) + "</guid><title>" + title + "</title><link>" + base + "/" +
           std::to_string(number) + "</link><pubDate>" + text::format_http_date(clock.started() - std::chrono::hours(entry.hours_ago)) +
           "</pubDate><category>" + text::escape_xml(entry.categories) + "</category><description>" +
           text::escape_xml(with_days(entry.html, clock)) + "</description></item>\n";
  }
  return out + "</channel></rss>\n";
}

std::string atom_of(const Entity& entity, const std::string& base, const Clock& clock) {
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ca\"><id>" + base +
                    "/</id><title>" + text::escape_xml(entity.name) + "</title><updated>" + text::format_utc(clock.started()) +
                    "</updated><link href=\"" + base + "/\"/>\n";
  std::size_t number = 0;
  for (const auto& entry : entries()) {
    ++number;
    if (entry.entity != entity.slug) continue;
    const std::string at = text::format_utc(clock.started() - std::chrono::hours(entry.hours_ago));
    out += "<entry><id>" + base + "/" + std::to_string(number) + "</id><title>" + text::escape_xml(entry.title) + "</title><link href=\"" +
           base + "/" + std::to_string(number) + "\"/><published>" + at + "</published><updated>" + at + "</updated><category term=\"" +
           text::escape_xml(entry.categories) + "\"/><content type=\"html\">" + text::escape_xml(with_days(entry.html, clock)) +
           "</content></entry>\n";
  }
  return out + "</feed>\n";
}

std::string json_feed_of(const Entity& entity, const std::string& base, const Clock& clock) {
  text::JsonWriter json;
  json.begin_object()
      .member("version", "https://jsonfeed.org/version/1.1")
      .member("title", entity.name)
      .member("home_page_url", base + "/");
  json.key("items").begin_array();
  std::size_t number = 0;
  for (const auto& entry : entries()) {
    ++number;
    if (entry.entity != entity.slug) continue;
    json.begin_object()
        .member("id", std::to_string(number))
        .member("url", base + "/" + std::to_string(number))
        .member("title", entry.title);
    json.member("content_html", with_days(entry.html, clock)).strings("tags", {std::string(entry.categories)});
    json.member("date_published", text::format_utc(clock.started() - std::chrono::hours(entry.hours_ago))).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

net::ServerResponse document(const net::ServerRequest& request, std::string body, std::string type) {
  net::ServerResponse response;
  const std::string etag = '"' + text::sha256_hex(body).substr(0, 16) + '"';
  response.headers = {{"ETag", etag}, {"Content-Type", std::move(type)}};
  if (request.headers.get("If-None-Match") == etag)
    response.status = 304;
  else
    response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

net::ServerResponse plain(int status, std::string text) {
  net::ServerResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  response.body = std::make_shared<const std::string>(std::move(text));
  return response;
}

/// A source for every trouble: gone for good, behind a password, too busy. (Missing is whatever is not there.)
std::optional<net::ServerResponse> trouble_at(std::string_view path) {
  if (path == "/tancada/feed") return plain(410, "aquesta web ja no hi és\n");
  if (path == "/reservada/feed") {
    auto response = plain(401, "només per a sòcies i socis\n");
    response.headers.add("WWW-Authenticate", "Bearer realm=\"reservada\"");
    return response;
  }
  if (path == "/enfeinada/feed") {
    auto response = plain(503, "torneu d’aquí a una estona\n");
    response.headers.add("Retry-After", "1800");
    return response;
  }
  return std::nullopt;
}

}  // namespace

std::string with_days(std::string_view text, const Clock& clock) {
  std::string out;
  for (;;) {
    const auto open = text.find('{'), close = text.find('}', open);
    if (close == std::string_view::npos) return out.append(text);
    int in = 0;
    std::from_chars(text.data() + open + 1, text.data() + close, in);
    const LocalDate day = clock.today() + days(in);
    out.append(text.substr(0, open)).append(feeds::long_date("ca", day));
    text.remove_prefix(close + 1);
  }
}

std::string calendar_of(std::string_view entity, const Clock& clock) {
  const Entity* owner = entity_at(entity);
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ciutat inventada//CA\r\n";
  if (owner) out += "X-WR-CALNAME:" + ical_text(owner->name) + "\r\n";
  const auto all = acts();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].entity == entity && all[i].appears_at <= clock.tick()) append_event(out, all[i], i, clock);
  return out + "END:VCALENDAR\r\n";
}

std::string feed_of(std::string_view slug, const std::string& base, const Clock& clock) {
  const Entity* entity = entity_at(slug);
  if (!entity) return {};
  if (entity->feed == "atom") return atom_of(*entity, base, clock);
  if (entity->feed == "json") return json_feed_of(*entity, base, clock);
  return rss_of(*entity, base, clock, entity->feed == "broken");
}

net::ServerResponse answer_web(const net::ServerRequest& request, const Addresses& addresses, const Clock& clock) {
  const std::string_view path = request.path;
  if (auto trouble = trouble_at(path)) return *trouble;
  const auto slash = path.find('/', 1);
  if (slash == std::string_view::npos) return plain(404, "no hi ha res\n");
  const auto slug = path.substr(1, slash - 1);
  const Entity* entity = entity_at(slug);
  if (!entity) return plain(404, "no hi ha res\n");
  if (path.substr(slash) == "/agenda.ics" && entity->calendar)
    return document(request, calendar_of(slug, clock), "text/calendar; charset=utf-8");
  if (path.substr(slash) == "/feed" && !entity->feed.empty())
    return document(request, feed_of(slug, addresses.web + "/" + std::string(slug), clock),
                    entity->feed == "json"   ? "application/feed+json"
                    : entity->feed == "atom" ? "application/atom+xml"
                                             : "application/rss+xml");
  return plain(404, "no hi ha res\n");
}

}  // namespace resso::daemon::demo
