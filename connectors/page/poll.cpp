#include "connectors/page/poll.hpp"

#include "connectors/discover.hpp"
#include "connectors/heavy_work.hpp"
#include "connectors/page/event_map.hpp"
#include "connectors/page/page_read.hpp"
#include "text/digest.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace resso::connectors::page {

namespace asio = boost::asio;

namespace {

/// How the page tells its events: "json-ld", "microformats", or of several "json-ld, microdata".
std::string format_of(const PageReading& reading) {
  std::string format;
  for (const Vocabulary each : {Vocabulary::json_ld, Vocabulary::microdata, Vocabulary::microformats}) {
    const bool used =
        std::any_of(reading.events.begin(), reading.events.end(), [&](const PageEvent& event) { return event.vocabulary == each; });
    if (used) format.append(format.empty() ? "" : ", ").append(name_of(each));
  }
  return format.empty() ? "html" : format;
}

/// The owner of the source needs no search where the page itself names what we read better.
Warning nothing_stated(std::string_view html, std::string_view page_url) {
  const Offers offers = offers_of(html, page_url);
  const std::string what = "the page marks up no event";
  const bool calendar = !offers.calendars.empty(), feed = !offers.feeds.empty();
  // An address that only looks like a calendar may be that of one event.
  if (calendar && (offers.calendars.front().declared || !feed))
    return Warning{what + "; it offers a calendar at " + offers.calendars.front().url, "page_offers_calendar", 0};
  if (feed) return Warning{what + "; it offers a feed at " + offers.feeds.front().url, "page_offers_feed", 0};
  return Warning{what, "page_without_events", 0};
}

}  // namespace

Harvest read_page(std::string_view html, std::string_view page_url, std::string_view source_id, std::string_view city_zone) {
  PageReading reading = read_page_events(html, page_url, city_zone);
  Harvest harvest;
  harvest.format = format_of(reading);
  harvest.warnings = std::move(reading.warnings);
  std::set<std::string> keys;
  for (const PageEvent& found : reading.events) {
    auto stated = to_stated_event(found, page_url, source_id, city_zone);
    if (!stated) {
      harvest.warnings.push_back({"an event without a name or a start that can be read: “" + found.name + "”", "bad_event", found.line});
      continue;
    }
    // A page about a series gives all its dates one address: then the date is part of who they are.
    if (keys.contains(stated->key)) stated->key += " " + text::format_local(stated->event.times.start);
    if (keys.insert(stated->key).second) harvest.events.push_back(std::move(*stated));
  }
  harvest.events_are_all = true;
  if (reading.events.empty()) {
    Warning nothing = nothing_stated(html, page_url);
    const bool tells_more = harvest.warnings.empty() || nothing.code != "page_without_events";
    if (tells_more) harvest.warnings.push_back(std::move(nothing));
  }
  return harvest;
}

namespace {

Harvest read_reply(const net::FetchReply& reply, std::string_view source_id, std::string_view city_zone) {
  const std::string utf8 = page_utf8(reply.body, reply.headers.get("Content-Type"));
  return read_page(utf8, reply.final_url, source_id, city_zone);
}

}  // namespace

asio::awaitable<PollReport> poll_page(PollContext context, Source source, SourceState state) {
  PollReport report;
  net::FetchRequest request(state.effective_url.empty() ? source.url : state.effective_url);
  request.headers.add("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1");
  ask_for_news(request, state);
  if (source.credentials && !source.credentials->token.empty()) {
    request.headers.add("Authorization", "Bearer " + source.credentials->token.reveal());
  } else if (source.credentials) {
    request.digest_user = source.credentials->user;
    request.digest_password = source.credentials->password.reveal();
  }
  withhold_secrets(request, source);
  auto reply = co_await context.fetcher->fetch(std::move(request));
  report.outcome = outcome_of(reply, context.now);
  if (report.outcome.kind != FetchOutcome::Kind::changed) co_return report;
  if (looks_like_login_page(*reply)) {
    report.outcome.kind = FetchOutcome::Kind::failed;
    report.outcome.problem = login_problem(*reply, "give a user and a password in the configuration, or a public address");
    co_return report;
  }
  report.outcome.content_digest = text::sha256_hex(reply->body);
  if (report.outcome.content_digest == state.content_digest) {
    report.outcome.kind = FetchOutcome::Kind::unchanged;
    co_return report;
  }
  auto work = [page = std::move(*reply), id = source.id, zone = context.city_zone] { return read_reply(page, id, zone); };
  auto harvest = co_await run_heavy(context.heavy, std::move(work));
  report.harvest = std::move(harvest);
  co_return report;
}

}  // namespace resso::connectors::page
