// The topics that ship, on posts that we invented and labelled ourselves (tests/fixtures/topics_own.jsonl). The floor is what they reach.
#include "agenda/topic_words.hpp"
#include "config/read.hpp"

#include "tests/fakes/fixtures.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
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
  EXPECT_GE(score.without, 50);
  EXPECT_GE(score.f1(), 0.94);
  EXPECT_LE(score.without_wrong / score.without, 0.05);
}

}  // namespace
}  // namespace resso::agenda
