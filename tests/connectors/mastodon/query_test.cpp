#include "connectors/mastodon/query.hpp"
#include "connectors/mastodon/cursor.hpp"

#include <gtest/gtest.h>

namespace resso::connectors::mastodon {
namespace {

constexpr const char* kServer = "https://m.example";

TEST(Query, NamesAndIdsAreEncoded) {
  EXPECT_EQ(hashtag_query(kServer, "Català", {}), "https://m.example/api/v1/timelines/tag/catal%C3%A0?limit=40");
  Page page;
  page.max_id = "a/b&c";
  EXPECT_EQ(account_statuses_query(kServer, "7?x", page), "https://m.example/api/v1/accounts/7%3Fx/statuses?limit=40&max_id=a%2Fb%26c");
  EXPECT_EQ(lookup_query(kServer, "casal"), "https://m.example/api/v1/accounts/lookup?acct=casal");
  EXPECT_EQ(instance_query(kServer, 2), "https://m.example/api/v2/instance");
}

TEST(StatusAddress, IsReadFromTheUrisOfTheFamily) {
  const auto id_of = [](const char* uri) { return status_address(uri).id; };
  EXPECT_EQ(status_address("https://m.example/users/a/statuses/115").server, "https://m.example");
  EXPECT_EQ(id_of("https://m.example/users/a/statuses/115"), "115");
  EXPECT_EQ(id_of("https://m.example/ap/users/9/statuses/115/activity"), "115");
  EXPECT_EQ(id_of("https://pixel.example/p/anna/77"), "77");
  EXPECT_EQ(id_of("https://akkoma.example/objects/0d5e"), "");
  EXPECT_EQ(id_of("not a url"), "");
}

TEST(LinkParameter, IsThatOfTheNamedRelation) {
  const net::Headers headers{
      {"Link", "<https://m.example/x?limit=2&max_id=1%2F2>; rel=\"next\", <https://m.example/x?min_id=9>; rel=\"prev\""}};
  EXPECT_EQ(link_parameter(headers, "next", "max_id"), "1/2");
  EXPECT_EQ(link_parameter(headers, "prev", "min_id"), "9");
  EXPECT_EQ(link_parameter(headers, "next", "id"), "");
  EXPECT_EQ(link_parameter({}, "next", "max_id"), "");
}

TEST(Cursor, SurvivesBeingWritten) {
  const Cursor cursor{
      "1&2=3", "öö", Instant{Seconds(1'795'000'000)}, "7", Instant{Seconds(1)}, "m.example", Access::closed, Instant{Seconds(5)}};
  EXPECT_EQ(read_cursor(write_cursor(cursor)), cursor);
  Cursor elsewhere;
  elsewhere.access = Access::others_only;
  elsewhere.moved_server = "https://social.example";
  elsewhere.elsewhere = true;
  EXPECT_EQ(read_cursor(write_cursor(elsewhere)), elsewhere);
  EXPECT_EQ(write_cursor({}), "");
}

TEST(Cursor, JunkIsAFreshStart) {
  EXPECT_EQ(read_cursor("{\"x\":1}"), Cursor{});
  EXPECT_EQ(read_cursor("&&=&access=zzz&until=never"), Cursor{});
}

}  // namespace
}  // namespace resso::connectors::mastodon
