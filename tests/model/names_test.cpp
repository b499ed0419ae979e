#include "model/event.hpp"
#include "model/visibility.hpp"

#include <gtest/gtest.h>

namespace resso {
namespace {

template <class Enum>
void expect_names_round_trip(Enum last, std::optional<Enum> (*find)(std::string_view)) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(i);
    EXPECT_EQ(find(name_of(value)), value) << name_of(value);
  }
  EXPECT_EQ(find("no such name"), std::nullopt);
}

TEST(Names, OfEveryEnumerationAreFoundAgain) {
  expect_names_round_trip(SourceKind::page, source_kind_named);
  expect_names_round_trip(Trust::open, trust_named);
  expect_names_round_trip(Condition::refused, condition_named);
  expect_names_round_trip(ModerationState::hidden, moderation_state_named);
  expect_names_round_trip(PostKind::entry, post_kind_named);
  expect_names_round_trip(EventStatus::postponed, event_status_named);
  expect_names_round_trip(Evidence::calendar, evidence_named);
  expect_names_round_trip(Cut::day, cut_named);
}

TEST(SourceId, TellsHashtagsAndAccountsOfAServerApart) {
  EXPECT_EQ(source_id(SourceKind::feed, "https://a.example/feed", ""), "feed:https://a.example/feed");
  EXPECT_EQ(source_id(SourceKind::mastodon_hashtag, "https://m.example", "Barri"), "hashtag:Barri@https://m.example");
  EXPECT_EQ(source_id(SourceKind::mastodon_account, "https://m.example", "casal"), "account:casal@https://m.example");
}

TEST(SourceId, TellsItsKind) {
  for (int i = 0; i <= static_cast<int>(SourceKind::page); ++i) {
    const auto kind = static_cast<SourceKind>(i);
    EXPECT_EQ(kind_of_source_id(source_id(kind, "https://a.example", "b")), kind);
  }
  EXPECT_EQ(kind_of_source_id("nothing"), std::nullopt);
}

}  // namespace
}  // namespace resso
