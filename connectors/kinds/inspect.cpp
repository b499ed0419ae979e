#include "connectors/kinds/inspect.hpp"

#include "connectors/discover.hpp"
#include "connectors/kinds/exchange_recorder.hpp"
#include "connectors/mastodon/cursor.hpp"
#include "connectors/mastodon/home.hpp"
#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/query.hpp"
#include "connectors/mastodon/refusal.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace resso::connectors {

namespace asio = boost::asio;

namespace {

constexpr int kBackfillDays = 14;  // enough to see what an account says
constexpr std::size_t kMostOffers = 10;
constexpr std::size_t kLookAt = 64u << 10;
constexpr const char* kAccept =
    "application/atom+xml, application/rss+xml, application/feed+json, text/calendar, text/html;q=0.9, application/xml;q=0.9, */*;q=0.5";

bool contains(std::string_view haystack, std::string_view needle) { return haystack.find(needle) != std::string_view::npos; }

/// Home pages of servers of the family tell what they run. A site that only links to one costs a question more.
bool smells_of_mastodon(const net::FetchReply& reply) {
  const auto url = text::parse_url(reply.final_url);
  if (!url || (url->path() != "/" && url->path() != "/about" && url->path() != "/explore")) return false;
  const auto lower = text::to_lower_ascii(std::string_view(reply.body).substr(0, kLookAt));
  constexpr std::array<std::string_view, 6> kNames{"mastodon", "pleroma", "akkoma", "gotosocial", "pixelfed", "snac"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) { return contains(lower, name); });
}

/// Worth a PROPFIND: it says that it speaks DAV, or is called so, or refuses a plain GET as collections do.
bool may_be_dav(const net::FetchReply& reply) {
  if (reply.headers.has("DAV") || reply.status == 405 || reply.status == 501) return true;
  const auto url = text::parse_url(reply.final_url);
  const auto path = url ? text::to_lower_ascii(url->path()) : std::string();
  const bool called_so = contains(path, "dav") || contains(path, "/calendars/");
  return called_so && (reply.status == 200 || reply.status == 401 || reply.status == 403 || reply.status == 404);
}

/// A calendar says more of events than a feed.
std::vector<Offer> offers_in(const net::FetchReply& reply) {
  std::vector<Offer> offers;
  const Offers found = offers_of(reply.body, reply.final_url);
  const auto add_calendars = [&](bool declared) {
    for (const auto& each : found.calendars) {
      if (each.declared == declared) offers.push_back({SourceKind::calendar, each.url, each.title});
    }
  };
  add_calendars(true);
  for (const auto& feed : found.feeds) offers.push_back({SourceKind::feed, feed.url, feed.title});
  add_calendars(false);  // an address that only looks like a calendar may be that of one event
  if (offers.size() > kMostOffers) offers.resize(kMostOffers);
  return offers;
}

Found found_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::mastodon_hashtag: return Found::hashtag;
    case SourceKind::mastodon_account: return Found::account;
    case SourceKind::feed: return Found::feed;
    case SourceKind::calendar: return Found::calendar;
    case SourceKind::caldav: return Found::caldav;
    case SourceKind::page: break;
  }
  return Found::page;
}

SourceKind kind_of(Found found) {
  if (found == Found::calendar) return SourceKind::calendar;
  return found == Found::page ? SourceKind::page : SourceKind::feed;
}

class Inspector {
 public:
  Inspector(PollContext context, InspectTarget target, bool follows)
      : context_(std::move(context)),
        target_(std::move(target)),
        follows_(follows),
        recorder_(*context_.fetcher, result_.exchanges, context_.now),
        outer_(context_.fetcher) {
    context_.fetcher = &recorder_;
    context_.backfill_days = kBackfillDays;
  }
  Inspector(const Inspector&) = delete;
  Inspector& operator=(const Inspector&) = delete;

  asio::awaitable<Inspection> run() {
    bool done = false;
    if (target_.is_mastodon()) {
      auto asking = ask_mastodon();
      done = co_await std::move(asking);
    }
    if (!done) {
      auto asking = target_.handle ? ask_for_a_page() : ask_address();
      co_await std::move(asking);
    }
    if (follows_ && !result_.offers.empty()) {
      auto following = follow(result_.offers.front());
      co_await std::move(following);
    }
    co_return std::move(result_);
  }

 private:
  bool has_credentials() const { return !target_.credentials.token.empty() || !target_.credentials.user.empty(); }

  Source source_of(SourceKind kind) const {
    Source source;
    source.kind = kind;
    source.url = target_.url;
    source.name = target_.name;
    source.id = source_id(kind, source.url, source.name);
    if (has_credentials()) source.credentials = target_.credentials;
    return source;
  }

  /// A first poll, as the daemon would make it.
  asio::awaitable<void> poll(SourceKind kind) {
    Source source = source_of(kind);
    SourceState state;
    state.source_id = source.id;
    result_.found = found_of(kind);
    result_.source = source;
    result_.source->credentials.reset();
    auto polling = poll_function(kind)(context_, std::move(source), std::move(state));
    result_.report = co_await std::move(polling);
  }

  /// False: there is no such API, it may be any page.
  asio::awaitable<bool> ask_mastodon() {
    auto polling = poll(target_.kind);
    co_await std::move(polling);
    note_home();
    const auto& problem = result_.report.outcome.problem;
    if (!problem) co_return true;
    const bool unknown_there = problem->reason == mastodon::kUnknownName;
    const bool closed = problem->code == Errc::auth && problem->reason != mastodon::kPageForPeople;
    if (unknown_there || closed || result_.report.outcome.status == 0 || problem->code == Errc::gone) co_return true;
    target_.url = page_address();
    target_.name.clear();
    co_return false;
  }

  /// An account whose server is not at its domain is configured as its server's.
  void note_home() {
    const auto cursor = mastodon::read_cursor(result_.report.cursor);
    if (!cursor.elsewhere) return;
    result_.home = cursor.moved_server;
    result_.source->url = cursor.moved_server;
    result_.source->name = cursor.moved_name;
    result_.source->id = source_id(result_.source->kind, cursor.moved_server, cursor.moved_name);
  }

  /// "@user@host" with neither an API nor a page of that name at the host: that there is no account says more than that there is no page.
  asio::awaitable<void> ask_for_a_page() {
    const Source account = *result_.source;
    const PollReport unread = std::move(result_.report);
    auto asking = ask_address();
    co_await std::move(asking);
    const auto& problem = result_.report.outcome.problem;
    if (!problem || problem->code != Errc::not_found) co_return;
    result_.found = Found::failed;
    result_.source = account;
    result_.report = unread;
  }

  std::string page_address() const {
    return target_.url + (target_.kind == SourceKind::mastodon_account ? "/@" : "/tags/") + text::percent_encode(target_.name);
  }

  net::FetchRequest first_request() const {
    net::FetchRequest request(target_.url);
    request.headers.add("Accept", kAccept);
    if (!target_.credentials.token.empty()) {
      request.headers.add("Authorization", "Bearer " + target_.credentials.token.reveal());
    } else {
      request.digest_user = target_.credentials.user;
      request.digest_password = target_.credentials.password.reveal();
    }
    return request;
  }

  asio::awaitable<void> ask_address() {
    auto request = first_request();
    auto fetching = recorder_.fetch(std::move(request));
    auto reply = co_await std::move(fetching);
    result_.report = {};
    result_.source.reset();
    result_.report.outcome = outcome_of(reply, context_.now);
    result_.found = Found::failed;
    if (!reply) co_return;
    Sniffed sniffed = sniff(*reply);
    if (may_be_dav(*reply) && sniffed.found != Found::feed && sniffed.found != Found::calendar) {
      auto asking = ask_dav();
      const bool is_dav = co_await std::move(asking);
      if (is_dav) co_return;
      result_.report.outcome = outcome_of(reply, context_.now);
    }
    if (result_.report.outcome.kind != FetchOutcome::Kind::changed) {
      const bool locked = result_.report.outcome.problem && result_.report.outcome.problem->code == Errc::auth;
      result_.found = locked ? Found::locked : Found::failed;
      co_return;
    }
    auto reading = read(std::move(*reply), std::move(sniffed));
    co_await std::move(reading);
  }

  /// A collection, or one that wants a password. A server that knows no DAV leaves everything as it was.
  asio::awaitable<bool> ask_dav() {
    auto polling = poll(SourceKind::caldav);
    co_await std::move(polling);
    const auto& outcome = result_.report.outcome;
    const bool speaks = !outcome.problem || outcome.problem->code == Errc::auth;
    if (speaks && result_.report.harvest.format == "caldav") co_return true;
    if (speaks && outcome.problem) co_return true;
    result_.source.reset();
    result_.report = {};
    result_.found = Found::failed;
    co_return false;
  }

  asio::awaitable<void> read(net::FetchReply reply, Sniffed sniffed) {
    result_.found = sniffed.found;
    result_.encoding = std::move(sniffed.encoding);
    result_.file_type = std::move(sniffed.file_type);
    switch (sniffed.found) {
      case Found::opml: read_opml(reply); co_return;
      case Found::locked: result_.report.outcome.problem = login_problem(reply, ""); co_return;
      case Found::feed:
      case Found::calendar: break;
      case Found::page:
        if (smells_of_mastodon(reply)) {
          auto asking = ask_server(text::parse_url(reply.final_url)->origin());
          const bool is_server = co_await std::move(asking);
          if (is_server) co_return;
        }
        result_.offers = offers_in(reply);
        break;
      default:
        if (!sniffed.wants_to_be_a_feed) co_return;
        break;
    }
    recorder_.keep(target_.url, std::move(reply));
    auto polling = poll(kind_of(sniffed.found));
    co_await std::move(polling);
    if (sniffed.wants_to_be_a_feed) result_.found = Found::failed;
  }

  void read_opml(const net::FetchReply& reply) {
    auto list = feed::parse_opml(reply.body, reply.headers.get("Content-Type"));
    if (list) {
      result_.report.harvest.title = list->title;
      result_.report.harvest.warnings = list->warnings;
      result_.opml = std::move(*list);
    } else {
      result_.report.outcome.problem = list.error();
    }
  }

  asio::awaitable<bool> ask_server(std::string server) {
    for (const int version : {2, 1}) {
      net::FetchRequest request(mastodon::instance_query(server, version));
      request.headers.add("Accept", "application/json");
      auto fetching = recorder_.fetch(std::move(request));
      const auto reply = co_await std::move(fetching);
      if (!reply || reply->status != 200) continue;
      const auto instance = mastodon::parse_instance(reply->body);
      if (!instance || instance->version.empty()) continue;
      const auto access = mastodon::access_of(*instance);
      const bool closed = access == mastodon::Access::closed || access == mastodon::Access::disabled;
      result_.found = Found::server;
      result_.server = ServerFacts{instance->title, instance->version, closed};
      result_.report.harvest.title = instance->title;
      target_.url = std::move(server);
      result_.source = source_of(SourceKind::mastodon_hashtag);
      result_.source->credentials.reset();
      co_return true;
    }
    co_return false;
  }

  asio::awaitable<void> follow(Offer offer) {
    InspectTarget target;
    target.url = offer.url;
    const auto own = text::parse_url(target_.url), theirs = text::parse_url(offer.url);
    if (own && theirs && own->origin() == theirs->origin()) target.credentials = target_.credentials;
    PollContext context = context_;
    context.fetcher = outer_;
    Inspector inspector(std::move(context), std::move(target), false);
    auto running = inspector.run();
    auto followed = co_await std::move(running);
    result_.followed = std::make_shared<Inspection>(std::move(followed));
  }

  PollContext context_;
  InspectTarget target_;
  const bool follows_;
  Inspection result_;
  ExchangeRecorder recorder_;
  net::Fetcher* outer_;
};

}  // namespace

std::string_view name_of(Found found) {
  switch (found) {
    case Found::feed: return "feed";
    case Found::calendar: return "calendar";
    case Found::caldav: return "caldav";
    case Found::page: return "page";
    case Found::account: return "account";
    case Found::hashtag: return "hashtag";
    case Found::server: return "server";
    case Found::opml: return "opml";
    case Found::locked: return "locked";
    case Found::file: return "file";
    case Found::nothing: return "nothing";
    case Found::failed: break;
  }
  return "failed";
}

asio::awaitable<Inspection> inspect(PollContext context, InspectTarget target) {
  Inspector inspector(std::move(context), std::move(target), true);
  auto running = inspector.run();
  auto inspection = co_await std::move(running);
  co_return inspection;
}

}  // namespace resso::connectors
