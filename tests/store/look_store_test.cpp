#include "tests/store/support.hpp"

#include <gmock/gmock.h>

namespace resso::store::testing {
namespace {

using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Post status(const std::string& name, Instant published, const std::string& entity = {}) {
  Post made = post(name, published, "anna");
  made.entity = entity;
  return made;
}

class Looks : public StoreTest {
 protected:
  std::vector<std::string> to_look_at(Instant now, std::size_t limit = 100) {
    std::vector<std::string> found;
    read([&](Reader& r) {
      for (const auto& one : r.posts_to_look_at(now, limit)) found.push_back(one.id);
    });
    return found;
  }
  void look(const std::string& name, LookAnswer answer, Instant now) {
    write([&](Transaction& t) { t.note_look("https://example.org/" + name, answer, now); });
  }
  std::vector<std::string> to_count(Instant now) {
    std::vector<std::string> found;
    read([&](Reader& r) {
      for (const auto& one : r.posts_due_for_counters(now, 100)) found.push_back(one.id);
    });
    return found;
  }
};

TEST_F(Looks, PrivatePeoplesShownPostsAreDueEveryHourOthersNever) {
  save(status("anna", day(0)));
  save(status("enrolled", day(0), "casal"));
  Post hidden = status("hidden", day(0));
  hidden.moderation.state = ModerationState::hidden;
  save(hidden);
  EXPECT_THAT(to_look_at(day(0)), ElementsAre("id-anna")) << "new: its author's server is asked at once";
  look("anna", LookAnswer::there, day(0));
  EXPECT_THAT(to_look_at(day(0) + minutes(44)), IsEmpty());
  EXPECT_THAT(to_look_at(day(0) + minutes(46)), ElementsAre("id-anna"));
}

TEST_F(Looks, WhatWaitsForApprovalIsLookedAtOnce) {
  Post waiting = status("waiting", day(0));
  waiting.moderation.state = ModerationState::pending;
  save(waiting);
  EXPECT_THAT(to_look_at(day(0)), ElementsAre("id-waiting"));
  look("waiting", LookAnswer::there, day(0));
  EXPECT_THAT(to_look_at(day(3)), IsEmpty());
}

TEST_F(Looks, OlderPostsAreLookedAtMoreSeldom) {
  save(status("month", day(0)));
  save(status("quarter", day(-40)));
  save(status("old", day(-100)));
  for (const char* name : {"month", "quarter", "old"}) look(name, LookAnswer::there, day(1));
  EXPECT_THAT(to_look_at(day(1) + hours(2)), ElementsAre("id-month"));
  EXPECT_THAT(to_look_at(day(2)), ElementsAre("id-month", "id-quarter"));
  EXPECT_THAT(to_look_at(day(8)), ElementsAre("id-month", "id-quarter", "id-old"));
}

TEST_F(Looks, TheLongestWaitingComeFirstWithinTheBudget) {
  save(status("one", day(0)));
  save(status("two", day(0, 13)));
  look("one", LookAnswer::there, day(0, 14));
  look("two", LookAnswer::there, day(0, 13));
  EXPECT_THAT(to_look_at(day(1), 1), ElementsAre("id-two"));
}

TEST_F(Looks, AServerThatIsClosedDoesNotStandInTheWayOfCounting) {
  save(status("x", day(0)));
  ASSERT_THAT(to_count(day(0) + hours(1)), ElementsAre("id-x"));
  look("x", LookAnswer::closed, day(0) + hours(1));
  EXPECT_THAT(to_count(day(0) + hours(5)), IsEmpty()) << "its next turn is at six hours";
  EXPECT_THAT(to_count(day(0) + hours(6)), ElementsAre("id-x"));
  look("x", LookAnswer::unreachable, day(0) + hours(6));
  EXPECT_THAT(to_count(day(0) + hours(6) + minutes(59)), IsEmpty());
  EXPECT_THAT(to_count(day(0) + hours(7)), ElementsAre("id-x")) << "tried again";
}

TEST_F(Looks, ALookSurvivesAChangedDateOfThePost) {
  save(status("x", day(0)));
  look("x", LookAnswer::there, day(0));
  Post moved = status("x", day(0, 11));
  save(moved);
  EXPECT_THAT(to_look_at(day(0) + minutes(10)), IsEmpty());
}

class Consent : public StoreTest {
 protected:
  std::vector<ConsentEntry> ledger(const std::string& acct = "anna@home.example") {
    std::vector<ConsentEntry> entries;
    read([&](Reader& r) { entries = r.consent_ledger(acct); });
    return entries;
  }
  void add(const ConsentEntry& entry) {
    write([&](Transaction& t) { t.add_to_ledger(entry); });
  }
};

ConsentEntry line(Instant at, ConsentFlags flags, std::string rule, std::string reason = "trust: open") {
  return {"anna@home.example", at, flags, "m.example", "public", std::move(rule), std::move(reason)};
}

TEST_F(Consent, ALineIsAddedWhenSomethingChangesOnly) {
  const ConsentFlags nothing, refuses{.noindex = true};
  add(line(day(0), nothing, "shown"));
  add(line(day(0), nothing, "count-only"));
  add(line(day(1), nothing, "shown"));
  EXPECT_EQ(ledger().size(), 2u) << "a post and a reply, seen again and again";
  add(line(day(2), refuses, "hidden", "opted out: noindex"));
  add(line(day(3), nothing, "shown"));
  const auto entries = ledger();
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries[0], line(day(3), nothing, "shown")) << "back to what it was: that is news";
  EXPECT_EQ(entries[1].flags, refuses);
  EXPECT_TRUE(ledger("else@home.example").empty());
}

TEST_F(Consent, EveryServersLastWordIsKept) {
  const auto told = [&] {
    std::vector<ConsentTold> all;
    read([&](Reader& r) { all = r.consent_told("anna@home.example"); });
    return all;
  };
  const ConsentTold here{"m.example", {.discoverable = true}, day(0)}, home{"home.example", {.noindex = true}, day(0)};
  write([&](Transaction& t) {
    t.note_consent("anna@home.example", here);
    t.note_consent("anna@home.example", home);
  });
  EXPECT_THAT(told(), ElementsAre(home, here));
  const ConsentTold otherwise{"home.example", {.noindex = false}, day(0) + minutes(5)};
  write([&](Transaction& t) { t.note_consent("anna@home.example", otherwise); });
  EXPECT_THAT(told(), ElementsAre(otherwise, here));
}

TEST_F(Consent, AnAccountIsFoundHoweverItIsWrittenAndForgottenWhole) {
  Post of_anna = status("anna", day(0));
  of_anna.author.acct = "Anna@Home.example";
  Post of_casal = status("casal", day(0), "casal");
  of_casal.author.acct = "casal@example.org";
  save(of_anna);
  save(of_casal);
  write([&](Transaction& t) {
    t.add_boost({of_casal.uri, "Anna@Home.example", day(0), 50});
    t.add_followers({"Anna@Home.example", day(0), 50, 1, 1});
    EXPECT_THAT(t.uris_of_account("anna@home.example"), ElementsAre(of_anna.uri));
    EXPECT_EQ(t.boosters_known(of_casal.uri), 1);
    t.forget_account("anna@home.example");
    EXPECT_EQ(t.boosters_known(of_casal.uri), 0);
  });
  EXPECT_THAT(problems(), IsEmpty());
}

}  // namespace
}  // namespace resso::store::testing
