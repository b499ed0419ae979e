#include "agenda/consent.hpp"

#include "tests/agenda/agenda_settings.hpp"

#include <gtest/gtest.h>

namespace resso::agenda {
namespace {

using std::chrono::days;
constexpr Instant kNow{Seconds(1'795'000'000)};

TEST(Consent, OneObjectionIsEnoughAndSilenceTakesNothingBack) {
  const ConsentFlags silent, willing{.discoverable = true, .indexable = true, .noindex = false, .bot = false};
  const ConsentFlags objecting{.indexable = false, .noindex = true, .bot = true, .opt_out_tag = true};
  EXPECT_EQ(strictest(silent, willing), willing);
  for (const auto& both : {strictest(willing, objecting), strictest(objecting, willing)}) {
    EXPECT_EQ(both.discoverable, true);
    EXPECT_EQ(both.indexable, false);
    EXPECT_EQ(both.noindex, true);
    EXPECT_EQ(both.bot, true);
    EXPECT_TRUE(both.opt_out_tag);
  }
  EXPECT_EQ(strictest(silent, objecting), objecting);
}

TEST(Consent, AWordHoldsForTwoWeeks) {
  const ConsentTold home{"home.example", {.noindex = true}, kNow - days(13)}, old{"old.example", {.bot = true}, kNow - days(14)};
  const ConsentFlags flags = flags_in_force({.discoverable = true}, {home, old}, kNow);
  EXPECT_EQ(flags, (ConsentFlags{.discoverable = true, .noindex = true}));
}

TEST(Consent, TheRuleIsToldInTheLedgersWords) {
  Post post;
  post.moderation.state = ModerationState::approved;
  EXPECT_EQ(rule_applied(post), "shown");
  post.in_reply_to = "5";
  EXPECT_EQ(rule_applied(post), "count-only");
  post.moderation.state = ModerationState::pending;
  EXPECT_EQ(rule_applied(post), "waiting");
  post.moderation.state = ModerationState::hidden;
  EXPECT_EQ(rule_applied(post), "hidden");
}

TEST(Consent, EnrolledAccountsAndFeedsAreNotStrangers) {
  const Rules rules(small_city());
  EXPECT_TRUE(is_by_stranger(status_by("anna@home.example"), rules));
  EXPECT_FALSE(is_by_stranger(status_by("ateneu@mastodont.example"), rules));
  Post entry = status_by("");
  entry.kind = PostKind::entry;
  EXPECT_FALSE(is_by_stranger(entry, rules));
}

}  // namespace
}  // namespace resso::agenda
