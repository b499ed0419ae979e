// The face of the store: functions over the model, no SQL and no SQLite type. A second engine may stand behind the same face.
// A Store is one file (WAL): one writer at a time, several readers. Calls block; the daemon runs them on its database threads.
//
// What survives: a killed process loses no transaction that returned, and tears none. After a power cut the newest transactions may be
// missing, each whole (synchronous = NORMAL): a source's cursor goes back with what it brought, so the next poll fetches it again.
#pragma once

#include "model/consent.hpp"
#include "model/entity.hpp"
#include "model/event.hpp"
#include "model/filter.hpp"
#include "model/sample.hpp"
#include "model/source.hpp"
#include "model/subscription.hpp"
#include "model/visibility.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace resso::store {

struct Health {
  bool writable = true;
  std::string problem;  ///< plain words, with the remedy; empty when all is well
};

/// How a post is looked up for lists: newest first.
struct PostQuery {
  Filter filter;  ///< entities, districts, topics, tags (folded), sources, languages, query, from/to (by publication), limit (unset: 500).
                  ///< `days` counts from `from`, and means nothing without it: the store has no today
  bool only_approved = true;
  bool include_replies = false;
  std::string after_id;                  ///< cursor: the last post of the page before; an unknown one gives an empty page
  std::optional<ModerationState> state;  ///< only these (the moderation queue); goes before only_approved
  std::vector<std::string> authors;      ///< accts
};

struct EventQuery {
  std::optional<Window> window;  ///< has an occurrence in it
  bool only_approved = true;
};

struct StoredEvent {
  Event event;
  std::vector<Occurrence> occurrences;  ///< all that are stored, in order
};

/// What a moderator decided, when, and of what.
struct ModerationEntry {
  std::string subject;     ///< "post", "event" or "account"
  std::string subject_id;  ///< ours; of an account "user@host"
  Moderation decision;
  bool operator==(const ModerationEntry&) const = default;
};

struct OccurrenceCount {
  std::size_t all = 0, of_largest = 0;  ///< of the event that has most
};

/// A statement's identity: its source, and its key there.
struct StatementKey {
  std::string source_id, key;
  auto operator<=>(const StatementKey&) const = default;
};

/// What a person decided of two statements: goes before what agenda::same_event thinks of them, for ever or until decided otherwise.
struct MergeDecision {
  StatementKey a, b;  ///< in no order
  bool same = false;  ///< false: kept apart
  std::string by;
  Instant at{};
  bool operator==(const MergeDecision&) const = default;
};

/// What came of asking a post's own server about it.
enum class LookAnswer {
  there,
  gone,
  closed,       ///< it does not answer strangers: nothing can be known
  unreachable,  ///< to be tried again
};

/// When posts are published and answered. Monday is 0.
struct Rhythm {
  struct Hour {
    std::int64_t posts = 0, interactions = 0;
    bool operator==(const Hour&) const = default;
  };
  std::array<std::array<Hour, 24>, 7> hours{};
};

struct Totals {
  std::int64_t posts = 0, events = 0, occurrences = 0, sources = 0, samples = 0, statements = 0;
  std::int64_t file_bytes = 0;
};

/// Reading, on one consistent snapshot of the data for as long as the object lives. Keep it short.
class Reader {
 public:
  virtual ~Reader() = default;

  virtual std::uint64_t agenda_version() = 0;              ///< moves with everything a citizen can see
  virtual std::optional<Instant> agenda_changed_at() = 0;  ///< data time of that version: of the transaction that moved it

  virtual std::vector<SourceState> source_states() = 0;
  virtual std::optional<SourceState> source_state(std::string_view source_id) = 0;
  virtual std::vector<HostState> host_states() = 0;
  virtual std::vector<Subscription> subscriptions() = 0;

  virtual std::vector<Post> posts(const PostQuery& query) = 0;
  virtual std::optional<Post> post_by_uri(std::string_view uri) = 0;
  virtual std::optional<Post> post_by_id(std::string_view id) = 0;
  /// Statuses whose counters are due for another look: 1 h, 6 h, 1 d, 3 d, 7 d, 30 d after publication, one look for steps missed.
  virtual std::vector<Post> posts_due_for_counters(Instant now, std::size_t limit) = 0;

  /// Statuses that are to be looked at where they were said, because they are by nobody who is enrolled: every hour while they are shown
  /// and younger than 30 days, then every day to 90 days, then every week; once when they are new and not hidden. The longest waiting
  /// first.
  virtual std::vector<Post> posts_to_look_at(Instant now, std::size_t limit) = 0;
  virtual std::optional<LookAnswer> last_look(std::string_view uri) = 0;
  virtual std::int64_t boosters_known(std::string_view uri) = 0;

  /// What servers told of an account that is not enrolled.
  virtual std::vector<ConsentTold> consent_told(std::string_view acct) = 0;
  /// Newest first.
  virtual std::vector<ConsentEntry> consent_ledger(std::string_view acct) = 0;
  /// Statuses that are held of an account, whatever the case its name is written in.
  virtual std::vector<std::string> uris_of_account(std::string_view acct) = 0;

  virtual std::vector<StoredEvent> events(const EventQuery& query) = 0;
  virtual std::optional<StoredEvent> event_by_id(std::string_view id) = 0;
  virtual std::optional<StatedEvent> statement(std::string_view source_id, std::string_view key) = 0;
  virtual std::vector<StatedEvent> statements_of_source(std::string_view source_id) = 0;
  virtual std::vector<std::string> keys_of_source(std::string_view source_id) = 0;  ///< of its statements, vanished ones too
  virtual OccurrenceCount occurrences_of_source(std::string_view source_id) = 0;    ///< of the events that it tells of, as they are stored
  virtual std::vector<StatedEvent> statements_of_event(std::string_view event_id) = 0;
  virtual std::vector<StatedEvent> statements_of_post(std::string_view post_uri) = 0;  ///< events that were found in it
  /// In the order of their keys, from the one after `after` (whether it is still there or not) on.
  virtual std::vector<StatedEvent> statements_after(const StatementKey& after, std::size_t limit) = 0;
  /// The event that a statement belongs to; empty: none yet.
  virtual std::string event_of_statement(std::string_view source_id, std::string_view key) = 0;
  /// Candidates for merging: events one of whose statements has that uid, or that url key (text::url_key), or that start on that day.
  virtual std::vector<Event> events_by_uid(std::string_view uid) = 0;
  virtual std::vector<Event> events_by_url_key(std::string_view url_key) = 0;
  virtual std::vector<Event> events_starting(const Window& window) = 0;
  /// Events one of whose statements is on one of those days of its own clock (both included), or lasts until one of them, and keeps one of
  /// the keys that are asked for, or has not been given any (MergeKeys).
  virtual std::vector<Event> events_on_days(LocalDate first, LocalDate last, std::span<const std::uint32_t> asked) = 0;
  /// Events of that body (its slug, not empty) whose statements are within those days: where a new date looks for the old one.
  virtual std::vector<Event> events_of_entity_on_days(std::string_view entity, LocalDate first, LocalDate last) = 0;
  /// Events of that body that are put off: where a new date looks that says nothing of the old one.
  virtual std::vector<Event> events_postponed(std::string_view entity) = 0;
  virtual std::vector<MergeDecision> merge_decisions(const StatementKey& statement) = 0;
  /// Recurring events whose stored occurrences end before `until`: they need expanding again as the window moves.
  virtual std::vector<std::string> events_to_expand(Instant until) = 0;

  /// The definitions are visibility.hpp's, made exact in store/visibility.cpp. Days are those of CityRules.
  virtual VisibilityReport visibility(const VisibilityQuery& query) = 0;
  VisibilityReport visibility(const VisibilityQuery& query, std::string_view /*city_zone: that of CityRules*/) { return visibility(query); }
  /// Posts and interactions by hour and weekday of the city; of the query only period, entities, districts and networks count.
  virtual Rhythm rhythm(const VisibilityQuery& query) = 0;
  /// Newest first.
  virtual std::vector<ModerationEntry> moderation_log(std::size_t limit) = 0;
  /// What was decided last of each account (subject_id: its acct, lower case).
  virtual std::vector<ModerationEntry> account_decisions() = 0;
  virtual Totals totals() = 0;
  virtual std::string note(std::string_view name) = 0;  ///< what the daemon wrote down for itself (set_note); empty: nothing
  virtual std::vector<Error> integrity_problems() = 0;  ///< PRAGMA integrity_check, foreign keys, full-text index
};

/// Everything happens or nothing does. Throws StoreError (sqlite.hpp, derived from std::runtime_error) on a broken environment;
/// Store::write turns that into an Error. Do not catch it in between.
class Transaction : public Reader {
 public:
  virtual void save_source_state(const SourceState& state) = 0;
  virtual void save_host_state(const HostState& host) = 0;
  virtual void save_subscription(const Subscription& subscription) = 0;  ///< by token
  virtual void remove_subscription(std::string_view token) = 0;
  /// Configured sources, so that lists know names and kinds; states of sources no longer named are kept, marked.
  virtual void set_sources(const std::vector<Source>& sources) = 0;

  struct SavedPost {
    bool inserted = false, changed = false;  ///< changed: something that a reader sees
  };
  /// Upsert by uri. Keeps first_seen, joins seen_on; counters are kept by add_counters only. Writes the hour and day rollups.
  /// A status that was deleted stays deleted, whatever a server that has not heard of it still shows. The author's audience is the one
  /// first told; its later changes alone (followers, following, statuses) are no change of the post.
  virtual SavedPost save_post(const Post& post, std::string_view source_id, Instant now) = 0;
  virtual bool delete_post(std::string_view uri, Instant now) = 0;  ///< marks deleted, empties its texts; false: unknown, or deleted before
  virtual void set_post_moderation(std::string_view id, const Moderation& moderation) = 0;

  /// Whether just this was said, by the same, when what was made of it was stored: then there is nothing to be made of it again. `by` names
  /// whatever else decided (the source, the rules). Anything that is saved of it in another way makes it unheard.
  virtual bool has_heard(const Post& said, std::string_view by) = 0;
  virtual bool has_heard(const StatedEvent& said, std::string_view by) = 0;
  /// After saving what was made of it. Of what is not held, nothing is noted.
  virtual void note_heard(const Post& said, std::string_view by) = 0;
  virtual void note_heard(const StatedEvent& said, std::string_view by) = 0;

  /// The newest counters of a post are its value (origin beats others; what is not told stays); rollups move by the difference in the same
  /// transaction. A sample is kept when it differs from the value before. Of an unknown or deleted post: nothing happens.
  virtual void add_counters(const CounterSample& sample) = 0;
  virtual void add_followers(const FollowerSample& sample) = 0;
  virtual void add_boost(const Boost& boost) = 0;

  virtual void note_look(std::string_view uri, LookAnswer answer, Instant now) = 0;
  virtual void note_consent(std::string_view acct, const ConsentTold& told) = 0;
  /// A new line when it says something that the account's lines do not say already; repeated it costs a look.
  virtual void add_to_ledger(const ConsentEntry& entry) = 0;
  /// What is held of an account beside its own posts goes: its boosts and its audience. The ledger stays.
  virtual void forget_account(std::string_view acct) = 0;

  /// Upsert by (source_id, key), and its event. Its UID, `url_key` and `merge_keys` (MergeKeys::kept) are indexed for merging.
  virtual void save_statement(const StatedEvent& statement, std::string_view event_id, std::string_view url_key,
                              std::span<const std::uint32_t> merge_keys) = 0;
  virtual void set_merge_keys(const StatementKey& statement, std::span<const std::uint32_t> merge_keys) = 0;
  virtual void forget_merge_keys() = 0;  ///< of all: other rules make other keys
  virtual void save_event(const Event& event, const std::vector<Occurrence>& occurrences,
                          Instant expanded_until) = 0;  ///< upsert by id; replaces occurrences
  virtual void delete_statement(
      const StatementKey& statement) = 0;  ///< that should never have been made; its event is the caller's to make again
  /// The newest decision of two statements is the one in force.
  virtual void decide_merge(const MergeDecision& decision) = 0;
  virtual void delete_event(std::string_view id) = 0;  ///< when its last statement went elsewhere
  virtual void set_event_moderation(std::string_view id, const Moderation& moderation) = 0;
  virtual void set_account_decision(std::string_view acct, const Moderation& decision) = 0;

  virtual void set_note(std::string_view name, std::string_view text) = 0;

  /// To be called once by whoever changed something visible: moves the version.
  virtual void bump_agenda_version(Instant now) = 0;

  /// Old posts (with all that hangs on them, out of the rollups too) and samples, by the days given (0: keep). A few thousand rows at a
  /// time, so that other writers get their turn: call again until it returns 0. Returns rows removed.
  virtual std::int64_t prune(Instant now, int posts_days, int samples_days) = 0;
};

/// What the store needs of rules that have their home elsewhere: text::Zone of the city, text::fold_hashtag. Called from several threads.
/// Functions that are not given: UTC, ASCII lower case.
struct CityRules {
  std::string zone = "UTC";  ///< its name; a file whose rollups are by another zone's days gets new ones when it is opened (minutes)
  std::function<LocalTime(Instant)> to_local;
  std::function<Instant(LocalTime)> to_instant;
  std::function<std::string(std::string_view)> fold_hashtag;
};

struct TrackedCampaign {
  std::string name;
  std::string hashtag;                ///< folded
  std::optional<LocalDate> from, to;  ///< both included
};

struct OpenOptions {
  bool read_only = false;
  int readers = 2;
  std::vector<Entity> entities;               ///< for the figures' districts and networks
  std::vector<std::string> tracked_hashtags;  ///< folded; for adoption
  std::vector<TrackedCampaign> campaigns;     ///< for Cut::campaign
  CityRules rules;
};

class Store {
 public:
  virtual ~Store() = default;
  /// Creates, or migrates after saving a copy beside it ("resso.db.before-3"); refuses a newer schema. Errors: storage, with the remedy.
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& path, OpenOptions options);

  /// Runs `work` in one transaction on the calling thread (others wait). An error from it rolls back.
  virtual Result<void> write(const std::function<Result<void>(Transaction&)>& work) = 0;
  /// Runs `work` over a consistent snapshot. Several may run at once, up to OpenOptions::readers.
  virtual Result<void> read(const std::function<Result<void>(Reader&)>& work) = 0;

  virtual Result<void> backup(const std::filesystem::path& to) = 0;  ///< online copy, whole or not at all
  virtual Health health() = 0;
  /// After a reload: entities, hashtags and campaigns of the new configuration. Counts adoption anew where the hashtags changed.
  virtual Result<void> set_directory(std::vector<Entity> entities, std::vector<std::string> tracked_hashtags,
                                     std::vector<TrackedCampaign> campaigns = {}) = 0;
  /// Makes the rollups and the full-text index anew from what they were made of (`resso doctor`).
  virtual Result<void> rebuild() = 0;
};

}  // namespace resso::store
