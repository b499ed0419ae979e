#include "daemon/ingest.hpp"

#include "daemon/consent_record.hpp"
#include "daemon/derive.hpp"
#include "daemon/ingest_events.hpp"

#include "agenda/consent.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace resso::daemon {
namespace {

bool is_shown(const Post& post) {
  return post.moderation.state == ModerationState::approved && post.in_reply_to.empty() && post.visibility == "public";
}

/// A server that has not heard of an edit yet does not undo it.
Post newest_words(Post said, const std::optional<Post>& before) {
  const bool older = before && !before->deleted && before->updated && said.updated.value_or(Instant{}) < *before->updated;
  if (said.kind != PostKind::status || !older) return said;
  Post newest = *before;
  newest.visibility = said.visibility;
  newest.author = said.author;
  return newest;
}

// One poll's posts on their way into the store.
class PostIngest {
 public:
  PostIngest(store::Transaction& transaction, const Source& source, const agenda::Rules& rules, Instant now, IngestResult& result)
      : transaction_(transaction), source_(source), rules_(rules), now_(now), result_(result), heard_by_(heard_by(source, rules)) {}

  void take_all(const connectors::Harvest& harvest) {
    std::unordered_set<std::string_view> told_in_fields;
    for (const auto& event : harvest.events) told_in_fields.insert(event.post_uri);
    for (const auto& said : harvest.posts) take(said, !told_in_fields.contains(said.uri));
    for (const auto& uri : harvest.deleted_uris) remove(uri);
  }

 private:
  /// `read_words`: its source tells of no event in fields of its own, so that its words are what there is.
  void take(const Post& said, bool read_words) {
    // A feed shows the same entries poll after poll. (A status comes once; that its author's consent was seen again is on record.)
    const bool may_come_again = said.kind == PostKind::entry;
    if (may_come_again && transaction_.has_heard(said, heard_by_)) return;
    take_news(said, read_words);
    if (may_come_again) transaction_.note_heard(said, heard_by_);
  }

  void take_news(Post said, bool read_words) {
    const bool by_stranger = agenda::is_by_stranger(said, rules_);
    if (by_stranger) said.author.consent = hear_consent(transaction_, said, source_, now_);
    const auto before = transaction_.post_by_uri(said.uri);
    constexpr bool kSameRules = true;  // where they change, daemon/rederive goes through all that is held
    const Post post = derive_post(newest_words(std::move(said), before), before, source_, rules_, now_, kSameRules);
    if (by_stranger) record_consent(transaction_, post, source_, now_);
    // Whoever asked to be left out is not kept either, only the fact that it was so.
    if (rules_.has_opted_out(post.author.acct)) return remove(post.uri);
    const auto saved = transaction_.save_post(post, source_.id, now_);
    result_.posts_new += saved.inserted;
    if (saved.inserted) result_.lags.push_back(now_ - post.published);
    result_.posts_changed += saved.changed && !saved.inserted;
    if (!saved.inserted && !saved.changed) return;
    if (read_words) ingest_said_events(transaction_, post, source_, rules_, now_, result_);
    if (is_shown(post) || (before && is_shown(*before))) result_.visible = true;
  }

  void remove(const std::string& uri) {
    if (!transaction_.delete_post(uri, now_)) return;
    ++result_.posts_deleted;
    result_.visible = true;
  }

  store::Transaction& transaction_;
  const Source& source_;
  const agenda::Rules& rules_;
  Instant now_;
  IngestResult& result_;
  const std::string heard_by_;
};

void take(store::Transaction& transaction, const Source& source, SourceState& state, const connectors::Harvest& harvest,
          const agenda::Rules& rules, Instant now, IngestResult& result) {
  PostIngest(transaction, source, rules, now, result).take_all(harvest);
  for (const auto& sample : harvest.counters) transaction.add_counters(sample);
  for (const auto& sample : harvest.followers) transaction.add_followers(sample);
  for (const auto& boost : harvest.boosts)
    if (!rules.has_opted_out(boost.account)) transaction.add_boost(boost);
  ingest_events(transaction, source, state, harvest, rules, now, result);
}

}  // namespace

void leave_out_expired(connectors::Harvest& harvest, int days, Instant now) {
  if (days <= 0) return;
  const Instant oldest = now - std::chrono::days(days);
  std::erase_if(harvest.posts, [&](const Post& post) { return post.published != Instant{} && post.published < oldest; });
}

IngestResult ingest(store::Transaction& transaction, const Source& source, SourceState& state, const connectors::Harvest& harvest,
                    const agenda::Rules& rules, Instant now) {
  IngestResult result;
  take(transaction, source, state, harvest, rules, now, result);
  transaction.save_source_state(state);
  if (result.visible) transaction.bump_agenda_version(now);
  return result;
}

IngestResult ingest_look(store::Transaction& transaction, const Source& source, const connectors::Harvest& harvest,
                         const agenda::Rules& rules, Instant now) {
  IngestResult result;
  SourceState ignored;
  take(transaction, source, ignored, harvest, rules, now, result);
  if (result.visible) transaction.bump_agenda_version(now);
  return result;
}

}  // namespace resso::daemon
