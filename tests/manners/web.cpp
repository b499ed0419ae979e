#include "tests/manners/web.hpp"

#include "tests/manners/documents.hpp"
#include "text/timestamp.hpp"
#include "text/url.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>

namespace resso::manners {
namespace {

using namespace std::chrono_literals;

constexpr Seconds kLongestFresh{86400};
constexpr Seconds kLongestClosed{172800};

/// "Sun, 06 Nov 1994 08:49:37 GMT", written here so that nobody of ours is asked.
std::string http_date(Instant at) {
  const std::time_t seconds = at.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 40> out{};
  const std::size_t size = std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {out.data(), size};
}

std::string parameter(const std::string& target, const std::string& name) {
  const auto question = target.find('?');
  if (question == std::string::npos) return {};
  const std::string query = "&" + target.substr(question + 1);
  const auto at = query.find("&" + name + "=");
  if (at == std::string::npos) return {};
  const auto begin = at + name.size() + 2;
  return query.substr(begin, query.find('&', begin) - begin);
}

std::int64_t number(const std::string& target, const std::string& name, std::int64_t otherwise) {
  const std::string value = parameter(target, name);
  return value.empty() ? otherwise : std::strtoll(value.c_str(), nullptr, 10) - 1000000;
}

net::FetchReply reply(int status, std::string body = {}) {
  net::FetchReply made;
  made.status = status;
  made.body = std::move(body);
  return made;
}

bool has_paging_key(const std::string& target) {
  const std::array<std::string, 4> keys{"min_id", "max_id", "since_id", "page"};
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return !parameter(target, key).empty(); });
}

void set_tags(Visit& visit, const Document& document, const std::string& tag, Instant changed) {
  switch (document.tags) {
    case Tags::none: break;
    case Tags::etag:
    case Tags::etag_moves: visit.etag = "\"" + tag + "\""; break;
    case Tags::weak_etag: visit.etag = "W/\"" + tag + ", x\""; break;
    case Tags::last_modified: visit.last_modified = http_date(changed); break;
    case Tags::both:
      visit.etag = "\"" + tag + "-gzip\"";
      visit.last_modified = http_date(changed);
      break;
  }
}

/// The visitor has this version already, as far as this host can tell.
bool knows(const Visit& visit, const Visit& now) {
  if (!visit.if_none_match.empty() && !now.etag.empty()) return visit.if_none_match == now.etag;
  return !visit.if_modified_since.empty() && visit.if_modified_since == now.last_modified;
}

}  // namespace

asio::awaitable<Result<net::FetchReply>> Web::fetch(net::FetchRequest request) {
  const auto url = text::parse_url(request.url);
  const std::size_t index = visits.size();
  Visit& arriving = visits.emplace_back();
  arriving.host = url->host;
  arriving.target = url->target;
  arriving.arrived = time_.now();
  arriving.if_none_match = request.headers.get("If-None-Match");
  arriving.if_modified_since = request.headers.get("If-Modified-Since");
  arriving.has_cookie = request.headers.has("Cookie");
  arriving.has_referer = request.headers.has("Referer");

  Host& host = hosts[url->host];
  const auto found = host.documents.find(url->target);
  const auto since = std::chrono::floor<Seconds>(time_.now().time_since_epoch());
  const bool hangs = found != host.documents.end() && found->second.trouble == Trouble::hangs && since >= found->second.trouble_from &&
                     since < found->second.trouble_to;
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor);
  const net::Clock::Duration pause = hangs                           ? net::Clock::Duration(patience)
                                     : found != host.documents.end() ? net::Clock::Duration(found->second.latency)
                                                                     : net::Clock::Duration(120ms);
  auto waiting = time_.sleep(timer, pause);
  co_await std::move(waiting);
  const auto cancellation = co_await asio::this_coro::cancellation_state;
  Visit& visit = visits[index];
  visit.ended = time_.now();
  if (cancellation.cancelled() != asio::cancellation_type::none) {
    visit.given_up = true;
    co_return Error{Errc::cancelled, "stopped", request.url, "", 0};
  }
  if (hangs) co_return Error{Errc::timeout, "no answer within 20 s", request.url, "", 0};
  net::FetchReply made = answer(visit, host);
  visit.status = made.status;
  made.final_url = url->str();
  made.bytes_received = made.body.size();
  if (!visit.etag.empty()) made.headers.add("ETag", visit.etag);
  if (!visit.last_modified.empty()) made.headers.add("Last-Modified", visit.last_modified);
  made.headers.add("Date", http_date(true_now() + host.ahead));
  co_return made;
}

net::FetchReply Web::answer(Visit& visit, Host& host) {
  if (host.family != Family::plain && visit.target.starts_with("/api/")) return api(visit, host);
  const auto found = host.documents.find(visit.target);
  if (found == host.documents.end()) return reply(404);
  const Document& held = found->second;
  note_rest(visit, held);
  const auto since = std::chrono::floor<Seconds>(time_.now().time_since_epoch());
  if (held.trouble != Trouble::none && held.trouble != Trouble::broken && since >= held.trouble_from && since < held.trouble_to)
    return in_trouble(visit, host, held);
  host.unavailable_in_a_row = 0;
  return document(visit, host, visit.target, held);
}

net::FetchReply Web::document(Visit& visit, Host& host, const std::string& target, const Document& held) {
  const auto since = std::chrono::floor<Seconds>(time_.now().time_since_epoch());
  const std::int64_t version = held.changes_every.count() == 0 ? 0 : since / held.changes_every;
  const Instant changed = began_ + held.changes_every * version - 1h;
  const bool broken = held.trouble == Trouble::broken && since >= held.trouble_from && since < held.trouble_to;
  set_tags(visit, held, "v" + std::to_string(version) + (broken ? "b" : ""), changed);
  net::FetchReply made;
  if (knows(visit, visit)) {
    made.status = 304;
  } else if (held.tags == Tags::etag_moves && !visit.if_none_match.empty() &&
             visit.if_none_match.starts_with(visit.etag.substr(0, visit.etag.size() - 1) + ".")) {
    made.status = 304;
    visit.etag = visit.if_none_match.substr(0, visit.if_none_match.size() - 1) + ".\"";  // another tag of the same version
  } else {
    made.status = 200;
    made.body = write_document(held, visit.host + target, version, began_);
    made.headers.add("Content-Type", media_type(held.form));
    if (held.tags == Tags::etag_moves) visit.etag = "\"v" + std::to_string(version) + ".\"";
    if (broken) {
      made.body = made.body.substr(0, 30);
      visit.usable = false;
    }
  }
  if (!broken) promise(visit, held, made.status == 304, made.headers, true_now() + host.ahead);
  return made;
}

void Web::promise(Visit& visit, const Document& held, bool not_modified, net::Headers& headers, Instant host_now) const {
  const bool says = !not_modified || held.says_it_again;
  Seconds fresh{0};
  switch (held.freshness) {
    case Freshness::none: break;
    case Freshness::no_cache:
      if (says) headers.add("Cache-Control", "no-cache");
      break;
    case Freshness::max_age:
      fresh = held.fresh_for;
      if (says) headers.add("Cache-Control", "public, max-age=" + std::to_string(fresh.count()));
      break;
    case Freshness::aged:
      fresh = held.fresh_for - 600s;
      if (says) {
        headers.add("Cache-Control", "max-age=" + std::to_string(held.fresh_for.count()));
        headers.add("Age", "600");
      }
      break;
    case Freshness::expires:
      fresh = held.fresh_for;
      if (says) headers.add("Expires", http_date(host_now + fresh));
      break;
  }
  if (held.asks == Asks::interval) fresh = std::max(fresh, held.asked);
  if (fresh > 0s) visit.fresh_until = time_.now() + std::min(fresh, kLongestFresh);
}

/// Was it told before that nobody should come at this hour?
void Web::note_rest(Visit& visit, const Document& held) const {
  const auto since = visit.arrived.time_since_epoch();
  const Instant at = began_ + std::chrono::floor<Seconds>(since);
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const auto hour = std::chrono::floor<std::chrono::hours>(at - day).count();
  const bool first = since < 10min;  // before it could be known
  if (held.asks == Asks::skip_hours) visit.in_skipped_hour = !first && (hour == 2 || hour == 3 || hour == 14);
  if (held.asks == Asks::skip_days) visit.in_skipped_hour = !first && std::chrono::weekday(day) == std::chrono::Sunday;
}

net::FetchReply Web::in_trouble(Visit& visit, Host& host, const Document& held) {
  const Instant host_now = true_now() + host.ahead;
  const auto close_host = [&](Seconds time) { visit.host_closed_until = time_.now() + std::min(time, kLongestClosed); };
  net::FetchReply made = reply(429, "later");
  switch (held.trouble) {
    case Trouble::limited_seconds:
      made.headers.add("Retry-After", "5400");
      close_host(5400s);
      return made;
    case Trouble::limited_date:
      made.headers.add("Retry-After", http_date(host_now + 2h));
      close_host(2h);
      return made;
    case Trouble::limited_reset:
      made.headers.add("X-RateLimit-Limit", "60");
      made.headers.add("X-RateLimit-Remaining", "0");
      made.headers.add("X-RateLimit-Reset", text::format_utc(host_now + 70min));
      close_host(70min);
      return made;
    case Trouble::limited_bare: close_host(25min); return made;
    case Trouble::busy:
    case Trouble::busy_bare: {
      made.status = 503;
      const Seconds time = held.trouble == Trouble::busy ? 4h : 25min;
      if (held.trouble == Trouble::busy) {
        made.headers.add("Retry-After", "14400");
        visit.closed_until = time_.now() + time;
      }
      if (++host.unavailable_in_a_row >= 3) close_host(time);
      return made;
    }
    case Trouble::missing: return reply(404);
    case Trouble::gone: return reply(410);
    case Trouble::moved:
    case Trouble::chain:
    case Trouble::found:
    case Trouble::strays: {
      made = reply(held.trouble == Trouble::moved ? 301 : held.trouble == Trouble::chain ? 308 : 302);
      const auto hour = std::chrono::floor<std::chrono::hours>(time_.now().time_since_epoch()).count();
      const std::string place = held.trouble == Trouble::strays ? "/stray" + std::to_string(hour % 2) : "/new";
      const std::string to = "https://" + visit.host + place + visit.target;
      made.headers.add("Location", to);
      visit.led_to = visit.host + place + visit.target;
      return made;
    }
    default: return made;
  }
}

net::FetchReply Web::api(Visit& visit, Host& host) {
  const Instant host_now = true_now() + host.ahead;
  const bool pages = has_paging_key(visit.target);
  const bool timeline = visit.target.find("/timelines/tag/") != std::string::npos || visit.target.find("/statuses?") != std::string::npos;
  visit.is_poll = timeline && !pages;
  if (!host.campaign.empty() && visit.target.find("/tag/" + host.campaign + "?") != std::string::npos)
    visit.least_interval = host.campaign_interval;

  const bool pleroma = host.family == Family::pleroma;
  const auto count = [&](Host::Bucket& bucket, Seconds period) {
    const std::int64_t window = host_now.time_since_epoch() / period;
    if (bucket.window != window) bucket = {window, 0};
    return ++bucket.used;
  };
  const int api_limit = pleroma ? 15 : 300;
  const Seconds api_period = pleroma ? 10s : 300s, paging_period = 900s;
  const int used = count(host.api, api_period), paged = pages && !pleroma ? count(host.paging, paging_period) : host.paging.used;
  const bool paging_is_closer = pages && !pleroma && 300 - paged < 300 - used;
  const Seconds period = paging_is_closer ? paging_period : api_period;
  const Instant reset{(host_now.time_since_epoch() / period + 1) * period};
  visit.over_its_bucket = used > api_limit || (pages && !pleroma && paged > 300);
  net::FetchReply made = reply(visit.over_its_bucket ? 429 : 200);
  if (!pleroma) {
    const int left = std::max(0, paging_is_closer ? 300 - paged : 300 - used);
    made.headers.add("X-RateLimit-Limit", "300");
    made.headers.add("X-RateLimit-Remaining", std::to_string(left));
    made.headers.add("X-RateLimit-Reset",
                     host.family == Family::gotosocial ? std::to_string(reset.time_since_epoch().count()) : text::format_utc(reset));
  }
  if (visit.over_its_bucket) {
    visit.host_closed_until = time_.now() + (pleroma ? Seconds(25min) : Seconds(reset - host_now));
    return made;
  }
  made.headers.add("Content-Type", "application/json; charset=utf-8");
  if (visit.target.starts_with("/api/v2/instance") || visit.target.starts_with("/api/v1/instance")) {
    made.body = R"({"domain":")" + visit.host + R"(","version":"4.5.0"})";
  } else if (visit.target.starts_with("/api/v1/accounts/lookup")) {
    const std::string name = parameter(visit.target, "acct");
    made.body = R"({"id":")" + name + R"(","username":")" + name + R"(","acct":")" + name + R"(","url":"https://)" + visit.host + "/@" +
                name + R"("})";
  } else if (timeline) {
    const auto since = std::chrono::floor<Seconds>(time_.now().time_since_epoch());
    const std::int64_t newest = 100 + since / host.post_every;
    const int limit = std::max(1, std::atoi(parameter(visit.target, "limit").c_str()));
    if (host.family == Family::mastodon && !pages) {
      visit.etag = "W/\"" + std::to_string(newest) + "\"";
      if (visit.if_none_match == visit.etag) {
        made.status = 304;
        return made;
      }
    }
    const bool deep = visit.target.find("/tag/") != std::string::npos;  // accounts have said little, hashtags more than a page
    made.body = write_timeline(visit.host, "casal", newest, deep ? 50 : 97, number(visit.target, "min_id", -1),
                               number(visit.target, "max_id", -1), limit, began_, host.post_every);
  } else {
    made.status = 404;
  }
  return made;
}

}  // namespace resso::manners
