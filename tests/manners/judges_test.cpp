// A judge that finds nothing proves nothing: each one against a visitor with exactly that vice.
#include "tests/manners/judges.hpp"

#include <gtest/gtest.h>

namespace resso::manners {
namespace {

using namespace std::chrono_literals;

/// A visit to the one document of a host, answered at once.
Visit at(net::Clock::Duration when, int status = 200) {
  Visit visit;
  visit.host = "a.example";
  visit.target = "/f";
  visit.arrived = Time(when);
  visit.ended = Time(when + 50ms);
  visit.status = status;
  return visit;
}

Visit tagged(net::Clock::Duration when, std::string asked, std::string given) {
  Visit visit = at(when, asked == given ? 304 : 200);
  visit.if_none_match = std::move(asked);
  visit.etag = std::move(given);
  return visit;
}

/// The one figure that may be above zero, and what it is.
void expect_only(const Visits& visits, std::string_view name, std::size_t count) {
  for (const Figure& figure : judge(visits)) EXPECT_EQ(figure.count, figure.name == name ? count : 0u) << figure.name;
}

TEST(Judges, APoliteVisitorIsNotComplainedOf) {
  expect_only({tagged(0s, "", "\"1\""), tagged(1h, "\"1\"", "\"1\""), tagged(2h, "\"1\"", "\"2\""), tagged(3h, "\"2\"", "\"2\"")}, "", 0);
}

TEST(Judges, AVisitorWhoForgetsValidators) {
  expect_only({tagged(0s, "", "\"1\""), tagged(1h, "", "\"1\""), tagged(2h, "", "\"1\"")}, "unconditional requests", 2);
}

TEST(Judges, NoValidatorIsExpectedWhereNoneWasGiven) { expect_only({at(0s), at(1h), at(2h)}, "", 0); }

TEST(Judges, NoValidatorIsExpectedOfAnAnswerThatNobodyCouldUse) {
  Visit broken = tagged(0s, "", "\"1\"");
  broken.usable = false;
  expect_only({broken, tagged(1h, "", "\"1\"")}, "", 0);
}

TEST(Judges, NoValidatorIsExpectedOfAnAddressThatHasLedElsewhere) {
  Visit led = tagged(1h, "\"1\"", "");
  led.status = 302;
  led.led_to = "other.example/feed";
  expect_only({tagged(0s, "", "\"1\""), led, tagged(2h, "", "\"2\"")}, "", 0);
  expect_only({tagged(0s, "", "\"1\""), led, tagged(2h, "", "\"2\""), tagged(3h, "", "\"2\"")}, "unconditional requests", 1);
}

TEST(Judges, NoValidatorIsExpectedWhereARedirectLeadsBackTo) {
  const auto led = [](net::Clock::Duration when, const char* to) {
    Visit visit = at(when, 302);
    visit.led_to = std::string("a.example/") + to;
    return visit;
  };
  const auto there = [](net::Clock::Duration when, const char* target, const char* asked) {
    Visit visit = tagged(when, asked, "\"1\"");
    visit.target = std::string("/") + target;
    return visit;
  };
  const Visits wandering{led(0s, "x"), there(1s, "x", ""), led(1h, "y"), there(3601s, "y", ""), led(2h, "x"), there(7201s, "x", "")};
  expect_only(wandering, "", 0);
  expect_only({led(0s, "x"), there(1s, "x", ""), led(1h, "x"), there(3601s, "x", "")}, "unconditional requests", 1);
}

TEST(Judges, AVisitorWhoTakesTheQuotesOff) {
  expect_only({tagged(0s, "", "\"1\""), tagged(1h, "1", "\"1\""), tagged(2h, "W/\"1\"", "\"1\"")}, "invented validators", 2);
}

TEST(Judges, AVisitorWhoWritesTheDateAnew) {
  Visit first = at(0s), second = at(1h);
  first.last_modified = second.last_modified = "Tue, 06 Oct 2026 10:00:00 GMT";
  second.if_modified_since = "Tue, 6 Oct 2026 10:00:00 GMT";
  expect_only({first, second}, "invented validators", 1);
}

TEST(Judges, AVisitorWhoTakesAValidatorToAnotherAddress) {
  Visit other = tagged(1h, "\"1\"", "\"2\"");
  other.target = "/g";
  expect_only({tagged(0s, "", "\"1\""), other}, "invented validators", 1);
}

TEST(Judges, AVisitorWhoMixesTwoAnswers) {
  Visit first = tagged(0s, "", "\"1\""), second = tagged(1h, "\"1\"", "\"2\""), third = tagged(2h, "\"2\"", "\"2\"");
  first.last_modified = "d1";
  second.if_modified_since = "d1";
  second.last_modified = "d2";
  third.if_modified_since = "d1";
  expect_only({first, second, third}, "mixed validators", 1);
}

TEST(Judges, AVisitorMayHoldWhatAnEarlierOrABrokenAnswerLeftIt) {
  Visit first = tagged(0s, "", "\"1\""), second = tagged(1h, "\"1\"", "\"2\""), lost = tagged(2h, "\"1\"", "\"2\"");
  Visit broken = tagged(3h, "\"2\"", "\"3\""), after = tagged(4h, "\"3\"", "\"3\"");
  broken.usable = false;
  expect_only({first, second, lost, broken, after}, "mixed validators", 0);
}

TEST(Judges, AVisitorWhoCannotWait) {
  Visit limited = at(0s, 429), busy = at(2h, 503);
  limited.host_closed_until = Time(1h);
  busy.closed_until = Time(4h);
  Visit elsewhere = at(30min), another = at(3h);
  elsewhere.target = another.target = "/g";
  expect_only({limited, elsewhere, at(61min), busy, another, at(3h + 1s), at(5h)}, "inside a Retry-After", 2);
}

TEST(Judges, AVisitorWhoDoesNotReadMaxAge) {
  Visit first = at(0s), second = at(90min);
  first.fresh_until = Time(2h);
  expect_only({first, second, at(2h)}, "inside max-age or ttl", 1);
}

TEST(Judges, AVisitorAtAnHourOfRest) {
  Visit visit = at(0s);
  visit.in_skipped_hour = true;
  expect_only({visit}, "in a skipped hour", 1);
}

TEST(Judges, AVisitorWhoDoesNotBelieveInDeath) { expect_only({at(0s, 410), at(24h, 410), at(48h, 410)}, "after a 410", 2); }

Visits three(net::Clock::Duration apart, net::Clock::Duration each) {
  Visits visits;
  for (int n = 0; n < 3; ++n) {
    visits.push_back(at(apart * n));
    visits.back().target = "/" + std::to_string(n);
    visits.back().ended = visits.back().arrived + each;
  }
  return visits;
}

TEST(Judges, AVisitorInAHurry) {
  expect_only(three(199ms, 10ms), "bursts per host", 1);
  expect_only(three(200ms, 10ms), "", 0);
}

TEST(Judges, AVisitorWithThreeHands) {
  expect_only(three(1s, 3s), "parallel per host", 1);
  expect_only(three(1s, 2s), "", 0);
}

TEST(Judges, AVisitorWhoAsksTwiceAtOnce) {
  Visit first = at(0s), second = at(1h);
  first.ended = Time(2h);
  expect_only({first, second}, "parallel per address", 1);
}

TEST(Judges, AVisitorWhoEmptiesTheBucket) {
  Visit visit = at(0s, 429);
  visit.over_its_bucket = true;
  expect_only({visit}, "over a host's bucket", 1);
}

TEST(Judges, AVisitorWhoComesTooSoon) {
  expect_only({at(0s), at(15min), at(30min - 1s), at(45min)}, "faster than the minimum", 1);
  Visit cut = at(0s, 0);
  cut.given_up = true;
  expect_only({cut, at(10s)}, "", 0);
}

TEST(Judges, AVisitorWhoTellsTales) {
  Visit first = at(0s), second = at(1h);
  first.has_cookie = second.has_referer = true;
  expect_only({first, second}, "cookies and referers", 2);
}

TEST(Judges, AVisitorWithoutAName) {
  Visit visit = at(0s);
  visit.names_itself = false;
  expect_only({visit}, "without a name", 1);
}

}  // namespace
}  // namespace resso::manners
