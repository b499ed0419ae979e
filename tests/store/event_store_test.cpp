#include "tests/store/support.hpp"

namespace resso::store::testing {
namespace {

Event event(const std::string& id) {
  Event made;
  made.id = id;
  made.title = "event " + id;
  made.entity = "casal";
  made.moderation = {ModerationState::approved, "enrolled", "rule", std::nullopt};
  return made;
}

Occurrence occurrence(const std::string& id, Instant start, Seconds length = hours(2)) {
  const LocalTime local(start.time_since_epoch());
  return {id, start, start + length, local, local + length, local, false, EventStatus::confirmed, -1};
}

StatedEvent stated(const std::string& source, const std::string& key, const std::string& uid = "") {
  StatedEvent made;
  made.source_id = source;
  made.key = key;
  made.event.uid = uid;
  made.event.title = "stated " + key;
  made.seen = day(1);
  return made;
}

class EventStore : public StoreTest {
 protected:
  void save_event(const Event& e, const std::vector<Occurrence>& dates, Instant until = day(400)) {
    write([&](Transaction& t) { t.save_event(e, dates, until); });
  }
  std::vector<std::string> in_window(Instant from, Instant to) {
    std::vector<std::string> found;
    read([&](Reader& r) {
      for (const auto& one : r.events({Window{from, to}, true})) found.push_back(one.event.id);
    });
    return found;
  }
};

TEST_F(EventStore, AnEventComesBackWithItsOccurrencesInOrder) {
  Occurrence late = occurrence("a", day(5));
  late.status = EventStatus::cancelled;
  late.override_index = 2;
  late.all_day = true;
  const Occurrence early = occurrence("a", day(3));
  save_event(event("a"), {late, early});
  read([&](Reader& r) {
    const auto found = r.event_by_id("a");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->event, event("a"));
    EXPECT_EQ(found->occurrences, (std::vector<Occurrence>{early, late}));
    EXPECT_FALSE(r.event_by_id("b"));
  });
}

TEST_F(EventStore, SavingAgainReplacesOccurrences) {
  save_event(event("a"), {occurrence("a", day(3)), occurrence("a", day(4))});
  save_event(event("a"), {occurrence("a", day(9))});
  read([&](Reader& r) {
    EXPECT_EQ(r.event_by_id("a")->occurrences.size(), 1u);
    EXPECT_EQ(r.totals().events, 1);
    EXPECT_EQ(r.totals().occurrences, 1);
  });
}

TEST_F(EventStore, AWindowHoldsWhatTouchesIt) {
  save_event(event("before"), {occurrence("before", day(1), hours(1))});
  save_event(event("ends-at-start"), {occurrence("ends-at-start", day(9, 10), hours(2))});
  save_event(event("inside"), {occurrence("inside", day(10))});
  save_event(event("instant"), {occurrence("instant", day(9, 12), Seconds(0))});
  save_event(event("weekend"), {occurrence("weekend", day(8), days(2))});
  save_event(event("exhibition"), {occurrence("exhibition", day(-100), days(150))});
  save_event(event("starts-at-end"), {occurrence("starts-at-end", day(11, 12))});
  EXPECT_EQ(in_window(day(9, 12), day(11, 12)), (std::vector<std::string>{"inside", "instant", "weekend", "exhibition"}));
}

TEST_F(EventStore, HiddenEventsAreOnlyGivenWhenAskedFor) {
  save_event(event("a"), {occurrence("a", day(3))});
  const Moderation hidden{ModerationState::hidden, "not ours", "maria", day(2)};
  write([&](Transaction& t) { t.set_event_moderation("a", hidden); });
  EXPECT_TRUE(in_window(day(0), day(9)).empty());
  read([&](Reader& r) {
    const auto all = r.events({std::nullopt, false});
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].event.moderation, hidden);
    EXPECT_EQ(r.moderation_log(1).at(0), (ModerationEntry{"event", "a", hidden}));
  });
}

TEST_F(EventStore, StatementsLeadToTheirEventByUidAddressAndDay) {
  save_event(event("a"), {occurrence("a", day(3, 18))});
  save_event(event("b"), {occurrence("b", day(4, 18))});
  StatedEvent said = stated("feed:x", "k2");
  said.post_uri = "https://example.org/p";
  write([&](Transaction& t) {
    t.save_statement(stated("calendar:x", "k1", "uid-1"), "a", "", {});
    t.save_statement(said, "b", "example.org/concert", {});
  });
  read([&](Reader& r) {
    const auto titles = [](const std::vector<Event>& events) {
      std::vector<std::string> ids;
      for (const auto& one : events) ids.push_back(one.id);
      return ids;
    };
    EXPECT_EQ(titles(r.events_by_uid("uid-1")), std::vector<std::string>{"a"});
    EXPECT_EQ(titles(r.events_by_url_key("example.org/concert")), std::vector<std::string>{"b"});
    EXPECT_EQ(titles(r.events_by_uid("")), std::vector<std::string>{});
    EXPECT_EQ(titles(r.events_starting({day(4, 0), day(5, 0)})), std::vector<std::string>{"b"});
    EXPECT_EQ(r.statement("feed:x", "k2"), said);
    EXPECT_EQ(r.event_of_statement("feed:x", "k2"), "b");
    EXPECT_EQ(r.event_of_statement("feed:x", "other"), "");
    EXPECT_EQ(r.statements_of_event("b"), std::vector<StatedEvent>{said});
    EXPECT_EQ(r.statements_of_post(said.post_uri), std::vector<StatedEvent>{said});
    EXPECT_EQ(r.statements_of_source("calendar:x").size(), 1u);
  });
}

TEST_F(EventStore, StatementsAreReadInPagesByKeyWhateverWentMeanwhile) {
  write([&](Transaction& t) {
    for (const char* key : {"b", "a", "c"}) t.save_statement(stated("feed:x", key), key, "", {});
    t.save_statement(stated("feed:y", "a"), "a", "", {});
  });
  read([&](Reader& r) {
    const auto first = r.statements_after({}, 2);
    ASSERT_EQ(first.size(), 2u);
    EXPECT_EQ(first[0].key + first[1].key, "ab");
  });
  write([&](Transaction& t) { t.delete_statement({"feed:x", "b"}); });
  read([&](Reader& r) {
    const auto rest = r.statements_after({"feed:x", "b"}, 9);
    ASSERT_EQ(rest.size(), 2u);
    EXPECT_EQ(rest[0].key, "c");
    EXPECT_EQ(rest[1].source_id, "feed:y");
    EXPECT_EQ(r.totals().statements, 3);
  });
}

TEST_F(EventStore, WhatTheDaemonNotesIsThereAgain) {
  write([&](Transaction& t) {
    EXPECT_EQ(t.note("x"), "");
    t.set_note("x", "one\ntwo");
  });
  read([&](Reader& r) { EXPECT_EQ(r.note("x"), "one\ntwo"); });
}

TEST_F(EventStore, AStatementMovesToAnotherEvent) {
  write([&](Transaction& t) { t.save_statement(stated("feed:x", "k", "u1"), "a", "", {}); });
  write([&](Transaction& t) { t.save_statement(stated("feed:x", "k", "u2"), "b", "", {}); });
  save_event(event("b"), {});
  read([&](Reader& r) {
    EXPECT_TRUE(r.statements_of_event("a").empty());
    EXPECT_EQ(r.statements_of_event("b").size(), 1u);
    EXPECT_TRUE(r.events_by_uid("u1").empty());
    EXPECT_EQ(r.events_by_uid("u2").size(), 1u);
  });
}

TEST_F(EventStore, ADeletedEventTakesItsOccurrencesAlong) {
  save_event(event("a"), {occurrence("a", day(3))});
  write([](Transaction& t) { t.delete_event("a"); });
  read([](Reader& r) { EXPECT_EQ(r.totals().occurrences, 0); });
  EXPECT_TRUE(in_window(day(0), day(9)).empty());
}

TEST_F(EventStore, OnlyRecurringEventsWithAnOldHorizonNeedExpanding) {
  Event weekly = event("weekly");
  weekly.recurrence.rrules = {"FREQ=WEEKLY"};
  save_event(weekly, {}, day(100));
  save_event(event("once"), {}, day(100));
  read([](Reader& r) {
    EXPECT_EQ(r.events_to_expand(day(101)), std::vector<std::string>{"weekly"});
    EXPECT_TRUE(r.events_to_expand(day(100)).empty());
  });
}

TEST_F(EventStore, AStatementWithoutItsEventIsReported) {
  write([&](Transaction& t) { t.save_statement(stated("feed:x", "k"), "nowhere", "", {}); });
  ASSERT_EQ(problems().size(), 1u);
  EXPECT_NE(describe(problems()[0]).find("belong to no event"), std::string::npos);
}

TEST_F(EventStore, CandidatesAreFoundByTheDayOfAnyStatement) {
  const std::vector<std::uint32_t> keys{5};
  const auto on = [](int at, int lasting) {
    StatedEvent made = stated("feed:a", "k" + std::to_string(at) + "-" + std::to_string(lasting));
    made.event.times.start = LocalTime(days(at));
    if (lasting > 0) made.event.times.end = made.event.times.start + days(lasting);
    return made;
  };
  write([&](Transaction& t) {
    for (const auto& [id, statement] :
         {std::pair("a", on(100, 0)), std::pair("b", on(101, 0)), std::pair("week", on(98, 7)), std::pair("far", on(130, 0))}) {
      t.save_event(event(id), {}, day(400));
      t.save_statement(statement, id, "", keys);
    }
    Event other = event("other");
    other.entity = "esplai";
    t.save_event(other, {}, day(400));
    t.save_statement(on(129, 0), "other", "", keys);
  });
  read([&](Reader& r) {
    const auto ids = [](const std::vector<Event>& found) {
      std::vector<std::string> out;
      for (const auto& one : found) out.push_back(one.id);
      return out;
    };
    EXPECT_EQ(ids(r.events_on_days(LocalDate(days(100)), LocalDate(days(100)), keys)), (std::vector<std::string>{"a", "week"}));
    EXPECT_EQ(ids(r.events_on_days(LocalDate(days(105)), LocalDate(days(120)), keys)), (std::vector<std::string>{}));
    EXPECT_EQ(ids(r.events_of_entity_on_days("casal", LocalDate(days(99)), LocalDate(days(140)))),
              (std::vector<std::string>{"a", "b", "far"}));
  });
}

TEST_F(EventStore, ADecisionOnTwoStatementsIsKeptOnceWhicheverIsNamedFirst) {
  const StatementKey one{"feed:a", "1"}, two{"calendar:b", "2"};
  const MergeDecision apart{one, two, false, "anna", day(1)}, together{two, one, true, "bru", day(2)};
  write([&](Transaction& t) { t.decide_merge(apart); });
  write([&](Transaction& t) { t.decide_merge(together); });
  read([&](Reader& r) {
    const auto of_one = r.merge_decisions(one);
    ASSERT_EQ(of_one.size(), 1U);
    EXPECT_TRUE(of_one[0].same);
    EXPECT_EQ(of_one[0].by, "bru");
    EXPECT_EQ(of_one, r.merge_decisions(two));
    EXPECT_TRUE(r.merge_decisions({"feed:a", "2"}).empty());
  });
}

TEST_F(EventStore, CandidatesKeepAKeyThatIsAskedForOrHaveNone) {
  write([&](Transaction& t) {
    for (const auto& [id, keys] : {std::pair("a", std::vector<std::uint32_t>{1, 7}), {"b", {2, 9}}, {"c", {}}}) {
      t.save_event(event(id), {}, day(400));
      t.save_statement(stated("feed:x", id), id, "", keys);
    }
  });
  const auto found = [&](const std::vector<std::uint32_t>& asked) {
    std::string ids;
    const LocalDate on = std::chrono::floor<days>(stated("feed:x", "a").event.times.start);
    read([&](Reader& r) {
      for (const auto& one : r.events_on_days(on, on, asked)) ids += one.id;
    });
    return ids;
  };
  EXPECT_EQ(found({7, 8}), "a");
  EXPECT_EQ(found({1, 2}), "ab");
  EXPECT_EQ(found({3}), "");
  write([](Transaction& t) { t.set_merge_keys({"feed:x", "c"}, std::vector<std::uint32_t>{3}); });
  EXPECT_EQ(found({3}), "c");
  write([](Transaction& t) { t.forget_merge_keys(); });
  EXPECT_EQ(found({3}), "abc");
}

}  // namespace
}  // namespace resso::store::testing
