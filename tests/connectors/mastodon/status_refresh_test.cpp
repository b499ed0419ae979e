#include "connectors/mastodon/poll.hpp"
#include "tests/fakes/scripted_fetcher.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

constexpr const char* kUri = "https://home.example/users/anna/statuses/5";
constexpr const char* kStatus =
    R"({"id":"5","uri":"https://home.example/users/anna/statuses/5","created_at":"2026-11-18T12:00:00.000Z","visibility":"public","content":"<p>Hola</p>",
        "reblogs_count":3,"account":{"id":"1","acct":"anna"}})";

/// What refresh_status makes of one reply, asked for through a source of another server.
struct Refresh {
  explicit Refresh(net::FetchReply reply) : fetcher([reply](const net::FetchRequest&) { return reply; }) {
    source.url = "https://m.example";
    source.credentials.emplace();
    source.credentials->token = Secret("t0k3n");
  }

  Result<std::optional<Post>> operator()(std::string uri_or_id) {
    PollContext with;
    with.fetcher = &fetcher;
    return fakes::run(context, refresh_status(with, source, std::move(uri_or_id)));
  }

  fakes::ScriptedFetcher fetcher;
  boost::asio::io_context context;
  Source source;
};

TEST(RefreshStatus, AsksThePostsOwnServerWithoutOurToken) {
  Refresh refresh(fakes::reply(200, kStatus));
  const auto post = refresh(kUri);
  ASSERT_TRUE(post && *post);
  EXPECT_EQ((*post)->counters.boosts, 3);
  EXPECT_EQ((*post)->author.acct, "anna@home.example");
  EXPECT_EQ(refresh.fetcher.requests.at(0).url, "https://home.example/api/v1/statuses/5");
  EXPECT_FALSE(refresh.fetcher.requests.at(0).headers.has("Authorization"));
}

TEST(RefreshStatus, AnIdIsAskedAtTheSourcesServerWithItsToken) {
  Refresh refresh(fakes::reply(200, kStatus));
  ASSERT_TRUE(refresh("5"));
  EXPECT_EQ(refresh.fetcher.requests.at(0).url, "https://m.example/api/v1/statuses/5");
  EXPECT_EQ(refresh.fetcher.requests.at(0).headers.get("Authorization"), "Bearer t0k3n");
}

TEST(RefreshStatus, DeletedPostsAreNothing) {
  for (const auto& reply : {fakes::reply(404, R"({"error":"Record not found"})"), fakes::reply(410, "")}) {
    Refresh refresh(reply);
    const auto post = refresh(kUri);
    ASSERT_TRUE(post) << reply.status;
    EXPECT_FALSE(*post) << reply.status;
  }
}

TEST(RefreshStatus, APostMadePrivateIsNothing) {
  Refresh refresh(fakes::reply(
      200, R"({"id":"5","uri":"https://home.example/users/anna/statuses/5","created_at":"2026-11-18T12:00:00Z","visibility":"private"})"));
  const auto post = refresh(kUri);
  ASSERT_TRUE(post);
  EXPECT_FALSE(*post);
}

TEST(RefreshStatus, AServerWithoutTheApiSaysNothingOfThePost) {
  Refresh refresh(fakes::reply(404, "<!DOCTYPE html><title>404</title>"));
  EXPECT_EQ(refresh(kUri).error().code, Errc::not_found);
}

TEST(RefreshStatus, AnotherPostUnderThatIdIsNotTakenForIt) {
  Refresh refresh(fakes::reply(200, kStatus));
  EXPECT_EQ(refresh("https://home.example/p/anna/5").error().code, Errc::bad_input);
}

TEST(RefreshStatus, AnAddressWithoutAnIdIsAnErrorWithoutARequest) {
  Refresh refresh(fakes::reply(200, kStatus));
  EXPECT_EQ(refresh("https://akkoma.example/objects/0d5e").error().code, Errc::bad_input);
  EXPECT_TRUE(refresh.fetcher.requests.empty());
}

}  // namespace
}  // namespace resso::connectors::mastodon
