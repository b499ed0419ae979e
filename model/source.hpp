// One thing that is polled, and what we remember of polling it.
#pragma once

#include "model/error.hpp"
#include "model/secret.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace resso {

enum class SourceKind { mastodon_hashtag, mastodon_account, feed, calendar, caldav, page };
std::string_view name_of(SourceKind kind);  ///< "mastodon_hashtag", …
std::optional<SourceKind> source_kind_named(std::string_view name);

/// How far posts of accounts that are not enrolled are believed.
enum class Trust {
  known,      ///< only enrolled entities are shown
  moderated,  ///< others wait for approval
  open,       ///< others are shown unless hidden
};
std::string_view name_of(Trust trust);
std::optional<Trust> trust_named(std::string_view name);

/// What a source's owner requires to be let in. A token is sent as Bearer; user and password as Basic or Digest.
struct Credentials {
  Secret token;
  std::string user;
  Secret password;
  bool operator==(const Credentials&) const = default;
};

struct Source {
  std::string id;  ///< source_id(): stable across restarts and reloads
  SourceKind kind{};
  std::string url;     ///< feed, calendar, caldav, page: its address. Mastodon: the server, "https://host[:port]", no final slash
  std::string name;    ///< hashtag without '#', or the account's local name; empty for the rest
  std::string entity;  ///< slug of the entity whose channel it is; empty: the city's own, of no one entity
  std::vector<std::string> districts, topics;  ///< given by the source to all it brings
  Trust trust = Trust::moderated;
  std::optional<Seconds> interval;  ///< asked for in the configuration; manners may make it longer
  std::optional<Credentials> credentials;
  bool operator==(const Source&) const = default;
};

/// "feed:https://…", "hashtag:TerrassaEntitats@https://host", "account:casal@https://host". The one home of this rule.
std::string source_id(SourceKind kind, std::string_view url, std::string_view name);
std::optional<SourceKind> kind_of_source_id(std::string_view id);

/// ETag and Last-Modified exactly as received, as the pair of one reply (RFC 9110 §8.8). Never made up, never parsed.
struct Validators {
  std::string etag;
  std::string last_modified;
  bool empty() const { return etag.empty() && last_modified.empty(); }
  bool operator==(const Validators&) const = default;
};

/// Something in a source's document that its owner could mend.
struct Warning {
  std::string what;  ///< plain English words; `code` finds the translation
  std::string code;  ///< stable: "xml_mismatch", "bad_date", "unknown_zone", "truncated_expansion", …
  int line = 0;      ///< 1-based; 0 = unknown
  bool operator==(const Warning&) const = default;
};

/// The state of health of a source, as a person would sum it up.
enum class Condition {
  unpolled,    ///< not asked yet
  ok,          ///< last answer was good (new, or 304)
  failing,     ///< network, HTTP or format failure: see SourceState::problem
  needs_auth,  ///< a token or password is needed
  limited,     ///< asked us to wait
  gone,        ///< 410: not asked any more
  refused,     ///< the address guard forbids it
};
std::string_view name_of(Condition condition);
std::optional<Condition> condition_named(std::string_view name);

/// Everything that must survive a restart about one source. Changed only by poll_policy, stored in the poll's own transaction.
struct SourceState {
  std::string source_id;
  Condition condition = Condition::unpolled;
  std::optional<Error> problem;  ///< of the last poll; empty when it went well
  Validators validators;         ///< to be echoed to the address they are of only
  std::string validators_of;     ///< where redirects from the address asked led to them; empty: no redirect
  std::string cursor;            ///< the connector's own, opaque to others (min_id, sync-token, …)
  std::string effective_url;     ///< adopted after agreeing permanent redirects; empty: Source::url
  std::string redirect_target;   ///< candidate seen in 301/308 replies
  int redirect_count = 0;        ///< agreeing replies so far
  std::optional<Instant> redirect_since;
  std::optional<Instant> last_poll, last_success, last_change, failing_since;
  std::optional<Instant> next_poll;   ///< empty: at once (spread by the schedule)
  std::optional<Instant> not_before;  ///< what the last answer and its document asked, kept by people too who poll by hand
  std::optional<Seconds> fresh_for;   ///< max-age or Expires of the last 200: a 304 need not repeat it
  int failures = 0;                   ///< in a row
  Seconds interval{0};                ///< adaptive, before jitter; 0: default of its kind
  std::string content_digest;         ///< of the last body understood: an equal body changes nothing
  // what the last document asked of pollers (ttl, sy:update*, REFRESH-INTERVAL, skipHours, skipDays): a 304 does not repeat it
  std::optional<Seconds> asked_interval;
  std::vector<int> skip_hours;  ///< 0-23 UTC
  std::vector<int> skip_days;   ///< 0 = Sunday
  // what was understood
  std::string title;
  std::string account;  ///< Mastodon accounts: Harvest::account
  std::string format;   ///< "rss 2.0", "atom 1.0", "icalendar", "mastodon", …
  std::int64_t entries = 0;
  std::int64_t events = 0;
  std::vector<Warning> warnings;
  bool operator==(const SourceState&) const = default;
};

/// A host (scheme://authority) that asked for silence, or a window of its rate limit. Shared by all sources on it; survives restarts.
struct HostState {
  std::string host;
  std::optional<Instant> held_until;
  int unavailable_in_a_row = 0;  ///< 503s, to hold the host after three
  bool operator==(const HostState&) const = default;
};

}  // namespace resso
