#include "connectors/poll_policy.hpp"

#include <gtest/gtest.h>

#include <map>

namespace resso::connectors {
namespace {

using namespace std::chrono_literals;
using Kind = FetchOutcome::Kind;

constexpr Instant kNow{std::chrono::sys_days{2026y / 11 / 23} + 10h};  // a Monday

PollReport changed(std::string digest = "") {
  PollReport report;
  report.outcome.kind = Kind::changed;
  report.outcome.status = 200;
  report.outcome.content_digest = std::move(digest);
  return report;
}

PollReport unchanged() {
  PollReport report;
  report.outcome.kind = Kind::unchanged;
  report.outcome.status = 304;
  return report;
}

PollReport failed(Errc code, int status = 0) {
  PollReport report;
  report.outcome.problem = Error{code, "words", "https://a.example/f", "", 0};
  report.outcome.status = status;
  return report;
}

/// A source that went well once, an hour ago.
SourceState known() {
  SourceState state;
  state.source_id = "feed:https://a.example/f";
  state.condition = Condition::ok;
  state.last_success = kNow - 1h;
  state.interval = 1h;
  state.validators = {"\"e1\"", "Mon, 23 Nov 2026 09:00:00 GMT"};
  state.content_digest = "d1";
  return state;
}

Seconds delay(const SourceState& state) { return *state.next_poll - kNow; }

TEST(PollPolicy, TheFirstAnswerIsFollowedByTheDefaultInterval) {
  const SourceState state = after_poll({}, changed(), {}, kNow, 0);
  EXPECT_EQ(state.condition, Condition::ok);
  EXPECT_EQ(delay(state), 1h);
  EXPECT_EQ(state.last_change, kNow);
}

TEST(PollPolicy, AChangeHalvesTheIntervalDownToTheLeast) {
  SourceState state = known();
  state = after_poll(state, changed("d2"), {}, kNow, 0);
  EXPECT_EQ(delay(state), 30min);
  for (int i = 0; i < 10; ++i) state = after_poll(state, changed("d" + std::to_string(i + 3)), {}, kNow, 0);
  EXPECT_EQ(delay(state), 15min);
}

TEST(PollPolicy, NothingNewMakesTheIntervalLongerUpToADay) {
  SourceState state = known();
  state = after_poll(state, unchanged(), {}, kNow, 0);
  EXPECT_EQ(delay(state), 75min);
  for (int i = 0; i < 40; ++i) state = after_poll(state, unchanged(), {}, kNow, 0.99);
  EXPECT_EQ(delay(state), 24h);
}

TEST(PollPolicy, TheSameBytesAgainAreNoChange) {
  const SourceState state = after_poll(known(), changed("d1"), {}, kNow, 0);
  EXPECT_FALSE(state.last_change);
  EXPECT_EQ(delay(state), 75min);
}

TEST(PollPolicy, ARegularSourceIsAskedAFewTimesBetweenItsChanges) {
  SourceState state = known();
  Instant now = kNow, next_change = kNow;
  int polls = 0;
  for (; now < kNow + std::chrono::days{60}; now = *state.next_poll, ++polls) {
    const bool news = now >= next_change;
    if (news) next_change = now + 24h;
    state = after_poll(state, news ? changed("d" + std::to_string(now.time_since_epoch().count())) : unchanged(), {}, now, 0.5);
  }
  EXPECT_GT(polls, 60 * 2);
  EXPECT_LT(polls, 60 * 12);
}

TEST(PollPolicy, JitterMakesThePollLaterNeverEarlier) {
  for (const double jitter : {0.0, 0.3, 0.999}) {
    const SourceState state = after_poll({}, changed(), {}, kNow, jitter);
    EXPECT_GE(delay(state), 1h);
    EXPECT_LE(delay(state), 66min);
  }
}

TEST(PollPolicy, AnEventTodayIsAskedForAtTheLeastInterval) {
  PollLimits limits;
  limits.event_today = true;
  SourceState state = known();
  state.interval = 12h;
  state = after_poll(state, unchanged(), limits, kNow, 0);
  EXPECT_EQ(delay(state), 15min);
  EXPECT_EQ(state.interval, 15h) << "what was learned of the source is kept for tomorrow";
}

TEST(PollPolicy, APollRefusedAfterItsFirstPageHasBeenOne) {
  PollReport report = failed(Errc::rate_limited);
  report.outcome.retry_after = 60s;
  EXPECT_EQ(delay(after_poll(known(), report, {}, kNow, 0)), 60s);
  report.outcome.bytes_received = 1000;
  const SourceState state = after_poll(known(), report, {}, kNow, 0);
  EXPECT_EQ(delay(state), 15min);
  EXPECT_EQ(state.last_poll, kNow);
}

struct Ask {
  const char* name;
  std::optional<Seconds> freshness, document;
  bool not_modified;
  Seconds expected;
};

class Asked : public ::testing::TestWithParam<Ask> {};

TEST_P(Asked, IsNeverUndercut) {
  PollReport report = GetParam().not_modified ? unchanged() : changed("d2");
  report.outcome.freshness = GetParam().freshness;
  report.outcome.asked_interval = GetParam().document;
  PollLimits limits;
  limits.event_today = true;
  EXPECT_EQ(delay(after_poll(known(), report, limits, kNow, 0)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Manners, Asked,
                         ::testing::Values(Ask{"MaxAge", 2h, {}, false, 2h}, Ask{"MaxAgeOn304", 2h, {}, true, 2h},
                                           Ask{"Ttl", {}, 3h, false, 3h}, Ask{"TheLongest", 4h, 3h, false, 4h},
                                           Ask{"CappedAtADay", Seconds{2592000}, {}, false, 24h},
                                           Ask{"TtlCappedAtADay", {}, Seconds{604800}, true, 24h},
                                           Ask{"ShortOnesDoNotHurry", 60s, 5min, false, 15min}),
                         [](const auto& test) { return test.param.name; });

TEST(PollPolicy, WhatTheDocumentAskedCountsOnA304Too) {
  PollReport report = changed("d2");
  report.harvest.asked_interval = 6h;
  report.harvest.skip_hours = {17};
  SourceState state = after_poll(known(), report, {}, kNow, 0);
  EXPECT_EQ(delay(state), 6h);
  state = after_poll(state, unchanged(), {}, kNow + 1h, 0);
  EXPECT_EQ(*state.next_poll - (kNow + 1h), 7h) << "17:00 is to be skipped";
}

TEST(PollPolicy, A304WithoutFreshnessLeavesThatOfThe200InForce) {
  PollReport first = changed("d2");
  first.outcome.freshness = 6h;
  SourceState state = after_poll(known(), first, {}, kNow, 0);
  EXPECT_EQ(delay(state), 6h);
  EXPECT_EQ(delay(after_poll(state, unchanged(), {}, kNow, 0)), 6h);
  PollReport shorter = unchanged();
  shorter.outcome.freshness = 2h;
  EXPECT_EQ(delay(after_poll(state, shorter, {}, kNow, 0)), 2h);
  EXPECT_EQ(after_poll(state, changed("d3"), {}, kNow, 0).fresh_for, std::nullopt) << "another 200 speaks for itself";
}

TEST(PollPolicy, WhatWasAskedHoldsForPollsByHandToo) {
  PollReport report = changed("d2");
  report.outcome.freshness = 2h;
  report.harvest.asked_interval = 3h;
  EXPECT_EQ(after_poll(known(), report, {}, kNow, 0.5).not_before, kNow + 3h);
}

TEST(PollPolicy, ValidatorsAreRememberedWithTheAddressThatGaveThem) {
  PollReport report = changed("d2");
  report.outcome.validators_of = "https://b.example/f";
  SourceState state = after_poll(known(), report, {}, kNow, 0);
  EXPECT_EQ(state.validators_of, "https://b.example/f");
  EXPECT_EQ(after_poll(state, failed(Errc::timeout), {}, kNow, 0).validators_of, "https://b.example/f");
  EXPECT_EQ(after_poll(state, changed("d3"), {}, kNow, 0).validators_of, "");
}

TEST(PollPolicy, AFailingSourceKeepsItsHoursOfRest) {
  SourceState state = known();
  state.skip_hours = {11, 12};
  EXPECT_EQ(after_poll(state, failed(Errc::timeout), {}, kNow, 0).next_poll, kNow + 3h);
}

TEST(PollPolicy, WhoWasAwayDoesNotComeAtAnHourOfRest) {
  SourceState state = known();
  state.last_poll = kNow - 5h;
  EXPECT_EQ(after_rest(kNow, state, {}, 0), kNow);
  state.skip_hours = {10, 11};
  EXPECT_EQ(after_rest(kNow, state, {}, 0), kNow + 2h);
  state.last_poll = kNow - 49h;
  EXPECT_EQ(after_rest(kNow, state, {}, 0), kNow) << "a day, and a day of rest, is the longest that a document may ask";
}

TEST(PollPolicy, APollThatWouldWaitIntoAnHourOfRestWaitsTillAfterIt) {
  SourceState state;
  state.last_poll = kNow;
  const Instant eleven = std::chrono::ceil<std::chrono::hours>(kNow + 1s);
  state.skip_hours = {11};
  EXPECT_EQ(after_rest(eleven - 130s, state, {}, 0), eleven - 130s);
  EXPECT_GE(after_rest(eleven - 100s, state, {}, 0), eleven + 1h);
}

TEST(PollPolicy, ADayOfRestIsKeptByWhoComesOnceADay) {
  SourceState state = known();
  auto report = changed("d2");
  report.outcome.freshness = 24h;
  report.outcome.skip_days = {2};  // kNow is a Monday
  EXPECT_GE(after_poll(state, report, {}, kNow, 0).next_poll, kNow + 38h);
}

TEST(PollPolicy, HoursAndDaysToSkipAreSkipped) {
  PollReport report = changed("d2");
  report.outcome.skip_hours = {10, 11, 12};
  EXPECT_EQ(*after_poll(known(), report, {}, kNow, 0).next_poll, kNow + 3h);
  report.outcome.skip_hours.clear();
  report.outcome.skip_days = {1};  // Monday
  EXPECT_EQ(*after_poll(known(), report, {}, kNow, 0).next_poll, kNow + 14h);
  report.outcome.skip_days = {0, 1, 2, 3, 4, 5, 6};
  EXPECT_EQ(*after_poll(known(), report, {}, kNow, 0).next_poll, kNow + 30min + 24h) << "a day of rest at most";
}

TEST(PollPolicy, ValidatorsAreThePairOfOneReply) {
  PollReport report = changed("d2");
  report.outcome.validators = {"W/\"e2\"", ""};
  EXPECT_EQ(after_poll(known(), report, {}, kNow, 0).validators, (Validators{"W/\"e2\"", ""}));
  EXPECT_EQ(after_poll(known(), unchanged(), {}, kNow, 0).validators, known().validators);
  report = unchanged();
  report.outcome.validators = {"\"e1\"", ""};
  EXPECT_EQ(after_poll(known(), report, {}, kNow, 0).validators, known().validators) << "the same entity: its date stays";
  report.outcome.validators = {"\"e3\"", ""};
  EXPECT_EQ(after_poll(known(), report, {}, kNow, 0).validators, (Validators{"\"e3\"", ""}));
}

TEST(PollPolicy, FailuresBackOffExponentiallyToAWeekAndAreNotForgotten) {
  SourceState state = known();
  std::vector<Seconds> delays;
  for (int i = 0; i < 12; ++i) {
    state = after_poll(state, failed(Errc::network), {}, kNow, 0);
    delays.push_back(delay(state));
  }
  EXPECT_EQ(delays[0], 1h);
  EXPECT_EQ(delays[1], 2h);
  EXPECT_EQ(delays[5], 32h);
  EXPECT_EQ(delays[11], Seconds{604800});
  EXPECT_EQ(state.condition, Condition::failing);
  EXPECT_EQ(state.failures, 12);
  EXPECT_EQ(state.failing_since, kNow);
  EXPECT_EQ(state.problem->what, "words");
  EXPECT_EQ(state.validators, known().validators);
  state = after_poll(state, unchanged(), {}, kNow + 1h, 0);
  EXPECT_EQ(state.failures, 0);
  EXPECT_FALSE(state.failing_since || state.problem);
}

struct Named {
  Errc code;
  Condition condition;
};

class Failure : public ::testing::TestWithParam<Named> {};

TEST_P(Failure, IsSummedUpInACondition) {
  EXPECT_EQ(after_poll(known(), failed(GetParam().code, 400), {}, kNow, 0).condition, GetParam().condition);
}

INSTANTIATE_TEST_SUITE_P(Conditions, Failure,
                         ::testing::Values(Named{Errc::gone, Condition::gone}, Named{Errc::auth, Condition::needs_auth},
                                           Named{Errc::rate_limited, Condition::limited}, Named{Errc::refused, Condition::refused},
                                           Named{Errc::timeout, Condition::failing}, Named{Errc::bad_input, Condition::failing},
                                           Named{Errc::not_found, Condition::failing}));

TEST(PollPolicy, WhatIsGoneIsNotAskedAnyMore) {
  const SourceState state = after_poll(known(), failed(Errc::gone, 410), {}, kNow, 0);
  EXPECT_EQ(state.next_poll, kNever);
}

TEST(PollPolicy, ACancelledPollLeavesTheStateAsItWas) { EXPECT_EQ(after_poll(known(), failed(Errc::cancelled), {}, kNow, 0.5), known()); }

TEST(PollPolicy, APollThatOurOwnPlanRefusedIsNoFailureOfTheSource) {
  PollReport report = failed(Errc::rate_limited, 0);
  report.outcome.retry_after = 90s;
  SourceState expected = known();
  expected.next_poll = kNow + 90s;
  EXPECT_EQ(after_poll(known(), report, {}, kNow, 0), expected);
}

struct Hold {
  const char* name;
  int status;
  std::optional<Seconds> retry_after, reset_in;
  Seconds expected;
};

class Limited : public ::testing::TestWithParam<Hold> {};

TEST_P(Limited, WaitsAsTheServerSays) {
  PollReport report = failed(Errc::rate_limited, GetParam().status);
  report.outcome.retry_after = GetParam().retry_after;
  if (GetParam().reset_in) report.outcome.rate_reset = kNow + *GetParam().reset_in;
  SourceState state = known();
  state.interval = 5min;
  EXPECT_EQ(delay(after_poll(state, report, {}, kNow, 0)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Manners, Limited,
                         ::testing::Values(Hold{"RetryAfter", 429, 2h, {}, 2h}, Hold{"RetryAfterOn503", 503, 10min, {}, 10min},
                                           Hold{"RetryAfterBeforeReset", 429, 2h, 1h, 2h}, Hold{"Reset", 429, {}, 7min, 7min},
                                           Hold{"NoWord", 429, {}, {}, 25min}, Hold{"CappedAtTwoDays", 429, Seconds{31536000}, {}, 48h},
                                           Hold{"NeverSoonerThanUsual", 429, 1s, {}, 5min},
                                           Hold{"AResetThatHasPassed", 429, {}, Seconds{-60}, 5min}),
                         [](const auto& test) { return test.param.name; });

TEST(PollPolicy, ALimitThatLastsIsAskedMoreAndMoreSeldom) {
  SourceState state = known();
  state.interval = 5min;
  for (int i = 0; i < 8; ++i) state = after_poll(state, failed(Errc::rate_limited, 429), {}, kNow, 0);
  EXPECT_EQ(delay(state), 640min);
}

TEST(PollPolicy, APermanentRedirectIsAdoptedAfterThreeAgreeingRepliesOverADay) {
  PollReport moved = changed("d2");
  moved.outcome.permanent_target = "https://b.example/f";
  SourceState state = known();
  for (int i = 0; i < 5; ++i) state = after_poll(state, moved, {}, kNow + i * 1h, 0);
  EXPECT_TRUE(state.effective_url.empty()) << "a day has not passed";
  state = after_poll(state, moved, {}, kNow + 24h, 0);
  EXPECT_EQ(state.effective_url, "https://b.example/f");
  EXPECT_TRUE(state.redirect_target.empty());
}

TEST(PollPolicy, AReplyThatDisagreesBeginsTheCountAnew) {
  PollReport moved = changed("d2");
  moved.outcome.permanent_target = "https://b.example/f";
  PollReport elsewhere = moved;
  elsewhere.outcome.permanent_target = "https://c.example/f";
  SourceState state = after_poll(known(), moved, {}, kNow, 0);
  state = after_poll(state, moved, {}, kNow + 20h, 0);
  state = after_poll(state, elsewhere, {}, kNow + 25h, 0);
  EXPECT_EQ(state.redirect_target, "https://c.example/f");
  EXPECT_EQ(state.redirect_count, 1);
  state = after_poll(state, unchanged(), {}, kNow + 50h, 0);
  EXPECT_EQ(state.redirect_count, 0);
  EXPECT_FALSE(state.redirect_since);
}

TEST(PollPolicy, AnAdoptedAddressThatIsGoneGivesWayToTheConfiguredOne) {
  SourceState state = known();
  state.effective_url = "https://b.example/f";
  state = after_poll(state, failed(Errc::gone, 410), {}, kNow, 0);
  EXPECT_TRUE(state.effective_url.empty());
  EXPECT_TRUE(state.validators.empty());
  EXPECT_EQ(state.condition, Condition::failing);
  EXPECT_NE(state.next_poll, kNever);
}

TEST(PollPolicy, TheCursorOfTheFirstPagesIsKeptWhenALaterOneFails) {
  PollReport report = failed(Errc::timeout);
  report.cursor = "113";
  EXPECT_EQ(after_poll(known(), report, {}, kNow, 0).cursor, "113");
}

TEST(PollPolicy, WhatWasUnderstoodIsTold) {
  PollReport report = changed("d2");
  report.harvest.title = "Casal";
  report.harvest.format = "rss 2.0";
  report.harvest.posts.resize(3);
  report.harvest.warnings = {{"a date that is none", "bad_date", 7}};
  const SourceState state = after_poll(known(), report, {}, kNow, 0);
  EXPECT_EQ(state.title, "Casal");
  EXPECT_EQ(state.entries, 3);
  EXPECT_EQ(state.warnings.size(), 1u);
  const SourceState later = after_poll(state, unchanged(), {}, kNow, 0);
  EXPECT_EQ(later.entries, 3);
  EXPECT_EQ(later.warnings.size(), 1u);
}

FetchOutcome reply(int status) {
  FetchOutcome outcome;
  outcome.status = status;
  return outcome;
}

TEST(HostPolicy, A429HoldsTheHost) {
  FetchOutcome outcome = reply(429);
  outcome.retry_after = 3h;
  EXPECT_EQ(after_reply({"https://a.example", {}, 0}, outcome, {}, kNow).held_until, kNow + 3h);
  EXPECT_EQ(after_reply({"https://a.example", {}, 0}, reply(429), {}, kNow).held_until, kNow + 25min);
}

TEST(HostPolicy, AShorterHoldDoesNotCutALongerOne) {
  FetchOutcome outcome = reply(429);
  outcome.retry_after = 1min;
  EXPECT_EQ(after_reply({"https://a.example", kNow + 1h, 0}, outcome, {}, kNow).held_until, kNow + 1h);
}

TEST(HostPolicy, Three503InARowHoldTheHostOneDoesNot) {
  FetchOutcome outcome = reply(503);
  outcome.retry_after = 2h;
  HostState host{"https://a.example", {}, 0};
  host = after_reply(host, outcome, {}, kNow);
  host = after_reply(host, outcome, {}, kNow);
  EXPECT_FALSE(host.held_until);
  EXPECT_EQ(after_reply(host, outcome, {}, kNow).held_until, kNow + 2h);
  host = after_reply(host, reply(200), {}, kNow);
  EXPECT_EQ(host.unavailable_in_a_row, 0);
  EXPECT_FALSE(after_reply(host, outcome, {}, kNow).held_until);
}

TEST(HostPolicy, AGoodAnswerEndsAHoldThatHasPassedOnly) {
  EXPECT_FALSE(after_reply({"h", kNow - 1s, 0}, reply(200), {}, kNow).held_until);
  EXPECT_TRUE(after_reply({"h", kNow + 1h, 0}, reply(200), {}, kNow).held_until) << "that request was on its way before";
}

TEST(HostPolicy, NoReplyAtAllSaysNothingOfTheHost) {
  const HostState host{"h", kNow + 1h, 2};
  EXPECT_EQ(after_reply(host, reply(0), {}, kNow), host);
}

TEST(FirstPoll, AStartOfManyIsSpreadAndTheSameEveryTime) {
  std::map<std::int64_t, int> minutes;
  for (int i = 0; i < 6000; ++i) {
    const std::string id = "feed:https://site" + std::to_string(i) + ".example/feed";
    const Instant at = first_poll(id, kNow, 1h);
    EXPECT_EQ(at, first_poll(id, kNow, 1h));
    ASSERT_GE(at, kNow);
    ASSERT_LT(at, kNow + 1h);
    ++minutes[(at - kNow).count() / 60];
  }
  EXPECT_EQ(minutes.size(), 60u);
  for (const auto& [minute, count] : minutes) {
    EXPECT_GT(count, 50) << minute;
    EXPECT_LT(count, 160) << minute;
  }
  EXPECT_EQ(first_poll("a", kNow, 0s), kNow);
}

}  // namespace
}  // namespace resso::connectors
