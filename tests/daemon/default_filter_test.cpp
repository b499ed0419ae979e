// The default filter of the configuration is judged by the grammar of all filters, and told off with its line.
#include "daemon/default_filter.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using testing::HasSubstr;

const std::string kCity =
    "[city]\nname = \"Vila\"\ndefault_filter = \"%\"\n[[district]]\nid = \"4\"\nname = \"Quatre\"\n[[entity]]\nslug = \"casal\"\nname = "
    "\"Casal\"\nfeeds = [\"https://casal.example/feed\"]\n";

std::variant<config::Settings, config::Problems> read(const std::string& filter) {
  std::string toml = kCity;
  toml.replace(toml.find('%'), 1, filter);
  return config::parse_settings(toml, "/etc/resso/city.toml", judging_machine());
}

std::string complaint(const std::string& filter) {
  const auto parsed = read(filter);
  const auto* problems = std::get_if<config::Problems>(&parsed);
  if (problems == nullptr || problems->size() != 1) return "not one problem";
  return describe(problems->front());
}

TEST(DefaultFilter, IsWhatTheGrammarOfFiltersTakesAlsoAsCopiedFromAnAddress) {
  for (const std::string filter : {"", "district=4", "?district=4&entity=casal", "topic=eix-71&days=30", "q=taller", "source=calendar"}) {
    const auto parsed = read(filter);
    const auto* problems = std::get_if<config::Problems>(&parsed);
    EXPECT_EQ(problems, nullptr) << describe(problems->front());
  }
  EXPECT_EQ(std::get<config::Settings>(read("?district=4")).city.default_filter, "district=4");
}

TEST(DefaultFilter, AWrongOneIsToldWithItsLineItsKeyAndARemedy) {
  const auto district = complaint("district=5");
  EXPECT_THAT(district, HasSubstr("/etc/resso/city.toml:3"));
  EXPECT_THAT(district, HasSubstr("city.default_filter: district: no such district: “5”"));
  EXPECT_THAT(district, HasSubstr("use one of: 4"));
  EXPECT_THAT(complaint("distrct=4"), HasSubstr("city.default_filter: distrct: not a key of the filter"));
  EXPECT_THAT(complaint("topic=eix-18"), HasSubstr("copy what its address has after “?”"));
  EXPECT_THAT(complaint("from=2026-09-01"), HasSubstr("use days=30"));
  EXPECT_THAT(complaint("lang=es"), HasSubstr("city.default_filter: lang: "));
  EXPECT_THAT(complaint("limit=3"), HasSubstr("leave it out"));
}

TEST(DefaultFilter, IsToldOffBesideTheOtherMistakes) {
  auto parsed =
      config::parse_settings("[city]\ntimezone = \"Europe/Vila\"\ndefault_filter = \"days=soon\"\n", "city.toml", judging_machine());
  ASSERT_TRUE(std::holds_alternative<config::Problems>(parsed));
  EXPECT_EQ(std::get<config::Problems>(parsed).size(), 2U);
}

TEST(DefaultFilter, OfTheExampleIsValidThere) {
  std::string toml(config::example_toml());
  const std::string_view commented = "# default_filter";
  const auto at = toml.find(commented);
  ASSERT_NE(at, std::string::npos);
  toml.erase(at, 2);
  const auto parsed = config::parse_settings(toml, "/etc/resso/city.toml", judging_machine());
  const auto* problems = std::get_if<config::Problems>(&parsed);
  EXPECT_EQ(problems, nullptr) << describe(problems->front());
}

}  // namespace
}  // namespace resso::daemon
