#include "agenda/classify.hpp"

#include "tests/agenda/agenda_settings.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

config::WordRule rule(std::vector<std::string> all, double weight = 3, std::vector<std::string> none = {}) {
  return {std::move(all), std::move(none), weight};
}

config::TopicWords small_taxonomy() {
  config::TopicWords words;
  words.small_words = {"de", "la", "the", "of", "l"};
  words.groups = {{"women", {"dona", "dones", "women"}}, {"people", {"@women", "home*"}}};
  words.topics = {
      {"energia", {rule({"pobresa energètica"}), rule({"factura de la llum"}, 2), rule({"estalvi*"}, 1)}, {}},
      {"acollida", {rule({"acollid*"}), rule({"padró"}, 4)}, {"festa major"}},
      {"urgència", {rule({"emergència"}, 3, {"fuga d'aigua"})}, {}},
      {"feina", {rule({"@women", "feina"}), rule({"@people", "ofici"})}, {}},
  };
  words.ordinary = {rule({"partit"}, 2)};
  words.preferences = {{"feina", {"acollida"}, {rule({"taller"}, 1)}, {rule({"escola"}, 1)}}};
  return words;
}

std::vector<std::string> topics_in(std::string_view text, const config::TopicWords& words = small_taxonomy(),
                                   const std::vector<std::string>& marked = {}) {
  std::vector<std::string> topics;
  for (const auto& scored : TopicWords(words).find(text, marked)) topics.push_back(scored.topic);
  return topics;
}

TEST(TopicWords, CapitalsAccentsAndSmallWordsDoNotMatter) {
  EXPECT_THAT(topics_in("POBRESA ENERGETICA!"), ElementsAre("energia"));
  EXPECT_THAT(topics_in("la pobresa (energètica)"), ElementsAre("energia"));
  EXPECT_THAT(topics_in("pobresa i energia"), IsEmpty());
}

TEST(TopicWords, AStemStandsForAnyEndingAndAWordForItselfOnly) {
  EXPECT_THAT(topics_in("Servei d'Acollida"), ElementsAre("acollida"));
  EXPECT_THAT(topics_in("acollidores"), ElementsAre("acollida"));
  EXPECT_THAT(topics_in("padrons"), IsEmpty());
}

TEST(TopicWords, HintsAddUpToTheThreshold) {
  EXPECT_THAT(topics_in("factura de la llum"), IsEmpty());
  EXPECT_THAT(topics_in("estalviem en la factura de la llum"), ElementsAre("energia"));
  EXPECT_THAT(topics_in("estalvi, estalvi, estalvi"), IsEmpty()) << "a word counts once";
}

TEST(TopicWords, WhereNoneReachesTheThresholdTheHeaviestMayBeLighter) {
  auto words = small_taxonomy();
  words.alone = 2;
  EXPECT_THAT(topics_in("factura de la llum", words), ElementsAre("energia"));
  EXPECT_THAT(topics_in("factura de la llum, acollida", words), ElementsAre("acollida"));
  EXPECT_THAT(topics_in("estalvi", words), IsEmpty());
}

TEST(TopicWords, ATopicOfLessThanItsShareOfTheHeaviestIsSaidByTheWay) {
  auto words = small_taxonomy();
  EXPECT_THAT(topics_in("pobresa energètica: estalvi i factura de la llum; acollida", words), ElementsAre("energia", "acollida"));
  words.share = 0.6;
  EXPECT_THAT(topics_in("pobresa energètica: estalvi i factura de la llum; acollida", words), ElementsAre("energia"));
  EXPECT_THAT(topics_in("res", words, {"acollida"}), ElementsAre("acollida")) << "what a hashtag says stays";
}

TEST(TopicWords, NoTopicIsSoHeavyThatASecondOneOfTwoWordsIsFaint) {
  auto words = small_taxonomy();
  words.share = 0.5;
  words.topics[0].rules = {rule({"llum"}, 10), rule({"gas"}, 10)};
  words.topics[1].rules.push_back(rule({"arribar"}));
  EXPECT_THAT(topics_in("llum, gas: acollida per a qui acaba d'arribar", words), ElementsAre("energia", "acollida"));
}

TEST(TopicWords, AnExcludedContextCancelsItsEntry) {
  EXPECT_THAT(topics_in("emergència humanitària"), ElementsAre("urgència"));
  EXPECT_THAT(topics_in("emergència per una fuga d'aigua"), IsEmpty());
}

TEST(TopicWords, AWordOfUnlessCancelsTheTopicWhateverItsWeight) {
  EXPECT_THAT(topics_in("acollida i padró"), ElementsAre("acollida"));
  EXPECT_THAT(topics_in("acollida i padró de la festa major"), IsEmpty());
}

TEST(TopicWords, ACombinationNeedsAllOfItAnywhereInTheText) {
  EXPECT_THAT(topics_in("Feina i formació per a dones"), ElementsAre("feina"));
  EXPECT_THAT(topics_in("Feina i formació"), IsEmpty());
}

TEST(TopicWords, AGroupWithinAGroupIsInBoth) {
  EXPECT_THAT(topics_in("un ofici per a dones"), ElementsAre("feina"));
  EXPECT_THAT(topics_in("un ofici per a homes"), ElementsAre("feina"));
}

TEST(TopicWords, OrdinaryWordsRaiseTheThreshold) {
  EXPECT_THAT(topics_in("partit d'acollida"), IsEmpty());
  EXPECT_THAT(topics_in("partit, acollida i padró"), ElementsAre("acollida"));
}

TEST(TopicWords, TheHeaviestIsFirst) { EXPECT_THAT(topics_in("emergència, padró"), ElementsAre("acollida", "urgència")); }

TEST(TopicWords, APreferenceKeepsTheNearerTopicWithinItsContext) {
  EXPECT_THAT(topics_in("acollida: feina per a dones"), ElementsAre("acollida", "feina"));
  EXPECT_THAT(topics_in("acollida: taller de feina per a dones"), ElementsAre("feina"));
  EXPECT_THAT(topics_in("acollida a l'escola: taller de feina per a dones"), ElementsAre("acollida", "feina"));
}

TEST(TopicWords, AtMostThreeTopics) {
  EXPECT_THAT(topics_in("pobresa energètica, padró, emergència, feina de dones"), ElementsAre("acollida", "energia", "urgència"));
}

TEST(TopicWords, AHashtagWeighsWithoutWordsAndIsSplitWhereItsWordsBegin) {
  EXPECT_THAT(topics_in("res", small_taxonomy(), {"acollida", "unaltre"}), testing::UnorderedElementsAre("acollida", "unaltre"));
  EXPECT_THAT(topics_in("#PobresaEnergètica"), ElementsAre("energia"));
}

TEST(TopicWords, TheReasonNamesTheHeaviestEntriesOfTheFile) {
  const auto found = TopicWords(small_taxonomy()).find("Estalvia amb la factura de la llum contra la pobresa energètica", {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].reason, "words: pobresa energètica, factura de la llum, estalvi*");
  const auto combined = TopicWords(small_taxonomy()).find("dones amb feina", {});
  ASSERT_EQ(combined.size(), 1u);
  EXPECT_EQ(combined[0].reason, "words: dones + feina");
}

TEST(TopicWords, AFileWithoutWordsFindsNothing) { EXPECT_THAT(topics_in("pobresa energètica", {}), IsEmpty()); }

Rules rules_with_words() {
  auto settings = small_city();
  settings.topic_words.topics = {{"eix-81", {rule({"xarxa veïnal"})}, {}}, {"eix-75", {rule({"feministes"})}, {}}};
  settings.topic_words.preferences = {{"eix-81", {"eix-71"}, {}, {}}};
  return Rules(settings);
}

TEST(Classify, WordsComeAfterMarksWithTheirReason) {
  EXPECT_THAT(classify({{"8m"}, {}, "", {}, {}, "La xarxa veïnal surt #8m"}, rules_with_words()),
              ElementsAre(TopicMark{"eix-75", "hashtag #8m"}, TopicMark{"eix-81", "words: xarxa veïnal"}));
}

TEST(Classify, APreferenceSetsAHashtagAside) {
  EXPECT_THAT(classify({{"Orgull"}, {}, "", {}, {}, "La xarxa veïnal, #Orgull"}, rules_with_words()),
              ElementsAre(TopicMark{"eix-81", "words: xarxa veïnal"}));
}

TEST(Classify, TheEntitysTopicsStayWhateverTheWords) {
  EXPECT_THAT(classify({{}, {}, "ateneu", {}, {}, "Sopar de feministes"}, rules_with_words()),
              ElementsAre(TopicMark{"eix-75", "words: feministes"}, TopicMark{"eix-81", "entity ateneu"}));
}

}  // namespace
}  // namespace resso::agenda
