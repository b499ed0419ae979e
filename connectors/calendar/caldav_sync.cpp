#include "connectors/calendar/caldav_sync.hpp"

#include "connectors/calendar/caldav_query.hpp"
#include "connectors/calendar/ical_map.hpp"
#include "connectors/calendar/poll.hpp"
#include "connectors/heavy_work.hpp"
#include "text/charset.hpp"
#include "text/digest.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace resso::connectors::calendar {

namespace asio = boost::asio;
using std::chrono::days;

namespace {

constexpr std::size_t kBatch = 50;      // resources of one multiget
constexpr int kMostReports = 40;        // parts of one sync report
constexpr Seconds kAskAgain = days(1);  // the window of a calendar-query moves on

Window window_at(Instant now) { return {now - days(30), now + days(400)}; }

/// The answer names the collection too, and collections in it.
bool is_member(const DavResource& resource, std::string_view collection_url) {
  if (resource.is_collection || resource.href.ends_with('/')) return false;
  const std::string url = text::resolve_url(collection_url, resource.href);
  return url + "/" != collection_url && url != collection_url;
}

/// Servers may encode an href otherwise than we sent it: what was asked for keeps the name that it has with us.
void name_as_asked(std::vector<DavResource>& resources, std::span<const std::string> asked) {
  std::map<std::string, const std::string*> by_meaning;
  for (const std::string& href : asked) by_meaning.emplace(text::percent_decode(href), &href);
  for (DavResource& resource : resources) {
    const auto found = by_meaning.find(text::percent_decode(resource.href));
    if (found != by_meaning.end()) resource.href = *found->second;
  }
}

struct ReadResource {
  std::string href, etag;
  Result<Harvest> harvest;
};

std::vector<ReadResource> read_resources(const std::vector<DavResource>& resources, const MapOptions& options) {
  std::vector<ReadResource> read;
  for (const DavResource& resource : resources) {
    if (resource.status == 200 && !resource.calendar_data.empty())
      read.push_back({resource.href, resource.etag, read_calendar(resource.calendar_data, "utf-8", options)});
  }
  return read;
}

}  // namespace

asio::awaitable<bool> CaldavSync::run() {
  auto answer = co_await client_.ask("PROPFIND", collection_.url, "0", propfind_body());
  if (!answer) co_return false;
  if (!answer->ok() || answer->body.resources.empty()) {
    if (answer->ok())
      client_.fail(Error{Errc::bad_input, "the server tells nothing of the calendar", collection_.url, "", 0, "bad_input_dav"});
    co_return false;
  }
  const DavResource here = answer->body.resources.front();
  if (harvest_.title.empty()) harvest_.title = here.display_name;
  if (is_unchanged(here)) co_return true;

  Listing listing;
  const bool by_sync = here.syncs || !here.sync_token.empty();
  bool listed = false;
  if (by_sync) {
    listed = co_await list_by_sync(listing);
    if (!listed && client_.broken()) co_return false;
  }
  if (!listed) {
    listed = co_await list_by_query(listing);
    if (!listed && client_.broken()) co_return false;
  }
  if (!listed) {
    const bool read = co_await read_whole();
    if (!read) co_return false;
    collection_.ctag = here.ctag;
    collection_.sync_token.clear();
    collection_.asked = Instant{};
    co_return true;
  }
  const bool applied = co_await apply(listing);
  if (!applied) co_return false;
  collection_.ctag = listing.partial ? std::string() : here.ctag;
  collection_.sync_token = listing.windowed ? here.sync_token : listing.token;
  collection_.asked = listing.windowed ? context_.now : Instant{};
  co_return true;
}

asio::awaitable<bool> CaldavSync::list_by_sync(Listing& listing) {
  std::string token = collection_.asked == Instant{} ? collection_.sync_token : std::string();
  listing.complete = token.empty();
  for (int part = 0; part < kMostReports; ++part) {
    auto answer = co_await client_.ask("REPORT", collection_.url, "0", sync_collection_body(token));
    if (!answer) co_return false;
    if (is_refusal(answer->status)) {
      client_.give_up();
      co_return false;
    }
    if (!answer->ok()) {
      // A token that the server has forgotten (RFC 6578 §3.2): everything anew, once.
      if (token.empty() || listing.complete) co_return false;
      token.clear();
      listing = Listing{};
      listing.complete = true;
      continue;
    }
    for (const DavResource& resource : answer->body.resources) {
      if (resource.status == 404 || resource.status == 410)
        listing.gone.push_back(resource.href);
      else if (resource.status == 200 && is_member(resource, answer->url))
        listing.etags[resource.href] = resource.etag;
    }
    const bool moved_on = !answer->body.sync_token.empty() && answer->body.sync_token != token;
    if (moved_on) token = answer->body.sync_token;
    listing.token = token;
    if (!answer->body.more || !moved_on) co_return true;
  }
  listing.complete = false;
  listing.partial = true;  // the next poll goes on from the token
  co_return true;
}

asio::awaitable<bool> CaldavSync::list_by_query(Listing& listing) {
  listing = Listing{};
  auto answer = co_await client_.ask("REPORT", collection_.url, "1", calendar_query_body(window_at(context_.now)));
  if (!answer) co_return false;
  if (is_refusal(answer->status)) client_.give_up();
  if (!answer->ok()) co_return false;
  for (const DavResource& resource : answer->body.resources) {
    if (resource.status == 200 && is_member(resource, answer->url)) listing.etags[resource.href] = resource.etag;
  }
  listing.windowed = true;
  co_return true;
}

/// Fetches what is new or other, forgets what is gone.
asio::awaitable<bool> CaldavSync::apply(Listing& listing) {
  std::vector<std::string> wanted;
  for (const auto& [href, etag] : listing.etags) {
    const auto known = collection_.resources.find(href);
    if (known == collection_.resources.end() || known->second.etag != etag || etag.empty()) wanted.push_back(href);
  }
  std::vector<std::string> missing;
  if (listing.complete || listing.windowed) {
    for (const auto& [href, resource] : collection_.resources) {
      if (!listing.etags.contains(href)) missing.push_back(href);
    }
  }
  for (const std::string& href : listing.gone) remove(href);
  if (listing.complete) {
    for (const std::string& href : missing) remove(href);
  } else {
    const bool told = co_await multiget(std::move(missing), false);
    if (!told) co_return false;
  }
  const bool fetched = co_await multiget(std::move(wanted), true);
  co_return fetched;
}

/// With data: takes what is in the resources. Without: removes those that are gone, and forgets those that only left the window.
asio::awaitable<bool> CaldavSync::multiget(std::vector<std::string> hrefs, bool with_data) {
  for (std::size_t from = 0; from < hrefs.size(); from += kBatch) {
    const std::span<const std::string> batch(hrefs.data() + from, std::min(kBatch, hrefs.size() - from));
    auto answer = co_await client_.ask("REPORT", collection_.url, "0", multiget_body(batch, with_data));
    if (!answer) co_return false;
    if (!answer->ok()) {
      if (!client_.outcome.problem)
        client_.fail(Error{Errc::http, "the server does not hand out its events", collection_.url, "", 0, "http_dav"});
      co_return false;
    }
    name_as_asked(answer->body.resources, batch);
    for (const DavResource& resource : answer->body.resources) {
      if (resource.status == 404 || resource.status == 410)
        remove(resource.href);
      else if (resource.status == 200 && !with_data)
        collection_.resources.erase(resource.href);
    }
    if (!with_data) continue;
    auto work = [resources = std::move(answer->body.resources), options = MapOptions{source_.id, collection_.url, context_.city_zone}] {
      return read_resources(resources, options);
    };
    auto read = co_await run_heavy(context_.heavy, std::move(work));
    for (ReadResource& one : read) update(one.href, std::move(one.etag), std::move(one.harvest));
  }
  co_return true;
}

asio::awaitable<bool> CaldavSync::read_whole() {
  net::FetchRequest request = request_for(source_, collection_.url);
  request.headers.add("Accept", "text/calendar");
  auto reply = co_await client_.fetch(std::move(request));
  if (!reply || client_.outcome.kind == FetchOutcome::Kind::failed) co_return false;
  const MapOptions options{source_.id, reply->final_url, context_.city_zone};
  const std::string etag = text::sha256_hex(reply->body);
  const auto known = collection_.resources.find(collection_.url);
  if (known != collection_.resources.end() && known->second.etag == etag) co_return true;
  auto work = [page = std::move(*reply), options] {
    return read_calendar(page.body, text::content_type_charset(page.headers.get("Content-Type")), options);
  };
  auto harvest = co_await run_heavy(context_.heavy, std::move(work));
  if (!harvest) {
    Error problem = harvest.error();
    problem.where = collection_.url;
    client_.fail(std::move(problem));
    co_return false;
  }
  update(collection_.url, etag, std::move(harvest));
  co_return true;
}

bool CaldavSync::is_unchanged(const DavResource& here) const {
  const bool same_token = !here.sync_token.empty() && here.sync_token == collection_.sync_token;
  const bool same_ctag = !here.ctag.empty() && here.ctag == collection_.ctag;
  const bool window_holds = collection_.asked == Instant{} || context_.now - collection_.asked < kAskAgain;
  return (same_token || same_ctag) && window_holds;
}

void CaldavSync::warn(std::string what, std::string code) {
  if (harvest_.warnings.size() < 100) harvest_.warnings.push_back({std::move(what), std::move(code), 0});
}

void CaldavSync::remove(const std::string& href) {
  const auto known = collection_.resources.find(href);
  if (known == collection_.resources.end()) return;
  gone_.insert(known->second.keys.begin(), known->second.keys.end());
  collection_.resources.erase(known);
}

void CaldavSync::update(const std::string& href, std::string etag, Result<Harvest> read) {
  CaldavResource& known = collection_.resources[href];
  known.etag = std::move(etag);
  if (!read) {
    warn("the event " + href + " cannot be read: " + read.error().what, "bad_event");
    return;
  }
  if (read->events_are_all) {  // a file that breaks off says nothing of what it had after that
    gone_.insert(known.keys.begin(), known.keys.end());
    known.keys.clear();
  }
  for (StatedEvent& event : read->events) {
    if (std::find(known.keys.begin(), known.keys.end(), event.key) == known.keys.end()) known.keys.push_back(event.key);
    harvest_.events.push_back(std::move(event));
  }
  for (Warning& warning : read->warnings) warn(href + ": " + warning.what, warning.code);
}

}  // namespace resso::connectors::calendar
