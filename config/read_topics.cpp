// The topics file: topics with their marks, and the words by which a text without a mark tells its topic.
#include "config/sections.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::config {
namespace {

constexpr std::size_t kMaxTopics = 1000, kMaxWords = 50'000;
constexpr double kMostWeight = 10;

// Reads the words of the file. Groups are known before anything names them.
class WordReader {
 public:
  WordReader(TopicWords& words, Report& report) : words_(words), report_(report) {}

  void read_groups(Reader& root) {
    std::set<std::string> ids;
    for (Reader& reader : root.tables("group")) {
      WordGroup group;
      group.id = own_id(reader, "id", ids);
      for (const Text& word : reader.texts("words"))
        if (is_term(word.value, word.at)) group.words.push_back(word.value);
      if (group.words.empty()) reader.problem(reader.spot(), "a group without words", "give it words, or take it out");
      words_.groups.push_back(std::move(group));
      reader.finish();
    }
  }

  std::vector<WordRule> rules(Reader& reader, std::string_view key, double weight) {
    std::vector<WordRule> rules;
    for (const Text& text : reader.texts(key))
      if (auto rule = read_rule(text, weight)) rules.push_back(std::move(*rule));
    return rules;
  }

  std::vector<std::string> terms(Reader& reader, std::string_view key) {
    std::vector<std::string> terms;
    for (const Text& text : reader.texts(key))
      if (is_term(text.value, text.at)) terms.push_back(text.value);
    return terms;
  }

 private:
  void problem(const Spot& at, const std::string& what, std::string_view remedy) { report_.problem(at, what, remedy); }

  // "term + term - term = weight"
  std::optional<WordRule> read_rule(const Text& text, double weight) {
    if (++count_ == kMaxWords) problem(text.at, "more than " + std::to_string(kMaxWords) + " words", "take the rest out");
    if (count_ >= kMaxWords) return std::nullopt;
    WordRule rule;
    rule.weight = weight;
    std::string_view rest = text.value;
    if (const auto sign = rest.rfind(" = "); sign != std::string_view::npos) {
      const auto stated = weight_of(text::trim(rest.substr(sign + 3)));
      if (!stated) {
        problem(text.at, "not a weight: " + in_quotes(rest.substr(sign + 3)), "a number above 0, at most 10: \"word = 1.5\"");
        return std::nullopt;
      }
      rule.weight = *stated;
      rest = rest.substr(0, sign);
    }
    auto* into = &rule.all;
    for (;;) {
      const auto sign = std::min(rest.find(" + "), rest.find(" - "));
      const std::string term(text::trim(rest.substr(0, sign)));
      if (!is_term(term, text.at)) return std::nullopt;
      into->push_back(term);
      if (sign == std::string_view::npos) return rule;
      into = rest[sign + 1] == '+' ? &rule.all : &rule.none;
      rest = rest.substr(sign + 3);
    }
  }

  static std::optional<double> weight_of(std::string_view text) {
    std::size_t digits = 0, points = 0;
    for (const char c : text) (c == '.' ? points : c >= '0' && c <= '9' ? digits : points += 2) += 1;
    if (digits == 0 || digits > 6 || points > 1) return std::nullopt;
    const double weight = std::stod(std::string(text));
    return weight > 0 && weight <= kMostWeight ? std::optional(weight) : std::nullopt;
  }

  bool is_term(const std::string& term, const Spot& at) {
    if (term.starts_with('@')) return is_group(term.substr(1), at);
    for (const std::string_view sign : {" + ", " - ", " = "}) {
      if (term.find(sign) == std::string::npos) continue;
      problem(at, "“" + std::string(text::trim(sign)) + "” where single words are listed: " + in_quotes(term),
              "it stands between the entries of a topic; here write a word, a stem* or a phrase");
      return false;
    }
    for (std::size_t star = term.find('*'); star != std::string::npos; star = term.find('*', star + 1)) {
      if (star + 1 != term.size() && term[star + 1] != ' ') {
        problem(at, "a “*” inside a word: " + in_quotes(term), "it stands for any ending, so it comes last: \"acollid*\"");
        return false;
      }
      const auto start = term.rfind(' ', star);
      if (text::fold_words(term.substr(start == std::string::npos ? 0 : start, star - (start == std::string::npos ? 0 : start))).size() <
          3) {
        problem(at, "a stem of fewer than three letters: " + in_quotes(term), "write more of the word before “*”");
        return false;
      }
    }
    if (!text::fold_words(term).empty()) return true;
    problem(at, "there is no word in " + in_quotes(term),
            "write \"word\", \"stem*\", \"a phrase\", \"@group\"; \" + \" joins them, \" - \" excludes");
    return false;
  }

  bool is_group(const std::string& id, const Spot& at) {
    const auto& groups = words_.groups;
    if (std::any_of(groups.begin(), groups.end(), [&](const WordGroup& group) { return group.id == id; })) return true;
    std::vector<std::string> known;
    for (const auto& group : groups) known.push_back(group.id);
    const auto near = nearest(id, known);
    problem(at, "there is no group " + in_quotes(id),
            near.empty() ? "write a [[group]] with this id above its use" : "did you mean “@" + near + "”?");
    return false;
  }

  TopicWords& words_;
  Report& report_;
  std::size_t count_ = 0;
};

std::vector<int> read_goals(Reader& reader) {
  std::vector<int> goals;
  for (const std::int64_t goal : reader.integers("sdgs")) {
    if (goal < 1 || goal > 17)
      reader.problem(reader.spot("sdgs"), "there is no goal " + std::to_string(goal), "the Sustainable Development Goals are 1 to 17");
    goals.push_back(static_cast<int>(goal));
  }
  return goals;
}

Topic read_topic(Reader& reader, std::set<std::string>& ids) {
  Topic topic;
  topic.id = own_id(reader, "id", ids);
  topic.titles = read_titles(reader, "title");
  if (reader.has("name")) topic.names = read_titles(reader, "name");
  topic.sdgs = read_goals(reader);
  topic.hashtags = hashtags_of(reader);
  for (Text& name : reader.texts("categories")) topic.categories.push_back(std::move(name.value));
  return topic;
}

TopicWords::OfTopic read_words_of(Reader& reader, const std::string& topic, WordReader& words) {
  TopicWords::OfTopic of_topic{topic, words.rules(reader, "words", 3), words.terms(reader, "unless")};
  for (auto& hint : words.rules(reader, "hints", 1)) of_topic.rules.push_back(std::move(hint));
  return of_topic;
}

void read_preferences(Reader& root, const std::vector<std::string>& ids, WordReader& rules, TopicWords& words) {
  for (Reader& reader : root.tables("prefer")) {
    TopicWords::Preference preference;
    if (const auto topic = reader.needed("topic", "name the topic to keep")) {
      for (std::string& id : references({*topic}, ids, "topic", reader.report())) preference.topic = std::move(id);
    }
    if (!reader.has("over")) reader.problem(reader.spot(), "“over” is missing", "name the topics that give way: over = [\"…\"]");
    preference.over = references(reader.texts("over"), ids, "topic", reader.report());
    preference.when = rules.rules(reader, "when", 1);
    preference.unless = rules.rules(reader, "unless", 1);
    words.preferences.push_back(std::move(preference));
    reader.finish();
  }
}

void read_matching(Reader& root, WordReader& rules, TopicWords& words) {
  auto matching = root.table("matching");
  if (!matching) return;
  if (const auto threshold = matching->number("threshold", 0.1, 100)) words.threshold = words.alone = threshold->value;
  if (const auto alone = matching->number("alone", 0.1, 100)) words.alone = alone->value;
  if (const auto share = matching->number("share", 0, 1)) words.share = share->value;
  for (const Text& word : matching->texts("small_words")) words.small_words.push_back(word.value);
  words.ordinary = rules.rules(*matching, "ordinary", 1);
  matching->finish();
}

}  // namespace

std::vector<Topic> read_topics(std::string_view toml, TopicWords& words, Report& report) {
  std::vector<Topic> topics;
  const auto tree = parse_data(toml, report);
  if (!tree) return topics;
  Reader root(*tree, "", report);
  WordReader rules(words, report);
  rules.read_groups(root);
  read_matching(root, rules, words);
  std::set<std::string> taken;
  std::vector<std::string> ids;
  for (Reader& reader : root.tables("topic")) {
    if (topics.size() == kMaxTopics) {
      report.problem(reader.spot(), "more than " + std::to_string(kMaxTopics) + " topics", "take the rest out");
      break;
    }
    topics.push_back(read_topic(reader, taken));
    ids.push_back(topics.back().id);
    auto of_topic = read_words_of(reader, ids.back(), rules);
    if (!of_topic.rules.empty()) words.topics.push_back(std::move(of_topic));
    reader.finish();
  }
  read_preferences(root, ids, rules, words);
  root.finish();
  return topics;
}

}  // namespace resso::config
