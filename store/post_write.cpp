#include "store/json.hpp"
#include "store/post_number.hpp"
#include "store/session.hpp"

#include <algorithm>

namespace resso::store {
namespace {

std::string primary_language(std::string_view tag) {
  std::string primary(tag.substr(0, tag.find_first_of("-_")));
  for (char& c : primary)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return primary;
}

// Whoever can be told from others: the account, else where it is found, else its name, else the source itself.
std::string author_key(const Post& post, std::string_view source_id) {
  for (const auto* key : {&post.author.acct, &post.author.uri, &post.author.url})
    if (!key->empty()) return *key;
  if (!post.author.display_name.empty()) return post.author.display_name + " · " + std::string(source_id);
  return std::string(source_id);
}

bool is_listed(const Post& post) { return post.moderation.state == ModerationState::approved && !post.deleted && post.in_reply_to.empty(); }

// What is told to the store, on top of what the store keeps by itself.
Post merge(Post post, const Post& before) {
  post.id = before.id;
  post.counters = before.counters;
  post.first_seen = before.first_seen;
  post.seen_on = before.seen_on;
  post.deleted = false;
  if (before.author.followers) post.author.followers = before.author.followers;
  post.author.following = before.author.following;
  post.author.statuses = before.author.statuses;
  Moderation& now = post.moderation;
  const Moderation& then = before.moderation;
  if (now.state == then.state && now.reason == then.reason && now.by == then.by) now.at = then.at;
  return post;
}

// Without what no reader sees.
Post seen_part(Post post) {
  post.author = {.display_name = post.author.display_name, .url = post.author.url};
  post.moderation = {.state = post.moderation.state};
  post.mentions.clear();
  post.search_text.clear();
  return post;
}

}  // namespace

std::int64_t Session::free_number(Instant published) {
  const std::int64_t first = first_number(published);
  auto rows = db_.query("SELECT max(n) FROM posts WHERE n BETWEEN ? AND ?", first, first + (std::int64_t{1} << kSequenceBits) - 1);
  rows.next();
  return rows.is_null(0) ? first : rows.integer(0) + 1;
}

Session::PostTerms Session::terms_of(const Post& post) {
  PostTerms terms;
  const auto add = [&](TermKind kind, std::string_view text) {
    const auto id = terms_.make(kind, text);
    if (id == 0 || std::find(terms.all.begin(), terms.all.end(), id) != terms.all.end()) return;
    terms.all.push_back(id);
    if (kind != TermKind::district) terms.slices.push_back(id);
  };
  for (const auto& mark : post.topics) add(TermKind::topic, mark.topic);
  for (const auto& hashtag : post.hashtags) {
    const std::string folded = directory_->rules.fold_hashtag(hashtag);
    add(TermKind::hashtag, folded);
    terms.tracked = terms.tracked || directory_->tracked_hashtags.contains(folded);
  }
  for (const auto& district : post.districts) add(TermKind::district, district);
  return terms;
}

Transaction::SavedPost Session::save_post(const Post& post, std::string_view source_id, Instant now) {
  if (post.uri.empty() || post.id.empty()) return {};
  const auto n = number_of(post.uri);
  if (!n) {
    // Two addresses with one id: as good as impossible, and the first to come keeps it.
    if (db_.query("SELECT 1 FROM posts WHERE id = ?", post.id).next()) return {};
    insert_post(post, source_id, now);
    return {true, true};
  }
  join_seen(*n, source_id, now);
  const Post before = *load_post(*n);
  if (before.deleted && before.kind == PostKind::status) return {};
  const Post after = merge(post, before);
  if (after == before) return {};
  update_post(*n, before, after);
  return {false, seen_part(after) != seen_part(before)};
}

void Session::insert_post(const Post& post, std::string_view source_id, Instant now) {
  const std::int64_t n = free_number(post.published);
  PostFacts facts;
  facts.entity = terms_.make(TermKind::entity, post.entity);
  facts.language = terms_.make(TermKind::language, primary_language(post.language));
  facts.author = terms_.make(TermKind::account, author_key(post, source_id));
  const PostTerms terms = terms_of(post);
  const std::optional<std::int64_t> count_next =
      post.kind == PostKind::status ? std::optional(count_of(post.published + std::chrono::hours(1))) : std::nullopt;
  const Moderation& m = post.moderation;
  db_.run(
      "INSERT INTO posts(n, id, uri, kind, entity, language, author, author_followers, state, state_reason, state_by, state_at, reply, "
      "deleted,"
      " listed, tracked, first_seen, count_next) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,0,?,?,?,?)",
      n, post.id, post.uri, static_cast<int>(post.kind), facts.entity, facts.language, facts.author, post.author.followers,
      static_cast<int>(m.state), m.reason, m.by, count_of(m.at), !post.in_reply_to.empty(), is_listed(post), terms.tracked, count_of(now),
      count_next);
  db_.run("INSERT INTO post_texts VALUES(?, ?, ?)", n, post.search_text, to_json(post));
  db_.run("INSERT INTO posts_fts(rowid, search_text) VALUES(?, ?)", n, post.search_text);
  for (const auto term : terms.all) db_.run("INSERT INTO post_terms VALUES(?, ?)", term, n);
  join_seen(n, source_id, now);
  link_account(post, facts.author, facts.entity);

  const LocalTime local = local_time_of(n);
  facts.counts = m.state == ModerationState::approved;
  facts.day = std::chrono::floor<std::chrono::days>(local);
  facts.hour = static_cast<int>(std::chrono::floor<std::chrono::hours>(local - facts.day).count());
  facts.kind = static_cast<int>(post.kind);
  facts.followers = post.author.followers.value_or(kUnknownAudience);
  facts.measures.posts = 1;
  facts.measures.tracked = terms.tracked;
  facts.slices = terms.slices;
  rollups_.add(facts);
}

void Session::update_post(std::int64_t n, const Post& before, const Post& after) {
  const PostFacts facts = facts_of(n);
  write_texts(n, before, after);
  const PostTerms terms = terms_of(after);
  write_terms(n, terms.all);
  const auto entity = terms_.make(TermKind::entity, after.entity);
  const auto author = terms_.make(TermKind::account, author_key(after, after.seen_on.empty() ? std::string_view() : after.seen_on.front()));
  const Moderation& m = after.moderation;
  db_.run(
      "UPDATE posts SET entity = ?, language = ?, author = ?, author_followers = ?, state = ?, state_reason = ?, state_by = ?, state_at = "
      "?,"
      " reply = ?, deleted = ?, listed = ?, tracked = ?, heard = NULL WHERE n = ?",
      entity, terms_.make(TermKind::language, primary_language(after.language)), author, after.author.followers, static_cast<int>(m.state),
      m.reason, m.by, count_of(m.at), !after.in_reply_to.empty(), after.deleted, is_listed(after), terms.tracked, n);
  if (after.entity != before.entity && after.entity.empty() && after.kind == PostKind::status)
    db_.run("DELETE FROM account_entities WHERE account = ?", author);
  link_account(after, author, entity);
  std::int64_t number = n;
  if (after.published != before.published) {
    number = free_number(after.published);
    db_.run("INSERT INTO posts_fts(posts_fts, rowid, search_text) VALUES('delete', ?, ?)", n, after.search_text);
    db_.run("UPDATE posts SET n = ? WHERE n = ?", number, n);
    db_.run("INSERT INTO posts_fts(rowid, search_text) VALUES(?, ?)", number, after.search_text);
  }
  count_again(number, facts);
}

void Session::write_terms(std::int64_t n, const std::vector<std::int64_t>& terms) {
  std::vector<std::int64_t> old;
  auto rows = db_.query("SELECT term FROM post_terms WHERE post = ?", n);
  while (rows.next()) old.push_back(rows.integer(0));
  const auto has = [](const auto& list, std::int64_t term) { return std::find(list.begin(), list.end(), term) != list.end(); };
  for (const auto term : old)
    if (!has(terms, term)) db_.run("DELETE FROM post_terms WHERE term = ? AND post = ?", term, n);
  for (const auto term : terms)
    if (!has(old, term)) db_.run("INSERT INTO post_terms VALUES(?, ?)", term, n);
}

void Session::write_texts(std::int64_t n, const Post& before, const Post& after) {
  db_.run("UPDATE post_texts SET search_text = ?, body = ? WHERE n = ?", after.search_text, to_json(after), n);
  if (after.search_text == before.search_text) return;
  db_.run("INSERT INTO posts_fts(posts_fts, rowid, search_text) VALUES('delete', ?, ?)", n, before.search_text);
  db_.run("INSERT INTO posts_fts(rowid, search_text) VALUES(?, ?)", n, after.search_text);
}

void Session::join_seen(std::int64_t n, std::string_view source_id, Instant now) {
  if (source_id.empty()) return;
  db_.run("INSERT INTO post_seen VALUES(?, ?, ?) ON CONFLICT DO NOTHING", terms_.make(TermKind::source, source_id), n, count_of(now));
}

// A status belongs to its author's account, so the account's followers are its entity's.
void Session::link_account(const Post& post, std::int64_t author, std::int64_t entity) {
  if (post.kind != PostKind::status || entity == 0) return;
  db_.run("INSERT INTO account_entities VALUES(?, ?) ON CONFLICT DO UPDATE SET entity = excluded.entity WHERE entity <> excluded.entity",
          author, entity);
}

void Session::count_again(std::int64_t n, const PostFacts& before) {
  rollups_.remove(before);
  rollups_.add(facts_of(n));
  if (rollups_.is_large()) rollups_.flush(db_);
}

bool Session::delete_post(std::string_view uri, Instant) {
  const auto n = number_of(uri);
  if (!n) return false;
  const Post before = *load_post(*n);
  if (before.deleted) return false;
  Post after;  // its identity and how it was judged stay, so that it is known when a slower server still shows it
  after.id = before.id, after.uri = before.uri, after.kind = before.kind, after.published = before.published;
  after.moderation = before.moderation;
  after.seen_on = before.seen_on, after.first_seen = before.first_seen;
  after.author.uri = before.author.uri, after.author.acct = before.author.acct, after.author.url = before.author.url;
  after.entity = before.entity;
  after.deleted = true;
  update_post(*n, before, after);
  db_.run("DELETE FROM boosts WHERE post = ?", *n);
  db_.run("DELETE FROM counter_samples WHERE post = ?", *n);
  db_.run(
      "UPDATE posts SET count_next = NULL, replies = NULL, boosts = NULL, favourites = NULL, quotes = NULL, counted_at = NULL WHERE n = ?",
      *n);
  return true;
}

void Session::remove_post(std::int64_t n) {
  rollups_.remove(facts_of(n));
  db_.run("INSERT INTO posts_fts(posts_fts, rowid, search_text) SELECT 'delete', n, search_text FROM post_texts WHERE n = ?", n);
  db_.run("DELETE FROM posts WHERE n = ?", n);
}

void Session::set_post_moderation(std::string_view id, const Moderation& moderation) {
  auto rows = db_.query("SELECT n FROM posts WHERE id = ?", id);
  if (!rows.next()) return;
  const std::int64_t n = rows.integer(0);
  const PostFacts facts = facts_of(n);
  const auto approved = static_cast<int>(ModerationState::approved);
  db_.run(
      "UPDATE posts SET state = ?, state_reason = ?, state_by = ?, state_at = ?, listed = (? = ? AND reply = 0 AND deleted = 0) WHERE n = "
      "?",
      static_cast<int>(moderation.state), moderation.reason, moderation.by, count_of(moderation.at), static_cast<int>(moderation.state),
      approved, n);
  count_again(n, facts);
  log_moderation("post", id, moderation);
}

}  // namespace resso::store
