// The conversation with a CalDAV server:
//  1. PROPFIND of the address. No calendar? Then its calendars are looked for: in it, under the user's home, by /.well-known/caldav
//     (RFC 6764), and looked for again once a week.
//  2. PROPFIND of each calendar: an unchanged ctag or sync-token ends it here.
//  3. What changed: a sync-collection report with our token, or without sync the ETags that a calendar-query of our window names.
//  4. calendar-multiget of what is new or has another ETag. What a server says is gone, and it alone, is deleted: of resources that left
//  the
//     window of a calendar-query it is asked expressly.
//  5. A server that knows no reports is asked for the whole collection by GET, as a calendar file.
#include "connectors/calendar/caldav_cursor.hpp"
#include "connectors/calendar/caldav_discover.hpp"
#include "connectors/calendar/caldav_sync.hpp"
#include "connectors/calendar/poll.hpp"
#include "text/digest.hpp"

#include <set>
#include <utility>

namespace resso::connectors::calendar {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kMostCollections = 50;
constexpr Seconds kLookAgain = std::chrono::days(7);

class CaldavPoll {
 public:
  CaldavPoll(PollContext context, Source source, const SourceState& state)
      : context_(std::move(context)),
        source_(std::move(source)),
        address_(state.effective_url.empty() ? source_.url : state.effective_url),
        cursor_(read_cursor(state.cursor)),
        before_(cursor_),
        client_(context_, source_) {}
  CaldavPoll(const CaldavPoll&) = delete;
  CaldavPoll& operator=(const CaldavPoll&) = delete;

  asio::awaitable<PollReport> run() {
    harvest_.format = "caldav";
    if (cursor_.collections.empty() || context_.now - cursor_.found >= kLookAgain) {
      auto discovery = co_await find_calendars(client_, address_);
      plain_file_ = discovery.plain_file;
      if (discovery.calendars.empty()) co_return failure();
      take(std::move(discovery.calendars));
    }
    for (CaldavCollection& collection : cursor_.collections) {
      CaldavSync sync(client_, context_, source_, collection, harvest_, gone_);
      const bool synced = co_await sync.run();
      if (!synced) co_return failure();
    }
    co_return success();
  }

  /// The address is no DAV server's: a calendar file, perhaps.
  bool wants_plain_file() const { return plain_file_; }

 private:
  /// The calendars there are now. What was in one that is there no more is gone.
  void take(std::vector<std::string> urls) {
    if (urls.size() > kMostCollections) {
      harvest_.warnings.push_back({"more than 50 calendars at this address: the rest is left out", "too_many", 0});
      urls.resize(kMostCollections);
    }
    std::vector<CaldavCollection> collections;
    for (std::string& url : urls) {
      CaldavCollection collection;
      for (CaldavCollection& known : cursor_.collections) {
        if (known.url == url) collection = std::exchange(known, {});
      }
      collection.url = std::move(url);
      collections.push_back(std::move(collection));
    }
    for (const CaldavCollection& dropped : cursor_.collections) {
      for (const auto& [href, resource] : dropped.resources) gone_.insert(resource.keys.begin(), resource.keys.end());
    }
    cursor_.collections = std::move(collections);
    cursor_.found = context_.now;
  }

  /// What was in a resource that is gone or rewritten, and is in no other one.
  std::vector<std::string> deleted_keys() const {
    std::set<std::string> keys = gone_;
    for (const CaldavCollection& collection : cursor_.collections) {
      for (const auto& [href, resource] : collection.resources) {
        for (const std::string& key : resource.keys) keys.erase(key);
      }
    }
    return {keys.begin(), keys.end()};
  }

  std::string digest() const {
    std::string all;
    for (const CaldavCollection& collection : cursor_.collections) {
      for (const auto& [href, resource] : collection.resources) all += href + " " + resource.etag + "\n";
    }
    return text::sha256_hex(all);
  }

  PollReport failure() {
    PollReport report;
    report.outcome = std::move(client_.outcome);
    report.outcome.kind = FetchOutcome::Kind::failed;
    if (!report.outcome.problem) {
      report.outcome.problem = Error{Errc::bad_input, "no calendar was found here", source_.url, {}, 0, "bad_input_no_calendar"};
      report.outcome.problem->remedy = "give the address of a calendar: the server's web page shows it as CalDAV or iCal link";
    }
    const bool lost = report.outcome.problem->code == Errc::not_found || report.outcome.problem->code == Errc::gone;
    if (lost && !before_.collections.empty()) {  // it may have another name: the next poll looks again
      before_.found = Instant{};
      report.cursor = write_cursor(before_);
    }
    return report;
  }

  PollReport success() {
    PollReport report;
    report.outcome = std::move(client_.outcome);
    report.outcome.problem.reset();
    report.cursor = write_cursor(cursor_);
    report.outcome.content_digest = digest();
    harvest_.deleted_keys = deleted_keys();
    const bool first = before_.collections.empty();
    const bool moved = first || !harvest_.events.empty() || !harvest_.deleted_keys.empty();
    report.outcome.kind = moved ? FetchOutcome::Kind::changed : FetchOutcome::Kind::unchanged;
    report.harvest = std::move(harvest_);
    return report;
  }

  const PollContext context_;
  const Source source_;
  const std::string address_;
  CaldavCursor cursor_, before_;
  CaldavClient client_;
  Harvest harvest_;
  std::set<std::string> gone_;  ///< keys
  bool plain_file_ = false;
};

}  // namespace

asio::awaitable<PollReport> poll_caldav(PollContext context, Source source, SourceState state) {
  CaldavPoll poll(context, source, state);
  auto report = co_await poll.run();
  if (!poll.wants_plain_file()) co_return report;
  auto plain = co_await poll_calendar(std::move(context), std::move(source), std::move(state));
  co_return plain;
}

}  // namespace resso::connectors::calendar
