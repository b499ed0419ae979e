#include "config/read.hpp"

#include "config/builtin.hpp"
#include "config/sections.hpp"
#include "text/digest.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

namespace resso::config {
namespace {

constexpr std::size_t kMaxFile = 16u << 20;

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status))
    return Error{Errc::not_found, "there is no such file", path.string(), "check the name; paths are relative to the configuration file",
                 0};
  if (std::filesystem::is_directory(status)) return Error{Errc::bad_input, "it is a folder", path.string(), "give a file", 0};
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{Errc::storage, "no permission to read it", path.string(), "let the user that runs Ressò read it", 0};
  std::string content;
  // Not by its size: a secret may come through a pipe.
  char buffer[16384];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    content.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (content.size() > kMaxFile)
      return Error{Errc::limit, "it is larger than 16 MiB", path.string(), "check that it is the right file", 0};
  }
  return content;
}

bool readable_by_all(const std::filesystem::path& path) {
  std::error_code error;
  const auto permissions = std::filesystem::status(path, error).permissions();
  return !error && (permissions & std::filesystem::perms::others_read) != std::filesystem::perms::none;
}

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

/// The gazetteer that ships knows a city's districts; another city has others, or none.
void drop_unknown_districts(Reading& reading) {
  const auto known = reading.district_ids();
  for (GazetteerPlace& place : reading.settings.places)
    if (std::find(known.begin(), known.end(), place.district) == known.end()) place.district.clear();
}

/// Last of all: it may name districts, topics, entities and sources.
void judge_default_filter(Reading& reading) {
  if (!reading.default_filter_at || !reading.outside.filter_fault) return;
  if (const auto fault = reading.outside.filter_fault(reading.settings.city.default_filter, reading.settings))
    reading.report.problem(*reading.default_filter_at, fault->where + ": " + fault->what, fault->remedy);
}

/// Districts and topics first: what follows names them.
void read_all(Reader& root, Reading& reading) {
  read_city(root, reading);
  read_server(root, reading);
  read_network(root, reading);
  read_data(root, reading);
  read_grammars(reading);
  read_districts(root, reading);
  read_servers(root, reading);
  read_hashtags(root, reading);
  read_entities(root, reading);
  read_sources(root, reading);
  read_moderation(root, reading);
  root.finish();
  finish_sources(reading);
  judge_default_filter(reading);
  drop_unknown_districts(reading);
}

/// Of the file all but what only the machine and the pages are told; of the machine's data files all.
std::string derivation_of(const Node& tree, const std::string& data_texts) {
  Node said = tree;
  std::erase_if(said.items, [](const Node& section) {
    constexpr std::array kOfTheMachine{"server", "server[]", "store", "network", "log", "watch"};
    return std::find(kOfTheMachine.begin(), kOfTheMachine.end(), section.key) != kOfTheMachine.end();
  });
  for (Node& section : said.items) {
    constexpr std::array kOfLooks{"accent", "logo", "default_filter"};
    if (section.key != "city") continue;
    std::erase_if(section.items, [&](const Node& key) { return std::find(kOfLooks.begin(), kOfLooks.end(), key.key) != kOfLooks.end(); });
  }
  return text::sha256_hex(canonical(said) + data_texts + std::string(builtin::grammar_ca_toml) + std::string(builtin::grammar_es_toml) +
                          std::string(builtin::grammar_en_toml));
}

void by_line(Problems& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Error& a, const Error& b) { return a.line < b.line; });
}

}  // namespace

std::vector<std::string> Reading::district_ids() const {
  std::vector<std::string> ids;
  for (const District& district : settings.districts) ids.push_back(district.id);
  return ids;
}

std::vector<std::string> Reading::topic_ids() const {
  std::vector<std::string> ids;
  for (const Topic& topic : settings.topics) ids.push_back(topic.id);
  return ids;
}

std::vector<std::string> Reading::districts(Reader& reader, std::string_view key) {
  return references(reader.texts(key), district_ids(), "district", report);
}

std::vector<std::string> Reading::topics(Reader& reader, std::string_view key) {
  const auto texts = reader.texts(key);
  return topics_known ? references(texts, topic_ids(), "topic", report) : distinct(texts, report);
}

Outside machine() { return {&read_file, &environment, &readable_by_all}; }

std::variant<Settings, Problems> parse_settings(std::string_view toml, const std::filesystem::path& file, const Outside& outside) {
  auto tree = parse_toml(toml);
  if (!tree) {
    Error error = tree.error();
    error.where = file.string();
    return Problems{std::move(error)};
  }
  Reading reading{{}, Report(file), outside, {}, {}, {}, {}, true};
  reading.settings.file = file;
  Reader root(*tree, "", reading.report);
  read_all(root, reading);

  Problems problems = std::move(reading.report.problems);
  by_line(problems);
  for (Report& data : reading.data_reports) {
    by_line(data.problems);
    problems.insert(problems.end(), data.problems.begin(), data.problems.end());
  }
  if (!problems.empty()) return problems;
  by_line(reading.report.warnings);
  reading.settings.warnings = std::move(reading.report.warnings);
  reading.settings.derivation = derivation_of(*tree, reading.data_texts);
  return std::move(reading.settings);
}

std::variant<Settings, Problems> parse_settings(std::string_view toml, const std::filesystem::path& file) {
  return parse_settings(toml, file, machine());
}

std::variant<Settings, Problems> read_settings(const std::filesystem::path& file, const Outside& outside) {
  const auto content = read_file(file);
  if (!content) return Problems{content.error()};
  return parse_settings(*content, file, outside);
}

std::string_view example_toml() { return builtin::example_toml; }

}  // namespace resso::config
