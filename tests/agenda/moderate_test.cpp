#include "agenda/moderate.hpp"

#include "tests/agenda/agenda_settings.hpp"

#include <gtest/gtest.h>

namespace resso::agenda {
namespace {

using State = ModerationState;

const Instant kNow{std::chrono::seconds(1'800'000'000)};

Moderation judge(const Post& post, Trust trust, const std::optional<Moderation>& before = std::nullopt) {
  return moderate(post, hashtag_source(trust), Rules(small_city()), before, kNow);
}

TEST(Moderate, TrustDecidesAboutAccountsThatAreNotEnrolled) {
  const Post post = status_by("veina@altre.example");
  EXPECT_EQ(judge(post, Trust::known).state, State::hidden);
  EXPECT_EQ(judge(post, Trust::moderated).state, State::pending);
  EXPECT_EQ(judge(post, Trust::open).state, State::approved);
}

TEST(Moderate, EnrolledEntitiesAreShown) {
  Post post = status_by("ateneu@mastodont.example");
  post.entity = "ateneu";
  EXPECT_EQ(judge(post, Trust::known).state, State::approved);
  EXPECT_EQ(judge(post, Trust::known).reason, "enrolled");
}

TEST(Moderate, EveryWayOfOptingOutHides) {
  const auto hidden_by = [](auto set_flag) {
    Post post = status_by("veina@altre.example");
    set_flag(post.author.consent);
    return judge(post, Trust::open);
  };
  EXPECT_EQ(hidden_by([](ConsentFlags& flags) { flags.noindex = true; }).reason, "opted out: noindex");
  EXPECT_EQ(hidden_by([](ConsentFlags& flags) { flags.indexable = false; }).reason, "opted out: not indexable");
  EXPECT_EQ(hidden_by([](ConsentFlags& flags) { flags.discoverable = false; }).reason, "opted out: not discoverable");
  EXPECT_EQ(hidden_by([](ConsentFlags& flags) { flags.limited = true; }).state, State::hidden);
  EXPECT_EQ(hidden_by([](ConsentFlags& flags) { flags.bot = true; }).state, State::hidden);
  EXPECT_EQ(hidden_by([](ConsentFlags& flags) { flags.opt_out_tag = true; }).state, State::hidden);
}

TEST(Moderate, OnlyWhatIsPublicIsShownEvenOfTheEnrolled) {
  Post post = status_by("ateneu@mastodont.example");
  post.entity = "ateneu";
  post.visibility = "unlisted";
  EXPECT_EQ(judge(post, Trust::open).state, State::hidden);
}

TEST(Moderate, TheOptOutListWinsOverAModeratorsApproval) {
  const Moderation approved{State::approved, "looked at it", "marta", kNow};
  EXPECT_EQ(judge(status_by("Discreta@mastodont.example"), Trust::open, approved).state, State::hidden);
}

TEST(Moderate, WhatAModeratorDecidedStaysDecided) {
  const Moderation approved{State::approved, "looked at it", "marta", kNow};
  EXPECT_EQ(judge(status_by("veina@altre.example"), Trust::moderated, approved), approved);
}

TEST(Moderate, ABlockedWordHidesAsAWholeWordOnly) {
  Post post = status_by("veina@altre.example");
  post.search_text = "proveu la loteria rapida avui";
  EXPECT_EQ(judge(post, Trust::open).reason, "blocked word: loteria rapida");
  post.search_text = "una loteria rapidament explicada";
  EXPECT_EQ(judge(post, Trust::open).state, State::approved);
}

TEST(Moderate, TheHashtagThatTrustsMostDecides) {
  const auto open = judge(status_by("veina@altre.example"), Trust::open);
  EXPECT_EQ(judge(status_by("veina@altre.example"), Trust::moderated, open).state, State::approved);
}

TEST(Moderate, AStrangerWhomAnEntityBoostedIsCountedButNotShown) {
  Source account;
  account.kind = SourceKind::mastodon_account;
  account.trust = Trust::open;
  const auto moderation = moderate(status_by("veina@altre.example"), account, Rules(small_city()), std::nullopt, kNow);
  EXPECT_EQ(moderation.state, State::hidden);
}

TEST(Moderate, AnUnsureEventOutOfWordsWaits) {
  StatedEvent stated;
  stated.evidence = Evidence::extracted;
  stated.confidence = 0.4;
  stated.event.entity = "ateneu";
  const Rules rules(small_city());
  EXPECT_EQ(moderate(stated, owned_feed("ateneu"), rules, std::nullopt, kNow).state, State::pending);
  stated.confidence = 0.9;
  EXPECT_EQ(moderate(stated, owned_feed("ateneu"), rules, std::nullopt, kNow).state, State::approved);
}

TEST(Moderate, AnEventIsNeverMoreVisibleThanItsPost) {
  StatedEvent stated;
  stated.event.entity = "ateneu";
  const Moderation hidden{State::hidden, "blocked account", "rule", kNow};
  EXPECT_EQ(moderate(stated, owned_feed("ateneu"), Rules(small_city()), hidden, kNow), hidden);
}

}  // namespace
}  // namespace resso::agenda
