#include "agenda/said_events.hpp"

#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// Told on Monday, 23 November 2026.
Post told(std::string words) {
  Post post;
  post.uri = "https://m.example/1";
  post.text = std::move(words);
  post.published = *text::parse_rfc3339("2026-11-23T10:00:00+01:00");
  return post;
}

TEST(SaidEvents, AreStatementsOfThePostNamedInOrder) {
  const auto said =
      said_events(told("Dissabte 28, a les 18 h, àpat popular.\nDiumenge 29, a les 12 h, concert de cambra."), shipped_rules());
  ASSERT_THAT(said, SizeIs(2));
  EXPECT_EQ(said[0].key, "https://m.example/1#1");
  EXPECT_EQ(said[1].key, "https://m.example/1#2");
  EXPECT_EQ(said[0].event.title, "Àpat popular");
  EXPECT_EQ(said[0].post_uri, "https://m.example/1");
  EXPECT_EQ(said[0].evidence, Evidence::extracted);
  EXPECT_EQ(said[0].event.created, told("").published);
}

TEST(SaidEvents, AreNotTakenFromWhatIsNotForEverybody) {
  Post reply = told("Dissabte 28, a les 18 h, concert"), followers = reply, gone = reply;
  ASSERT_THAT(said_events(reply, shipped_rules()), SizeIs(1));
  reply.in_reply_to = "https://m.example/0";
  followers.visibility = "private";
  gone.deleted = true;
  for (const Post& post : {reply, followers, gone}) EXPECT_THAT(said_events(post, shipped_rules()), IsEmpty());
}

TEST(KeepKeys, AnActThatAPostGoesOnTellingKeepsItsKeyWhateverStandsBeforeIt) {
  const auto before = said_events(told("Dissabte 28, a les 18 h, àpat popular."), shipped_rules());
  auto after = said_events(told("Divendres 27, a les 12 h, concert.\nDissabte 28, a les 18 h, àpat popular."), shipped_rules());
  ASSERT_THAT(after, SizeIs(2));
  keep_keys(after, before);
  EXPECT_EQ(after[0].key, "https://m.example/1#2");
  EXPECT_EQ(after[1].key, "https://m.example/1#1");
}

TEST(KeepKeys, AMovedOrRenamedActIsStillTheSame) {
  const auto before = said_events(told("Dissabte 28, a les 18 h, àpat popular."), shipped_rules());
  auto moved = said_events(told("Dissabte 28, a les 19 h, àpat popular."), shipped_rules());
  keep_keys(moved, before);
  EXPECT_EQ(moved[0].key, before[0].key);
}

TEST(KeepKeys, WhatWasTakenBackIsNotAnotherAct) {
  auto before = said_events(told("Dissabte 28, a les 18 h, àpat popular."), shipped_rules());
  before[0].vanished = true;
  auto other = said_events(told("Diumenge 29, a les 12 h, concert."), shipped_rules());
  keep_keys(other, before);
  EXPECT_EQ(other[0].key, "https://m.example/1#2");
}

}  // namespace
}  // namespace resso::agenda
