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

}  // namespace
}  // namespace resso::agenda
