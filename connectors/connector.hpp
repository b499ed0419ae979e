// What every kind of source offers: one coroutine, made of its query, its parser and its mapper. Kinds are listed in
// connectors/kinds/kinds.cpp.
#pragma once

#include "connectors/harvest.hpp"
#include "model/source.hpp"
#include "net/fetcher.hpp"
#include "text/zone.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <string>

namespace resso::connectors {

/// What a poll may know and use. The fetcher is the polite one: it waits for the host's plan before each request.
struct PollContext {
  net::Fetcher* fetcher = nullptr;
  boost::asio::any_io_executor heavy;  ///< a pool for parsing; a connector hops there and comes back
  Instant now{};
  std::string city_zone = "Europe/Madrid";  ///< for floating times
  int backfill_days = 30;
  std::size_t max_occurrences = 10'000;
};

/// What policy needs to know of the (last) exchange. Filled by the connector from the replies, or from the error.
struct FetchOutcome {
  enum class Kind { changed, unchanged, failed };
  Kind kind = Kind::failed;
  std::optional<Error> problem;  ///< when failed
  int status = 0;                ///< 0: no reply at all
  Validators validators;         ///< of this 200, or as updated by this 304
  std::string validators_of;     ///< the address at the end of redirects; empty: the one asked
  std::optional<Seconds> freshness, retry_after;
  std::optional<Instant> rate_reset;  ///< when remaining is 0
  std::string permanent_target;       ///< where all-permanent (301/308) redirects led; empty if none or any was temporary
  std::string host;                   ///< origin of the last request
  std::optional<Seconds> asked_interval;
  std::vector<int> skip_hours, skip_days;
  std::string content_digest;  ///< of what was understood; the connector's to fill: one equal to the last means that nothing changed
  std::uint64_t bytes_received = 0;
};

struct PollReport {
  FetchOutcome outcome;
  Harvest harvest;     ///< may hold something even when the outcome failed (the first pages of many)
  std::string cursor;  ///< to be kept with the harvest, in one transaction; empty: the old one stays
};

/// `state` is the one of the last poll. Does not throw but for bugs; cancellation is an outcome that failed with Errc::cancelled.
using PollFunction = boost::asio::awaitable<PollReport> (*)(PollContext context, Source source, SourceState state);

/// By kind; never null. In connectors/kinds: link resso_connectors for it.
PollFunction poll_function(SourceKind kind);

/// The policy-relevant facts of one reply: status, validators, freshness, Retry-After, rate limit, permanent redirects, and the error for a
/// status that is none of 200, 203, 207 and 304 (401/403 auth, 404 not_found, 410 gone, 429 and 503 or 403 with Retry-After rate_limited,
/// other http). A connector that could not use a good reply sets `kind` to failed and `problem` to the reason. Shared by all kinds.
FetchOutcome outcome_of(const net::FetchReply& reply, Instant now);
FetchOutcome outcome_of(const Error& error);
FetchOutcome outcome_of(const Result<net::FetchReply>& reply, Instant now);

/// Asks for news only: the validators that `state` remembers, for the very address that gave them.
void ask_for_news(net::FetchRequest& request, const SourceState& state);

/// What lets us in is for the source's own host: taken off a request to an address elsewhere that a redirect made us adopt.
void withhold_secrets(net::FetchRequest& request, const Source& source);

/// An HTML page where something else was asked for, that reads like a login page by its address, its title or its form.
bool looks_like_login_page(const net::FetchReply& reply);
Error login_problem(const net::FetchReply& reply, std::string remedy);

}  // namespace resso::connectors
