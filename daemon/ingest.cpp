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

void delete_post(store::Transaction& transaction, const std::string& uri, Instant now, IngestResult& result) {
  if (!transaction.delete_post(uri, now)) return;
  ++result.posts_deleted;
  result.visible = true;
}

/// `read_words`: its source tells of no event in fields of its own, so that its words are what there is.
void ingest_post(store::Transaction& transaction, const Source& source, Post said, bool read_words, const agenda::Rules& rules, Instant now,
                 IngestResult& result) {
  const bool by_stranger = agenda::is_by_stranger(said, rules);
  if (by_stranger) said.author.consent = hear_consent(transaction, said, source, now);
  const auto before = transaction.post_by_uri(said.uri);
  constexpr bool kSameRules = true;  // where they change, daemon/rederive goes through all that is held
  const Post post = derive_post(newest_words(std::move(said), before), before, source, rules, now, kSameRules);
  if (by_stranger) record_consent(transaction, post, source, now);
  // Whoever asked to be left out is not kept either, only the fact that it was so.
  if (rules.has_opted_out(post.author.acct)) return delete_post(transaction, post.uri, now, result);
  const auto saved = transaction.save_post(post, source.id, now);
  result.posts_new += saved.inserted;
  if (saved.inserted) result.lags.push_back(now - post.published);
  result.posts_changed += saved.changed && !saved.inserted;
  if (read_words && (saved.inserted || saved.changed)) ingest_said_events(transaction, post, source, rules, now, result);
  if ((saved.inserted || saved.changed) && (is_shown(post) || (before && is_shown(*before)))) result.visible = true;
}

void ingest_posts(store::Transaction& transaction, const Source& source, const connectors::Harvest& harvest, const agenda::Rules& rules,
                  Instant now, IngestResult& result) {
  std::unordered_set<std::string_view> told_in_fields;
  for (const auto& event : harvest.events) told_in_fields.insert(event.post_uri);
  for (const auto& said : harvest.posts) ingest_post(transaction, source, said, !told_in_fields.contains(said.uri), rules, now, result);
  for (const auto& uri : harvest.deleted_uris) delete_post(transaction, uri, now, result);
}

void take(store::Transaction& transaction, const Source& source, SourceState& state, const connectors::Harvest& harvest,
          const agenda::Rules& rules, Instant now, IngestResult& result) {
  ingest_posts(transaction, source, harvest, rules, now, result);
  for (const auto& sample : harvest.counters) transaction.add_counters(sample);
  for (const auto& sample : harvest.followers) transaction.add_followers(sample);
  for (const auto& boost : harvest.boosts)
    if (!rules.has_opted_out(boost.account)) transaction.add_boost(boost);
  ingest_events(transaction, source, state, harvest, rules, now, result);
}

}  // namespace

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
