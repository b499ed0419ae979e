#include "daemon/ingest_events.hpp"

#include "daemon/derive.hpp"
#include "daemon/event_home.hpp"
#include "daemon/event_write.hpp"

#include "agenda/merge.hpp"
#include "agenda/moderate.hpp"
#include "agenda/occurrences.hpp"
#include "agenda/said_events.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace resso::daemon {
namespace {

using std::chrono::days;

// The same words, whatever was stored around them.
bool says_the_same(const StatedEvent& a, const StatedEvent& b) {
  return a.vanished == b.vanished && a.evidence == b.evidence && a.confidence == b.confidence && a.event == b.event;
}

// What a reader would call the same: what rules of ours made of it may differ.
bool tells_the_same(const Event& a, const Event& b) {
  return a.title == b.title && a.summary == b.summary && a.times == b.times && a.recurrence == b.recurrence && a.status == b.status &&
         a.moved_to == b.moved_to && a.place == b.place && a.description_html == b.description_html;
}

// One poll's events on their way into the store.
class EventIngest {
 public:
  EventIngest(store::Transaction& transaction, const Source& source, const agenda::Rules& rules, Instant now, IngestResult& result)
      : transaction_(transaction), source_(source), rules_(rules), now_(now), result_(result), heard_by_(heard_by(source, rules)) {}

  void take_all(const connectors::Harvest& harvest) {
    store::OccurrenceCount dates;
    if (!harvest.events.empty()) dates = transaction_.occurrences_of_source(source_.id);
    held_ = dates.all;
    for (const auto& stated : harvest.events) keys_.insert(stated.key);
    if (harvest.events_are_all) find_vanished();
    for (const auto& stated : harvest.events) take(stated);
    for (const auto& key : harvest.deleted_keys)
      if (auto known = transaction_.statement(source_.id, key)) vanished_.emplace(key, std::move(*known));
    for (const auto& [key, statement] : vanished_) vanish(statement);
    // What a deleted post said is not said any more.
    for (const auto& uri : harvest.deleted_uris)
      for (auto& statement : transaction_.statements_of_post(uri)) vanish(std::move(statement));
    for (const auto& id : touched_) recompose(id);
    // What an earlier poll cut off is cut off still where nothing has touched it since.
    if (!harvest.events.empty() && !touched_.empty()) dates = transaction_.occurrences_of_source(source_.id);
    truncated_ = truncated_ || dates.of_largest >= kOccurrencesPerSeries || dates.all >= kOccurrencesPerSource;
  }

  enum class Gone { cancelled, misread };
  void take_said(const Post& post, Gone gone) {
    const auto before = transaction_.statements_of_post(post.uri);
    const auto is_structured = [](const StatedEvent& statement) { return statement.evidence != Evidence::extracted; };
    if (std::any_of(before.begin(), before.end(), is_structured)) return;
    // A post that several sources bring is one statement: that of the first.
    const std::string home = before.empty() ? source_.id : before.front().source_id;
    auto said = agenda::said_events(post, rules_.extraction());
    agenda::keep_keys(said, before);
    for (auto& stated : said) {
      stated.source_id = home;
      keys_.insert(stated.key);
      take_stated(std::move(stated));
    }
    for (const auto& statement : before) {
      if (keys_.contains(statement.key)) continue;
      if (gone == Gone::cancelled)
        vanish(statement);
      else if (!statement.vanished)
        remove(statement);
    }
    for (const auto& id : touched_) recompose(id);
  }

  void derive_stated(StatedEvent stated) {
    const StatedEvent before = stated;
    derive_statement(stated, before, source_, rules_, transaction_, now_);
    if (says_the_same(before, stated)) return;
    save(stated, transaction_.event_of_statement(stated.source_id, stated.key));
    for (const auto& id : touched_) recompose(id);
  }

  bool derive_home(const StatedEvent& stated) {
    const std::string before = transaction_.event_of_statement(stated.source_id, stated.key);
    const Rehomed home = find_home_again(transaction_, stated, rules_, now_);
    if (home.id == before) return false;
    if (home.whole_event)
      for (const auto& one : transaction_.statements_of_event(before)) save(one, home.id);
    else
      save(stated, home.id);
    touched_.insert(before);
    for (const auto& id : touched_) recompose(id);
    return true;
  }

  void judge_again(const Post& post) {
    for (auto& statement : transaction_.statements_of_post(post.uri)) {
      statement.event.moderation = agenda::moderate(statement, source_, rules_, post.moderation, now_);
      save(statement, transaction_.event_of_statement(statement.source_id, statement.key));
    }
    for (const auto& id : touched_) recompose(id);
  }

  bool truncated() const { return truncated_; }  ///< some of its dates are left out

 private:
  void find_vanished() {
    for (const auto& key : transaction_.keys_of_source(source_.id)) {
      if (keys_.contains(key)) continue;
      auto statement = transaction_.statement(source_.id, key);
      if (statement->evidence != Evidence::extracted && !statement->vanished) vanished_.emplace(key, std::move(*statement));
    }
  }

  void take(StatedEvent said) {
    said.source_id = source_.id;
    if (transaction_.has_heard(said, heard_by_)) return;
    take_stated(said);
    transaction_.note_heard(said, heard_by_);
  }

  void take_stated(StatedEvent stated) {
    const auto before = transaction_.statement(stated.source_id, stated.key);
    stated.seen = before ? before->seen : now_;
    // A source that does not say when it changed its words changed them when we saw it: who spoke last decides of a cancellation.
    if (before && !stated.event.modified)
      stated.event.modified = tells_the_same(before->event, stated.event) ? before->event.modified : std::optional(now_);
    derive_statement(stated, before, source_, rules_, transaction_, now_);
    if (before && says_the_same(*before, stated)) return;
    const auto traits = rules_.merge().traits_of(stated.event);
    save(stated, traits, before ? transaction_.event_of_statement(stated.source_id, stated.key) : home_of(stated, traits));
  }

  // The event that a new statement belongs to: one that is known, one that this source called by another key, or a new one.
  std::string home_of(const StatedEvent& stated, const agenda::EventTraits& traits) {
    if (auto known = find_home(transaction_, stated, traits, rules_); !known.empty()) return known;
    if (auto renamed = find_renamed(stated); !renamed.empty()) return renamed;
    return agenda::event_id(stated);
  }

  // Some calendars give every event a new UID at every export (field-notes, wish 3).
  std::string find_renamed(const StatedEvent& stated) {
    for (auto it = vanished_.begin(); it != vanished_.end(); ++it) {
      const Event& old = it->second.event;
      if (old.times != stated.event.times || text::fold_words(old.title) != text::fold_words(stated.event.title)) continue;
      std::string id = transaction_.event_of_statement(source_.id, it->first);
      StatedEvent gone = std::move(it->second);
      vanished_.erase(it);
      gone.vanished = true;
      save(gone, id);
      return id;
    }
    return {};
  }

  // What is over does not get cancelled when a calendar clears its past away.
  void vanish(StatedEvent statement) {
    const auto expansion = agenda::expand(statement.event, {now_, kEver.to}, 1, rules_.city_zone());
    if (statement.vanished || expansion.occurrences.empty()) return;
    statement.vanished = true;
    save(statement, transaction_.event_of_statement(statement.source_id, statement.key));
  }

  void remove(const StatedEvent& statement) {
    touched_.insert(transaction_.event_of_statement(statement.source_id, statement.key));
    transaction_.delete_statement({statement.source_id, statement.key});
  }

  void save(const StatedEvent& statement, const std::string& event_id) {
    save(statement, rules_.merge().traits_of(statement.event), event_id);
  }

  void save(const StatedEvent& statement, const agenda::EventTraits& traits, const std::string& event_id) {
    write_statement(transaction_, statement, traits, event_id);
    touched_.insert(event_id);
  }

  void recompose(const std::string& id) {
    const Recomposed done = recompose_event(transaction_, id, rules_, now_, held_);
    // Where nobody has counted what is held, fewer dates than before are none.
    held_ = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(held_) + done.occurrences));
    truncated_ = truncated_ || done.truncated;
    result_.visible = result_.visible || done.visible;
    result_.events_new += done.made;
    result_.events_changed += done.changed && !done.made;
    result_.events_cancelled += done.cancelled && !done.made;
  }

  store::Transaction& transaction_;
  const Source& source_;
  const agenda::Rules& rules_;
  Instant now_;
  IngestResult& result_;
  const std::string heard_by_;
  std::set<std::string> keys_;
  std::map<std::string, StatedEvent> vanished_;
  std::set<std::string> touched_;
  std::size_t held_ = 0;  // occurrences of the source's events
  bool truncated_ = false;
};

}  // namespace

void ingest_events(store::Transaction& transaction, const Source& source, SourceState& state, const connectors::Harvest& harvest,
                   const agenda::Rules& rules, Instant now, IngestResult& result) {
  EventIngest ingest(transaction, source, rules, now, result);
  ingest.take_all(harvest);
  // A sync report tells what changed only: how many there are is known here.
  if (!harvest.events_are_all && (!harvest.events.empty() || !harvest.deleted_keys.empty())) {
    const auto statements = transaction.statements_of_source(source.id);
    state.events = std::count_if(statements.begin(), statements.end(), [](const StatedEvent& statement) { return !statement.vanished; });
  }
  if (ingest.truncated())
    state.warnings.push_back(
        {"more dates than an agenda can show (2,000 of a series, 10,000 in all): those after are left out", "truncated_expansion", 0});
}

void ingest_said_events(store::Transaction& transaction, const Post& post, const Source& source, const agenda::Rules& rules, Instant now,
                        IngestResult& result) {
  EventIngest(transaction, source, rules, now, result).take_said(post, EventIngest::Gone::cancelled);
}

void derive_said_events(store::Transaction& transaction, const Post& post, const Source& source, const agenda::Rules& rules, Instant now,
                        IngestResult& result) {
  EventIngest(transaction, source, rules, now, result).take_said(post, EventIngest::Gone::misread);
}

void derive_stated_event(store::Transaction& transaction, StatedEvent stated, const Source& source, const agenda::Rules& rules, Instant now,
                         IngestResult& result) {
  EventIngest(transaction, source, rules, now, result).derive_stated(std::move(stated));
}

bool derive_home(store::Transaction& transaction, const StatedEvent& stated, const agenda::Rules& rules, Instant now,
                 IngestResult& result) {
  return EventIngest(transaction, Source{}, rules, now, result).derive_home(stated);
}

void judge_events_of(store::Transaction& transaction, const Post& post, const agenda::Rules& rules, Instant now, IngestResult& result) {
  EventIngest(transaction, Source{}, rules, now, result).judge_again(post);
}

std::int64_t expand_further(store::Transaction& transaction, const agenda::Rules& rules, Instant now, std::size_t limit) {
  const Window window = stored_window(now);
  std::int64_t done = 0;
  // A day's margin: every event is expanded once a day at most.
  for (const auto& id : transaction.events_to_expand(window.to - days(1))) {
    if (static_cast<std::size_t>(done) == limit) break;
    const auto stored = transaction.event_by_id(id);
    if (!stored) continue;
    expand_event(transaction, stored->event, rules, now);
    ++done;
  }
  return done;
}

}  // namespace resso::daemon
