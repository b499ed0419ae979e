// Whole documents, byte by byte, beside what a person has read with care. After a wanted change:
//   RESSO_WRITE_GOLDEN=1 build/dev/resso_feeds_tests --gtest_filter='Golden*'   and read the difference before committing it.
#include "machine_city.hpp"
#include "tests/fakes/fixtures.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace resso::feeds {
namespace {

struct Document {
  std::string name, path, query, language;
};

std::string golden_path(const std::string& name) { return (fakes::fixtures().parent_path() / "golden" / "feeds" / name).string(); }

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

/// The first line that differs, both ways; empty when equal.
std::string difference(const std::string& made, const std::string& expected) {
  std::istringstream a(made), b(expected);
  for (int number = 1;; ++number) {
    std::string left, right;
    const bool more_left = static_cast<bool>(std::getline(a, left)), more_right = static_cast<bool>(std::getline(b, right));
    if (!more_left && !more_right) return made == expected ? "" : "the end of the last line differs";
    if (left != right || more_left != more_right) {
      return "line " + std::to_string(number) + "\n  made:     " + left + "\n  expected: " + right;
    }
  }
}

class Golden : public testing::TestWithParam<Document> {};

TEST_P(Golden, IsWhatWasReadWithCare) {
  const auto snapshot = machine::city();
  const auto& [name, path, query, language] = GetParam();
  const auto text = machine::render(*snapshot, path, query, language);
  ASSERT_TRUE(text) << describe(text.error());
  if (std::getenv("RESSO_WRITE_GOLDEN") != nullptr) std::ofstream(golden_path(name), std::ios::binary) << *text;
  EXPECT_EQ(difference(*text, read(golden_path(name))), "") << golden_path(name);
}

INSTANTIATE_TEST_SUITE_P(Documents, Golden,
                         testing::Values(Document{"agenda.ics", "/agenda.ics", "", "ca"}, Document{"agenda.rss", "/agenda.rss", "", "ca"},
                                         Document{"agenda.atom", "/agenda.atom", "", "ca"},
                                         Document{"agenda.json", "/agenda.json", "", "ca"},
                                         Document{"agenda_district_en.rss", "/agenda.rss", "district=4&limit=3", "en"},
                                         Document{"event.ics", "/events/colloqui.ics", "", "ca"},
                                         Document{"entity_agenda_es.ics", "/entities/casal/agenda.ics", "", "es"},
                                         Document{"posts.rss", "/posts.rss", "", "ca"}, Document{"posts.atom", "/posts.atom", "", "ca"},
                                         Document{"posts.json", "/posts.json", "", "ca"}, Document{"opml.xml", "/opml.xml", "", "ca"}),
                         [](const auto& info) {
                           auto name = info.param.name;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST(Determinism, TwoRendersOfEveryOutputAreEqual) {
  const auto first = machine::city();
  const auto second = machine::city();
  std::reverse(second->sources.begin(), second->sources.end());
  std::reverse(second->events.begin(), second->events.end());
  std::reverse(second->occurrences.begin(), second->occurrences.end());
  second->build();
  for (const auto* path : {"/agenda.ics", "/agenda.rss", "/agenda.atom", "/agenda.json", "/posts.rss", "/posts.atom", "/posts.json",
                           "/entities/casal/agenda.ics", "/events/coral.ics", "/opml.xml"}) {
    const auto a = machine::render(*first, path), b = machine::render(*second, path);
    ASSERT_TRUE(a && b) << path;
    EXPECT_EQ(*a, *b) << path;
  }
}

}  // namespace
}  // namespace resso::feeds
