// Accounts that moved are followed, with a word in their health, and never to where they are not welcome.
#include "tests/connectors/mastodon/polling.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kMoved =
    R"({"id":"7","acct":"casal","followers_count":9,"moved":{"id":"8","acct":"casal@new.example","url":"https://new.example/@casal"MORE}})";

std::string moved(const std::string& more = {}) {
  std::string account = kMoved;
  return account.replace(account.find("MORE"), 4, more);
}

std::string post(const std::string& server, const std::string& id) {
  return R"([{"id":")" + id + R"(","uri":")" + server + "/users/casal/statuses/" + id +
         R"(","created_at":"2026-11-18T12:00:00Z","visibility":"public",
             "content":"<p>Hola</p>","account":{"id":"1","acct":"casal"}}])";
}

/// The old server and the new one.
struct TwoServers {
  std::string old_account = moved();
  std::string new_account = R"({"id":"80","acct":"casal","display_name":"Casal","followers_count":120})";
  bool old_is_dead = false;
  fakes::ScriptedFetcher fetcher{[this](const net::FetchRequest& request) { return answer(request); }};

  Result<net::FetchReply> answer(const net::FetchRequest& request) const {
    const bool is_old = has(request, "https://m.example/");
    if (is_old && old_is_dead) return Error{Errc::network, "connection refused", request.url, {}, 0};
    if (has(request, "/instance")) return fakes::reply(200, R"({"version":"4.5.0"})");
    if (has(request, "/lookup")) return fakes::reply(200, is_old ? old_account : new_account);
    if (has(request, "/accounts/7/statuses") && is_old) return fakes::reply(200, post("https://m.example", "1"));
    if (has(request, "/accounts/80/statuses") && !is_old) return fakes::reply(200, post("https://new.example", "900"));
    return fakes::reply(404, R"({"error":"Record not found"})");
  }

  std::vector<std::string> asked() {
    std::vector<std::string> urls;
    for (const auto& request : std::exchange(fetcher.requests, {})) urls.push_back(request.url);
    return urls;
  }
};

auto code_is(const char* code) { return Field(&Warning::code, code); }

TEST(Move, TheNewAccountIsReadOnWithAWordInHealth) {
  TwoServers servers;
  PolledSource polling(servers.fetcher, SourceKind::mastodon_account);
  polling.give_token();
  const PollReport report = polling.poll();
  ASSERT_EQ(report.outcome.kind, FetchOutcome::Kind::changed);
  ASSERT_THAT(report.harvest.posts, SizeIs(1));
  EXPECT_EQ(report.harvest.posts[0].uri, "https://new.example/users/casal/statuses/900");
  EXPECT_EQ(report.harvest.account, "casal@new.example") << "so that it is known as the entity's";
  EXPECT_THAT(report.harvest.warnings, ElementsAre(code_is("account_moved")));
  EXPECT_THAT(report.harvest.warnings[0].what, HasSubstr("@casal at https://new.example"));
  EXPECT_THAT(report.harvest.followers, SizeIs(2)) << "of both";
  for (const auto& request : servers.fetcher.requests)
    EXPECT_EQ(request.headers.has("Authorization"), has(request, "https://m.example/")) << request.url;
}

TEST(Move, TheCursorGoesOnWithTheNewAccount) {
  TwoServers servers;
  PolledSource polling(servers.fetcher, SourceKind::mastodon_account);
  polling.poll();
  servers.asked();
  EXPECT_EQ(polling.poll().outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_THAT(servers.asked(), ElementsAre("https://new.example/api/v1/accounts/80/statuses?limit=40"));
  EXPECT_EQ(read_cursor(polling.cursor().followed).newest, "900");
}

TEST(Move, TheOldServerMayGoAndTheNewAccountIsReadOn) {
  TwoServers servers;
  PolledSource polling(servers.fetcher, SourceKind::mastodon_account);
  polling.poll();
  servers.old_is_dead = true;
  polling.now += Seconds(90'000);
  EXPECT_EQ(polling.poll().outcome.kind, FetchOutcome::Kind::changed);
  servers.asked();
  polling.poll();
  EXPECT_THAT(servers.asked(), Not(Contains(HasSubstr("https://m.example/")))) << "asked once a day, not at every poll";
}

TEST(Move, AMoveTakenBackIsNoticedTheNextDay) {
  TwoServers servers;
  PolledSource polling(servers.fetcher, SourceKind::mastodon_account);
  polling.poll();
  servers.old_account = R"({"id":"7","acct":"casal"})";
  polling.now += Seconds(90'000);
  const PollReport report = polling.poll();
  EXPECT_THAT(report.harvest.warnings, IsEmpty());
  EXPECT_EQ(report.harvest.posts.at(0).uri, "https://m.example/users/casal/statuses/1");
}

TEST(Move, NobodyIsFollowedToALimitedOrSuspendedAccount) {
  for (const std::string more : {R"(,"limited":true)", R"(,"suspended":true)"}) {
    TwoServers servers;
    servers.old_account = moved(more);
    PolledSource polling(servers.fetcher, SourceKind::mastodon_account);
    const PollReport report = polling.poll();
    EXPECT_THAT(report.harvest.warnings, ElementsAre(code_is("account_moved_barred")));
    EXPECT_EQ(report.harvest.posts.at(0).uri, "https://m.example/users/casal/statuses/1");
    EXPECT_THAT(servers.asked(), Not(Contains(HasSubstr("new.example"))));
  }
  for (const char* there : {R"({"id":"80","acct":"casal","suspended":true})", R"({"id":"80","acct":"casal","limited":true})"}) {
    TwoServers servers;
    servers.new_account = there;
    PolledSource polling(servers.fetcher, SourceKind::mastodon_account);
    const PollReport report = polling.poll();
    EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::changed) << "a suspension there does not end the source";
    EXPECT_THAT(report.harvest.warnings, ElementsAre(code_is("account_moved_barred")));
    EXPECT_EQ(report.harvest.posts.at(0).uri, "https://m.example/users/casal/statuses/1");
  }
}

TEST(Move, AccountsThatMoveInACircleEnd) {
  TwoServers servers;
  servers.new_account = R"({"id":"80","acct":"casal","moved":{"id":"7","acct":"casal@m.example","url":"https://m.example/@casal"}})";
  PolledSource polling(servers.fetcher, SourceKind::mastodon_account);
  EXPECT_EQ(polling.poll().outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_LT(servers.asked().size(), 20u);
}

}  // namespace
}  // namespace resso::connectors::mastodon
