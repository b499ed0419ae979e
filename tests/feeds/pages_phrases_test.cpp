#include "feeds/pages/phrases.hpp"
#include "tests/fakes/fixtures.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace resso::feeds {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::set<std::string> slots_of(std::string_view text) {
  std::set<std::string> slots;
  const std::regex slot("\\{([a-z_]*)\\}");
  const std::string copy(text);
  for (auto at = std::sregex_iterator(copy.begin(), copy.end(), slot); at != std::sregex_iterator(); ++at) slots.insert((*at)[1]);
  return slots;
}

/// Every string in the source of the pages that looks like the key of a phrase, or the beginning of one.
std::set<std::string> keys_in_the_source() {
  const auto folder = fakes::fixtures().parent_path().parent_path() / "feeds" / "pages";
  std::set<std::string> keys;
  const std::regex key("\"([a-z_]+\\.[a-z0-9_.]*)\"");
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".cpp") continue;
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    const auto source = text.str();
    for (auto at = std::sregex_iterator(source.begin(), source.end(), key); at != std::sregex_iterator(); ++at) keys.insert((*at)[1]);
  }
  return keys;
}

TEST(Phrases, EveryKeyIsSaidInAllThreeLanguages) {
  ASSERT_GT(phrase_rows().size(), 150U);
  for (const auto& row : phrase_rows()) {
    for (std::size_t i = 0; i < kPageLanguages.size(); ++i) EXPECT_FALSE(row.texts[i].empty()) << row.key << " in " << kPageLanguages[i];
  }
}

TEST(Phrases, NoKeyStandsTwiceInTheFile) {
  for (std::size_t i = 1; i < phrase_rows().size(); ++i) EXPECT_NE(phrase_rows()[i - 1].key, phrase_rows()[i].key);
}

TEST(Phrases, SlotsAgreeBetweenTheLanguages) {
  for (const auto& row : phrase_rows()) {
    EXPECT_EQ(slots_of(row.texts[0]), slots_of(row.texts[1])) << row.key;
    EXPECT_EQ(slots_of(row.texts[0]), slots_of(row.texts[2])) << row.key;
  }
}

TEST(Phrases, WhatThePagesAskForIsInTheFile) {
  const Phrases say("ca");
  const std::set<std::string> elsewhere{"www.", "schema.org"};
  for (const auto& key : keys_in_the_source()) {
    // A key that ends in a stop, or is counted, is completed at run time.
    const bool known =
        std::any_of(phrase_rows().begin(), phrase_rows().end(), [&](const PhraseRow& row) { return row.key.starts_with(key); });
    EXPECT_TRUE(known || elsewhere.contains(key)) << key;
  }
}

TEST(Phrases, CountsHaveTheirThreeForms) {
  const Phrases ca("ca"), es("es"), en("en");
  EXPECT_EQ(ca.count("acts", 0), "cap acte");
  EXPECT_EQ(ca.count("acts", 1), "1 acte");
  EXPECT_EQ(ca.count("acts", 2865), "2.865 actes");
  EXPECT_EQ(es.count("acts", 2865), "2865 actos");
  EXPECT_EQ(en.count("acts", 2865), "2,865 events");
}

TEST(Phrases, EveryCountedKeyHasNoneOneAndMany) {
  for (const auto& row : phrase_rows()) {
    if (!row.key.ends_with(".one")) continue;
    const auto stem = std::string(row.key.substr(0, row.key.size() - 4));
    EXPECT_TRUE(Phrases("ca").has(stem + ".none") && Phrases("ca").has(stem + ".many")) << stem;
  }
}

TEST(Phrases, AMissingKeyOrSlotIsSeen) {
  const Phrases say("ca");
  EXPECT_EQ(say("no.such.key"), "⟦no.such.key⟧");
  EXPECT_EQ(say("agenda.heading", {}), "Què fem a ⟦city⟧");
}

TEST(Phrases, AnUnreadableLineIsFoundByItsOwnText) {
  const auto rows = parse_phrases("# words\n[a.b]\nca = u\nfr = un\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].texts[0], "u");
  EXPECT_EQ(rows[1].key, "fr = un");
}

TEST(Phrases, AnUnknownLanguageIsReadAsCatalan) { EXPECT_EQ(Phrases("fr")("nav.entities"), "Entitats"); }

TEST(OfName, ElidesBeforeAVowelInCatalanOnly) {
  EXPECT_EQ(of_name("ca", "Terrassa"), "de Terrassa");
  EXPECT_EQ(of_name("ca", "Amposta"), "d’Amposta");
  EXPECT_EQ(of_name("ca", "l’Hospitalet"), "de l’Hospitalet");
  EXPECT_EQ(of_name("es", "Amposta"), "de Amposta");
  EXPECT_EQ(of_name("en", "Terrassa"), "of Terrassa");
}

}  // namespace
}  // namespace resso::feeds
