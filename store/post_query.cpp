// Lists of posts. Every value that is asked for leads to posts in order of publication (posts.n); the rarest of them leads, and the others
// are looked up for each post on the way, until the page is full.
#include "store/post_number.hpp"
#include "store/session.hpp"
#include "store/visibility_read.hpp"

#include <algorithm>

namespace resso::store {
namespace {

constexpr int kMostPosts = 500;  ///< of a query that names no limit
constexpr int kProbe = 2000;     ///< counting how rare something is ends here

// One key of the filter: the posts that have one of `ids` (or, of words, `match`). `lead` finds posts by one value, ?1; `test` tells
// whether post p has one of the values in ?list.
struct Condition {
  enum Kind { entity, language, author, term, source, words } kind{};
  Ids ids;
  std::string match;
};

// A table that leads, with the name of its post number and the condition on one value.
struct Lead {
  std::string_view from, number, where;
};

Lead lead_of(Condition::Kind kind) {
  switch (kind) {
    case Condition::entity: return {"posts p", "p.n", "p.entity = ?"};
    case Condition::language: return {"posts p", "p.n", "p.language = ?"};
    case Condition::author: return {"posts p", "p.n", "p.author = ?"};
    case Condition::term: return {"post_terms x CROSS JOIN posts p ON p.n = x.post", "x.post", "x.term = ?"};
    case Condition::source: return {"post_seen x CROSS JOIN posts p ON p.n = x.post", "x.post", "x.source = ?"};
    case Condition::words: return {"posts_fts x CROSS JOIN posts p ON p.n = x.rowid", "x.rowid", "posts_fts MATCH ?"};
  }
  return {};
}

std::string_view test_of(Condition::Kind kind) {
  switch (kind) {
    case Condition::entity: return "p.entity IN (SELECT value FROM json_each(?))";
    case Condition::language: return "p.language IN (SELECT value FROM json_each(?))";
    case Condition::author: return "p.author IN (SELECT value FROM json_each(?))";
    case Condition::term: return "EXISTS (SELECT 1 FROM post_terms t WHERE t.post = p.n AND t.term IN (SELECT value FROM json_each(?)))";
    case Condition::source: return "EXISTS (SELECT 1 FROM post_seen s WHERE s.post = p.n AND s.source IN (SELECT value FROM json_each(?)))";
    case Condition::words:  // a look at the text spares most of the dear question to the index
      return "instr((SELECT search_text FROM post_texts b WHERE b.n = p.n), ?) > 0"
             " AND EXISTS (SELECT 1 FROM posts_fts f WHERE posts_fts MATCH ? AND f.rowid = p.n)";
  }
  return {};
}

std::string_view probe_of(Condition::Kind kind) {
  switch (kind) {
    case Condition::entity: return "SELECT count(*) FROM (SELECT 1 FROM posts WHERE entity = ? LIMIT ?)";
    case Condition::language: return "SELECT count(*) FROM (SELECT 1 FROM posts WHERE language = ? LIMIT ?)";
    case Condition::author: return "SELECT count(*) FROM (SELECT 1 FROM posts WHERE author = ? LIMIT ?)";
    case Condition::term: return "SELECT count(*) FROM (SELECT 1 FROM post_terms WHERE term = ? LIMIT ?)";
    case Condition::source: return "SELECT count(*) FROM (SELECT 1 FROM post_seen WHERE source = ? LIMIT ?)";
    case Condition::words: return "SELECT count(*) FROM (SELECT 1 FROM posts_fts WHERE posts_fts MATCH ? LIMIT ?)";
  }
  return {};
}

// Every word quoted, so that none of it is FTS5's own language: "c++", "a-b" and "NOT" are words.
std::string match_of(std::string_view query) {
  std::string match;
  for (std::size_t at = 0; at < query.size();) {
    const auto end = std::min(query.find(' ', at), query.size());
    if (end > at) {
      match += match.empty() ? "\"" : " \"";
      for (const char c : query.substr(at, end - at)) match += c == '"' ? std::string("\"\"") : std::string(1, c);
      match += '"';
    }
    at = end + 1;
  }
  return match;
}

// The longest run of plain letters and digits: a folded text without it cannot have all the words. Empty: every text may have them.
std::string longest_run(std::string_view query) {
  const auto is_letter = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
  std::string_view longest;
  for (std::size_t at = 0; at < query.size();) {
    std::size_t end = at;
    while (end < query.size() && is_letter(query[end])) ++end;
    if (end - at > longest.size()) longest = query.substr(at, end - at);
    at = std::max(end, at + 1);
  }
  return std::string(longest);
}

class PostSearch {
 public:
  PostSearch(Database& database, Terms& terms, const CityRules& rules, const PostQuery& query)
      : database_(database), terms_(terms), query_(query) {
    choose_range(rules);
    const Filter& filter = query.filter;
    add(Condition::entity, TermKind::entity, filter.entities);
    add(Condition::term, TermKind::district, filter.districts);
    add(Condition::term, TermKind::topic, filter.topics);
    add(Condition::term, TermKind::hashtag, filter.tags);
    add(Condition::source, TermKind::source, filter.sources);
    add(Condition::language, TermKind::language, filter.languages);
    add(Condition::author, TermKind::account, query.authors);
    if (auto match = match_of(filter.query); !match.empty()) conditions_.push_back({Condition::words, {}, std::move(match)});
  }

  Ids find() {
    const std::int64_t limit = std::max(0, query_.filter.limit.value_or(kMostPosts));
    for (const auto& condition : conditions_)
      if (condition.kind != Condition::words && condition.ids.empty()) return {};
    if (from_ >= to_ || limit == 0) return {};
    const std::size_t leader = rarest();
    if (conditions_.empty()) return run({"posts p", "p.n", ""}, 0, nullptr, limit);
    const Condition& lead = conditions_[leader];
    if (lead.kind == Condition::words) return run(lead_of(lead.kind), 0, &lead, limit);
    // The newest of each value; the newest of all are among them.
    Ids found;
    for (const auto id : lead.ids) {
      const Ids some = run(lead_of(lead.kind), id, &lead, limit);
      found.insert(found.end(), some.begin(), some.end());
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
    return found;
  }

 private:
  void add(Condition::Kind kind, TermKind term_kind, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    Condition condition{kind, {}, {}};
    for (const auto& text : texts)
      if (const auto id = terms_.find(term_kind, text)) condition.ids.push_back(*id);
    std::sort(condition.ids.begin(), condition.ids.end());
    condition.ids.erase(std::unique(condition.ids.begin(), condition.ids.end()), condition.ids.end());
    conditions_.push_back(std::move(condition));
  }

  void choose_range(const CityRules& rules) {
    const Filter& filter = query_.filter;
    const auto midnight = [&](LocalDate day) { return first_number(rules.to_instant(LocalTime(day))); };
    auto last = filter.to;
    if (filter.from && filter.days) {
      const LocalDate by_days = *filter.from + std::chrono::days(*filter.days - 1);
      last = last ? std::min(*last, by_days) : by_days;
    }
    if (filter.from) from_ = midnight(*filter.from);
    if (last) to_ = midnight(*last + std::chrono::days(1));
    if (query_.after_id.empty()) return;
    auto rows = database_.query("SELECT n FROM posts WHERE id = ?", query_.after_id);
    to_ = rows.next() ? std::min(to_, rows.integer(0)) : from_;
  }

  std::size_t rarest() {
    if (conditions_.size() < 2) return 0;
    std::size_t best = 0;
    std::int64_t fewest = 0;
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      const Condition& condition = conditions_[i];
      std::int64_t count = 0;
      if (condition.kind == Condition::words) count = database_.number(probe_of(condition.kind), condition.match, kProbe);
      for (const auto id : condition.ids) count += database_.number(probe_of(condition.kind), id, kProbe);
      // Of two that are frequent, words lead: they are dearer to look up for one post after the other.
      if (condition.kind == Condition::words) --count;
      if (i == 0 || count < fewest) best = i, fewest = count;
    }
    return best;
  }

  // "state" conditions: the flag of the usual list is the second column of the indices by entity and by language.
  std::string shown() const {
    if (query_.state) return " AND p.state = " + std::to_string(static_cast<int>(*query_.state)) + " AND p.deleted = 0" + replies();
    if (query_.only_approved) return query_.include_replies ? " AND p.state = 0 AND p.deleted = 0" : " AND p.listed = 1";
    return " AND p.deleted = 0" + replies();
  }
  std::string replies() const { return query_.include_replies ? "" : " AND p.reply = 0"; }

  Ids run(const Lead& lead, std::int64_t value, const Condition* leading, std::int64_t limit) {
    std::string sql = "SELECT p.n FROM ";
    sql += lead.from;
    sql += " WHERE ";
    if (leading != nullptr) sql.append(lead.where).append(" AND ");
    sql.append(lead.number).append(" >= ? AND ").append(lead.number).append(" < ?").append(shown());
    for (const auto& condition : conditions_)
      if (&condition != leading) sql.append(" AND ").append(test_of(condition.kind));
    sql.append(" ORDER BY ").append(lead.number).append(" DESC LIMIT ?");

    auto rows = database_.query(sql);
    if (leading != nullptr && leading->kind == Condition::words) {
      rows.bind(leading->match);
    } else if (leading != nullptr) {
      rows.bind(value);
    }
    rows.bind(from_), rows.bind(to_);
    for (const auto& condition : conditions_) {
      if (&condition == leading) continue;
      if (condition.kind == Condition::words) {
        rows.bind(longest_run(query_.filter.query)), rows.bind(condition.match);
      } else {
        rows.bind(json_list(condition.ids));
      }
    }
    rows.bind(limit);
    Ids found;
    while (rows.next()) found.push_back(rows.integer(0));
    return found;
  }

  Database& database_;
  Terms& terms_;
  const PostQuery& query_;
  std::vector<Condition> conditions_;
  std::int64_t from_ = std::numeric_limits<std::int64_t>::min(), to_ = std::numeric_limits<std::int64_t>::max();
};

}  // namespace

std::vector<Post> Session::posts(const PostQuery& query) {
  std::vector<Post> found;
  for (const auto n : PostSearch(db_, terms_, directory_->rules, query).find())
    if (auto post = load_post(n)) found.push_back(std::move(*post));
  return found;
}

}  // namespace resso::store
