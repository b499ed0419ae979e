#include "daemon/event_home.hpp"

#include "agenda/merge.hpp"
#include "agenda/merge_keys.hpp"
#include "text/digest.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <unordered_set>

namespace resso::daemon {
namespace {

using std::chrono::days;

constexpr days kLongest(31), kLongestDelay(300);  // of an event that candidates are looked for by day; of a new date

store::StatementKey key_of(const StatedEvent& statement) { return {statement.source_id, statement.key}; }

// One statement looking for its event.
class HomeSearch {
 public:
  HomeSearch(store::Transaction& transaction, const StatedEvent& stated, const agenda::EventTraits& traits)
      : transaction_(transaction), stated_(stated), traits_(traits), decisions_(transaction.merge_decisions(key_of(stated))) {}

  /// As people decided; empty: they did not.
  std::string decided() {
    std::string home;
    for (const auto& decision : decisions_)
      if (decision.same)
        if (auto id = event_of_other(decision); !id.empty()) home = id;
    return home;
  }

  /// Events that it may belong to: by UID and page; by day and a day around it, where they share a key; by body where one of the two was
  /// put off. Without those that somebody set it apart from.
  std::vector<Event> candidates() {
    const Event& event = stated_.event;
    add(transaction_.events_by_uid(event.uid));
    if (!event.url.empty()) add(transaction_.events_by_url_key(text::url_key(event.url)));
    const auto first = std::chrono::floor<days>(event.times.start);
    const auto last = std::max(first, std::chrono::floor<days>(event.times.end.value_or(event.times.start) - Seconds(1)));
    std::vector<Event> near =
        transaction_.events_on_days(first - days(1), std::min(last, first + kLongest) + days(1), agenda::merge_keys(traits_).asked);
    add(transaction_.events_postponed(event.entity));
    if (traits_.postponed) add(transaction_.events_of_entity_on_days(event.entity, first - kLongestDelay, first + kLongestDelay));
    // A calendar does not list one event twice: what it calls by two UIDs is two.
    if (stated_.evidence == Evidence::calendar) std::erase_if(near, [&](const Event& one) { return is_of_this_source(one); });
    add(std::move(near));
    std::erase_if(found_, [&](const Event& one) { return is_apart(one.id); });
    return std::move(found_);
  }

 private:
  std::string event_of_other(const store::MergeDecision& decision) {
    const auto& other = decision.a == key_of(stated_) ? decision.b : decision.a;
    return transaction_.event_of_statement(other.source_id, other.key);
  }

  bool is_apart(const std::string& event_id) {
    return std::any_of(decisions_.begin(), decisions_.end(),
                       [&](const store::MergeDecision& decision) { return !decision.same && event_of_other(decision) == event_id; });
  }

  void add(std::vector<Event> more) {
    found_.reserve(found_.size() + more.size());
    for (auto& one : more)
      if (known_.insert(one.id).second) found_.push_back(std::move(one));
  }

  bool is_of_this_source(const Event& event) const {
    return std::any_of(event.sources.begin(), event.sources.end(),
                       [&](const EventSource& of) { return of.source_id == stated_.source_id; });
  }

  store::Transaction& transaction_;
  const StatedEvent& stated_;
  const agenda::EventTraits& traits_;
  std::vector<store::MergeDecision> decisions_;
  std::vector<Event> found_;
  std::unordered_set<std::string> known_;  // their ids
};

// The statement that an event began with: it has its id of it, or was there first.
const StatedEvent& first_of(const std::vector<StatedEvent>& statements, const std::string& id) {
  const auto named =
      std::find_if(statements.begin(), statements.end(), [&](const StatedEvent& one) { return agenda::event_id(one) == id; });
  if (named != statements.end()) return *named;
  return *std::min_element(statements.begin(), statements.end(),
                           [](const StatedEvent& a, const StatedEvent& b) { return a.seen < b.seen; });
}

bool is_older(const Event& a, const Event& b) {
  return std::pair(a.created.value_or(Instant::max()), a.id) < std::pair(b.created.value_or(Instant::max()), b.id);
}

}  // namespace

std::string free_event_id(store::Transaction& transaction, const StatedEvent& stated) {
  std::string id = agenda::event_id(stated);
  for (int n = 1; transaction.event_by_id(id); ++n) id = text::short_id("apart\n" + std::to_string(n) + "\n" + agenda::event_id(stated));
  return id;
}

std::string find_home(store::Transaction& transaction, const StatedEvent& stated, const agenda::EventTraits& traits,
                      const agenda::Rules& rules) {
  HomeSearch search(transaction, stated, traits);
  if (auto decided = search.decided(); !decided.empty()) return decided;
  const auto candidates = search.candidates();
  const Event* same = agenda::find_same(traits, candidates, rules.merge());
  return same == nullptr ? std::string() : same->id;
}

Rehomed find_home_again(store::Transaction& transaction, const StatedEvent& stated, const agenda::Rules& rules, Instant now) {
  const std::string id = transaction.event_of_statement(stated.source_id, stated.key);
  const Rehomed stays{id, false};
  const auto stored = transaction.event_by_id(id);
  if (stated.vanished || !stored) return stays;
  const auto traits = rules.merge().traits_of(stated.event);
  HomeSearch search(transaction, stated, traits);
  if (auto decided = search.decided(); !decided.empty()) return {decided, false};
  auto others = transaction.statements_of_event(id);
  std::erase_if(others, [](const StatedEvent& one) { return one.vanished; });
  const bool is_first = others.empty() || key_of(first_of(others, id)) == key_of(stated);
  std::erase_if(others, [&](const StatedEvent& one) { return key_of(one) == key_of(stated); });
  if (!is_first && agenda::find_same(traits, {agenda::compose(others, stored->event, now)}, rules.merge()) != nullptr) return stays;
  std::vector<Event> candidates = search.candidates();
  std::erase_if(candidates, [&](const Event& one) { return one.id == id || (is_first && !is_older(one, stored->event)); });
  const Event* same = agenda::find_same(traits, candidates, rules.merge());
  if (same != nullptr) return {same->id, is_first};
  return is_first ? stays : Rehomed{free_event_id(transaction, stated), false};
}

}  // namespace resso::daemon
