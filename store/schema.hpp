// The text of each step of the schema (migrations.hpp). Released steps are never edited.
#pragma once

#include <string_view>

namespace resso::store {

// Instants are seconds since 1970 UTC; days are days of the city, counted from 1970-01-01; months are year * 12 + month - 1.
//
// posts.n is the instant of publication * 2^20 + a sequence, so that "newest first" is the order of the table, of every index over it and
// of the full-text index, and a window of time is a range of n. Long texts stand apart: posts itself stays narrow and quick to scan.
//
// terms gives a number to every word that figures and filters go by. 0 is the empty text of any kind.
// figures, audiences and hours are rollups (store/rollups.hpp). `slice` is 0 for all posts, or the term of a topic or hashtag; `grain` is
// 0 for days and 1 for months, `bucket` the day or month.
inline constexpr std::string_view kSchema1 = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE terms(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE(kind, text)) STRICT;

CREATE TABLE sources(
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, url TEXT NOT NULL, name TEXT NOT NULL, entity TEXT NOT NULL,
  configured INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE source_states(source_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE hosts(host TEXT PRIMARY KEY, held_until INTEGER, unavailable INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE posts(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  uri TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  entity INTEGER NOT NULL, language INTEGER NOT NULL, author INTEGER NOT NULL,
  author_followers INTEGER,             -- when first told
  state INTEGER NOT NULL, state_reason TEXT NOT NULL, state_by TEXT NOT NULL, state_at INTEGER,
  reply INTEGER NOT NULL, deleted INTEGER NOT NULL,
  listed INTEGER NOT NULL,              -- approved, there, and no reply
  tracked INTEGER NOT NULL,             -- has a hashtag that is followed
  first_seen INTEGER NOT NULL,
  replies INTEGER, boosts INTEGER, favourites INTEGER, quotes INTEGER,
  counted_at INTEGER, counted_by_origin INTEGER NOT NULL DEFAULT 0,
  count_next INTEGER) STRICT;
CREATE INDEX posts_by_entity ON posts(entity, listed);
CREATE INDEX posts_by_language ON posts(language, listed);
CREATE INDEX posts_by_author ON posts(author);
CREATE INDEX posts_not_approved ON posts(state) WHERE state <> 0;
CREATE INDEX posts_to_count ON posts(count_next) WHERE count_next IS NOT NULL;

CREATE TABLE post_texts(
  n INTEGER PRIMARY KEY REFERENCES posts(n) ON DELETE CASCADE ON UPDATE CASCADE,
  search_text TEXT NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE posts_fts USING fts5(
  search_text, content='post_texts', content_rowid='n', columnsize=0, tokenize="unicode61 remove_diacritics 0");

CREATE TABLE post_terms(
  term INTEGER NOT NULL, post INTEGER NOT NULL REFERENCES posts(n) ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY(term, post)) STRICT, WITHOUT ROWID;
CREATE INDEX post_terms_by_post ON post_terms(post);
CREATE TABLE post_seen(
  source INTEGER NOT NULL, post INTEGER NOT NULL REFERENCES posts(n) ON DELETE CASCADE ON UPDATE CASCADE, at INTEGER NOT NULL,
  PRIMARY KEY(source, post)) STRICT, WITHOUT ROWID;
CREATE INDEX post_seen_by_post ON post_seen(post, at);

CREATE TABLE counter_samples(
  post INTEGER NOT NULL REFERENCES posts(n) ON DELETE CASCADE ON UPDATE CASCADE, at INTEGER NOT NULL, from_origin INTEGER NOT NULL,
  replies INTEGER, boosts INTEGER, favourites INTEGER, quotes INTEGER,
  PRIMARY KEY(post, at, from_origin)) STRICT, WITHOUT ROWID;
CREATE TABLE boosts(
  post INTEGER NOT NULL REFERENCES posts(n) ON DELETE CASCADE ON UPDATE CASCADE, account INTEGER NOT NULL, at INTEGER NOT NULL,
  followers INTEGER, PRIMARY KEY(post, account)) STRICT, WITHOUT ROWID;
CREATE TABLE follower_samples(
  account INTEGER NOT NULL, at INTEGER NOT NULL, followers INTEGER, following INTEGER, statuses INTEGER,
  PRIMARY KEY(account, at)) STRICT, WITHOUT ROWID;
CREATE TABLE account_entities(account INTEGER PRIMARY KEY, entity INTEGER NOT NULL) STRICT;
CREATE INDEX account_entities_by_entity ON account_entities(entity);

CREATE TABLE figures(
  slice INTEGER NOT NULL, grain INTEGER NOT NULL, bucket INTEGER NOT NULL,
  entity INTEGER NOT NULL, language INTEGER NOT NULL, kind INTEGER NOT NULL,
  posts INTEGER NOT NULL, tracked INTEGER NOT NULL,
  replies INTEGER NOT NULL, boosts INTEGER NOT NULL, favourites INTEGER NOT NULL, quotes INTEGER NOT NULL,
  boosters INTEGER NOT NULL, boosters_known INTEGER NOT NULL, counted_at INTEGER NOT NULL,
  PRIMARY KEY(slice, grain, bucket, entity, language, kind)) STRICT, WITHOUT ROWID;
CREATE INDEX figures_by_entity ON figures(entity, grain, bucket) WHERE slice = 0;
CREATE TABLE audiences(
  slice INTEGER NOT NULL, grain INTEGER NOT NULL, bucket INTEGER NOT NULL,
  entity INTEGER NOT NULL, language INTEGER NOT NULL, kind INTEGER NOT NULL,
  account INTEGER NOT NULL, followers INTEGER NOT NULL,  -- -1: not known
  posts INTEGER NOT NULL, boosts INTEGER NOT NULL, interactions INTEGER NOT NULL,
  PRIMARY KEY(slice, grain, bucket, entity, language, kind, account, followers)) STRICT, WITHOUT ROWID;
CREATE INDEX audiences_by_entity ON audiences(entity, grain, bucket) WHERE slice = 0;
CREATE TABLE hours(
  day INTEGER NOT NULL, hour INTEGER NOT NULL, entity INTEGER NOT NULL, posts INTEGER NOT NULL, interactions INTEGER NOT NULL,
  PRIMARY KEY(day, hour, entity)) STRICT, WITHOUT ROWID;

CREATE TABLE events(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  entity INTEGER NOT NULL, language INTEGER NOT NULL, kind TEXT NOT NULL,  -- kind of its first source
  state INTEGER NOT NULL,
  recurring INTEGER NOT NULL, expanded_until INTEGER NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE INDEX events_to_expand ON events(expanded_until) WHERE recurring = 1;
CREATE TABLE event_terms(
  term INTEGER NOT NULL, event INTEGER NOT NULL REFERENCES events(n) ON DELETE CASCADE,
  PRIMARY KEY(event, term)) STRICT, WITHOUT ROWID;
CREATE TABLE occurrences(
  event INTEGER NOT NULL REFERENCES events(n) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, long INTEGER NOT NULL,  -- long: more than two days
  local_start INTEGER NOT NULL, local_end INTEGER NOT NULL, recurrence_id INTEGER NOT NULL,
  all_day INTEGER NOT NULL, status TEXT NOT NULL, override_index INTEGER NOT NULL,
  PRIMARY KEY(event, ordinal)) STRICT, WITHOUT ROWID;
CREATE INDEX occurrences_by_start ON occurrences(long, start_at, end_at);

CREATE TABLE statements(
  n INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL, key TEXT NOT NULL,
  event_id TEXT NOT NULL, uid TEXT NOT NULL, url_key TEXT NOT NULL, post_uri TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE(source_id, key)) STRICT;
CREATE INDEX statements_by_event ON statements(event_id);
CREATE INDEX statements_by_uid ON statements(uid) WHERE uid <> '';
CREATE INDEX statements_by_url ON statements(url_key) WHERE url_key <> '';
CREATE INDEX statements_by_post ON statements(post_uri) WHERE post_uri <> '';

CREATE TABLE moderation_log(
  n INTEGER PRIMARY KEY, at INTEGER NOT NULL, subject TEXT NOT NULL, subject_id TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL) STRICT;
)sql";

// consent_told is what is in force, one row an account and server; consent_ledger is what was, and is only added to. post_looks remembers
// when a post's own server was last asked about it, and what came of it: "there", "gone", "closed", "unreachable".
inline constexpr std::string_view kSchema2 = R"sql(
CREATE TABLE consent_told(
  account INTEGER NOT NULL, server TEXT NOT NULL, seen_at INTEGER NOT NULL, flags TEXT NOT NULL,
  PRIMARY KEY(account, server)) STRICT, WITHOUT ROWID;
CREATE TABLE consent_ledger(
  n INTEGER PRIMARY KEY, account INTEGER NOT NULL, at INTEGER NOT NULL, flags TEXT NOT NULL, told_by TEXT NOT NULL,
  visibility TEXT NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE INDEX consent_ledger_by_account ON consent_ledger(account);
CREATE TABLE post_looks(
  post INTEGER PRIMARY KEY REFERENCES posts(n) ON DELETE CASCADE ON UPDATE CASCADE,
  at INTEGER NOT NULL, answer TEXT NOT NULL) STRICT;
)sql";

// Hubs that tell us of news (model/subscription.hpp).
inline constexpr std::string_view kSchema3 = R"sql(
CREATE TABLE subscriptions(
  token TEXT PRIMARY KEY, source_id TEXT NOT NULL, hub TEXT NOT NULL, topic TEXT NOT NULL, secret TEXT NOT NULL, state TEXT NOT NULL,
  alive_until INTEGER, pending INTEGER, next_attempt INTEGER, last_push INTEGER,
  failures INTEGER NOT NULL, problem TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// Candidates for merging are found by the day that a statement starts on, on its own clock. merge_decisions is what people decided of two
// statements, whichever was named first standing as `a`: the lesser.
inline constexpr std::string_view kSchema4 = R"sql(
ALTER TABLE statements ADD COLUMN day INTEGER NOT NULL DEFAULT -1;
ALTER TABLE statements ADD COLUMN last_day INTEGER NOT NULL DEFAULT -1;
UPDATE statements SET day = coalesce(json_extract(body, '$.event.times.start'), 0) / 86400;
UPDATE statements SET last_day = max(day, (coalesce(json_extract(body, '$.event.times.end'), 0) - 1) / 86400);
ALTER TABLE events ADD COLUMN postponed INTEGER NOT NULL DEFAULT 0;
UPDATE events SET postponed = 1 WHERE json_extract(body, '$.status') = 'postponed';
CREATE INDEX events_postponed ON events(entity) WHERE postponed = 1;
CREATE INDEX statements_by_day ON statements(day) WHERE day >= 0;
CREATE INDEX statements_that_last ON statements(last_day) WHERE last_day > day;
CREATE TABLE merge_decisions(
  a_source TEXT NOT NULL, a_key TEXT NOT NULL, b_source TEXT NOT NULL, b_key TEXT NOT NULL,
  same INTEGER NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(a_source, a_key, b_source, b_key)) STRICT, WITHOUT ROWID;
CREATE INDEX merge_decisions_by_b ON merge_decisions(b_source, b_key);
)sql";

// Of the statements of a day those are candidates for merging that keep a key which the new one asks for (MergeKeys); without keys (NULL,
// until the store is derived again) all are. The indices hold all that the search reads.
inline constexpr std::string_view kSchema5 = R"sql(
ALTER TABLE statements ADD COLUMN merge_keys BLOB;
DROP INDEX statements_by_day;
DROP INDEX statements_that_last;
CREATE INDEX statements_by_day ON statements(day, event_id, merge_keys) WHERE day >= 0;
CREATE INDEX statements_that_last ON statements(last_day, day, event_id, merge_keys) WHERE last_day > day;
)sql";

// A digest of what the source said (store/heard_digest): said again word for word, it is not looked at again. NULL: not known.
inline constexpr std::string_view kSchema6 = R"sql(
ALTER TABLE posts ADD COLUMN heard INTEGER;
ALTER TABLE statements ADD COLUMN heard INTEGER;
)sql";

}  // namespace resso::store
