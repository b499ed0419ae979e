#include "text/hashtag.hpp"

#include <gmock/gmock.h>

namespace resso::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FindHashtags, KeepsThemAsWrittenInOrder) {
  EXPECT_THAT(find_hashtags("Avui #Terrassa, (#8M) i #català!\n#festa_major"), ElementsAre("Terrassa", "8M", "català", "festa_major"));
}

TEST(FindHashtags, TheMiddleDotJoinsButDoesNotEnd) {
  EXPECT_THAT(find_hashtags("#col·lectiu #fi· #col·"), ElementsAre("col·lectiu", "fi", "col"));
}

TEST(FindHashtags, NumbersAloneAreNoTag) { EXPECT_THAT(find_hashtags("el bus #16 i #2026"), IsEmpty()); }

TEST(FindHashtags, AddressesHoldNone) {
  EXPECT_THAT(find_hashtags("https://example.org/#no https://example.org/x-#no http://e.org/?a=#no i/#no"), IsEmpty());
  EXPECT_THAT(find_hashtags("https://example.org/ #si"), ElementsAre("si"));
}

TEST(FindHashtags, NotInsideAWordNorAfterAClosingBracket) {
  EXPECT_THAT(find_hashtags("C#sharp a)#x &#amp ##doble"), ElementsAre("doble"));
}

TEST(FindHashtags, FullWidthSignAndEmojiBefore) { EXPECT_THAT(find_hashtags("＃日本語 🎉#festa"), ElementsAre("日本語", "festa")); }

TEST(FindHashtags, IllFormedBytesEndATag) { EXPECT_THAT(find_hashtags("#caf\xE9 #bar"), ElementsAre("caf", "bar")); }

TEST(UniqueHashtags, TheFirstDisplayFormOfEachStays) {
  EXPECT_THAT(unique_hashtags({"Català", "catala", "CATALÀ", "Barri", "···"}), ElementsAre("Català", "Barri"));
}

}  // namespace
}  // namespace resso::text
