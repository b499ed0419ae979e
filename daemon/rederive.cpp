#include "daemon/rederive.hpp"

#include "agenda/consent.hpp"
#include "agenda/merge_keys.hpp"
#include "agenda/moderate.hpp"
#include "daemon/derive.hpp"
#include "daemon/ingest_events.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace resso::daemon {
namespace {

constexpr const char* kNote = "rederiving";
using Phase = Rederiving::Phase;

std::string rules_of(const config::Settings& settings) { return std::to_string(kDerivationVersion) + ' ' + settings.derivation; }

// A line a member; the key last, which may have line breaks of its own.
std::string to_note(const Rederiving& state) {
  std::string note = state.rules;
  for (const std::int64_t number :
       {static_cast<std::int64_t>(state.phase), state.done, state.total, state.posts_changed, state.events_changed, state.statements_moved})
    note += '\n' + std::to_string(number);
  return note + '\n' + state.after.source_id + '\n' + state.after.key;
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

Rederiving from_note(std::string_view note) {
  Rederiving state;
  state.rules = take_line(note);
  std::int64_t phase = 0;
  for (std::int64_t* number : {&phase, &state.done, &state.total, &state.posts_changed, &state.events_changed, &state.statements_moved}) {
    const std::string_view line = take_line(note);
    std::from_chars(line.data(), line.data() + line.size(), *number);
  }
  state.phase = phase >= 0 && phase < static_cast<std::int64_t>(Phase::done) ? static_cast<Phase>(phase) : Phase::done;
  state.after.source_id = take_line(note);
  state.after.key = note;
  return state;
}

bool decided_by_person(const Moderation& moderation) { return !moderation.by.empty() && moderation.by != agenda::kRule; }

// As if it had just come by each of its sources; what a person decided stays.
Moderation moderate_again(const Post& post, const Moderation& before, const std::vector<const Source*>& sources, const agenda::Rules& rules,
                          Instant now) {
  std::optional<Moderation> decided;
  if (decided_by_person(before) || sources.empty()) decided = before;
  for (const Source* source : sources) decided = agenda::moderate(post, *source, rules, decided, now);
  return decided->state == before.state && decided->reason == before.reason ? before : *decided;
}

// One transaction's share.
class Share {
 public:
  Share(store::Transaction& transaction, Rederiving& state, const Configuration& configuration, const agenda::Rules& rules, Instant now)
      : transaction_(transaction), state_(state), configuration_(configuration), rules_(rules), now_(now) {}

  bool run(std::size_t limit) {
    switch (state_.phase) {
      case Phase::posts: posts(limit); break;
      case Phase::statements:
      case Phase::homes: statements(limit); break;
      case Phase::done: return false;
    }
    state_.events_changed += result_.events_new + result_.events_changed;
    transaction_.set_note(kNote, to_note(state_));
    if (result_.visible) transaction_.bump_agenda_version(now_);
    return result_.visible;
  }

 private:
  void posts(std::size_t limit) {
    store::PostQuery query;
    query.only_approved = false;
    query.include_replies = true;
    query.after_id = state_.after.key;
    query.filter.limit = static_cast<int>(limit);
    const auto some = transaction_.posts(query);
    for (const Post& post : some) derive(post);
    go_on(some.size(), limit, some.empty() ? store::StatementKey{} : store::StatementKey{{}, some.back().id});
  }

  void derive(const Post& before) {
    const auto sources = sources_of_post(before, configuration_);
    const Source source = source_of_post(before, configuration_);
    constexpr bool kSameRules = false;
    Post post = derive_post(before, before, source, rules_, now_, kSameRules);
    // A source that is no longer followed cannot tell what it gave to its posts.
    if (sources.empty()) post.entity = before.entity, post.districts = before.districts, post.topics = before.topics;
    post.moderation = moderate_again(post, before.moderation, sources, rules_, now_);
    const auto saved = transaction_.save_post(post, source.id, now_);
    state_.posts_changed += saved.changed;
    result_.visible = result_.visible || (saved.changed && (is_shown(post) || is_shown(before)));
    derive_said_events(transaction_, post, source, rules_, now_, result_);
  }

  static bool is_shown(const Post& post) { return post.moderation.state == ModerationState::approved && post.in_reply_to.empty(); }

  void statements(std::size_t limit) {
    auto some = transaction_.statements_after(state_.after, limit);
    const store::StatementKey last = some.empty() ? store::StatementKey{} : store::StatementKey{some.back().source_id, some.back().key};
    const std::size_t count = some.size();
    for (StatedEvent& stated : some) {
      if (state_.phase == Phase::statements)
        transaction_.set_merge_keys({stated.source_id, stated.key}, agenda::merge_keys(rules_.merge().traits_of(stated.event)).kept);
      if (state_.phase == Phase::homes)
        state_.statements_moved += derive_home(transaction_, stated, rules_, now_, result_);
      else if (const Source* source = configuration_.source(stated.source_id); source && stated.evidence != Evidence::extracted)
        derive_stated_event(transaction_, std::move(stated), *source, rules_, now_, result_);
    }
    go_on(count, limit, last);
  }

  void go_on(std::size_t count, std::size_t limit, store::StatementKey last) {
    state_.done += static_cast<std::int64_t>(count);
    state_.after = std::move(last);
    if (count == limit) return;
    state_.after = {};
    state_.phase = static_cast<Phase>(static_cast<int>(state_.phase) + 1);
  }

  store::Transaction& transaction_;
  Rederiving& state_;
  const Configuration& configuration_;
  const agenda::Rules& rules_;
  Instant now_;
  IngestResult result_;
};

}  // namespace

Rederiving begin_rederiving(store::Transaction& transaction, const config::Settings& settings, bool again) {
  const std::string note = transaction.note(kNote);
  Rederiving state = from_note(note);
  if (!again && !note.empty() && state.rules == rules_of(settings)) return state;
  const auto totals = transaction.totals();
  state = {};
  state.rules = rules_of(settings);
  state.total = totals.posts + 2 * totals.statements;
  if (state.total > 0) state.phase = Phase::posts;
  transaction.forget_merge_keys();
  transaction.set_note(kNote, to_note(state));
  return state;
}

bool rederive_some(store::Transaction& transaction, Rederiving& state, const Configuration& configuration, const agenda::Rules& rules,
                   Instant now, std::size_t limit) {
  return Share(transaction, state, configuration, rules, now).run(limit);
}

std::string describe(const Rederiving& state) {
  if (!state.finished()) return std::to_string(state.done) + " of " + std::to_string(state.total) + " derived again";
  return std::to_string(state.posts_changed) + " posts and " + std::to_string(state.events_changed) + " events changed, " +
         std::to_string(state.statements_moved) + " statements went to another event";
}

}  // namespace resso::daemon
