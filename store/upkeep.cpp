// The agenda's version, totals, what is removed with time, and what is checked and made anew.
#include "store/post_number.hpp"
#include "store/session.hpp"

#include <algorithm>
#include <charconv>

namespace resso::store {

std::string Session::meta(std::string_view key) {
  auto rows = db_.query("SELECT value FROM meta WHERE key = ?", key);
  return rows.next() ? rows.text(0) : std::string();
}

void Session::set_meta(std::string_view key, std::string_view value) {
  db_.run("INSERT INTO meta VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, value);
}

std::string Session::note(std::string_view name) { return meta("note " + std::string(name)); }

void Session::set_note(std::string_view name, std::string_view text) { set_meta("note " + std::string(name), text); }

std::uint64_t Session::agenda_version() {
  const std::string text = meta("agenda_version");
  std::uint64_t version = 0;
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

std::optional<Instant> Session::agenda_changed_at() {
  const std::string text = meta("agenda_changed_at");
  std::int64_t seconds = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), seconds).ptr == text.data()) return std::nullopt;
  return instant_of(seconds);
}

// The time never goes back, whatever the clock does: readers compare it (Last-Modified).
void Session::bump_agenda_version(Instant now) {
  set_meta("agenda_version", std::to_string(agenda_version() + 1));
  set_meta("agenda_changed_at", std::to_string(std::max(count_of(now), count_of(agenda_changed_at().value_or(now)))));
}

void Session::log_moderation(std::string_view subject, std::string_view id, const Moderation& m) {
  db_.run("INSERT INTO moderation_log(at, subject, subject_id, state, reason, by) VALUES(?,?,?,?,?,?)", count_of(m.at.value_or(Instant{})),
          subject, id, name_of(m.state), m.reason, m.by);
}

void Session::set_account_decision(std::string_view acct, const Moderation& decision) { log_moderation("account", acct, decision); }

namespace {

std::vector<ModerationEntry> read_entries(Query rows) {
  std::vector<ModerationEntry> entries;
  while (rows.next())
    entries.push_back({rows.text(0),
                       rows.text(1),
                       {moderation_state_named(rows.view(2)).value_or(ModerationState::pending), rows.text(3), rows.text(4),
                        instant_of(rows.maybe_integer(5))}});
  return entries;
}

}  // namespace

std::vector<ModerationEntry> Session::moderation_log(std::size_t limit) {
  return read_entries(db_.query("SELECT subject, subject_id, state, reason, by, at FROM moderation_log ORDER BY n DESC LIMIT ?", limit));
}

std::vector<ModerationEntry> Session::account_decisions() {
  return read_entries(
      db_.query("SELECT subject, subject_id, state, reason, by, at FROM moderation_log"
                " WHERE n IN (SELECT max(n) FROM moderation_log WHERE subject = 'account' GROUP BY subject_id) ORDER BY subject_id"));
}

Totals Session::totals() {
  Totals totals;
  totals.posts = db_.number("SELECT count(*) FROM posts");
  totals.events = db_.number("SELECT count(*) FROM events");
  totals.occurrences = db_.number("SELECT count(*) FROM occurrences");
  totals.sources = db_.number("SELECT count(*) FROM sources WHERE configured = 1");
  totals.statements = db_.number("SELECT count(*) FROM statements");
  totals.samples = db_.number("SELECT (SELECT count(*) FROM counter_samples) + (SELECT count(*) FROM follower_samples)");
  totals.file_bytes = db_.number("PRAGMA page_count") * db_.number("PRAGMA page_size");
  return totals;
}

std::vector<Error> Session::integrity_problems() {
  std::vector<Error> problems;
  const auto report = [&](std::string what, std::string where, std::string remedy) {
    problems.push_back({Errc::storage, std::move(what), std::move(where), std::move(remedy), 0});
  };
  auto rows = db_.query("PRAGMA integrity_check(20)");
  while (rows.next())
    if (rows.view(0) != "ok") report("the database is damaged: " + rows.text(0), "integrity_check", "restore the last backup");
  auto keys = db_.query("PRAGMA foreign_key_check");
  while (keys.next())
    report("a row of " + keys.text(0) + " belongs to nothing in " + keys.text(2), keys.text(0), "restore the last backup");
  const std::string remedy = "make the index and the figures anew: 'resso doctor --repair'";
  try {
    // The check is written as an insert, which a reader may not do; a reader compares the numbers of documents.
    db_.run("INSERT INTO posts_fts(posts_fts, rank) VALUES('integrity-check', 1)");
  } catch (const StoreError& failure) {
    if ((failure.code() & 0xff) != 8 /* SQLITE_READONLY */)
      report("the full-text index does not agree with the posts", "posts_fts", remedy);
  }
  const auto orphans = db_.number("SELECT count(*) FROM statements WHERE event_id <> '' AND event_id NOT IN (SELECT id FROM events)");
  if (orphans > 0) report(std::to_string(orphans) + " statements belong to no event", "statements", "poll their sources again");
  const auto counted = db_.number("SELECT sum(posts) FROM figures WHERE slice = 0 AND grain = 0");
  const auto kept = db_.number("SELECT count(*) FROM posts WHERE state = 0 AND deleted = 0");
  if (counted != kept)
    report("the figures count " + std::to_string(counted) + " posts, there are " + std::to_string(kept), "figures", remedy);
  return problems;
}

std::int64_t Session::prune(Instant now, int posts_days, int samples_days) {
  constexpr int kAtOnce = 5000;
  std::int64_t removed = 0;
  if (posts_days > 0) {
    std::vector<std::int64_t> old;
    auto rows = db_.query("SELECT n FROM posts WHERE n < ? ORDER BY n LIMIT ?", first_number(now - std::chrono::days(posts_days)), kAtOnce);
    while (rows.next()) old.push_back(rows.integer(0));
    for (const auto n : old) remove_post(n);
    removed += static_cast<std::int64_t>(old.size());
  }
  if (samples_days > 0) {
    const auto before = count_of(now - std::chrono::days(samples_days));
    db_.run(
        "DELETE FROM counter_samples WHERE (post, at, from_origin) IN (SELECT post, at, from_origin FROM counter_samples WHERE at < ? "
        "LIMIT ?)",
        before, kAtOnce);
    removed += db_.changes();
    db_.run("DELETE FROM follower_samples WHERE (account, at) IN (SELECT account, at FROM follower_samples WHERE at < ? LIMIT ?)", before,
            kAtOnce);
    removed += db_.changes();
  }
  return removed;
}

bool Session::is_tracked(const std::vector<std::int64_t>& terms) {
  for (const auto& hashtag : directory_->tracked_hashtags)
    if (const auto term = terms_.find(TermKind::hashtag, hashtag); term && std::find(terms.begin(), terms.end(), *term) != terms.end())
      return true;
  return false;
}

void Session::adopt_directory() {
  std::vector<std::string> names(directory_->tracked_hashtags.begin(), directory_->tracked_hashtags.end());
  std::sort(names.begin(), names.end());
  std::string tracked;
  for (const auto& name : names) tracked += name + ' ';
  const std::string zone = meta("rollup_zone"), tracked_before = meta("tracked_hashtags");
  if (zone != directory_->rules.zone) {
    set_meta("rollup_zone", directory_->rules.zone);
    if (!zone.empty()) rebuild();
  }
  if (tracked != tracked_before) {
    // Only posts with a hashtag that came or went can count otherwise now.
    std::string changed;
    const auto add_changed = [&](const std::string& these, const std::string& others) {
      for (std::size_t at = 0, end = 0; (end = these.find(' ', at)) != std::string::npos; at = end + 1) {
        const std::string name = these.substr(at, end - at);
        if ((' ' + others).find(' ' + name + ' ') != std::string::npos) continue;
        if (const auto term = terms_.find(TermKind::hashtag, name)) changed += (changed.empty() ? "" : ",") + std::to_string(*term);
      }
    };
    add_changed(tracked, tracked_before);
    add_changed(tracked_before, tracked);
    std::vector<std::int64_t> posts;
    auto rows = db_.query("SELECT DISTINCT post FROM post_terms WHERE term IN (SELECT value FROM json_each(?))", "[" + changed + "]");
    while (rows.next()) posts.push_back(rows.integer(0));
    for (const auto n : posts) {
      std::vector<std::int64_t> terms;
      auto of_post = db_.query("SELECT term FROM post_terms WHERE post = ?", n);
      while (of_post.next()) terms.push_back(of_post.integer(0));
      const PostFacts before = facts_of(n);
      db_.run("UPDATE posts SET tracked = ? WHERE n = ?", is_tracked(terms), n);
      count_again(n, before);
    }
    set_meta("tracked_hashtags", tracked);
  }
}

void Session::rebuild() {
  rollups_ = {};
  db_.script("DELETE FROM figures; DELETE FROM audiences; DELETE FROM hours; INSERT INTO posts_fts(posts_fts) VALUES('rebuild');");
  auto rows = db_.query("SELECT n FROM posts ORDER BY n");
  while (rows.next()) {
    rollups_.add(facts_of(rows.integer(0)));
    if (rollups_.is_large()) rollups_.flush(db_);
  }
  rollups_.flush(db_);
}

}  // namespace resso::store
