// config/grammar/*.toml: the words that dates, times, places and acts are told with, one file a language.
#include "config/builtin.hpp"
#include "config/sections.hpp"

#include <array>

namespace resso::config {
namespace {

struct Key {
  std::string_view name;
  int value;
};

/// A section whose keys are numbers of a kind: [months] 1 to 12. The word's role is `role`, its value the key's.
struct NumberedSection {
  std::string_view name, role;
  std::vector<Key> keys;
};

/// A section whose keys are roles: [date] until. The word's role is "date.until".
struct RoleSection {
  std::string_view name;
  std::vector<std::string_view> keys;
};

constexpr std::array<std::string_view, 32> kNumerals{"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10",
                                                     "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21",
                                                     "22", "23", "24", "25", "26", "27", "28", "29", "30", "31"};

std::vector<Key> numerals(int first, int last) {
  std::vector<Key> keys;
  for (int value = first; value <= last; ++value) keys.push_back({kNumerals[static_cast<std::size_t>(value)], value});
  return keys;
}

std::vector<Key> ordinals() {
  std::vector<Key> keys = numerals(1, 5);
  keys.push_back({"last", -1});
  return keys;
}

const std::vector<NumberedSection>& numbered_sections() {
  static const std::vector<NumberedSection> sections{
      {"months", "month", numerals(1, 12)},
      {"weekdays", "weekday", numerals(1, 7)},
      {"weekday_plurals", "weekday_plural", numerals(1, 7)},
      {"numbers", "number", numerals(1, 31)},
      {"ordinals", "ordinal", ordinals()},
      {"relative_days", "relative_day", {{"-2", -2}, {"-1", -1}, {"0", 0}, {"1", 1}, {"2", 2}}},
      {"day_parts",
       "day_part",
       {{"morning", 1}, {"noon", 2}, {"afternoon", 3}, {"evening", 4}, {"night", 5}, {"small_hours", 6}, {"midnight", 7}}}};
  return sections;
}

const std::vector<RoleSection>& role_sections() {
  static const std::vector<RoleSection> sections{
      {"time", {"clock",   "hour_unit",  "minute_unit", "quarter",    "half",       "minus",     "past_hour",   "to_hour",
                "am",      "pm",         "ends",        "same",       "same_place", "doors",     "second_call", "first_call",
                "instead", "moved_hour", "duration",    "afterwards", "gathering",  "departure", "apart"}},
      {"date", {"of",      "and",  "to",   "from",       "until",     "before",  "since",      "article",    "day",
                "this",    "next", "past", "next_week",  "this_week", "weekend", "year_words", "feast",      "day_after",
                "told_of", "or",   "week", "since_past", "between",   "begins",  "to_the",     "indefinite", "same_one"}},
      {"series", {"every", "plural_article", "every_day", "of_month", "fortnightly"}},
      {"refuse",
       {"report", "past",   "deadline", "opening", "closed",    "commemoration", "notice",    "job",    "poll",       "unannounced",
        "ago",    "phone",  "unit",     "office",  "arranging", "counter",       "full",      "effect", "window",     "tentative",
        "but",    "about",  "approval", "done",    "broadcast", "tune_in",       "last_year", "asking", "day_off",    "note_down",
        "shuts",  "advert", "also",     "terms",   "exclaim",   "cause",         "cut",       "ahead",  "handing_in", "with"}},
      {"status", {"cancelled", "postponed", "moved", "new_date", "conditional", "not", "nothing_on"}},
      {"places", {"at",        "venue",    "part",        "street",    "area",     "label",  "meeting", "online",       "remote",
                  "organiser", "usual",    "programme",   "continues", "particle", "rather", "owner",   "house_number", "belongs",
                  "passing",   "plain_at", "street_last", "home",      "beside",   "hosts",  "leaving", "manner"}},
      {"verbs", {"past", "past_helper", "infinitive", "perfect_helper", "participle", "imperfect", "future", "future_other"}},
      {"acts", {"noun", "invite", "early", "late", "exhibition", "inauguration"}}};
  return sections;
}

void add_words(Reader& section, std::string_view key, const std::string& role, int value, Grammar& grammar) {
  for (Text& text : section.texts(key)) {
    const bool stem = text.value.ends_with('*'), ending = text.value.starts_with('*');
    if (stem) text.value.pop_back();
    if (ending) text.value.erase(0, 1);
    if (stem && (text.value.size() < 3 || text.value.find(' ') != std::string::npos))
      section.problem(text.at, "a stem is one word of three letters or more: " + in_quotes(text.value + "*"), "write the whole phrase");
    else if (ending && (stem || text.value.empty()))
      section.problem(text.at, "neither a beginning nor an end of a word", "write one star, before the end or after the beginning");
    else
      grammar.words.push_back({std::move(text.value), role, value, stem, ending});
  }
}

void read_numbered(Reader& root, const NumberedSection& section, Grammar& grammar) {
  auto table = root.table(section.name);
  if (!table) return;
  for (const Key& key : section.keys) add_words(*table, key.name, std::string(section.role), key.value, grammar);
  table->finish();
}

void read_roles(Reader& root, const RoleSection& section, Grammar& grammar) {
  auto table = root.table(section.name);
  if (!table) return;
  for (const std::string_view key : section.keys) add_words(*table, key, std::string(section.name) + "." + std::string(key), 0, grammar);
  table->finish();
}

}  // namespace

Grammar read_grammar(std::string_view toml, Report& report) {
  Grammar grammar;
  auto tree = parse_toml(toml);
  if (!tree) {
    Error error = tree.error();
    error.where = report.file().string();
    report.problems.push_back(std::move(error));
    return grammar;
  }
  Reader root(*tree, "", report);
  if (const auto language = root.needed("language", "write language = \"ca\"")) grammar.language = language->value;
  add_words(root, "frequent", "frequent", 0, grammar);
  for (const NumberedSection& section : numbered_sections()) read_numbered(root, section, grammar);
  for (const RoleSection& section : role_sections()) read_roles(root, section, grammar);
  root.finish();
  return grammar;
}

void read_grammars(Reading& reading) {
  struct BuiltIn {
    std::vector<Grammar> grammars;
    std::vector<Report> reports;
  };
  // They do not change while the program runs, and configurations are read again at every reload.
  static const BuiltIn built_in = [] {
    BuiltIn all;
    for (const auto& [name, toml] :
         {std::pair{"ca", builtin::grammar_ca_toml}, {"es", builtin::grammar_es_toml}, {"en", builtin::grammar_en_toml}}) {
      all.reports.emplace_back("built-in grammar/" + std::string(name) + ".toml");
      all.grammars.push_back(read_grammar(toml, all.reports.back()));
    }
    return all;
  }();
  reading.settings.grammars = built_in.grammars;
  for (const Report& report : built_in.reports) reading.data_reports.push_back(report);
}

}  // namespace resso::config
