// The grammar files: what ships reads without a problem, and slips are told with their place.
#include "config/builtin.hpp"
#include "config/sections.hpp"

#include <gmock/gmock.h>

namespace resso::config {
namespace {

TEST(Grammar, TheLanguagesThatShipReadWithoutAProblem) {
  for (const std::string_view toml : {builtin::grammar_ca_toml, builtin::grammar_es_toml, builtin::grammar_en_toml}) {
    Report report("grammar.toml");
    const Grammar grammar = read_grammar(toml, report);
    EXPECT_TRUE(report.problems.empty()) << report.problems.front().what;
    EXPECT_GT(grammar.words.size(), 400U) << grammar.language;
  }
}

TEST(Grammar, ASlipIsToldWithItsLineAndPath) {
  Report report("grammar.toml");
  read_grammar("language = \"ca\"\n[months]\n13 = [\"brumari\"]\n[acts]\nnoun = [\"ta*\"]\n", report);
  ASSERT_EQ(report.problems.size(), 2U);
  EXPECT_EQ(report.problems[0].line, 3);
  EXPECT_THAT(report.problems[0].what, testing::HasSubstr("months.13"));
  EXPECT_EQ(report.problems[1].line, 5);
  EXPECT_THAT(report.problems[1].what, testing::HasSubstr("acts.noun[0]"));
}

TEST(Grammar, AStarStandsBeforeAnEndingOrAfterABeginning) {
  Report report("grammar.toml");
  const Grammar grammar =
      read_grammar("language = \"es\"\n[verbs]\npast = [\"*aron\", \"*ar*\", \"*\"]\n[acts]\nnoun = [\"taller*\"]\n", report);
  ASSERT_EQ(grammar.words.size(), 2U);
  EXPECT_EQ(grammar.words[0], (GrammarWord{"aron", "verbs.past", 0, false, true}));
  EXPECT_EQ(grammar.words[1], (GrammarWord{"taller", "acts.noun", 0, true, false}));
  ASSERT_EQ(report.problems.size(), 2U);
  EXPECT_EQ(report.problems[0].line, 3);
}

}  // namespace
}  // namespace resso::config
