// The consent ledger, and what an account leaves behind.
#include "store/json.hpp"
#include "store/session.hpp"

namespace resso::store {
namespace {

constexpr Seconds kSameAgain = std::chrono::hours(12);  ///< how exact ConsentTold::seen is

ConsentFlags flags_of(std::string_view json) {
  ConsentFlags flags;
  from_json(json, flags);
  return flags;
}

}  // namespace

std::vector<ConsentTold> Session::consent_told(std::string_view acct) {
  std::vector<ConsentTold> told;
  const auto account = terms_.find(TermKind::account, acct);
  if (!account) return told;
  auto rows = db_.query("SELECT server, flags, seen_at FROM consent_told WHERE account = ? ORDER BY server", *account);
  while (rows.next()) told.push_back({rows.text(0), flags_of(rows.view(1)), instant_of(rows.integer(2))});
  return told;
}

std::vector<ConsentEntry> Session::consent_ledger(std::string_view acct) {
  std::vector<ConsentEntry> entries;
  const auto account = terms_.find(TermKind::account, acct);
  if (!account) return entries;
  auto rows =
      db_.query("SELECT at, flags, told_by, visibility, rule, reason FROM consent_ledger WHERE account = ? ORDER BY n DESC", *account);
  while (rows.next())
    entries.push_back(
        {std::string(acct), instant_of(rows.integer(0)), flags_of(rows.view(1)), rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
  return entries;
}

std::vector<std::string> Session::uris_of_account(std::string_view acct) {
  std::vector<std::string> uris;
  auto rows = db_.query(
      "SELECT uri FROM posts WHERE deleted = 0 AND kind = ? AND author IN (SELECT id FROM terms WHERE kind = ? AND text = ? COLLATE NOCASE)"
      " ORDER BY n",
      static_cast<int>(PostKind::status), static_cast<int>(TermKind::account), acct);
  while (rows.next()) uris.push_back(rows.text(0));
  return uris;
}

void Session::note_consent(std::string_view acct, const ConsentTold& told) {
  if (acct.empty()) return;
  db_.run(
      "INSERT INTO consent_told VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at, flags = excluded.flags"
      " WHERE flags <> excluded.flags OR seen_at <= excluded.seen_at - ?",
      terms_.make(TermKind::account, acct), told.server, count_of(told.seen), to_json(told.flags), kSameAgain.count());
}

// Posts of one account may lead to several rules (a reply, an unlisted one), and each is seen again at every poll: a line is new when
// nothing like it was written since the flags last changed.
void Session::add_to_ledger(const ConsentEntry& entry) {
  if (entry.account.empty()) return;
  const auto account = terms_.make(TermKind::account, entry.account);
  const std::string flags = to_json(entry.flags);
  const auto changed = db_.number("SELECT max(n) FROM consent_ledger WHERE account = ? AND flags <> ?", account, flags);
  {
    auto same = db_.query("SELECT 1 FROM consent_ledger WHERE account = ? AND n > ? AND visibility = ? AND rule = ? AND reason = ? LIMIT 1",
                          account, changed, entry.visibility, entry.rule, entry.reason);
    if (same.next()) return;
  }
  db_.run("INSERT INTO consent_ledger(account, at, flags, told_by, visibility, rule, reason) VALUES(?,?,?,?,?,?,?)", account,
          count_of(entry.at), flags, entry.told_by, entry.visibility, entry.rule, entry.reason);
}

void Session::forget_account(std::string_view acct) {
  std::vector<std::pair<std::int64_t, std::int64_t>> boosts;  // post, account
  {
    auto rows =
        db_.query("SELECT b.post, b.account FROM boosts b JOIN terms t ON t.id = b.account WHERE t.kind = ? AND t.text = ? COLLATE NOCASE",
                  static_cast<int>(TermKind::account), acct);
    while (rows.next()) boosts.emplace_back(rows.integer(0), rows.integer(1));
  }
  for (const auto& [post, account] : boosts) {
    const PostFacts facts = facts_of(post);
    db_.run("DELETE FROM boosts WHERE post = ? AND account = ?", post, account);
    count_again(post, facts);
  }
  db_.run("DELETE FROM follower_samples WHERE account IN (SELECT id FROM terms WHERE kind = ? AND text = ? COLLATE NOCASE)",
          static_cast<int>(TermKind::account), acct);
}

}  // namespace resso::store
