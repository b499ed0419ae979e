#include "tests/config/config_test_support.hpp"

#include <gmock/gmock.h>

namespace resso::config {
namespace {

using testing::good;
using ::testing::HasSubstr;
using testing::only_problem;

testing::FakeMachine machine_with(std::string topics) {
  testing::FakeMachine machine;
  machine.files["/etc/resso/t.toml"] = std::move(topics);
  return machine;
}

constexpr const char* kNamed = "[data]\ntopics = \"t.toml\"\n";
constexpr const char* kTopic = "[[topic]]\nid = \"verd\"\ntitle.ca = \"Verd\"\n";

TEST(Topics, WordsHintsAndTheirWeights) {
  const auto settings = good(kNamed, machine_with(R"([matching]
threshold = 2.5
alone = 2
share = 0.4
small_words = ["de"]
ordinary = ["futbol = 2"]
[[group]]
id = "trees"
words = ["arbre*", "pi"]
[[topic]]
id = "verd"
title.ca = "Verd"
words = ["bosc", "@trees + plantada - de plàstic = 4.5"]
hints = ["parc"]
unless = ["golf"]
[[topic]]
id = "blau"
title.ca = "Blau"
[[prefer]]
topic = "verd"
over = ["blau"]
when = ["riera + @trees"]
)"));
  const TopicWords& words = settings.topic_words;
  EXPECT_EQ(words.threshold, 2.5);
  EXPECT_EQ(words.alone, 2);
  EXPECT_EQ(words.share, 0.4);
  EXPECT_EQ(words.ordinary, (std::vector<WordRule>{{{"futbol"}, {}, 2}}));
  EXPECT_EQ(words.groups, (std::vector<WordGroup>{{"trees", {"arbre*", "pi"}}}));
  EXPECT_EQ(words.topics, (std::vector<TopicWords::OfTopic>{
                              {"verd", {{{"bosc"}, {}, 3}, {{"@trees", "plantada"}, {"de plàstic"}, 4.5}, {{"parc"}, {}, 1}}, {"golf"}}}));
  EXPECT_EQ(words.preferences, (std::vector<TopicWords::Preference>{{"verd", {"blau"}, {{{"riera", "@trees"}, {}, 1}}, {}}}));
}

TEST(Topics, AFileOfTitlesAloneIsEnough) { EXPECT_TRUE(good(kNamed, machine_with(kTopic)).topic_words.topics.empty()); }

TEST(Topics, TheOnesThatShipHaveWordsForEach) {
  const auto settings = good("");
  EXPECT_EQ(settings.topic_words.topics.size(), settings.topics.size());
  EXPECT_FALSE(settings.topic_words.preferences.empty());
}

struct Slip {
  const char* name;
  std::string toml;
  int line;
  const char* what;
  const char* remedy;
};

class TopicSlip : public ::testing::TestWithParam<Slip> {};

TEST_P(TopicSlip, IsOneProblemWithItsLineAndRemedy) {
  const Error problem = only_problem(kNamed, machine_with(GetParam().toml));
  EXPECT_THAT(problem.where, HasSubstr("t.toml"));
  EXPECT_EQ(problem.line, GetParam().line);
  EXPECT_THAT(problem.what, HasSubstr(GetParam().what));
  EXPECT_THAT(problem.remedy, HasSubstr(GetParam().remedy));
}

std::string with(std::string lines) { return kTopic + std::move(lines) + "\n"; }

INSTANTIATE_TEST_SUITE_P(
    Of, TopicSlip,
    ::testing::Values(Slip{"UnknownKey", with("wrods = [\"bosc\"]"), 4, "wrods", "words"},
                      Slip{"WeightInWords", with("words = [\"bosc = molt\"]"), 4, "not a weight: “molt”", "above 0"},
                      Slip{"WeightOfNothing", with("words = [\"bosc = 0\"]"), 4, "not a weight: “0”", "at most 10"},
                      Slip{"WeightTooHigh", with("hints = [\"bosc = 11\"]"), 4, "not a weight: “11”", "at most 10"},
                      Slip{"NoWord", with("words = [\"bosc + !\"]"), 4, "there is no word in “!”", "joins them"},
                      Slip{"ShortStem", with("words = [\"pi*\"]"), 4, "fewer than three letters", "write more"},
                      Slip{"StarInside", with("words = [\"p*nar\"]"), 4, "a “*” inside a word", "comes last"},
                      Slip{"UnknownGroup", "[[group]]\nid = \"trees\"\nwords = [\"pi\"]\n" + with("words = [\"@tres\"]"), 7,
                           "there is no group “tres”", "“@trees”"},
                      Slip{"JoinedInGroup", "[[group]]\nid = \"trees\"\nwords = [\"pi\", \"bosc + riu\"]\n" + with(""), 3,
                           "“+” where single words are listed: “bosc + riu”", "write a word"},
                      Slip{"EmptyGroup", "[[group]]\nid = \"trees\"\nwords = []\n" + with(""), 1, "a group without words", "give it words"},
                      Slip{"PreferUnknown", with("[[prefer]]\ntopic = \"verds\"\nover = [\"verd\"]"), 5, "there is no topic “verds”",
                           "verd"},
                      Slip{"PreferOverNothing", with("[[prefer]]\ntopic = \"verd\""), 4, "“over” is missing", "over = "},
                      Slip{"Threshold", "[matching]\nthreshold = -1\n" + with(""), 2, "threshold", ""}),
    [](const auto& info) { return info.param.name; });

TEST(Topics, ThatShipHaveShortNamesOfTheirOwnInEveryLanguage) {
  std::map<std::string, std::set<std::string>> names;
  for (const Topic& topic : testing::good("").topics) {
    EXPECT_EQ(topic.names.size(), topic.titles.size()) << topic.id;
    for (const auto& [language, name] : topic.names) {
      EXPECT_LE(name.size(), 28u) << name;
      EXPECT_TRUE(names[language].insert(name).second) << name << " is there twice";
    }
  }
}

}  // namespace
}  // namespace resso::config
