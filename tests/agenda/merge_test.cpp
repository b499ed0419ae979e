#include "agenda/merge.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

const Instant kNow{1'800'000'000s};

StatedEvent stated(std::string source, std::string key, Evidence evidence, std::string title) {
  StatedEvent out;
  out.source_id = std::move(source);
  out.key = std::move(key);
  out.evidence = evidence;
  out.event.title = std::move(title);
  out.event.times.start = LocalTime(1'800'100'000s);
  out.event.times.zone = "Europe/Madrid";
  out.event.moderation = {ModerationState::approved, "enrolled", "rule", kNow};
  out.seen = kNow;
  return out;
}

StatedEvent in_calendar(std::string title) {
  return stated("calendar:https://a.example/c.ics", "uid-1", Evidence::calendar, std::move(title));
}
StatedEvent in_feed(std::string title) { return stated("feed:https://a.example/feed", "guid-1", Evidence::structured, std::move(title)); }

TEST(Compose, TheBestStatementWinsFieldByFieldAndAllSourcesStayListed) {
  StatedEvent calendar = in_calendar("Concert"), feed = in_feed("Gran concert de Nadal");
  feed.event.summary = "Amb la coral.";
  feed.event.url = "https://a.example/concert";
  calendar.event.place.name = "Auditori";
  const Event event = compose({feed, calendar}, std::nullopt, kNow);
  EXPECT_EQ(event.title, "Concert");
  EXPECT_EQ(event.summary, "Amb la coral.");
  EXPECT_EQ(event.url, "https://a.example/concert");
  EXPECT_EQ(event.place.name, "Auditori");
  EXPECT_THAT(event.sources, SizeIs(2));
}

TEST(Compose, ACancellationThatWasSaidBeforeTheCalendarWasFirstReadStillCancelsIt) {
  StatedEvent calendar = in_calendar("Concert"), post = stated("feed:https://a.example/feed", "1", Evidence::extracted, "Concert");
  post.event.status = EventStatus::cancelled;
  post.event.entity = "ateneu";
  post.event.created = kNow - 7200s;
  EXPECT_EQ(compose({calendar, post}, std::nullopt, kNow).status, EventStatus::cancelled) << "the calendar does not say when it wrote";
  calendar.event.modified = kNow - 3600s;
  EXPECT_EQ(compose({calendar, post}, std::nullopt, kNow).status, EventStatus::confirmed) << "it was written after the news";
}

TEST(Compose, IdentityStaysWhenASourceIsAdded) {
  const Event first = compose({in_feed("Concert")}, std::nullopt, kNow);
  const Event second = compose({in_feed("Concert"), in_calendar("Concert")}, first, kNow + 60s);
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(second.created, first.created);
}

TEST(Compose, SequenceMovesOnlyWithWhatAReaderSees) {
  const Event first = compose({in_calendar("Concert")}, std::nullopt, kNow);
  const Event again = compose({in_calendar("Concert")}, first, kNow + 60s);
  EXPECT_EQ(again.sequence, first.sequence);
  EXPECT_EQ(again.modified, first.modified);
  const Event moved = compose({in_calendar("Concert de Nadal")}, again, kNow + 120s);
  EXPECT_EQ(moved.sequence, first.sequence + 1);
  EXPECT_EQ(moved.modified, kNow + 120s);
}

TEST(Compose, AVanishedEventIsCancelledAndComesBackWhenItReappears) {
  const Event first = compose({in_calendar("Concert")}, std::nullopt, kNow);
  StatedEvent gone = in_calendar("Concert");
  gone.vanished = true;
  const Event cancelled = compose({gone}, first, kNow + 60s);
  EXPECT_EQ(cancelled.status, EventStatus::cancelled);
  EXPECT_EQ(cancelled.cancelled_at, kNow + 60s);
  EXPECT_GT(cancelled.sequence, first.sequence);
  const Event later = compose({gone}, cancelled, kNow + 600s);
  EXPECT_EQ(later.cancelled_at, kNow + 60s) << "since when stays";
  EXPECT_EQ(later.sequence, cancelled.sequence);
  const Event back = compose({in_calendar("Concert")}, later, kNow + 900s);
  EXPECT_EQ(back.status, EventStatus::confirmed);
  EXPECT_FALSE(back.cancelled_at);
}

TEST(Compose, WhatOneSourceDropsAnotherKeepsAlive) {
  StatedEvent gone = in_calendar("Concert");
  gone.vanished = true;
  EXPECT_EQ(compose({gone, in_feed("Concert a l’Auditori")}, std::nullopt, kNow).status, EventStatus::confirmed);
}

TEST(Compose, TheOrderOfStatementsDoesNotMatter) {
  const StatedEvent a = in_calendar("Concert"), b = in_feed("Gran concert");
  EXPECT_EQ(compose({a, b}, std::nullopt, kNow), compose({b, a}, std::nullopt, kNow));
}

TEST(Compose, TopicsOfAllStatementsAreKeptOnce) {
  StatedEvent a = in_calendar("Concert"), b = in_feed("Concert");
  a.event.topics = {{"eix-71", "category"}};
  b.event.topics = {{"eix-71", "hashtag"}, {"eix-75", "hashtag"}};
  EXPECT_THAT(compose({b, a}, std::nullopt, kNow).topics, ElementsAre(TopicMark{"eix-71", "category"}, TopicMark{"eix-75", "hashtag"}));
}

StatedEvent in_post(EventStatus status, Instant at) {
  StatedEvent post = stated("mastodon_account:https://a.example@ateneu", "post-1", Evidence::extracted, "Concert cancel·lat");
  post.event.status = status;
  post.event.entity = "ateneu";
  post.event.created = at;
  return post;
}

TEST(Compose, ANewerPostCancelsWhatTheCalendarStillAnnounces) {
  const Event before = compose({in_calendar("Concert")}, std::nullopt, kNow);
  const Event after = compose({in_calendar("Concert"), in_post(EventStatus::cancelled, kNow + 60s)}, before, kNow + 90s);
  EXPECT_EQ(after.status, EventStatus::cancelled);
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.title, "Concert") << "the words stay the calendar's";
  EXPECT_GT(after.sequence, before.sequence);
}

TEST(Compose, ACalendarThatChangedSinceHasTheLastWord) {
  StatedEvent calendar = in_calendar("Concert");
  calendar.event.modified = kNow + 120s;
  EXPECT_EQ(compose({calendar, in_post(EventStatus::cancelled, kNow + 60s)}, std::nullopt, kNow).status, EventStatus::confirmed);
}

TEST(Compose, AStrangerCancelsNothingOfABody) {
  StatedEvent calendar = in_calendar("Concert"), post = in_post(EventStatus::cancelled, kNow + 60s);
  calendar.event.entity = "ateneu";
  post.event.entity.clear();
  EXPECT_EQ(compose({calendar, post}, std::nullopt, kNow).status, EventStatus::confirmed);
  post = in_post(EventStatus::cancelled, kNow + 60s);
  post.event.moderation.state = ModerationState::pending;
  EXPECT_EQ(compose({calendar, post}, std::nullopt, kNow).status, EventStatus::confirmed) << "it waits for approval";
}

TEST(Compose, APostWithANewDatePostpones) {
  StatedEvent post = in_post(EventStatus::postponed, kNow + 60s);
  post.event.times.start += std::chrono::days(7);
  const Event event = compose({in_calendar("Concert"), post}, std::nullopt, kNow);
  EXPECT_EQ(event.status, EventStatus::postponed);
  EXPECT_EQ(event.times, in_calendar("Concert").event.times);
  ASSERT_TRUE(event.moved_to);
  EXPECT_EQ(event.moved_to->start, post.event.times.start);
}

TEST(FindSame, TakesTheOldestOfEqualCandidates) {
  StatedEvent wanted = in_feed("Concert");
  wanted.event.uid = "u@x";
  Event young = wanted.event, old = wanted.event;
  young.id = "young", young.created = kNow;
  old.id = "old", old.created = kNow - 10s;
  const std::vector<Event> candidates{young, old};
  const Event* found = find_same(wanted, candidates, MergeRules());
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->id, "old");
}

}  // namespace
}  // namespace resso::agenda
