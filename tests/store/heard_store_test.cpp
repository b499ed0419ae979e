#include "tests/store/support.hpp"

namespace resso::store::testing {
namespace {

class Heard : public StoreTest {
 protected:
  Heard() {
    said_.kind = PostKind::entry;
    stated_.source_id = "calendar:c";
    stated_.key = "1";
    stated_.event.title = "Concert";
    stated_.event.times.start = LocalTime(days(20'000));
  }

  template <class Said>
  bool heard(const Said& said, std::string_view by = "feed:a, rules 1") {
    bool known = false;
    write([&](Transaction& t) { known = t.has_heard(said, by); });
    return known;
  }
  void hear_post() {
    write([&](Transaction& t) {
      t.save_post(said_, "feed:a", day(2));
      t.note_heard(said_, "feed:a, rules 1");
    });
  }
  void hear_statement() {
    write([&](Transaction& t) {
      t.save_statement(stated_, "event", "", {});
      t.note_heard(stated_, "feed:a, rules 1");
    });
  }

  Post said_ = post("entry", day(1));
  StatedEvent stated_;
};

TEST_F(Heard, WhatWasSaidIsKnownOnceItIsStoredAndNoted) {
  EXPECT_FALSE(heard(said_));
  write([&](Transaction& t) { t.note_heard(said_, "feed:a, rules 1"); });
  EXPECT_FALSE(heard(said_)) << "nothing is held of it";
  hear_post();
  EXPECT_TRUE(heard(said_));
  EXPECT_FALSE(heard(stated_));
  hear_statement();
  EXPECT_TRUE(heard(stated_));
}

TEST_F(Heard, AnotherSourceOrOtherRulesHaveNotHeardIt) {
  hear_post();
  hear_statement();
  EXPECT_FALSE(heard(said_, "feed:b, rules 1"));
  EXPECT_FALSE(heard(stated_, "feed:a, rules 2"));
}

TEST_F(Heard, EveryWordCounts) {
  hear_post();
  const std::vector<std::function<void(Post&)>> changes{
      [](Post& p) { p.title += "!"; },
      [](Post& p) { p.text += " "; },
      [](Post& p) { p.published += Seconds(1); },
      [](Post& p) { p.updated = day(3); },
      [](Post& p) { p.author.display_name = "Ateneu"; },
      [](Post& p) { p.author.followers = 0; },
      [](Post& p) { p.hashtags = {""}; },
      [](Post& p) {
        p.categories = {"a", "b"};
      },
      [](Post& p) {
        p.media = {{"https://example.org/1.png", "image", "cartell", 0}};
      },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Post other = said_;
    changes[i](other);
    EXPECT_FALSE(heard(other)) << "change " << i;
  }
  Post moved_word = said_;  // from the end of one text to the beginning of the next
  moved_word.title = "t";
  moved_word.url.pop_back();
  EXPECT_FALSE(heard(moved_word));
}

TEST_F(Heard, EveryFactOfAnEventCounts) {
  hear_statement();
  const std::vector<std::function<void(Event&)>> changes{
      [](Event& e) { e.times.start += hours(1); },
      [](Event& e) { e.times.all_day = true; },
      [](Event& e) { e.recurrence.exdates = {LocalTime(days(20'001))}; },
      [](Event& e) { e.status = EventStatus::cancelled; },
      [](Event& e) { e.place.point = GeoPoint{}; },
      [](Event& e) { e.recurrence.overrides.emplace_back().title = "x"; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    StatedEvent other = stated_;
    changes[i](other.event);
    EXPECT_FALSE(heard(other)) << "change " << i;
  }
}

TEST_F(Heard, WhatIsSavedOrDeletedInAnotherWayIsToBeHeardAgain) {
  hear_post();
  Post derived = said_;
  derived.topics = {{"eix-71", "by other rules"}};
  write([&](Transaction& t) { t.save_post(derived, "", day(3)); });
  EXPECT_FALSE(heard(said_));
  hear_post();
  write([&](Transaction& t) { t.delete_post(said_.uri, day(3)); });
  EXPECT_FALSE(heard(said_)) << "shown again, it is there again";
  hear_statement();
  StatedEvent gone = stated_;
  gone.vanished = true;
  write([&](Transaction& t) { t.save_statement(gone, "event", "", {}); });
  EXPECT_FALSE(heard(stated_)) << "back in its calendar, it is there again";
}

TEST_F(Heard, AModeratorsDecisionIsNoNewsOfTheSource) {
  hear_post();
  write([&](Transaction& t) { t.set_post_moderation(said_.id, {ModerationState::hidden, "spam", "anna", day(3)}); });
  EXPECT_TRUE(heard(said_));
  EXPECT_EQ(stored(said_.uri.substr(said_.uri.rfind('/') + 1))->moderation.state, ModerationState::hidden);
}

}  // namespace
}  // namespace resso::store::testing
