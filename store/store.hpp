// The face of the store: functions over the model, no SQL and no SQLite type. A second engine may stand behind the same face.
// A Store is one file (WAL): one writer at a time, several readers. Calls block; the daemon runs them on its database threads.
#pragma once

#include "model/entity.hpp"
#include "model/event.hpp"
#include "model/filter.hpp"
#include "model/sample.hpp"
#include "model/source.hpp"
#include "model/visibility.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace resso::store {

struct Health {
  bool writable = true;
  std::string problem;  ///< plain words, with the remedy; empty when all is well
};

/// How a post is looked up for lists: newest first.
struct PostQuery {
  Filter filter;  ///< entities, districts, topics, tags (folded), sources, languages, query, from/to (by publication), limit
  bool only_approved = true;
  bool include_replies = false;
  std::string after_id;  ///< cursor: the last post of the page before
};

struct EventQuery {
  std::optional<Window> window;  ///< has an occurrence in it
  bool only_approved = true;
};

struct StoredEvent {
  Event event;
  std::vector<Occurrence> occurrences;  ///< all that are stored, in order
};

struct Totals {
  std::int64_t posts = 0, events = 0, occurrences = 0, sources = 0, samples = 0;
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

  virtual std::vector<Post> posts(const PostQuery& query) = 0;
  virtual std::optional<Post> post_by_uri(std::string_view uri) = 0;
  virtual std::optional<Post> post_by_id(std::string_view id) = 0;
  /// Published since `since`, whose counters are due for another look (1 h, 6 h, 1 d, 3 d, 7 d, 30 d after publication).
  virtual std::vector<Post> posts_due_for_counters(Instant now, std::size_t limit) = 0;

  virtual std::vector<StoredEvent> events(const EventQuery& query) = 0;
  virtual std::optional<StoredEvent> event_by_id(std::string_view id) = 0;
  virtual std::optional<StatedEvent> statement(std::string_view source_id, std::string_view key) = 0;
  virtual std::vector<StatedEvent> statements_of_source(std::string_view source_id) = 0;
  virtual std::vector<StatedEvent> statements_of_event(std::string_view event_id) = 0;
  /// The event that a statement belongs to; empty: none yet.
  virtual std::string event_of_statement(std::string_view source_id, std::string_view key) = 0;
  /// Candidates for merging: events one of whose statements has that uid, or that url key (text::url_key), or that start on that day.
  virtual std::vector<Event> events_by_uid(std::string_view uid) = 0;
  virtual std::vector<Event> events_by_url_key(std::string_view url_key) = 0;
  virtual std::vector<Event> events_starting(const Window& window) = 0;
  /// Recurring events whose stored occurrences end before `until`: they need expanding again as the window moves.
  virtual std::vector<std::string> events_to_expand(Instant until) = 0;

  virtual VisibilityReport visibility(const VisibilityQuery& query, std::string_view city_zone) = 0;
  virtual Totals totals() = 0;
  virtual std::vector<Error> integrity_problems() = 0;  ///< PRAGMA integrity_check, foreign keys, full-text index
};

/// Everything happens or nothing does. Throws StoreError (store.cpp's own, derived from std::runtime_error) on a broken environment;
/// Store::write turns that into an Error.
class Transaction : public Reader {
 public:
  virtual void save_source_state(const SourceState& state) = 0;
  virtual void save_host_state(const HostState& host) = 0;
  /// Configured sources, so that lists know names and kinds; states of sources no longer named are kept, marked.
  virtual void set_sources(const std::vector<Source>& sources) = 0;

  struct SavedPost {
    bool inserted = false, changed = false;  ///< changed: something that a reader sees
  };
  /// Upsert by uri. Keeps first_seen, joins seen_on; counters are kept by add_counters only. Writes the hour and day rollups.
  virtual SavedPost save_post(const Post& post, std::string_view source_id, Instant now) = 0;
  virtual bool delete_post(std::string_view uri, Instant now) = 0;  ///< marks deleted and empties its texts; false: unknown
  virtual void set_post_moderation(std::string_view id, const Moderation& moderation) = 0;

  /// The newest counters of a post are its value (origin beats others); rollups move by the difference in the same transaction.
  virtual void add_counters(const CounterSample& sample) = 0;
  virtual void add_followers(const FollowerSample& sample) = 0;
  virtual void add_boost(const Boost& boost) = 0;

  /// Upsert by (source_id, key), and its event. `uid` and `url_key` are indexed for merging.
  virtual void save_statement(const StatedEvent& statement, std::string_view event_id, std::string_view url_key) = 0;
  virtual void save_event(const Event& event, const std::vector<Occurrence>& occurrences,
                          Instant expanded_until) = 0;  ///< upsert by id; replaces occurrences
  virtual void delete_event(std::string_view id) = 0;   ///< when its last statement went elsewhere
  virtual void set_event_moderation(std::string_view id, const Moderation& moderation) = 0;

  /// To be called once by whoever changed something visible: moves the version.
  virtual void bump_agenda_version(Instant now) = 0;

  /// Old samples, posts and raw replies by the days given (0: keep). Returns rows removed.
  virtual std::int64_t prune(Instant now, int posts_days, int samples_days) = 0;
};

struct OpenOptions {
  bool read_only = false;
  int readers = 2;
  std::vector<Entity> entities;               ///< for the rollups' districts and networks
  std::vector<std::string> tracked_hashtags;  ///< folded; for adoption
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
  /// After a reload: entities and hashtags of the new configuration.
  virtual void set_directory(std::vector<Entity> entities, std::vector<std::string> tracked_hashtags) = 0;
};

}  // namespace resso::store
