// The answer to a VisibilityQuery. Most questions are answered from the rollups; those that put several topics or hashtags together, from
// the posts that have them, since a post counts once.
#include "store/post_number.hpp"
#include "store/session.hpp"
#include "store/visibility_read.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace resso::store {
namespace {

using std::chrono::days;

constexpr int kMostDays = 4000;  // ten years and more; longer ones by day are cut

bool has(const Ids& ids, std::int64_t id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

std::string day_text(std::int64_t day) {
  const std::chrono::year_month_day date(LocalDate{days(day)});
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

// How a channel is named in figures: by the kind of source that an entity would enrol for it.
std::string_view channel_of(std::int64_t post_kind) {
  return name_of(post_kind == static_cast<int>(PostKind::entry) ? SourceKind::feed : SourceKind::mastodon_account);
}

// All that is known of one key in one period.
struct Sheet {
  Tally tally;
  std::unordered_set<std::int64_t> events;
  std::vector<AccountGrowth> accounts;

  VisibilityFigures figures(std::string key) const {
    VisibilityFigures figures = tally.figures();
    figures.key = std::move(key);
    figures.events = static_cast<std::int64_t>(events.size());
    add_followers(figures);
    return figures;
  }

 private:
  // Growth is told of the accounts known at both ends. Where there is none, an end known by itself is told by itself.
  void add_followers(VisibilityFigures& figures) const {
    std::int64_t start = 0, end = 0, only_end = 0, only_start = 0;
    bool both = false, any_end = false, any_start = false;
    for (const auto& account : accounts) {
      if (account.start && account.end) both = true, start += *account.start, end += *account.end;
      if (!account.start && account.end) any_end = true, only_end += *account.end;
      if (account.start && !account.end) any_start = true, only_start += *account.start;
    }
    if (both) {
      figures.followers_start = start, figures.followers_end = end;
    } else if (any_end) {
      figures.followers_end = only_end;
    } else if (any_start) {
      figures.followers_start = only_start;
    }
  }
};

struct Sheets {
  Sheet whole;
  std::map<std::string, Sheet> rows;
};

class Survey {
 public:
  Survey(Database& database, Terms& terms, const Directory& directory, const VisibilityQuery& query,
         std::function<PostFacts(std::int64_t)> facts_of)
      : database_(database), terms_(terms), directory_(directory), query_(query), facts_of_(std::move(facts_of)) {
    choose_entities();
    languages_ = find_all(TermKind::language, query.languages);
    topics_ = find_all(TermKind::topic, query.topics);
    hashtags_ = find_all(TermKind::hashtag, query.hashtags);
    map_entities();
  }

  Sheets take(const Period& period) {
    Sheets sheets;
    if (period.to < period.from) return sheets;
    count_posts(period, sheets);
    count_followers(period, sheets);
    count_events(period, sheets);
    return sheets;
  }

 private:
  using Keys = std::vector<std::string>;

  // A word that was never stored matches nothing; -1 is no term.
  Ids find_all(TermKind kind, const std::vector<std::string>& texts) {
    Ids ids;
    for (const auto& text : texts) ids.push_back(terms_.find(kind, text).value_or(-1));
    return ids;
  }

  void choose_entities() {
    if (query_.entities.empty() && query_.districts.empty() && query_.networks.empty()) return;
    const auto meet = [](const std::vector<std::string>& asked, const std::vector<std::string>& has_these) {
      return asked.empty() || std::find_first_of(asked.begin(), asked.end(), has_these.begin(), has_these.end()) != asked.end();
    };
    Ids chosen;
    const auto add = [&](const std::string& slug) {
      if (const auto id = terms_.find(TermKind::entity, slug); id && *id != 0) chosen.push_back(*id);
    };
    if (query_.districts.empty() && query_.networks.empty()) {
      for (const auto& slug : query_.entities) add(slug);  // also of entities that are enrolled no more
    } else {
      for (const auto& entity : directory_.entities)
        if (meet(query_.entities, {entity.slug}) && meet(query_.districts, entity.districts) && meet(query_.networks, entity.networks))
          add(entity.slug);
    }
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    entities_ = std::move(chosen);
  }

  void map_entities() {
    if (query_.by != Cut::district && query_.by != Cut::network) return;
    const auto& asked = query_.by == Cut::district ? query_.districts : query_.networks;
    for (const auto& entity : directory_.entities) {
      const auto id = terms_.find(TermKind::entity, entity.slug);
      if (!id) continue;
      for (const auto& group : query_.by == Cut::district ? entity.districts : entity.networks)
        if (asked.empty() || std::find(asked.begin(), asked.end(), group) != asked.end()) groups_[*id].push_back(group);
    }
  }

  bool entity_wanted(std::int64_t entity) const { return !entities_ || std::binary_search(entities_->begin(), entities_->end(), entity); }
  bool language_wanted(std::int64_t language) const { return languages_.empty() || has(languages_, language); }

  // Rows that something of this entity, language, channel and day belongs to. Topics, hashtags and campaigns: see slice_keys.
  Keys keys_of(std::int64_t entity, std::int64_t language, std::string_view channel, std::int64_t day) {
    switch (query_.by) {
      case Cut::entity: return entity == 0 ? Keys{} : Keys{terms_.text(entity)};
      case Cut::district:
      case Cut::network: {
        const auto found = groups_.find(entity);
        return found == groups_.end() ? Keys{} : found->second;
      }
      case Cut::language: return {language == 0 ? "und" : terms_.text(language)};
      case Cut::channel_kind: return channel.empty() ? Keys{} : Keys{std::string(channel)};
      case Cut::day: return {day_text(day)};
      default: return {};
    }
  }

  // The one member of a row that its keys depend on.
  template <class Row>
  std::int64_t cut_value(const Row& row) const {
    switch (query_.by) {
      case Cut::language: return row.language;
      case Cut::channel_kind: return row.kind;
      case Cut::day: return row.day;
      default: return row.entity;
    }
  }

  bool by_slice() const { return query_.by == Cut::topic || query_.by == Cut::hashtag || query_.by == Cut::campaign; }

  struct Slice {
    std::string key;
    std::int64_t term = 0;
    Period period;
  };
  // The slices that the cut divides the period into: of those asked for, or all.
  std::vector<Slice> slices(const Period& period) {
    std::vector<Slice> found;
    if (query_.by == Cut::campaign) {
      for (const auto& campaign : directory_.campaigns) {
        const auto term = terms_.find(TermKind::hashtag, campaign.hashtag);
        const Period part{std::max(period.from, campaign.from.value_or(period.from)), std::min(period.to, campaign.to.value_or(period.to))};
        if (term && *term != 0 && part.from <= part.to) found.push_back({campaign.name, *term, part});
      }
      return found;
    }
    const bool topics = query_.by == Cut::topic;
    const Ids& asked = topics ? topics_ : hashtags_;
    if (!asked.empty()) {
      for (const auto term : asked)
        if (term > 0) found.push_back({terms_.text(term), term, period});
      return found;
    }
    auto rows =
        database_.query("SELECT text, id FROM terms WHERE kind = ?", static_cast<int>(topics ? TermKind::topic : TermKind::hashtag));
    while (rows.next()) found.push_back({rows.text(0), rows.integer(1), period});
    return found;
  }

  // By term, for one post or event: rows of the slices that its terms belong to, on that day.
  using SliceIndex = std::unordered_multimap<std::int64_t, Slice>;
  SliceIndex index_slices(const Period& period) {
    SliceIndex index;
    if (by_slice())
      for (auto& slice : slices(period)) index.emplace(slice.term, std::move(slice));
    return index;
  }
  static void add_slice_keys(const SliceIndex& index, const Ids& terms, LocalDate day, Keys& keys) {
    for (const auto term : terms) {
      const auto [first, last] = index.equal_range(term);
      for (auto it = first; it != last; ++it)
        if (it->second.period.from <= day && day <= it->second.period.to) keys.push_back(it->second.key);
    }
  }

  void count_posts(const Period& period, Sheets& sheets) {
    const std::size_t asked = topics_.size() + hashtags_.size();
    const std::int64_t only = !topics_.empty() ? topics_.front() : !hashtags_.empty() ? hashtags_.front() : 0;
    if (asked > 1) return count_chosen(period, sheets);
    // Rows of a cut by topic are whole slices, unless a hashtag was asked for as well; and the other way round.
    const bool crossed = by_slice() && ((query_.by == Cut::topic && !hashtags_.empty()) || (query_.by != Cut::topic && !topics_.empty()) ||
                                        (query_.by == Cut::campaign && asked > 0));
    if (crossed) return count_chosen(period, sheets);
    // Tens of thousands of rows: what the cut goes by is turned into sheets once for each value.
    std::unordered_map<std::int64_t, std::vector<Sheet*>> known;
    read_cells(only, period, [&](const auto& row) {
      sheets.whole.tally.add(row);
      if (query_.by == Cut::none || by_slice()) return;
      const auto [found, fresh] = known.try_emplace(cut_value(row));
      if (fresh)
        for (const auto& key : keys_of(row.entity, row.language, channel_of(row.kind), row.day)) found->second.push_back(&sheets.rows[key]);
      for (Sheet* sheet : found->second) sheet->tally.add(row);
    });
    if (by_slice())
      for (const auto& slice : slices(period))
        read_cells(slice.term, slice.period, [&](const auto& row) { sheets.rows[slice.key].tally.add(row); });
  }

  template <class Take>
  void read_cells(std::int64_t slice, const Period& period, Take take) {
    const CellQuery cells{slice, stretches_of(period, query_.by == Cut::day), &entities_};
    const auto if_wanted = [&](const auto& row) {
      if (language_wanted(row.language)) take(row);
    };
    read_figures(database_, cells, if_wanted);
    read_audiences(database_, cells, if_wanted);
  }

  Window window_of(const Period& period) const {
    const auto& to_instant = directory_.rules.to_instant;
    return {to_instant(LocalTime(period.from)), to_instant(LocalTime(period.to + days(1)))};
  }

  // Post by post: of those that have one of the hashtags or topics asked for.
  void count_chosen(const Period& period, Sheets& sheets) {
    const Window window = window_of(period);
    const SliceIndex index = index_slices(period);
    auto rows =
        database_.query("SELECT DISTINCT post FROM post_terms WHERE term IN (SELECT value FROM json_each(?)) AND post >= ? AND post < ?",
                        json_list(hashtags_.empty() ? topics_ : hashtags_), first_number(window.from), first_number(window.to));
    while (rows.next()) {
      const PostFacts facts = facts_of_(rows.integer(0));
      const auto one_of = [&](const Ids& asked) {
        return asked.empty() || std::any_of(asked.begin(), asked.end(), [&](auto term) { return has(facts.slices, term); });
      };
      if (!facts.counts || !entity_wanted(facts.entity) || !language_wanted(facts.language) || !one_of(topics_) || !one_of(hashtags_))
        continue;
      Keys keys = keys_of(facts.entity, facts.language, channel_of(facts.kind), day_bucket(facts.day));
      add_slice_keys(index, facts.slices, facts.day, keys);
      add_post(facts, sheets.whole.tally);
      for (const auto& key : keys) add_post(facts, sheets.rows[key].tally);
    }
  }

  static void add_post(const PostFacts& facts, Tally& tally) {
    const auto day = day_bucket(facts.day);
    tally.add(FigureRow{day, facts.entity, facts.language, facts.kind, facts.measures});
    tally.add(
        AudienceRow{day, facts.entity, facts.language, facts.kind, facts.author, facts.followers, {1, 0, facts.measures.interactions()}});
    for (const auto& booster : facts.boosters)
      tally.add(AudienceRow{day, facts.entity, facts.language, facts.kind, booster.account, booster.followers, {0, 1, 0}});
  }

  // An audience does not follow a topic or a language, so its growth is told of entities and their groups only.
  void count_followers(const Period& period, Sheets& sheets) {
    if (!topics_.empty() || !hashtags_.empty() || !languages_.empty()) return;
    for (const auto& account : read_growth(database_, window_of(period), entities_)) {
      if (!account.start && !account.end) continue;
      sheets.whole.accounts.push_back(account);
      if (query_.by != Cut::entity && query_.by != Cut::district && query_.by != Cut::network) continue;
      for (const auto& key : keys_of(account.entity, 0, {}, 0)) sheets.rows[key].accounts.push_back(account);
    }
  }

  void count_events(const Period& period, Sheets& sheets) {
    const bool needs_terms = by_slice() || !topics_.empty() || !hashtags_.empty();
    const SliceIndex index = index_slices(period);
    read_events(database_, window_of(period), [&](const EventRow& row) {
      if (!entity_wanted(row.entity) || !language_wanted(row.language)) return;
      Ids terms;
      if (needs_terms) {
        auto of_event = database_.query("SELECT term FROM event_terms WHERE event = ?", row.event);
        while (of_event.next()) terms.push_back(of_event.integer(0));
      }
      const auto one_of = [&](const Ids& asked) {
        return asked.empty() || std::any_of(asked.begin(), asked.end(), [&](auto term) { return has(terms, term); });
      };
      if (!one_of(topics_) || !one_of(hashtags_)) return;
      sheets.whole.events.insert(row.event);
      // An exhibition that began before the period is told on the period's first day.
      const LocalDate day = std::max(period.from, std::chrono::floor<days>(directory_.rules.to_local(row.start)));
      Keys keys = keys_of(row.entity, row.language, row.kind, day_bucket(day));
      add_slice_keys(index, terms, day, keys);
      for (const auto& key : keys) sheets.rows[key].events.insert(row.event);
    });
  }

  Database& database_;
  Terms& terms_;
  const Directory& directory_;
  const VisibilityQuery& query_;
  std::function<PostFacts(std::int64_t)> facts_of_;
  std::optional<Ids> entities_;  ///< sorted; unset: all
  Ids languages_, topics_, hashtags_;
  std::unordered_map<std::int64_t, Keys> groups_;  ///< districts or networks of an entity, as the cut asks
};

VisibilityFigures figures_of(const Sheets& sheets, const std::string& key) {
  const auto found = sheets.rows.find(key);
  return found == sheets.rows.end() ? Sheet{}.figures(key) : found->second.figures(key);
}

// Every day in its order, each beside the day as far into the period before.
void lay_out_days(const Sheets& now, const Sheets& before, VisibilityReport& report) {
  const auto first = day_bucket(report.query.period.from), first_before = day_bucket(report.before.from);
  const auto last = std::min<std::int64_t>(day_bucket(report.query.period.to), first + kMostDays - 1);
  for (auto day = first; day <= last; ++day) {
    report.rows.push_back(figures_of(now, day_text(day)));
    report.rows_before.push_back(figures_of(before, day_text(first_before + day - first)));
  }
}

void lay_out_rows(const Sheets& now, const Sheets& before, VisibilityReport& report) {
  for (const auto& [key, sheet] : now.rows) report.rows.push_back(sheet.figures(key));
  for (const auto& [key, sheet] : before.rows)
    if (!now.rows.contains(key)) report.rows.push_back(Sheet{}.figures(key));
  std::stable_sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.interactions(), -a.posts, std::string_view(a.key)) <
           std::tuple(-b.interactions(), -b.posts, std::string_view(b.key));
  });
  for (const auto& row : report.rows) report.rows_before.push_back(figures_of(before, row.key));
}

}  // namespace

VisibilityReport Session::visibility(const VisibilityQuery& query) {
  rollups_.flush(db_);  // in a transaction: what it has added so far counts
  VisibilityReport report;
  report.query = query;
  const days length = query.period.to - query.period.from + days(1);
  report.before = {query.period.from - length, query.period.from - days(1)};
  Survey survey(db_, terms_, *directory_, query, [this](std::int64_t n) { return facts_of(n); });
  const Sheets now = survey.take(query.period), before = survey.take(report.before);
  report.whole = now.whole.figures("");
  report.whole_before = before.whole.figures("");
  if (query.by == Cut::day) {
    lay_out_days(now, before, report);
  } else if (query.by != Cut::none) {
    lay_out_rows(now, before, report);
  }
  return report;
}

Rhythm Session::rhythm(const VisibilityQuery& query) {
  rollups_.flush(db_);
  std::unordered_set<std::string> entities;
  const auto meet = [](const std::vector<std::string>& asked, const std::vector<std::string>& has_these) {
    return asked.empty() || std::find_first_of(asked.begin(), asked.end(), has_these.begin(), has_these.end()) != asked.end();
  };
  for (const auto& entity : directory_->entities)
    if (meet(query.entities, {entity.slug}) && meet(query.districts, entity.districts) && meet(query.networks, entity.networks))
      entities.insert(entity.slug);
  const bool all = query.entities.empty() && query.districts.empty() && query.networks.empty();
  Rhythm rhythm;
  auto rows = db_.query("SELECT day, hour, entity, posts, interactions FROM hours WHERE day BETWEEN ? AND ?", day_bucket(query.period.from),
                        day_bucket(query.period.to));
  while (rows.next()) {
    if (!all && !entities.contains(terms_.text(rows.integer(2)))) continue;
    const std::chrono::weekday weekday(LocalDate{days(rows.integer(0))});
    auto& hour = rhythm.hours.at(weekday.iso_encoding() - 1).at(static_cast<std::size_t>(rows.integer(1)));
    hour.posts += rows.integer(3);
    hour.interactions += rows.integer(4);
  }
  return rhythm;
}

}  // namespace resso::store
