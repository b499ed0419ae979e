// The topics that ship, on posts that we invented and labelled ourselves (tests/fixtures/topics_own.jsonl). The floor is what they reach.
#include "agenda/topic_words.hpp"
#include "config/read.hpp"
#include "text/unicode.hpp"

#include "tests/fakes/fixtures.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <ranges>
#include <set>
#include <sstream>

namespace resso::agenda {
namespace {

struct Score {
  double right = 0, wrong = 0, missed = 0, without = 0, without_wrong = 0;
  double f1() const { return 2 * right / (2 * right + wrong + missed); }
};

void add(Score& score, const std::vector<std::string>& gold, const std::vector<TopicWords::Scored>& found) {
  double right = 0;
  for (const auto& one : found) right += std::find(gold.begin(), gold.end(), one.topic) != gold.end();
  score.right += right;
  score.wrong += static_cast<double>(found.size()) - right;
  score.missed += static_cast<double>(gold.size()) - right;
  if (!gold.empty()) return;
  score.without += 1;
  score.without_wrong += !found.empty();
}

TEST(TopicsThatShip, KnowOurOwnPosts) {
  auto read = config::parse_settings("", "resso.toml");
  ASSERT_TRUE(std::holds_alternative<config::Settings>(read));
  const TopicWords words(std::get<config::Settings>(read).topic_words);
  Score score;
  std::istringstream lines(fakes::fixture("topics_own.jsonl"));
  simdjson::dom::parser parser;
  for (std::string line; std::getline(lines, line);) {
    const simdjson::dom::element post = parser.parse(line);
    std::vector<std::string> gold;
    for (const simdjson::dom::element topic : simdjson::dom::array(post["topics"])) gold.emplace_back(std::string_view(topic));
    add(score, gold, words.find(std::string_view(post["text"]), {}));
  }
  EXPECT_GE(score.without, 250);
  EXPECT_GE(score.f1(), 0.96);
  EXPECT_LE(score.without_wrong / score.without, 0.02);
}

// The words of a phrase that are compared. "el Salvador" leaves a man's name, "viatge d'un" any journey.
std::size_t words_left(std::string_view phrase, const std::set<std::string>& small) {
  std::size_t left = 0;
  for (const auto word : std::views::split(text::fold_words(phrase), ' ')) left += !small.contains(std::string(word.begin(), word.end()));
  return left;
}

void expect_phrases_whole(const std::vector<config::WordRule>& rules, const std::set<std::string>& small) {
  for (const auto& rule : rules)
    for (const auto* terms : {&rule.all, &rule.none})
      for (const auto& term : *terms) {
        if (term.find(' ') == std::string::npos) continue;
        EXPECT_GE(words_left(term, small), 2u) << "“" << term << "” matches a single word: write that word, or one that says more";
      }
}

TEST(TopicsThatShip, HaveNoPhraseThatShrinksToOneWord) {
  auto read = config::parse_settings("", "resso.toml");
  ASSERT_TRUE(std::holds_alternative<config::Settings>(read));
  const auto& words = std::get<config::Settings>(read).topic_words;
  const std::set<std::string> small(words.small_words.begin(), words.small_words.end());
  std::vector<config::WordRule> of_groups;
  for (const auto& group : words.groups) of_groups.push_back({group.words, {}, 1});
  expect_phrases_whole(of_groups, small);
  expect_phrases_whole(words.ordinary, small);
  for (const auto& topic : words.topics) expect_phrases_whole(topic.rules, small);
  for (const auto& preference : words.preferences) {
    expect_phrases_whole(preference.when, small);
    expect_phrases_whole(preference.unless, small);
  }
}

}  // namespace
}  // namespace resso::agenda
