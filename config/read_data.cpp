// [data]: the files that the people of the city edit, or the ones compiled in.
#include "config/builtin.hpp"
#include "config/sections.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace resso::config {
namespace {

constexpr std::size_t kMaxRows = 20'000;

GazetteerPlace read_place(Reader& reader) {
  GazetteerPlace place;
  if (const auto name = reader.needed("name", "give the name that people use")) place.name = name->value;
  for (Text& alias : reader.texts("aliases")) place.aliases.push_back(std::move(alias.value));
  place.address = reader.text_or("address", "");
  place.district = reader.text_or("district", "");
  const auto latitude = reader.number("latitude", -90, 90), longitude = reader.number("longitude", -180, 180);
  if (latitude && longitude) place.point = GeoPoint{latitude->value, longitude->value};
  if (reader.has("latitude") != reader.has("longitude"))
    reader.problem(reader.spot(), "only half of the coordinates is given", "give latitude and longitude");
  return place;
}

/// "25-11" or "8-3": day and month, as they are said.
std::optional<std::chrono::month_day> day_and_month(std::string_view text) {
  unsigned parts[2] = {0, 0};
  std::size_t part = 0, digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9' && digits < 2) {
      parts[part] = parts[part] * 10 + static_cast<unsigned>(c - '0');
      ++digits;
    } else if ((c == '-' || c == '/') && part == 0 && digits > 0) {
      part = 1;
      digits = 0;
    } else {
      return std::nullopt;
    }
  }
  const std::chrono::month_day date{std::chrono::month{parts[1]}, std::chrono::day{parts[0]}};
  return part == 1 && digits > 0 && date.ok() ? std::optional(date) : std::nullopt;
}

CommemorativeDay read_day(Reader& reader, std::set<std::string>& ids) {
  CommemorativeDay day;
  day.id = own_id(reader, "id", ids);
  if (const auto text = reader.needed("date", "write it as \"25-11\": day and month")) {
    const auto date = day_and_month(text->value);
    if (!date) reader.problem(text->at, "not a day of the year: " + in_quotes(text->value), "write it as \"25-11\": day and month");
    day.date = date.value_or(std::chrono::month_day{});
  }
  day.titles = read_titles(reader, "title");
  for (Text& topic : reader.texts("topics")) day.topics.push_back(std::move(topic.value));
  day.hashtags = hashtags_of(reader);
  if (const auto text = reader.text("url")) {
    if (const auto url = url_of(*text, reader.report())) day.url = url->str();
  }
  return day;
}

MergeWord read_merge_word(Reader& reader) {
  constexpr std::array kRoles{"plain",     "room",        "meaning",    "act",       "place",       "apart",       "doors",      "session",
                              "postponed", "cancelled",   "whole",      "part",      "preparatory", "weak",        "everywhere", "noise",
                              "stop",      "moved_place", "moved_hour", "hybrid",    "online",      "setting",     "several",    "beside",
                              "address",   "street",      "counted",    "undecided", "elided",      "before_hour", "who",        "name"};
  MergeWord word;
  if (const auto role = reader.needed("role", "say what the words do: \"meaning\", \"act\", \"apart\", …")) {
    word.role = role->value;
    if (std::find(kRoles.begin(), kRoles.end(), word.role) == kRoles.end())
      reader.problem(role->at, "there is no role " + in_quotes(word.role), "the file that comes with Ressò lists them at its top");
  }
  word.set = reader.text_or("set", "");
  if (word.role == "apart" && word.set.empty())
    reader.problem(reader.spot("set"), "“set” is missing", "name what the words differ in: set = \"audience\"");
  for (Text& form : reader.texts("forms")) word.forms.push_back(std::move(form.value));
  return word;
}

template <class Row, class Read>
std::vector<Row> read_rows(std::string_view toml, std::string_view key, Report& report, Read read) {
  std::vector<Row> rows;
  const auto tree = parse_data(toml, report);
  if (!tree) return rows;
  Reader root(*tree, "", report);
  for (Reader& reader : root.tables(key)) {
    if (rows.size() == kMaxRows) {
      report.problem(reader.spot(), "more than " + std::to_string(kMaxRows) + " of them", "take the rest out");
      break;
    }
    rows.push_back(read(reader));
    reader.finish();
  }
  root.finish();
  return rows;
}

struct DataFile {
  std::string_view key;
  std::string_view built_in;
  std::filesystem::path* path;
};

/// The text of the file and the report that its problems go to; the built-in one when none is named.
std::optional<std::string> text_of(const DataFile& data, Reader* section, Reading& reading) {
  const auto named = section != nullptr ? section->text(data.key) : std::nullopt;
  if (!named) {
    reading.data_reports.emplace_back("built-in " + std::string(data.key) + ".toml");
    reading.data_texts += data.built_in;
    return std::string(data.built_in);
  }
  const auto path = path_beside(reading.report.file(), named->value);
  const auto content = reading.outside.read_file(path);
  if (!content) {
    reading.report.problem(named->at, "cannot read " + in_quotes(path.string()) + ": " + content.error().what, content.error().remedy);
    return std::nullopt;
  }
  *data.path = path;
  reading.data_texts += *content;
  reading.data_reports.emplace_back(path);
  return *content;
}

/// A day may only name topics that there are. Its problem stands in the days' own file.
void check_days(Reading& reading, Report& report) {
  const auto known = reading.topic_ids();
  for (const CommemorativeDay& day : reading.settings.days) {
    for (const std::string& topic : day.topics) {
      if (std::find(known.begin(), known.end(), topic) == known.end()) {
        report.problem({"day " + day.id, 0}, "there is no topic " + in_quotes(topic), "see the topics file");
      }
    }
  }
}

}  // namespace

std::optional<Node> parse_data(std::string_view toml, Report& report) {
  auto tree = parse_toml(toml);
  if (tree) return std::move(*tree);
  Error error = tree.error();
  error.where = report.file().string();
  report.problems.push_back(std::move(error));
  return std::nullopt;
}

std::vector<std::string> hashtags_of(Reader& reader) {
  std::vector<std::string> hashtags;
  for (const Text& text : reader.texts("hashtags")) {
    if (auto name = hashtag_of(text, reader.report())) hashtags.push_back(std::move(*name));
  }
  return hashtags;
}

std::string own_id(Reader& reader, std::string_view key, std::set<std::string>& taken) {
  const auto id = reader.needed(key, "give it one that no other has");
  if (!id) return {};
  if (!is_slug(id->value))
    reader.problem(id->at, "not an identifier: " + in_quotes(id->value), "lower-case letters, digits and single hyphens");
  if (!taken.insert(id->value).second) reader.problem(id->at, "is there twice: " + in_quotes(id->value), "give each its own");
  return id->value;
}

std::map<std::string, std::string> read_titles(Reader& reader, std::string_view key) {
  std::map<std::string, std::string> titles;
  auto table = reader.table(key);
  if (!reader.has(key)) {
    const std::string name(key);
    reader.problem(reader.spot(), "“" + name + "” is missing", "write " + name + " = { ca = \"…\", es = \"…\", en = \"…\" }");
  }
  if (!table) return titles;
  for (const std::string_view language : {"ca", "es", "en"}) {
    if (auto title = table->text(language)) titles.emplace(language, std::move(title->value));
  }
  if (titles.empty()) reader.problem(reader.spot(key), "there is no title", "give it in at least one of ca, es and en");
  table->finish();
  return titles;
}

std::vector<GazetteerPlace> read_places(std::string_view toml, Report& report) {
  return read_rows<GazetteerPlace>(toml, "place", report, [](Reader& reader) { return read_place(reader); });
}

std::vector<CommemorativeDay> read_days(std::string_view toml, Report& report) {
  std::set<std::string> ids;
  auto days = read_rows<CommemorativeDay>(toml, "day", report, [&](Reader& reader) { return read_day(reader, ids); });
  std::stable_sort(days.begin(), days.end(), [](const CommemorativeDay& a, const CommemorativeDay& b) { return a.date < b.date; });
  return days;
}

std::vector<MergeWord> read_merge_words(std::string_view toml, Report& report) {
  return read_rows<MergeWord>(toml, "word", report, read_merge_word);
}

void read_data(Reader& root, Reading& reading) {
  auto section = root.table("data");
  Reader* const named = section ? &*section : nullptr;
  Settings& settings = reading.settings;
  const auto topics = text_of({"topics", builtin::topics_toml, &settings.data.topics}, named, reading);
  if (topics) settings.topics = read_topics(*topics, settings.topic_words, reading.data_reports.back());
  reading.topics_known = topics && reading.data_reports.back().problems.empty();
  if (const auto places = text_of({"places", builtin::places_toml, &settings.data.places}, named, reading)) {
    settings.places = read_places(*places, reading.data_reports.back());
  }
  if (const auto days = text_of({"days", builtin::days_toml, &settings.data.days}, named, reading)) {
    settings.days = read_days(*days, reading.data_reports.back());
    // The days that come with the program belong to its own topics; a city with other topics keeps the days without them.
    if (settings.data.days.empty() && !settings.data.topics.empty()) {
      const auto known = reading.topic_ids();
      for (CommemorativeDay& day : settings.days) {
        std::erase_if(day.topics, [&](const std::string& topic) { return std::find(known.begin(), known.end(), topic) == known.end(); });
      }
    }
    if (reading.topics_known) check_days(reading, reading.data_reports.back());
  }
  if (const auto words = text_of({"merge_words", builtin::merge_words_toml, &settings.data.merge_words}, named, reading))
    settings.merge_words = read_merge_words(*words, reading.data_reports.back());
  if (section) section->finish();
}

}  // namespace resso::config
