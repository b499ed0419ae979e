#include "connectors/kinds/feed_fallback.hpp"

#include "connectors/feed/poll.hpp"
#include "connectors/mastodon/cursor.hpp"
#include "connectors/mastodon/feed_entry.hpp"
#include "connectors/mastodon/poll.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::connectors {

namespace asio = boost::asio;

namespace {

constexpr Seconds kDay{86400};

bool has_token(const Source& source) { return source.credentials && !source.credentials->token.empty(); }

bool is_closed(const PollReport& report) { return report.outcome.problem && report.outcome.problem->code == Errc::auth; }

/// Worth asking another feed: this one is not there, or is none.
bool is_no_feed(const PollReport& report) {
  if (!report.outcome.problem) return false;
  const Errc code = report.outcome.problem->code;
  return code == Errc::not_found || code == Errc::auth || code == Errc::gone || code == Errc::bad_input;
}

std::vector<std::string> paths_of(const Source& source) {
  return source.kind == SourceKind::mastodon_account ? mastodon::account_feed_paths(source.name)
                                                     : mastodon::hashtag_feed_paths(source.name);
}

std::string account_of(const Source& source) {
  const auto url = text::parse_url(source.url);
  return url && source.kind == SourceKind::mastodon_account ? source.name + '@' + url->authority() : std::string();
}

/// A feed's harvest in the words of statuses.
void translate(PollReport& report, const Source& source) {
  Harvest& harvest = report.harvest;
  std::vector<Post> statuses;
  for (const Post& entry : harvest.posts)
    if (auto status = mastodon::status_of_entry(entry)) statuses.push_back(std::move(*status));
  harvest.posts = std::move(statuses);
  harvest.events.clear();
  harvest.deleted_uris.clear();
  harvest.account = account_of(source);
  harvest.format = "mastodon rss";
  harvest.warnings.insert(harvest.warnings.begin(),
                          {"without a token the server's API is closed to us: its feed is read, which has the newest posts only and no "
                           "counters; make a token with the scope read, and name the file that holds it as token_file of the server",
                           "api_closed", 0});
}

asio::awaitable<PollReport> read_feed(const PollContext& context, const Source& source, SourceState state, std::string path) {
  Source feed = source;
  feed.kind = SourceKind::feed;
  feed.url = source.url + path;
  feed.credentials.reset();
  state.cursor.clear();
  state.effective_url.clear();
  PollReport report = co_await feed::poll_feed(context, std::move(feed), std::move(state));
  report.outcome.permanent_target.clear();
  report.cursor.clear();
  co_return report;
}

/// The first feed that is one; unset: the server has none.
asio::awaitable<std::optional<PollReport>> find_feed(const PollContext& context, const Source& source, const SourceState& state,
                                                     mastodon::Cursor& cursor) {
  std::vector<std::string> paths = paths_of(source);
  if (!cursor.feed.empty()) paths.insert(paths.begin(), cursor.feed);
  std::string asked;
  for (const std::string& path : paths) {
    if (path == asked) continue;
    SourceState fresh = state;
    // What was remembered of the last reply is of that feed, or of the API.
    if (path != cursor.feed) fresh.validators = {}, fresh.content_digest.clear();
    PollReport report = co_await read_feed(context, source, std::move(fresh), path);
    asked = path;
    if (is_no_feed(report)) continue;
    cursor.feed = path;
    co_return std::optional(std::move(report));
  }
  cursor.feed.clear();
  co_return std::optional<PollReport>();
}

asio::awaitable<PollReport> poll_or_feed(PollFunction ask_api, PollContext context, Source source, SourceState state) {
  while (source.url.ends_with('/')) source.url.pop_back();
  mastodon::Cursor cursor = mastodon::read_cursor(state.cursor);
  PollReport api;
  const bool feed_serves = !cursor.feed.empty() && !has_token(source) && context.now - cursor.api_read < kDay;
  if (!feed_serves) {
    SourceState of_api = state;
    if (!cursor.feed.empty()) of_api.validators = {}, of_api.content_digest.clear();
    api = co_await ask_api(context, source, std::move(of_api));
    cursor = mastodon::read_cursor(api.cursor.empty() ? state.cursor : api.cursor);
    cursor.api_read = context.now;
    if (!is_closed(api) || has_token(source)) {
      if (!is_closed(api) && api.outcome.kind != FetchOutcome::Kind::failed) cursor.feed.clear();
      cursor.api_read = {};
      api.cursor = mastodon::write_cursor(cursor);
      co_return api;
    }
  }
  if (cursor.elsewhere) {  // its server is not at its domain, and the feeds are the server's
    source.url = cursor.moved_server;
    source.name = cursor.moved_name;
  }
  std::optional<PollReport> found = co_await find_feed(context, source, state, cursor);
  PollReport report = found ? std::move(*found) : std::move(api);
  if (!found && feed_serves) {
    // The feed that served is gone, and so is every other: the next poll asks the API again.
    cursor.api_read = {};
    report.outcome =
        outcome_of(Error{Errc::auth, "the server's API is closed to us, and its feed is not there any more", source.url,
                         "make a token with the scope read and name its file as token_file of the server", 0, "auth_mastodon"});
  }
  if (found) translate(report, source);
  report.outcome.bytes_received += found ? api.outcome.bytes_received : 0;
  report.cursor = mastodon::write_cursor(cursor);
  co_return report;
}

}  // namespace

asio::awaitable<PollReport> poll_hashtag_or_feed(PollContext context, Source source, SourceState state) {
  PollReport report = co_await poll_or_feed(&mastodon::poll_hashtag, std::move(context), std::move(source), std::move(state));
  co_return report;
}

asio::awaitable<PollReport> poll_account_or_feed(PollContext context, Source source, SourceState state) {
  PollReport report = co_await poll_or_feed(&mastodon::poll_account, std::move(context), std::move(source), std::move(state));
  co_return report;
}

}  // namespace resso::connectors
