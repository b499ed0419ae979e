// What `resso inspect` makes of an account's handle, wherever its server is.
#include "connectors/kinds/inspect.hpp"
#include "tests/fakes/scripted_fetcher.hpp"
#include "text/url.hpp"

#include <gmock/gmock.h>

#include <map>

namespace resso::connectors {
namespace {

using ::testing::SizeIs;

/// "https://host/path" to a body; what begins with '{' or '[' is JSON. Everything else is a 404 of a website.
struct Web {
  std::map<std::string, std::string> pages;
  fakes::ScriptedFetcher fetcher{[this](const net::FetchRequest& request) -> Result<net::FetchReply> {
    for (const auto& [address, body] : pages) {
      if (!request.url.starts_with(address)) continue;
      const bool json = body.starts_with("{") || body.starts_with("[");
      return fakes::reply(200, body, {{"Content-Type", json ? "application/json" : "text/html"}});
    }
    return fakes::reply(404, "<!DOCTYPE html><html>No hi és</html>", {{"Content-Type", "text/html"}});
  }};

  Inspection inspect(const std::string& address) {
    boost::asio::io_context context;
    PollContext with;
    with.fetcher = &fetcher;
    with.heavy = context.get_executor();
    with.now = Instant{Seconds(1'795'000'000)};
    return fakes::run(context, connectors::inspect(with, *parse_target(address)));
  }
};

constexpr const char* kFinger =
    R"({"subject":"acct:casal@casal.example","links":[
        {"rel":"self","type":"application/activity+json","href":"https://social.casal.example/users/casal"}]})";

Web split_domain() {
  return Web{{{"https://casal.example/.well-known/webfinger?resource=acct%3Acasal%40casal.example", kFinger},
              {"https://social.casal.example/api/v2/instance", R"({"domain":"casal.example","version":"4.5.0"})"},
              {"https://social.casal.example/api/v1/accounts/lookup?acct=casal", R"({"id":"7","acct":"casal","display_name":"Casal"})"},
              {"https://social.casal.example/api/v1/accounts/7/statuses", "[]"}}};
}

TEST(InspectAccount, OneWhoseServerIsElsewhereIsFoundByItsDomain) {
  Web web = split_domain();
  const Inspection found = web.inspect("@casal@casal.example");
  EXPECT_EQ(found.found, Found::account);
  EXPECT_FALSE(found.report.outcome.problem) << describe(*found.report.outcome.problem);
  EXPECT_EQ(found.home, "https://social.casal.example");
  ASSERT_TRUE(found.source);
  EXPECT_EQ(found.source->id, "account:casal@https://social.casal.example") << "the server's own address needs no looking up";
  EXPECT_EQ(found.report.harvest.title, "Casal");
}

TEST(InspectAccount, AProfileOnAnotherServerIsLookedForAtItsOwnDomain) {
  Web web = split_domain();
  const Inspection found = web.inspect("https://mastodont.example/@casal@casal.example");
  EXPECT_EQ(found.found, Found::account);
  EXPECT_EQ(found.home, "https://social.casal.example");
}

TEST(InspectAccount, ThatThereIsNoAccountSaysMoreThanThatThereIsNoPage) {
  Web web;
  const Inspection found = web.inspect("info@casal.example");
  ASSERT_TRUE(found.report.outcome.problem);
  EXPECT_EQ(found.report.outcome.problem->reason, "not_found_no_api");
  ASSERT_TRUE(found.source);
  EXPECT_EQ(found.source->kind, SourceKind::mastodon_account);
}

TEST(InspectAccount, ABlogThatIsInTheFediverseIsReadAsThePageItIs) {
  Web web;
  web.pages["https://casal.example/.well-known/webfinger"] =
      R"({"links":[{"rel":"self","type":"application/activity+json","href":"https://casal.example/?author=1"}]})";
  web.pages["https://casal.example/@casal"] =
      R"(<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>)";
  const Inspection found = web.inspect("@casal@casal.example");
  EXPECT_EQ(found.found, Found::page);
  ASSERT_THAT(found.offers, SizeIs(1));
  EXPECT_EQ(found.offers[0].url, "https://casal.example/feed");
}

}  // namespace
}  // namespace resso::connectors
