#include "agenda/attribute.hpp"

#include "tests/agenda/agenda_settings.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Attribute, AStatusBelongsToItsAuthorWhateverTheCase) {
  const Rules rules(small_city());
  const auto attribution = attribute(status_by("ateneu@Mastodont.example"), hashtag_source(Trust::moderated), rules);
  EXPECT_EQ(attribution.entity, "ateneu");
  EXPECT_EQ(attribution.by, AttributedBy::account);
  EXPECT_THAT(attribution.districts, ElementsAre("2"));
}

TEST(Attribute, AnAccountOfTheSameNameElsewhereIsSomebodyElse) {
  const Rules rules(small_city());
  EXPECT_THAT(attribute(status_by("ateneu@altre.example"), hashtag_source(Trust::moderated), rules).entity, IsEmpty());
}

TEST(Attribute, WhoIsOnlyMentionedGivesDistrictsButNotItsName) {
  const Rules rules(small_city());
  Post post = status_by("veina@altre.example");
  post.mentions = {"ateneu@mastodont.example"};
  const auto attribution = attribute(post, hashtag_source(Trust::moderated), rules);
  EXPECT_THAT(attribution.entity, IsEmpty());
  EXPECT_THAT(attribution.districts, ElementsAre("2"));
}

TEST(Attribute, AFeedEntryBelongsToTheFeedsOwner) {
  const Rules rules(small_city());
  Post entry;
  entry.kind = PostKind::entry;
  Source feed = owned_feed("casal");
  feed.districts = {"2"};
  const auto attribution = attribute(entry, feed, rules);
  EXPECT_EQ(attribution.entity, "casal");
  EXPECT_THAT(attribution.districts, ElementsAre("2", "4"));
}

TEST(Attribute, AnEventOfTheCitysOwnCalendarBelongsToTheOrganiserItNames) {
  const Rules rules(small_city());
  StatedEvent stated;
  stated.event.organiser = "ATENEU LA LLANÇADORA";
  EXPECT_EQ(attribute(stated, owned_feed(""), rules).entity, "ateneu");
  stated.event.organiser = "Una altra colla";
  EXPECT_THAT(attribute(stated, owned_feed(""), rules).entity, IsEmpty());
}

}  // namespace
}  // namespace resso::agenda
