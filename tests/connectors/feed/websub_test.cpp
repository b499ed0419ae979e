#include "connectors/feed/websub.hpp"

#include "text/digest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace resso::connectors::feed {
namespace {

using namespace std::chrono_literals;
using State = Subscription::State;

constexpr Instant kNow{std::chrono::sys_days{2026y / 11 / 26} + 10h};

Subscription wanted() { return new_subscription("feed:https://a.example/f", "https://hub.example/", "https://a.example/f?x=1&y"); }

Subscription alive(Seconds lease = 864000s) {
  Subscription subscription = wanted();
  before_asking(subscription, kNow);
  HubQuestion question{"subscribe", subscription.topic, "c", {}, lease};
  EXPECT_EQ(answer_hub(subscription, question, kNow).body, "c");
  return subscription;
}

net::FetchReply reply(int status) {
  net::FetchReply made;
  made.status = status;
  return made;
}

TEST(WebSub, ASubscriptionHasATokenAndASecretNobodyGuesses) {
  const Subscription one = wanted(), other = wanted();
  EXPECT_EQ(one.token.size(), 40u);
  EXPECT_EQ(one.secret.size(), 64u);
  EXPECT_NE(one.token, other.token);
  EXPECT_NE(one.secret, other.secret);
  EXPECT_TRUE(is_due(one, kNow));
}

TEST(WebSub, TheHubIsAskedWithTheStandardsForm) {
  Subscription subscription = wanted();
  subscription.secret = "s";
  const auto request = hub_request(subscription, "https://city.example/websub/t");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://hub.example/");
  EXPECT_EQ(request.headers.get("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(request.body,
            "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2Ff%3Fx%3D1%26y&hub.callback=https%3A%2F%2Fcity.example%2Fwebsub%2Ft&hub."
            "secret=s&hub.lease_seconds=864000");
  subscription.state = State::leaving;
  EXPECT_EQ(hub_request(subscription, "https://city.example/websub/t").body,
            "hub.mode=unsubscribe&hub.topic=https%3A%2F%2Fa.example%2Ff%3Fx%3D1%26y&hub.callback=https%3A%2F%2Fcity.example%2Fwebsub%2Ft");
}

TEST(WebSub, TheQuestionOfAHubIsReadWithItsEncoding) {
  const auto question = parse_hub_question(
      "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2Ff%3Fx%3D1%26y&hub.challenge=a+b%2B&hub.lease_seconds=60&x&=");
  EXPECT_EQ(question.mode, "subscribe");
  EXPECT_EQ(question.topic, "https://a.example/f?x=1&y");
  EXPECT_EQ(question.challenge, "a b+");
  EXPECT_EQ(question.lease, 60s);
  EXPECT_EQ(parse_hub_question("hub.lease_seconds=-5").lease, std::nullopt);
  EXPECT_EQ(parse_hub_question("hub.lease_seconds=soon").lease, std::nullopt);
}

struct Question {
  const char* name;
  State state;
  HubQuestion question;
  int status;
};

class Asked : public testing::TestWithParam<Question> {};

TEST_P(Asked, IsAnsweredWithTheChallengeOnlyForWhatWeWant) {
  Subscription subscription = wanted();
  subscription.state = GetParam().state;
  subscription.alive_until = kNow + 1h;
  const auto answer = answer_hub(subscription, GetParam().question, kNow);
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.body, answer.status == 200 && GetParam().question.mode != "denied" ? "c" : "");
}

const std::string kTopic = "https://a.example/f?x=1&y";
INSTANTIATE_TEST_SUITE_P(WebSub, Asked,
                         testing::Values(Question{"Wanted", State::asked, {"subscribe", kTopic, "c", {}, {}}, 200},
                                         Question{"Renewed", State::alive, {"subscribe", kTopic, "c", {}, {}}, 200},
                                         Question{"AnotherTopic", State::asked, {"subscribe", "https://a.example/g", "c", {}, {}}, 404},
                                         Question{"NoTopic", State::asked, {"subscribe", "", "c", {}, {}}, 404},
                                         Question{"NoChallenge", State::asked, {"subscribe", kTopic, "", {}, {}}, 404},
                                         Question{"UnknownMode", State::asked, {"publish", kTopic, "c", {}, {}}, 404},
                                         Question{"NotAfterDenial", State::denied, {"subscribe", kTopic, "c", {}, {}}, 404},
                                         Question{"NotWhenLeaving", State::leaving, {"subscribe", kTopic, "c", {}, {}}, 404},
                                         Question{"EndThatWeWant", State::leaving, {"unsubscribe", kTopic, "c", {}, {}}, 200},
                                         Question{"EndThatNobodyWants", State::alive, {"unsubscribe", kTopic, "c", {}, {}}, 404},
                                         Question{"Denied", State::asked, {"denied", kTopic, "", "no room", {}}, 200},
                                         Question{"DenialOfAnother", State::asked, {"denied", "https://a.example/g", "", {}, {}}, 404}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(WebSub, ALeaseIsRenewedBeforeItEnds) {
  const Subscription ten_days = alive();
  EXPECT_EQ(ten_days.alive_until, kNow + 240h);
  EXPECT_FALSE(is_due(ten_days, kNow + 215h));
  EXPECT_TRUE(is_due(ten_days, kNow + 216h)) << "a day before";
  const Subscription an_hour = alive(3600s);
  EXPECT_FALSE(is_due(an_hour, kNow + 39min));
  EXPECT_TRUE(is_due(an_hour, kNow + 40min)) << "with a third of it left";
  EXPECT_EQ(alive(1s).alive_until, kNow + 5min) << "hubs that cannot count do not make us ask all the time";
}

TEST(WebSub, ALeaseThatIsNotRenewedLapses) {
  Subscription subscription = alive();
  EXPECT_FALSE(lapse(subscription, kNow + 239h));
  EXPECT_TRUE(is_alive(subscription, kNow + 239h));
  EXPECT_FALSE(is_alive(subscription, kNow + 240h));
  EXPECT_TRUE(lapse(subscription, kNow + 240h));
  EXPECT_EQ(subscription.state, State::asked);
}

TEST(WebSub, WhileARenewalIsUnderWayTheSubscriptionLives) {
  Subscription subscription = alive();
  before_asking(subscription, kNow + 216h);
  after_asking(subscription, reply(202), kNow + 216h);
  EXPECT_TRUE(is_alive(subscription, kNow + 217h));
  EXPECT_FALSE(is_due(subscription, kNow + 216h + 59min));
}

TEST(WebSub, AHubThatDoesNotComeBackIsAskedMoreAndMoreSeldom) {
  Subscription subscription = wanted();
  Instant now = kNow;
  std::vector<Seconds> waits;
  for (int n = 0; n < 12; ++n) {
    before_asking(subscription, now);
    after_asking(subscription, reply(202), now);
    waits.push_back(*subscription.next_attempt - now);
    now = *subscription.next_attempt;
  }
  EXPECT_EQ(waits.front(), 1h);
  EXPECT_EQ(waits.back(), 168h);
  EXPECT_TRUE(std::is_sorted(waits.begin(), waits.end()));
  EXPECT_NE(subscription.problem, "");
}

TEST(WebSub, ARefusalIsRememberedAndTriedAgainLater) {
  Subscription subscription = wanted();
  before_asking(subscription, kNow);
  after_asking(subscription, reply(400), kNow);
  EXPECT_EQ(subscription.problem, "the hub answered 400");
  EXPECT_EQ(subscription.next_attempt, kNow + 1h);
  before_asking(subscription, kNow + 1h);
  after_asking(subscription, Error{Errc::network, "no connection", "https://hub.example/", "", 0}, kNow + 1h);
  EXPECT_EQ(subscription.failures, 2);
  EXPECT_EQ(subscription.next_attempt, kNow + 3h);
}

TEST(WebSub, AHubMayComeBackBeforeItAnswers) {
  Subscription subscription = alive();
  after_asking(subscription, reply(500), kNow);
  EXPECT_EQ(subscription.state, State::alive);
  EXPECT_EQ(subscription.failures, 0);
}

TEST(WebSub, AfterADenialTheHubIsLeftAloneForAWeek) {
  Subscription subscription = wanted();
  before_asking(subscription, kNow);
  answer_hub(subscription, {"denied", subscription.topic, "", "no room", {}}, kNow);
  EXPECT_EQ(subscription.state, State::denied);
  EXPECT_EQ(subscription.problem, "the hub does not want us: no room");
  EXPECT_FALSE(is_due(subscription, kNow + 167h));
  EXPECT_TRUE(is_due(subscription, kNow + 168h));
}

TEST(WebSub, AFarewellEndsWithTheHubsWordOrWithoutIt) {
  Subscription never_lived = wanted();
  never_lived.state = State::leaving;
  EXPECT_TRUE(is_over(never_lived, kNow));
  Subscription subscription = alive();
  subscription.state = State::leaving;
  EXPECT_FALSE(is_over(subscription, kNow));
  EXPECT_TRUE(is_over(subscription, kNow + 240h));
  subscription.failures = 3;
  EXPECT_TRUE(is_over(subscription, kNow));
  subscription.failures = 0;
  answer_hub(subscription, {"unsubscribe", subscription.topic, "c", {}, {}}, kNow);
  EXPECT_TRUE(is_over(subscription, kNow));
}

TEST(WebSub, ADeliveryIsBelievedByItsSignatureOnly) {
  const std::string body = "<rss/>", secret = "s3";
  const auto sign = [&](text::HmacMethod method) { return text::hmac_hex(method, secret, body); };
  EXPECT_TRUE(is_signed("sha1=" + sign(text::HmacMethod::sha1), secret, body));
  EXPECT_TRUE(is_signed("sha256=" + sign(text::HmacMethod::sha256), secret, body));
  EXPECT_TRUE(is_signed("sha384=" + sign(text::HmacMethod::sha384), secret, body));
  EXPECT_TRUE(is_signed("SHA512=" + sign(text::HmacMethod::sha512), secret, body));
  EXPECT_FALSE(is_signed("sha256=" + sign(text::HmacMethod::sha1), secret, body));
  EXPECT_FALSE(is_signed("sha256=" + sign(text::HmacMethod::sha256), "other", body));
  EXPECT_FALSE(is_signed("sha256=" + sign(text::HmacMethod::sha256), secret, body + " "));
  EXPECT_FALSE(is_signed("sha256=", secret, body));
  EXPECT_FALSE(is_signed("md5=" + sign(text::HmacMethod::sha256), secret, body));
  EXPECT_FALSE(is_signed(sign(text::HmacMethod::sha256), secret, body));
  EXPECT_FALSE(is_signed("", secret, body));
}

TEST(WebSub, ADeliveryOfAnotherTopicIsNotOurs) {
  Subscription subscription = wanted();
  EXPECT_FALSE(is_of_another(subscription, {}));
  EXPECT_FALSE(is_of_another(subscription, {{"Link", "<https://a.example/f?x=1&y>; rel=\"self\", <https://hub.example/>; rel=\"hub\""}}));
  EXPECT_TRUE(is_of_another(subscription, {{"Link", "<https://a.example/g>; rel=\"self\""}}));
}

}  // namespace
}  // namespace resso::connectors::feed
