#include "daemon/ingest_events.hpp"

#include "agenda/attribute.hpp"
#include "agenda/classify.hpp"
#include "agenda/merge.hpp"
#include "agenda/moderate.hpp"
#include "agenda/occurrences.hpp"
#include "agenda/said_events.hpp"
#include "text/hashtag.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace resso::daemon {
namespace {

using std::chrono::days;

constexpr std::size_t kOccurrencesPerSource = 10'000;  // sources.md, "Calendars"
constexpr days kLongest(31), kLongestDelay(300);       // of an event that candidates are looked for by day; of a new date
constexpr Window kEver{Instant(days(-200'000)), Instant(days(400'000))};

std::string search_text_of(const Event& event) {
  std::string text = event.title + ' ' + event.summary + ' ' + event.place.name + ' ' + event.place.address + ' ' + event.organiser;
  for (const auto& hashtag : event.hashtags) text += ' ' + hashtag;
  for (const auto& category : event.categories) text += ' ' + category;
  return text::fold_words(text);
}

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
      : transaction_(transaction), source_(source), rules_(rules), now_(now), result_(result) {}

  void take_all(const connectors::Harvest& harvest) {
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
  }

  void take_said(const Post& post) {
    const auto before = transaction_.statements_of_post(post.uri);
    const auto is_structured = [](const StatedEvent& statement) { return statement.evidence != Evidence::extracted; };
    if (std::any_of(before.begin(), before.end(), is_structured)) return;
    // A post that several sources bring is one statement: that of the first.
    const std::string home = before.empty() ? source_.id : before.front().source_id;
    for (auto& stated : agenda::said_events(post, rules_.extraction())) {
      stated.source_id = home;
      keys_.insert(stated.key);
      take_stated(std::move(stated));
    }
    for (const auto& statement : before)
      if (!keys_.contains(statement.key)) vanish(statement);
    for (const auto& id : touched_) recompose(id);
  }

  void judge_again(const Post& post) {
    for (auto& statement : transaction_.statements_of_post(post.uri)) {
      statement.event.moderation = agenda::moderate(statement, source_, rules_, post.moderation, now_);
      save(statement, transaction_.event_of_statement(statement.source_id, statement.key));
    }
    for (const auto& id : touched_) recompose(id);
  }

  bool truncated() const { return truncated_; }

 private:
  void find_vanished() {
    for (auto& statement : transaction_.statements_of_source(source_.id))
      if (statement.evidence != Evidence::extracted && !statement.vanished && !keys_.contains(statement.key))
        vanished_.emplace(statement.key, std::move(statement));
  }

  void take(StatedEvent stated) {
    stated.source_id = source_.id;
    take_stated(std::move(stated));
  }

  void take_stated(StatedEvent stated) {
    const auto before = transaction_.statement(stated.source_id, stated.key);
    stated.seen = before ? before->seen : now_;
    // A source that does not say when it changed its words changed them when we saw it: who spoke last decides of a cancellation.
    if (before && !stated.event.modified)
      stated.event.modified = tells_the_same(before->event, stated.event) ? before->event.modified : std::optional(now_);
    prepare(stated, before);
    ++result_.statements;
    if (before && says_the_same(*before, stated)) return;
    std::string id = before ? transaction_.event_of_statement(stated.source_id, stated.key) : home_of(stated);
    save(stated, id);
  }

  void prepare(StatedEvent& stated, const std::optional<StatedEvent>& before) {
    Event& event = stated.event;
    event.hashtags = text::unique_hashtags(std::move(event.hashtags));
    if (stated.evidence != Evidence::extracted) {  // what was found in a post is its post's entity's
      auto attribution = agenda::attribute(stated, source_, rules_);
      event.entity = std::move(attribution.entity);
      event.districts = std::move(attribution.districts);
    }
    if (!event.place.district.empty()) event.districts.push_back(event.place.district);
    const std::string words = event.title + '\n' + event.summary;
    event.topics = agenda::classify({event.hashtags, event.categories, event.entity, source_.topics, stated.seen, words}, rules_);
    event.search_text = search_text_of(event);
    std::optional<Moderation> said_in;
    if (!stated.post_uri.empty())
      if (const auto post = transaction_.post_by_uri(stated.post_uri)) said_in = post->moderation;
    event.moderation = agenda::moderate(stated, source_, rules_, said_in, now_);
    if (before && before->event.moderation.state == event.moderation.state && before->event.moderation.reason == event.moderation.reason)
      event.moderation = before->event.moderation;
  }

  // The event that a new statement belongs to: as somebody decided, one that another source told, one that this source called by another
  // key, or a new one.
  std::string home_of(const StatedEvent& stated) {
    const auto decisions = transaction_.merge_decisions({stated.source_id, stated.key});
    if (auto decided = decided_home(stated, decisions); !decided.empty()) return decided;
    std::vector<Event> candidates = candidates_for(stated);
    std::erase_if(candidates, [&](const Event& event) { return is_apart(stated, event.id, decisions); });
    if (const Event* same = agenda::find_same(stated, candidates, rules_.merge())) return same->id;
    if (auto renamed = find_renamed(stated); !renamed.empty()) return renamed;
    return agenda::event_id(stated);
  }

  static store::StatementKey other_of(const store::MergeDecision& decision, const StatedEvent& stated) {
    const bool is_a = decision.a.source_id == stated.source_id && decision.a.key == stated.key;
    return is_a ? decision.b : decision.a;
  }

  std::string decided_home(const StatedEvent& stated, const std::vector<store::MergeDecision>& decisions) {
    std::string home;
    for (const auto& decision : decisions) {
      const auto other = other_of(decision, stated);
      if (auto id = decision.same ? transaction_.event_of_statement(other.source_id, other.key) : std::string(); !id.empty()) home = id;
    }
    return home;
  }

  bool is_apart(const StatedEvent& stated, const std::string& event_id, const std::vector<store::MergeDecision>& decisions) {
    return std::any_of(decisions.begin(), decisions.end(), [&](const store::MergeDecision& decision) {
      const auto other = other_of(decision, stated);
      return !decision.same && transaction_.event_of_statement(other.source_id, other.key) == event_id;
    });
  }

  // By UID and page; by day and a day around it; by body where one of the two was put off.
  std::vector<Event> candidates_for(const StatedEvent& stated) {
    const Event& event = stated.event;
    std::vector<Event> candidates = transaction_.events_by_uid(event.uid);
    const auto add = [&](std::vector<Event> more) {
      for (auto& one : more)
        if (std::none_of(candidates.begin(), candidates.end(), [&](const Event& known) { return known.id == one.id; }))
          candidates.push_back(std::move(one));
    };
    if (!event.url.empty()) add(transaction_.events_by_url_key(text::url_key(event.url)));
    const auto first = std::chrono::floor<days>(event.times.start);
    const auto last = std::max(first, std::chrono::floor<days>(event.times.end.value_or(event.times.start) - Seconds(1)));
    std::vector<Event> near = transaction_.events_on_days(first - days(1), std::min(last, first + kLongest) + days(1));
    add(transaction_.events_postponed(event.entity));
    if (rules_.merge().traits_of(event).postponed)
      add(transaction_.events_of_entity_on_days(event.entity, first - kLongestDelay, first + kLongestDelay));
    // A calendar does not list one event twice: what it calls by two UIDs is two.
    if (stated.evidence == Evidence::calendar) std::erase_if(near, [&](const Event& one) { return is_of_this_source(one); });
    add(std::move(near));
    return candidates;
  }

  bool is_of_this_source(const Event& event) const {
    return std::any_of(event.sources.begin(), event.sources.end(), [&](const EventSource& of) { return of.source_id == source_.id; });
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

  void save(const StatedEvent& statement, const std::string& event_id) {
    transaction_.save_statement(statement, event_id, statement.event.url.empty() ? std::string() : text::url_key(statement.event.url));
    touched_.insert(event_id);
  }

  void recompose(const std::string& id) {
    const auto stored = transaction_.event_by_id(id);
    const auto before = stored ? std::optional(stored->event) : std::nullopt;
    Event event = agenda::compose(transaction_.statements_of_event(id), before, now_);
    event.id = id;
    const bool changed = !before || !agenda::looks_equal(*before, event);
    if (!changed && before->sources == event.sources && before->search_text == event.search_text) return;
    save_expanded(event);
    const bool shown =
        event.moderation.state == ModerationState::approved || (before && before->moderation.state == ModerationState::approved);
    result_.visible = result_.visible || shown;
    result_.events_new += !before;
    result_.events_changed += before && changed;
    result_.events_cancelled += changed && event.status == EventStatus::cancelled && (!before || before->status != EventStatus::cancelled);
  }

  void save_expanded(const Event& event) {
    const Window window = event.recurrence.empty() ? kEver : stored_window(now_);
    const auto expansion = agenda::expand(event, window, kOccurrencesPerSource - occurrences_, rules_.city_zone());
    occurrences_ += expansion.occurrences.size();
    truncated_ = truncated_ || expansion.truncated;
    transaction_.save_event(event, expansion.occurrences, window.to);
  }

  store::Transaction& transaction_;
  const Source& source_;
  const agenda::Rules& rules_;
  Instant now_;
  IngestResult& result_;
  std::set<std::string> keys_;
  std::map<std::string, StatedEvent> vanished_;
  std::set<std::string> touched_;
  std::size_t occurrences_ = 0;
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
  if (ingest.truncated()) state.warnings.push_back({"more than 10,000 dates: those after are left out", "truncated_expansion", 0});
}

void ingest_said_events(store::Transaction& transaction, const Post& post, const Source& source, const agenda::Rules& rules, Instant now,
                        IngestResult& result) {
  EventIngest(transaction, source, rules, now, result).take_said(post);
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
    const auto expansion = agenda::expand(stored->event, window, kOccurrencesPerSource, rules.city_zone());
    transaction.save_event(stored->event, expansion.occurrences, window.to);
    ++done;
  }
  return done;
}

Window stored_window(Instant now) { return {now - days(400), now + days(400)}; }

}  // namespace resso::daemon
