#include "connectors/mastodon/look.hpp"

#include "tests/fakes/scripted_fetcher.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Answer = StatusLook::Answer;

constexpr const char* kUri = "https://home.example/users/anna/statuses/5";

std::string status(const std::string& more = {}) {
  return R"({"id":"5","uri":"https://home.example/users/anna/statuses/5","url":"https://home.example/@anna/5","created_at":"2026-11-18T12:00:00.000Z",
             "visibility":"public","content":"<p>A casa</p>","account":{"id":"1","acct":"anna","noindex":true,"discoverable":true})" +
         more + "}";
}

Post known() {
  Post post;
  post.uri = kUri;
  post.url = "https://home.example/@anna/5";
  post.text = "Com es veu des d'un altre lloc";
  post.author.acct = "anna@home.example";
  return post;
}

struct Looking {
  explicit Looking(fakes::ScriptedFetcher::Script script) : fetcher(std::move(script)) {}
  explicit Looking(net::FetchReply reply) : fetcher([reply](const net::FetchRequest&) { return reply; }) {}

  StatusLook operator()(Post post = known(), LookOptions options = {}) {
    PollContext with;
    with.fetcher = &fetcher;
    with.now = Instant{Seconds(1'795'000'000)};
    return fakes::run(context, look_at_status(with, std::move(post), std::move(options)));
  }

  fakes::ScriptedFetcher fetcher;
  boost::asio::io_context context;
};

TEST(Look, ReadsCountersAndConsentAtHomeAndKeepsTheWordsAsTheyAre) {
  Looking looking(fakes::reply(200, status(R"(,"reblogs_count":3,"favourites_count":9)")));
  const StatusLook look = looking();
  EXPECT_EQ(looking.fetcher.requests.at(0).url, "https://home.example/api/v1/statuses/5");
  ASSERT_EQ(look.answer, Answer::there);
  ASSERT_THAT(look.harvest.posts, SizeIs(1));
  EXPECT_EQ(look.harvest.posts[0].text, known().text) << "not edited: another way of writing it is no change";
  EXPECT_EQ(look.harvest.posts[0].author.consent.noindex, true);
  EXPECT_EQ(look.harvest.posts[0].author.acct, "anna@home.example");
  ASSERT_THAT(look.harvest.counters, SizeIs(1));
  EXPECT_TRUE(look.harvest.counters[0].from_origin);
  EXPECT_EQ(look.harvest.counters[0].counters.favourites, 9);
}

TEST(Look, AnEditBringsTheNewWords) {
  Looking looking(fakes::reply(200, status(R"(,"edited_at":"2026-11-19T12:00:00Z")")));
  EXPECT_EQ(looking().harvest.posts.at(0).text, "A casa");
}

TEST(Look, TheHostOfAccountsNeedNotBeTheServers) {
  Looking looking(fakes::reply(200, status(R"(,"edited_at":"2026-11-19T12:00:00Z")")));
  Post post = known();
  post.author.acct = "anna@city.example";
  EXPECT_EQ(looking(post).harvest.posts.at(0).author.acct, "anna@city.example");
}

TEST(Look, GoneIsWhatTheApiSaysIsGone) {
  for (const auto& reply : {fakes::reply(404, R"({"error":"Record not found"})"), fakes::reply(410, "")}) {
    LookOptions options;
    options.server_is_known = true;
    const StatusLook look = Looking(reply)(known(), options);
    EXPECT_EQ(look.answer, Answer::gone) << reply.status;
    EXPECT_THAT(look.harvest.deleted_uris, testing::ElementsAre(kUri));
  }
}

TEST(Look, AClosedServerSaysNothingOfThePost) {
  for (const auto& reply : {fakes::reply(401, R"({"error":"The access token is invalid"})"), fakes::reply(403, "{}"),
                            fakes::reply(422, R"({"error":"This method requires an authenticated user"})"),
                            fakes::reply(404, "<!DOCTYPE html><title>404</title>")}) {
    const StatusLook look = Looking(reply)();
    EXPECT_EQ(look.answer, Answer::closed) << reply.status;
    EXPECT_THAT(look.harvest.deleted_uris, IsEmpty());
    EXPECT_TRUE(look.problem);
  }
}

TEST(Look, AServerThatNeverShowedAPostDoesNotMakeOneGone) {
  const StatusLook look = Looking(fakes::reply(404, R"({"error":"Not found"})"))();
  EXPECT_EQ(look.answer, Answer::closed) << "it may say so of every address";
  EXPECT_THAT(look.harvest.deleted_uris, IsEmpty());
}

TEST(Look, WhereTheApiIsClosedTheObjectItselfIsAskedFor) {
  int status = 200;
  Looking looking([&](const net::FetchRequest& request) -> Result<net::FetchReply> {
    if (request.url.find("/api/") != std::string::npos) return fakes::reply(401, R"({"error":"Unauthorized"})");
    EXPECT_EQ(request.url, kUri);
    EXPECT_EQ(request.headers.get("Accept"), "application/activity+json");
    return fakes::reply(status, R"({"id":"https://home.example/users/anna/statuses/5","type":"Note"})");
  });
  EXPECT_EQ(looking().answer, Answer::there);
  EXPECT_THAT(looking().harvest.counters, IsEmpty());
  status = 404;
  LookOptions options;
  options.server_is_known = true;
  EXPECT_EQ(looking(known(), options).answer, Answer::gone);
  EXPECT_EQ(looking().answer, Answer::closed);
  status = 410;
  EXPECT_EQ(looking().answer, Answer::gone);
  status = 401;
  EXPECT_EQ(looking(known(), options).answer, Answer::closed);
}

TEST(Look, TroubleOnTheWayIsTriedAgain) {
  for (const int status : {429, 500, 503}) EXPECT_EQ(Looking(fakes::reply(status, ""))().answer, Answer::unreachable) << status;
}

TEST(Look, WhoBoostedIsReadPageByPageWithinTheBudget) {
  Looking looking([](const net::FetchRequest& request) -> Result<net::FetchReply> {
    if (request.url.find("/reblogged_by") == std::string::npos) return fakes::reply(200, status(R"(,"reblogs_count":200)"));
    const bool second = request.url.find("max_id=90") != std::string::npos;
    return fakes::reply(200,
                        second ? R"([{"id":"3","acct":"carla@far.example","followers_count":-1}])"
                               : R"([{"id":"1","acct":"berta","followers_count":40},{"id":"2","acct":"bot@far.example"}])",
                        {{"Link", "<https://home.example/x?max_id=90>; rel=\"next\""}});
  });
  LookOptions options;
  options.booster_pages = 2;
  const StatusLook look = looking(known(), options);
  EXPECT_EQ(look.booster_requests, 2);
  ASSERT_THAT(look.harvest.boosts, SizeIs(3));
  EXPECT_EQ(look.harvest.boosts[0].account, "berta@home.example");
  EXPECT_EQ(look.harvest.boosts[0].followers, 40);
  EXPECT_FALSE(look.harvest.boosts[2].followers) << "hidden is unknown";
  EXPECT_THAT(looking.fetcher.requests.at(1).url, HasSubstr("/api/v1/statuses/5/reblogged_by?limit=80"));

  options.boosters_known = 200;
  EXPECT_EQ(looking(known(), options).booster_requests, 0) << "all of them are known";
  options.boosters_known = options.booster_pages = 0;
  EXPECT_EQ(looking(known(), options).booster_requests, 0) << "the day's budget is spent";
}

TEST(Look, TheTokenOfThePostsOwnServerIsUsed) {
  Looking looking(fakes::reply(200, status()));
  LookOptions options;
  options.credentials.emplace();
  options.credentials->token = Secret("t0k3n");
  looking(known(), options);
  EXPECT_EQ(looking.fetcher.requests.at(0).headers.get("Authorization"), "Bearer t0k3n");
}

TEST(Look, AnIdIsTakenFromTheUrlWhereTheUriDoesNotTell) {
  Post post = known();
  post.uri = "https://akkoma.example/objects/0d5e";
  post.url = "https://akkoma.example/notice/AbCd";
  EXPECT_EQ(home_of(post).id, "AbCd");
  post.url = "https://elsewhere.example/notice/AbCd";
  EXPECT_EQ(home_of(post).id, "") << "another server's view of it";
}

}  // namespace
}  // namespace resso::connectors::mastodon
