#include "connectors/calendar/caldav_discover.hpp"

#include "connectors/calendar/caldav_query.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <utility>

namespace resso::connectors::calendar {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kMostPlaces = 4;

bool is_readable_calendar(const DavResource& resource) { return resource.status == 200 && resource.is_calendar && resource.holds_events; }

asio::awaitable<std::vector<std::string>> calendars_in(CaldavClient& client, std::string place) {
  std::vector<std::string> calendars;
  auto answer = co_await client.ask("PROPFIND", place, "1", propfind_body());
  if (!answer || !answer->ok()) co_return calendars;
  for (const DavResource& resource : answer->body.resources) {
    if (is_readable_calendar(resource)) calendars.push_back(text::resolve_url(answer->url, resource.href));
  }
  std::sort(calendars.begin(), calendars.end());
  calendars.erase(std::unique(calendars.begin(), calendars.end()), calendars.end());
  co_return calendars;
}

/// From a resource: itself a calendar, or it holds some, or it knows whose home does.
asio::awaitable<std::vector<std::string>> calendars_from(CaldavClient& client, DavReply reply) {
  std::vector<std::string> calendars;
  if (reply.body.resources.empty()) co_return calendars;
  const DavResource here = reply.body.resources.front();
  if (here.is_calendar) {
    calendars.push_back(reply.url);
    co_return calendars;
  }
  std::vector<std::string> homes = here.homes;
  if (homes.empty() && !here.principal.empty()) {
    const std::string principal = text::resolve_url(reply.url, here.principal);
    auto answer = co_await client.ask("PROPFIND", principal, "0", propfind_body());
    if (!answer) co_return calendars;
    if (answer->ok() && !answer->body.resources.empty()) homes = answer->body.resources.front().homes;
  }
  std::vector<std::string> places;
  if (here.is_collection) places.push_back(reply.url);
  for (const std::string& home : homes) {
    if (places.size() < kMostPlaces) places.push_back(text::resolve_url(reply.url, home));
  }
  for (const std::string& place : places) {
    calendars = co_await calendars_in(client, place);
    if (!calendars.empty() || client.broken()) co_return calendars;
  }
  co_return calendars;
}

}  // namespace

asio::awaitable<CaldavDiscovery> find_calendars(CaldavClient& client, std::string address) {
  CaldavDiscovery discovery;
  const auto parsed = text::parse_url(address);
  if (!parsed) {
    client.fail(parsed.error());
    co_return discovery;
  }
  const std::vector<std::string> doors{address, parsed->origin() + "/.well-known/caldav"};
  for (const std::string& door : doors) {
    auto answer = co_await client.ask("PROPFIND", door, "0", propfind_body());
    if (!answer) co_return discovery;
    // Many servers let everybody read a public calendar, but not ask about it.
    discovery.plain_file = answer->status == 401 && !client.has_credentials();
    if (is_refusal(answer->status)) co_return discovery;
    if (!answer->ok()) continue;
    discovery.calendars = co_await calendars_from(client, std::move(*answer));
    if (!discovery.calendars.empty() || client.broken()) co_return discovery;
  }
  discovery.plain_file = true;
  co_return discovery;
}

}  // namespace resso::connectors::calendar
