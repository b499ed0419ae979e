// One transaction or snapshot over one connection: the whole face of store.hpp. Its functions stand in the files named after their subject.
#pragma once

#include "store/rollups.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"
#include "store/terms.hpp"

#include <memory>
#include <unordered_set>

namespace resso::store {

/// What a session knows of the city. Immutable; replaced whole by a reload.
struct Directory {
  std::vector<Entity> entities;
  std::unordered_set<std::string> tracked_hashtags;
  std::vector<TrackedCampaign> campaigns;
  CityRules rules;  ///< every function is set
};

struct Connection {
  Connection(const std::filesystem::path& path, OpenMode mode) : database(path, mode), terms(database) {}
  Database database;
  Terms terms;
};

/// Numbers as this machine has them. A store that comes to a machine of the other kind finds no candidate until it is derived again.
inline Blob blob_of(std::span<const std::uint32_t> numbers) {
  return {{reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()}};
}

inline std::int64_t count_of(Instant at) { return at.time_since_epoch().count(); }
inline std::optional<std::int64_t> count_of(const std::optional<Instant>& at) { return at ? std::optional(count_of(*at)) : std::nullopt; }
inline Instant instant_of(std::int64_t seconds) { return Instant(Seconds(seconds)); }
inline std::optional<Instant> instant_of(std::optional<std::int64_t> seconds) {
  return seconds ? std::optional(instant_of(*seconds)) : std::nullopt;
}

class Session final : public Transaction {
 public:
  Session(Connection& connection, std::shared_ptr<const Directory> directory)
      : db_(connection.database), terms_(connection.terms), directory_(std::move(directory)) {}

  void finish() { rollups_.flush(db_); }  ///< before COMMIT
  void rebuild();
  /// At opening and reload: new rollups when the zone is another one, adoption counted anew when the followed hashtags are.
  void adopt_directory();

  std::uint64_t agenda_version() override;
  std::optional<Instant> agenda_changed_at() override;
  void bump_agenda_version(Instant now) override;

  // source_store.cpp
  std::vector<SourceState> source_states() override;
  std::optional<SourceState> source_state(std::string_view source_id) override;
  std::vector<HostState> host_states() override;
  void save_source_state(const SourceState& state) override;
  void save_host_state(const HostState& host) override;
  void set_sources(const std::vector<Source>& sources) override;

  // subscription_store.cpp
  std::vector<Subscription> subscriptions() override;
  void save_subscription(const Subscription& subscription) override;
  void remove_subscription(std::string_view token) override;

  // post_write.cpp
  SavedPost save_post(const Post& post, std::string_view source_id, Instant now) override;
  bool delete_post(std::string_view uri, Instant now) override;
  void set_post_moderation(std::string_view id, const Moderation& moderation) override;

  // heard_store.cpp
  bool has_heard(const Post& said, std::string_view by) override;
  bool has_heard(const StatedEvent& said, std::string_view by) override;
  void note_heard(const Post& said, std::string_view by) override;
  void note_heard(const StatedEvent& said, std::string_view by) override;

  // post_read.cpp
  std::optional<Post> post_by_uri(std::string_view uri) override;
  std::optional<Post> post_by_id(std::string_view id) override;
  std::vector<Post> posts_due_for_counters(Instant now, std::size_t limit) override;

  // post_query.cpp
  std::vector<Post> posts(const PostQuery& query) override;

  // sample_write.cpp
  void add_counters(const CounterSample& sample) override;
  void add_followers(const FollowerSample& sample) override;
  void add_boost(const Boost& boost) override;

  // look_store.cpp
  std::vector<Post> posts_to_look_at(Instant now, std::size_t limit) override;
  std::optional<LookAnswer> last_look(std::string_view uri) override;
  std::int64_t boosters_known(std::string_view uri) override;
  void note_look(std::string_view uri, LookAnswer answer, Instant now) override;

  // consent_store.cpp
  std::vector<ConsentTold> consent_told(std::string_view acct) override;
  std::vector<ConsentEntry> consent_ledger(std::string_view acct) override;
  std::vector<std::string> uris_of_account(std::string_view acct) override;
  void note_consent(std::string_view acct, const ConsentTold& told) override;
  void add_to_ledger(const ConsentEntry& entry) override;
  void forget_account(std::string_view acct) override;

  // event_store.cpp
  std::vector<StoredEvent> events(const EventQuery& query) override;
  std::optional<StoredEvent> event_by_id(std::string_view id) override;
  std::vector<Event> events_by_uid(std::string_view uid) override;
  std::vector<Event> events_by_url_key(std::string_view url_key) override;
  std::vector<Event> events_starting(const Window& window) override;
  std::vector<Event> events_on_days(LocalDate first, LocalDate last, std::span<const std::uint32_t> asked) override;
  std::vector<Event> events_of_entity_on_days(std::string_view entity, LocalDate first, LocalDate last) override;
  std::vector<Event> events_postponed(std::string_view entity) override;
  std::vector<std::string> events_to_expand(Instant until) override;
  void save_event(const Event& event, const std::vector<Occurrence>& occurrences, Instant expanded_until) override;
  void delete_event(std::string_view id) override;
  void set_event_moderation(std::string_view id, const Moderation& moderation) override;
  void set_account_decision(std::string_view acct, const Moderation& decision) override;

  // statement_store.cpp
  std::optional<StatedEvent> statement(std::string_view source_id, std::string_view key) override;
  std::vector<StatedEvent> statements_of_source(std::string_view source_id) override;
  std::vector<std::string> keys_of_source(std::string_view source_id) override;
  OccurrenceCount occurrences_of_source(std::string_view source_id) override;
  std::vector<StatedEvent> statements_of_event(std::string_view event_id) override;
  std::vector<StatedEvent> statements_of_post(std::string_view post_uri) override;
  std::vector<StatedEvent> statements_after(const StatementKey& after, std::size_t limit) override;
  std::string event_of_statement(std::string_view source_id, std::string_view key) override;
  void save_statement(const StatedEvent& statement, std::string_view event_id, std::string_view url_key,
                      std::span<const std::uint32_t> merge_keys) override;
  void set_merge_keys(const StatementKey& statement, std::span<const std::uint32_t> merge_keys) override;
  void forget_merge_keys() override;
  void delete_statement(const StatementKey& statement) override;
  std::vector<MergeDecision> merge_decisions(const StatementKey& statement) override;
  void decide_merge(const MergeDecision& decision) override;

  // visibility.cpp
  using Transaction::visibility;
  VisibilityReport visibility(const VisibilityQuery& query) override;
  Rhythm rhythm(const VisibilityQuery& query) override;

  // upkeep.cpp
  std::vector<ModerationEntry> moderation_log(std::size_t limit) override;
  std::vector<ModerationEntry> account_decisions() override;
  Totals totals() override;
  std::string note(std::string_view name) override;
  void set_note(std::string_view name, std::string_view text) override;
  std::vector<Error> integrity_problems() override;
  std::int64_t prune(Instant now, int posts_days, int samples_days) override;

 private:
  // posts (post_read.cpp)
  std::optional<std::int64_t> number_of(std::string_view uri);
  std::optional<Post> load_post(std::int64_t n);
  PostFacts facts_of(std::int64_t n);
  LocalTime local_time_of(std::int64_t n) const;
  bool is_tracked(const std::vector<std::int64_t>& terms);

  // posts (post_write.cpp)
  struct PostTerms {
    std::vector<std::int64_t> all, slices;
    bool tracked = false;
  };
  std::int64_t free_number(Instant published);
  PostTerms terms_of(const Post& post);
  void insert_post(const Post& post, std::string_view source_id, Instant now);
  void update_post(std::int64_t n, const Post& before, const Post& after);
  void write_terms(std::int64_t n, const std::vector<std::int64_t>& terms);
  void write_texts(std::int64_t n, const Post& before, const Post& after);
  void join_seen(std::int64_t n, std::string_view source_id, Instant now);
  void link_account(const Post& post, std::int64_t author, std::int64_t entity);
  void remove_post(std::int64_t n);
  void count_again(std::int64_t n, const PostFacts& before);
  void log_moderation(std::string_view subject, std::string_view id, const Moderation& moderation);

  StoredEvent load_event(std::int64_t n);
  std::vector<Event> events_of_statements(std::string_view column, std::string_view value);

  std::string meta(std::string_view key);
  void set_meta(std::string_view key, std::string_view value);

  Database& db_;
  Terms& terms_;
  std::shared_ptr<const Directory> directory_;
  Rollups rollups_;
};

}  // namespace resso::store
