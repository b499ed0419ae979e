// One poll at a time against each relative: the habit, and what we make of it.
#include "tests/connectors/mastodon/relatives.hpp"
#include "connectors/polite_fetcher.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using namespace relatives;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Kind = FetchOutcome::Kind;

/// The manners of the daemon, without its pauses.
PoliteOptions hasty(const Server& server) {
  PoliteOptions options;
  options.gap = std::chrono::milliseconds(0);
  options.now = [&server] { return server.now; };
  return options;
}

TEST(MastodonServer, ManySourcesOnOneServerNeverExceedEitherBucket) {
  Mastodon server;
  server.now = Instant{Seconds(1'795'000'000 / 900 * 900 + 30)};  // windows of both buckets have minutes to go
  PoliteFetcher polite(server.fetcher, hasty(server));
  int held = 0, good = 0;
  for (int i = 0; i < 40; ++i) {
    server.ids = numbered(5);
    PolledSource polling(polite);
    polling.now = server.now;
    polling.poll();
    server.ids = numbered(3000);
    const PollReport report = polling.poll();
    const bool limited = report.outcome.problem && report.outcome.problem->code == Errc::rate_limited;
    held += limited;
    good += report.outcome.kind == Kind::changed;
    if (limited) {
      EXPECT_EQ(report.outcome.status, 0) << "refused by our own plan, before it was asked";
    }
  }
  EXPECT_GT(good, 5);
  EXPECT_GT(held, 5);
  EXPECT_EQ(server.refused, 0) << "the server never had to say no";
}

TEST(MastodonServer, WhatWasHeldBackComesInTheNextWindow) {
  Mastodon server;
  server.per_window = 30;
  server.now = Instant{Seconds(1'795'000'000 / 900 * 900 + 30)};
  PoliteFetcher polite(server.fetcher, hasty(server));
  server.ids = numbered(5);
  PolledSource polling(polite);
  polling.now = server.now;
  polling.poll();
  server.ids = numbered(2000);
  std::size_t posts = 0;
  for (int window = 0; window < 10; ++window) {
    posts += polling.poll().harvest.posts.size();
    server.now += Seconds(900);
    polling.now = server.now;
  }
  EXPECT_EQ(polling.cursor().newest, numbered(2000).front());
  EXPECT_GE(posts, 1995u);
  EXPECT_EQ(server.refused, 0);
}

TEST(MastodonServer, AFeedThatIsSwitchedOffIsNotAnEmptyOne) {
  Mastodon server;
  server.hashtags_off = true;
  server.ids = numbered(5);
  PolledSource polling(server.fetcher);
  const PollReport report = polling.poll();
  ASSERT_EQ(report.outcome.kind, Kind::failed);
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
  EXPECT_THAT(report.outcome.problem->what, HasSubstr("switched hashtags off"));
}

TEST(MastodonServer, AMethodForPeopleWantsAPersonsToken) {
  Mastodon server;
  server.wants_person = true;
  PolledSource polling(server.fetcher);
  const PollReport report = polling.poll();
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
  EXPECT_THAT(report.outcome.problem->what, HasSubstr("422"));
}

TEST(MastodonServer, TheProbeIsRememberedForADayAndRepeatedWhenRefusalsChange) {
  Mastodon server;
  server.ids = numbered(5);
  PolledSource polling(server.fetcher);
  const auto probes = [&] {
    const auto asked = std::count_if(server.fetcher.requests.begin(), server.fetcher.requests.end(),
                                     [](const net::FetchRequest& request) { return has(request, "/instance"); });
    server.fetcher.requests.clear();
    return asked;
  };
  EXPECT_EQ(polling.poll().harvest.format, "mastodon 4.5.0");
  EXPECT_EQ(polling.cursor().version, "4.5.0");
  EXPECT_EQ(polling.cursor().streaming, "wss://streaming.m.example");
  EXPECT_EQ(polling.cursor().page, 5);
  EXPECT_EQ(probes(), 1);
  polling.poll();
  EXPECT_EQ(probes(), 0);

  server.wants_person = true;
  polling.poll();
  EXPECT_EQ(polling.cursor().refused, 422);
  EXPECT_EQ(probes(), 0);
  polling.poll();
  EXPECT_EQ(probes(), 1) << "it refuses us now: what does it say of itself?";
  polling.poll();
  EXPECT_EQ(probes(), 0) << "said once";
  server.wants_person = false;
  polling.poll();
  polling.poll();
  EXPECT_EQ(probes(), 1) << "and when it lets us in again";
  polling.now += Seconds(90'000);
  polling.poll();
  EXPECT_EQ(probes(), 1) << "once a day";
}

TEST(GoToSocialServer, GivesStrangersNothingAndFriendsEverything) {
  GoToSocial server;
  server.ids = {"01J9ZZZZZZZZZZZZZZZZZZZZZC", "01J9ZZZZZZZZZZZZZZZZZZZZZB", "01J9ZZZZZZZZZZZZZZZZZZZZZA"};
  PolledSource polling(server.fetcher);
  const PollReport closed = polling.poll();
  EXPECT_EQ(closed.outcome.problem->code, Errc::auth);
  EXPECT_THAT(closed.outcome.problem->what, HasSubstr("token not supplied"));
  polling.give_token();
  const PollReport open = polling.poll();
  EXPECT_EQ(open.outcome.kind, Kind::changed);
  EXPECT_THAT(open.harvest.posts, SizeIs(3));
  EXPECT_EQ(polling.cursor().newest, "01J9ZZZZZZZZZZZZZZZZZZZZZC");
}

TEST(GoToSocialServer, OverloadIsAWaitOfThirtySeconds) {
  GoToSocial server;
  server.overloaded = true;
  PolledSource polling(server.fetcher);
  const PollReport report = polling.poll();
  EXPECT_EQ(report.outcome.problem->code, Errc::rate_limited);
  EXPECT_EQ(report.outcome.retry_after, Seconds(30));
}

TEST(GoToSocialServer, ItsResetInUnixSecondsIsUnderstood) {
  GoToSocial server;
  PoliteFetcher polite(server.fetcher, hasty(server));
  PolledSource polling(polite);
  polling.give_token();
  polling.poll();
  EXPECT_FALSE(polite.held_until(polling.source)) << "299 are left";
}

TEST(AkkomaServer, FlakeIdsAreWalkedLikeAnyOther) {
  Akkoma server;
  for (int i = 999; i > 900; --i) server.ids.push_back("AqF" + std::to_string(i) + "xYz");
  PolledSource polling(server.fetcher);
  polling.source.name = "Català";
  const PollReport report = polling.poll();
  EXPECT_THAT(report.harvest.posts, SizeIs(99));
  EXPECT_EQ(polling.cursor().newest, "AqF999xYz");
  EXPECT_EQ(report.harvest.posts[0].uri, "https://m.example/objects/AqF999xYz");
  EXPECT_EQ(polling.cursor().version, "2.7.2 (compatible; Akkoma 3.13.2)");
}

TEST(AkkomaServer, TagsAreAskedForAsTheyAreWritten) {
  Akkoma server;
  server.ids = {"AqF999xYz"};
  PolledSource accented(server.fetcher), plain(server.fetcher);
  accented.source.name = "Català";
  plain.source.name = "Catala";
  EXPECT_THAT(accented.poll().harvest.posts, SizeIs(1));
  EXPECT_THAT(plain.poll().harvest.posts, SizeIs(0)) << "another tag there: who wants both configures both";
}

TEST(AkkomaServer, ThrottlingWithoutAWordIsALimitNotAFailure) {
  Akkoma server;
  for (int i = 999; i > 100; --i) server.ids.push_back("AqF" + std::to_string(i) + "xYz");
  PolledSource polling(server.fetcher);
  polling.source.name = "Català";
  const PollReport report = polling.poll();
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->code, Errc::rate_limited);
  EXPECT_FALSE(report.outcome.rate_reset);
  EXPECT_FALSE(report.harvest.posts.empty()) << "what came before is kept";
  server.now += Seconds(1500);
  EXPECT_FALSE(polling.poll().harvest.posts.empty()) << "and it goes on from there";
}

TEST(PixelfedServer, ALoginPageMeansAToken) {
  Pixelfed server;
  PolledSource polling(server.fetcher);
  const PollReport report = polling.poll();
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
  EXPECT_THAT(report.outcome.problem->remedy, HasSubstr("token_file"));
  EXPECT_EQ(report.outcome.permanent_target, "") << "nobody moves to a login page";
}

TEST(SnacServer, OnePageIsAllThereIs) {
  Snac server;
  server.ids = numbered(50);
  PolledSource polling(server.fetcher);
  EXPECT_THAT(polling.poll().harvest.posts, SizeIs(20));
  server.ids = numbered(60);
  server.fetcher.requests.clear();
  const PollReport report = polling.poll();
  EXPECT_THAT(report.harvest.posts, SizeIs(20));
  EXPECT_THAT(server.fetcher.requests, SizeIs(1)) << "the cursor is within the page: nothing else to ask";
  EXPECT_TRUE(report.harvest.warnings.empty());
  server.ids = numbered(200);
  EXPECT_EQ(polling.poll().harvest.warnings.at(0).code, "gap_unreadable");
}

}  // namespace
}  // namespace resso::connectors::mastodon
