// "@casal@casal.example" whose server is not at casal.example: its domain says where (WebFinger), and asking it is no burden to anybody.
#include "connectors/mastodon/home.hpp"

#include "connectors/mastodon/refusal.hpp"
#include "connectors/mastodon/webfinger_parse.hpp"
#include "tests/connectors/mastodon/polling.hpp"

#include <gmock/gmock.h>

namespace resso::connectors::mastodon {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kFinger =
    R"({"subject":"acct:casal@casal.example","aliases":["https://social.casal.example/@casal"],"links":[
        {"rel":"http://webfinger.net/rel/profile-page","type":"text/html","href":"https://social.casal.example/@casal"},
        {"rel":"self","type":"application/activity+json","href":"https://social.casal.example/users/casal"},
        {"rel":"http://ostatus.org/schema/1.0/subscribe","template":"https://social.casal.example/authorize?uri={uri}"}]})";

/// The association's website, and its Mastodon on another host.
struct SplitDomain {
  std::string finger = kFinger;
  int finger_status = 200;
  std::string site_says = "<!DOCTYPE html><html><title>Casal</title><p>Aquesta pàgina no hi és</p></html>";
  int site_status = 404;
  int social_status = 200;
  std::string social_domain = "casal.example";
  fakes::ScriptedFetcher fetcher{[this](const net::FetchRequest& request) { return answer(request); }};

  Result<net::FetchReply> answer(const net::FetchRequest& request) const {
    const std::string target = target_of(request);
    if (has(request, "https://casal.example/")) {
      if (target.starts_with("/.well-known/webfinger")) return fakes::reply(finger_status, finger);
      return fakes::reply(site_status, site_says, {{"Content-Type", "text/html"}});
    }
    if (social_status != 200) return fakes::reply(social_status, R"({"error":"Record not found"})");
    if (has(request, "/instance")) return fakes::reply(200, R"({"domain":")" + social_domain + R"(","version":"4.5.0"})");
    if (has(request, "/lookup?acct=casal")) return fakes::reply(200, R"({"id":"7","acct":"casal","display_name":"Casal"})");
    if (has(request, "/accounts/7/statuses"))
      return fakes::reply(200, R"([{"id":"900","uri":"https://social.casal.example/users/casal/statuses/900",
          "created_at":"2026-11-18T12:00:00Z","visibility":"public","content":"<p>Hola</p>","account":{"id":"7","acct":"casal"}}])");
    return fakes::reply(404, R"({"error":"Record not found"})");
  }

  std::vector<std::string> asked() {
    std::vector<std::string> urls;
    for (const auto& request : std::exchange(fetcher.requests, {})) urls.push_back(request.url);
    return urls;
  }
};

struct Polled : SplitDomain {
  PolledSource polling{fetcher, SourceKind::mastodon_account};
  Polled() { polling.source.url = "https://casal.example"; }
};

const std::string kQuestion = "https://casal.example/.well-known/webfinger?resource=acct%3Acasal%40casal.example";

TEST(Home, AnAccountWhoseServerIsElsewhereIsReadThereWithoutAComplaint) {
  Polled city;
  const PollReport report = city.polling.poll();
  ASSERT_EQ(report.outcome.kind, FetchOutcome::Kind::changed) << (report.outcome.problem ? describe(*report.outcome.problem) : "");
  ASSERT_THAT(report.harvest.posts, SizeIs(1));
  EXPECT_EQ(report.harvest.account, "casal@casal.example") << "so that it is known as the entity's";
  EXPECT_EQ(report.harvest.posts[0].author.acct, "casal@casal.example");
  EXPECT_THAT(report.harvest.warnings, IsEmpty()) << "nothing is wrong with it";
}

TEST(Home, TheDomainIsAskedOnceADayAndNotAtEveryPoll) {
  Polled city;
  city.polling.poll();
  EXPECT_THAT(city.asked(), Contains(kQuestion));
  city.polling.poll();
  EXPECT_THAT(city.asked(), Not(Contains(HasSubstr("https://casal.example/"))));
  city.polling.now += Seconds(90'000);
  city.polling.poll();
  EXPECT_THAT(city.asked(), Contains(kQuestion));
  city.polling.poll();
  EXPECT_THAT(city.asked(), Not(Contains(HasSubstr("https://casal.example/"))));
}

TEST(Home, AWebsiteThatAnswersEverythingWithAPageIsAskedToo) {
  Polled city;
  city.site_status = 200;
  EXPECT_EQ(city.polling.poll().outcome.kind, FetchOutcome::Kind::changed);
}

TEST(Home, TheTokenOfTheDomainStaysThere) {
  Polled city;
  city.polling.give_token();
  city.polling.poll();
  for (const auto& request : city.fetcher.requests)
    EXPECT_FALSE(request.headers.has("Authorization") && !has(request, "https://casal.example/")) << request.url;
}

TEST(Home, ADomainThatSaysNothingLeavesTheErrorAsItWas) {
  Polled city;
  city.finger_status = 404;
  const PollReport report = city.polling.poll();
  ASSERT_TRUE(report.outcome.problem);
  EXPECT_EQ(report.outcome.problem->reason, kNoApi);
  EXPECT_THAT(city.asked(), Contains(kQuestion));
}

TEST(Home, AnAccountThatIsNotAtItsServerAnyMoreIsLookedForAtItsDomainAgain) {
  Polled city;
  city.polling.poll();
  city.social_status = 404;
  city.polling.poll();
  city.asked();
  city.social_status = 200;
  EXPECT_EQ(city.polling.poll().outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_THAT(city.asked(), Contains(kQuestion));
}

TEST(Home, ADomainThatDoesNotAnswerForADayChangesNothing) {
  Polled city;
  city.polling.poll();
  city.finger_status = 503;
  city.polling.now += Seconds(90'000);
  EXPECT_EQ(city.polling.poll().outcome.kind, FetchOutcome::Kind::changed);
}

Home home_by(const std::string& finger) {
  SplitDomain city;
  city.finger = finger;
  boost::asio::io_context context;
  PollContext with;
  with.fetcher = &city.fetcher;
  const auto home = fakes::run(context, find_home(with, "https://casal.example", "casal"));
  return home.value_or(Home{});
}

TEST(Home, TheNameMayBeAnotherAtTheServer) {
  EXPECT_EQ(home_by(R"({"subject":"acct:elcasal@mastodont.example","links":[{"rel":"self",
      "type":"application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"","href":"https://mastodont.example/users/elcasal"}]})"),
            (Home{"https://mastodont.example", "elcasal"}));
  EXPECT_EQ(home_by(R"({"links":[{"rel":"self","type":"application/activity+json","href":"https://mastodont.example/users/x"}]})"),
            (Home{"https://mastodont.example", "casal"}))
      << "without a subject it is the one asked for";
}

TEST(Home, WhatLeadsNowhereElseIsNoHome) {
  const auto self = [](const std::string& href) {
    return home_by(R"({"links":[{"rel":"self","type":"application/activity+json","href":")" + href + R"("}]})");
  };
  EXPECT_EQ(self("https://casal.example/?author=1"), Home{}) << "the domain's own website";
  EXPECT_EQ(self("http://mastodont.example/users/casal"), Home{}) << "a place without TLS";
  EXPECT_EQ(self("acct:casal"), Home{});
  EXPECT_EQ(home_by("<html>no</html>"), Home{});
  EXPECT_EQ(home_by("[]"), Home{});
  EXPECT_EQ(home_by(R"({"links":[{"rel":"self","type":"text/html","href":"https://mastodont.example/@casal"}]})"), Home{});
  EXPECT_EQ(home_by(R"({"subject":7,"links":[3,null,{"rel":"self"}]})"), Home{});
}

TEST(Webfinger, ItsActorAndSubjectAreRead) {
  const auto finger = parse_webfinger(kFinger);
  ASSERT_TRUE(finger);
  EXPECT_EQ(finger->subject, "acct:casal@casal.example");
  EXPECT_EQ(finger->actor, "https://social.casal.example/users/casal");
}

}  // namespace
}  // namespace resso::connectors::mastodon
