#include "store/json.hpp"
#include "store/sqlite.hpp"

#include "model/event.hpp"

#include <gtest/gtest.h>

namespace resso::store {
namespace {

LocalTime local(int seconds) { return LocalTime(Seconds(seconds)); }
Instant instant(int seconds) { return Instant(Seconds(seconds)); }

Event full_event() {
  Event e;
  e.id = "e1", e.uid = "uid@x", e.title = "Títol \"amb\" \n\t\x01", e.summary = "s", e.description_html = "<p>x</p>";
  e.times = {local(1000), local(2000), "Europe/Madrid", true};
  e.recurrence.rrules = {"FREQ=WEEKLY"};
  e.recurrence.exrules = {"FREQ=DAILY"};
  e.recurrence.rdates = {{local(5), {}}, {local(6), local(7)}};
  e.recurrence.exdates = {local(8)};
  e.recurrence.exdates_by_day = {local(86400)};
  Override moved;
  moved.recurrence_id = local(9);
  moved.this_and_future = true;
  moved.times = EventTimes{local(0), {}, "UTC", false};
  moved.title = "";
  moved.place = Place{"Sala", "Carrer 1", "2", GeoPoint{41.5630, -2.0089}, "https://x.org"};
  moved.status = EventStatus::confirmed;
  e.recurrence.overrides = {moved, {}};
  e.status = EventStatus::postponed;
  e.moved_to = EventTimes{};
  e.place = *moved.place;
  e.url = "https://x.org/e", e.image = Media{"https://x.org/i.png", "image/png", "alt", 12}, e.organiser = "Casal";
  e.categories = {"a", ""}, e.hashtags = {"B"}, e.language = "ca", e.sequence = -3;
  e.created = instant(0), e.modified = instant(-5);
  e.entity = "casal", e.districts = {"2"}, e.topics = {{"eix-71", "why"}};
  e.moderation = {ModerationState::approved, "enrolled", "rule", instant(77)};
  e.sources = {{"feed:x", SourceKind::feed, Evidence::structured, "https://x.org", "uri", instant(3), 0.0},
               {"calendar:y", SourceKind::calendar, Evidence::calendar, "", "", {}, 0.1 + 0.2}};
  e.search_text = "titol", e.cancelled_at = instant(88);
  return e;
}

template <class T>
T round_trip(const T& value) {
  T back;
  from_json(to_json(value), back);
  return back;
}

TEST(Json, EveryMemberOfAnEventComesBack) { EXPECT_EQ(round_trip(full_event()), full_event()); }
TEST(Json, AnEmptyEventComesBack) { EXPECT_EQ(round_trip(Event{}), Event{}); }

TEST(Json, AStatementComesBack) {
  const StatedEvent s{"feed:x", "key", Evidence::calendar, 0, "uri", full_event(), instant(9), true};
  EXPECT_EQ(round_trip(s), s);
  EXPECT_EQ(round_trip(StatedEvent{}), StatedEvent{});
}

TEST(Json, ASourceStateComesBack) {
  SourceState s;
  s.source_id = "feed:x", s.condition = Condition::needs_auth, s.problem = Error{Errc::tls, "what", "where", "remedy", 3};
  s.validators = {"\"e\"", "Mon"}, s.cursor = "115", s.effective_url = "u", s.redirect_target = "t", s.redirect_count = 2;
  s.redirect_since = instant(1), s.last_poll = instant(2), s.last_success = instant(3), s.last_change = instant(4),
  s.failing_since = instant(5);
  s.validators_of = "v", s.next_poll = instant(6), s.not_before = instant(5), s.fresh_for = Seconds(9), s.failures = 7,
  s.interval = Seconds(8), s.content_digest = "d", s.asked_interval = Seconds(0);
  s.skip_hours = {0, 23}, s.skip_days = {0}, s.title = "t", s.format = "rss 2.0", s.entries = 9, s.events = 10,
  s.warnings = {{"w", "c", 11}};
  EXPECT_EQ(round_trip(s), s);
  EXPECT_EQ(round_trip(SourceState{}), SourceState{});
}

TEST(Json, EqualValuesGiveEqualBytes) { EXPECT_EQ(to_json(full_event()), to_json(round_trip(full_event()))); }

TEST(Json, UnknownMembersOfANewerVersionAreIgnored) {
  Event e;
  from_json(R"({"title":"a","tomorrow":{"x":[1,2]},"status":"teleported","place":{"name":"Sala","floor":3},"sequence":"no number"})", e);
  EXPECT_EQ(e.title, "a");
  EXPECT_EQ(e.place.name, "Sala");
  EXPECT_EQ(e.status, EventStatus::confirmed);
  EXPECT_EQ(e.sequence, 0);
}

TEST(Json, BytesThatAreNoUtf8ComeBackAsTheyWere) {
  Event e;
  e.title = "caf\xe9 \xff";
  EXPECT_EQ(round_trip(e).title, e.title);
}

TEST(Json, ADamagedRecordIsAStorageFailure) {
  Event e;
  EXPECT_THROW(from_json("{\"title\":", e), StoreError);
  EXPECT_THROW(from_json("[]", e), StoreError);
}

}  // namespace
}  // namespace resso::store
