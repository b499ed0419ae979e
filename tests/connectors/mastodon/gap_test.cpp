// After an outage of any length everything comes, nothing is missing, and at every moment the saved cursor is true.
#include "tests/connectors/mastodon/fake_server.hpp"
#include "tests/connectors/mastodon/polling.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <set>

namespace resso::connectors::mastodon {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

constexpr int kMissed = 5000;
constexpr Instant kNow{Seconds(1'795'000'000)};

/// One post a minute, the newest with the highest id.
std::vector<FakePost> posts_up_to(int count) {
  std::vector<FakePost> posts;
  for (int id = count; id > 0; --id) posts.push_back({id, kNow - Seconds(60) * (count - id + 1), {}, "<p>#Barri</p>", 0});
  return posts;
}

int id_of(const Post& post) { return std::atoi(post.uri.substr(post.uri.rfind('/') + 1).c_str()); }

struct Outage {
  FakeServer server;
  PolledSource polling{server.fetcher};
  std::set<int> have;

  Outage() {
    server.posts = posts_up_to(10);
    keep(polling.poll());
    server.posts = posts_up_to(10 + kMissed);
  }

  void keep(const PollReport& report) {
    for (const Post& post : report.harvest.posts) have.insert(id_of(post));
  }

  /// Everything up to the cursor is here: a crash right now would lose nothing.
  void expect_no_hole() const {
    const int newest = std::atoi(polling.cursor().newest.c_str());
    const auto upto = static_cast<int>(std::distance(have.begin(), have.upper_bound(newest)));
    ASSERT_EQ(upto, newest) << "posts are missing before the cursor";
  }

  /// Polls needed until the cursor is at the newest post.
  int catch_up(int at_most) {
    for (int polls = 1; polls <= at_most; ++polls) {
      keep(polling.poll());
      expect_no_hole();
      if (polling.cursor().newest == std::to_string(10 + kMissed)) return polls;
    }
    return -1;
  }
};

TEST(Gap, FiveThousandPostsComeInOrderOverSeveralPolls) {
  Outage outage;
  const int polls = outage.catch_up(20);
  EXPECT_EQ(polls, 5) << "a thousand a poll, so that one source does not take its server's whole bucket";
  EXPECT_EQ(outage.have.size(), 10u + kMissed);
}

TEST(Gap, ACapLowerThanAskedForIsNoHole) {
  Outage outage;
  outage.server.cap = 15;
  EXPECT_GT(outage.catch_up(40), 6);
  EXPECT_EQ(outage.have.size(), 10u + kMissed);
  EXPECT_EQ(outage.polling.cursor().page, 15) << "the most it gave";
}

TEST(Gap, RequestsThatFailInTheMiddleCostTimeNotPosts) {
  Outage outage;
  int requests = 0;
  outage.server.override = [&](const net::FetchRequest&) { return ++requests % 7 == 0 ? fakes::reply(502, "") : net::FetchReply{}; };
  EXPECT_GT(outage.catch_up(100), 6);
  EXPECT_EQ(outage.have.size(), 10u + kMissed);
}

TEST(Gap, PostsThatComeMeanwhileAreNotSkipped) {
  Outage outage;
  outage.keep(outage.polling.poll());
  outage.server.posts = posts_up_to(10 + kMissed + 500);
  for (int polls = 0; polls < 20; ++polls) {
    outage.keep(outage.polling.poll());
    outage.expect_no_hole();
  }
  EXPECT_EQ(outage.have.size(), 10u + kMissed + 500);
}

TEST(Gap, TheCursorsPostMayBeDeleted) {
  Outage outage;
  std::erase_if(outage.server.posts, [](const FakePost& post) { return post.id == 10; });
  EXPECT_EQ(outage.catch_up(20), 5);
  EXPECT_EQ(outage.have.size(), 10u + kMissed);
}

TEST(Gap, AServerThatCannotBeAskedForTheGapIsToldInHealth) {
  Outage outage;
  outage.server.knows_paging = outage.server.knows_limit = outage.server.sends_link = false;
  const PollReport report = outage.polling.poll();
  std::vector<std::string> codes;
  for (const Warning& warning : report.harvest.warnings) codes.push_back(warning.code);
  EXPECT_THAT(codes, Contains("gap_unreadable"));
  EXPECT_THAT(outage.polling.poll().harvest.warnings, IsEmpty()) << "nothing was missed since";
}

}  // namespace
}  // namespace resso::connectors::mastodon
