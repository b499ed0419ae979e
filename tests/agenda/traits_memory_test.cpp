#include "agenda/traits_memory.hpp"

#include "agenda/merge.hpp"
#include "config/read.hpp"

#include <gtest/gtest.h>

namespace resso::agenda {
namespace {

using namespace std::chrono_literals;

Event concert() {
  Event event;
  event.id = "x";
  event.title = "Concert de gralles";
  event.place.name = "Plaça Vella";
  event.entity = "grallers";
  event.times.start = LocalTime(1'800'100'000s);
  event.times.zone = "Europe/Madrid";
  return event;
}

// Counts how often traits are made.
struct Counted {
  TraitsMemory memory;
  int made = 0;
  TraitsMemory::Traits of(const Event& event) {
    return memory.find_or_make(event, [this](const Event& told) {
      ++made;
      EventTraits traits;
      traits.uid = told.title;
      return traits;
    });
  }
};

TEST(TraitsMemory, MakesThemOnceOfAnEventThatStays) {
  Counted counted;
  Event event = concert();
  counted.of(event);
  event.sequence = 7;
  event.modified = Instant(5s);
  EXPECT_EQ(counted.of(event)->uid, event.title);
  EXPECT_EQ(counted.made, 1);
}

TEST(TraitsMemory, MakesThemAgainWheneverSomethingTheyAreMadeOfHasChanged) {
  const std::vector<std::pair<const char*, void (*)(Event&)>> changes{
      {"title", [](Event& e) { e.title = "Ball"; }},
      {"summary", [](Event& e) { e.summary = "Ajornat"; }},
      {"uid", [](Event& e) { e.uid = "1@a.example"; }},
      {"url", [](Event& e) { e.url = "https://a.example/ball"; }},
      {"start", [](Event& e) { e.times.start += 1h; }},
      {"end", [](Event& e) { e.times.end = e.times.start + 1h; }},
      {"all day", [](Event& e) { e.times.all_day = true; }},
      {"status", [](Event& e) { e.status = EventStatus::postponed; }},
      {"new date", [](Event& e) { e.moved_to = e.times; }},
      {"place", [](Event& e) { e.place.name = "Casal"; }},
      {"address", [](Event& e) { e.place.address = "carrer Major, 1"; }},
      {"link", [](Event& e) { e.place.online_url = "https://meet.example/1"; }},
      {"organiser", [](Event& e) { e.organiser = "Colla"; }},
      {"language", [](Event& e) { e.language = "es"; }},
      {"entity", [](Event& e) { e.entity = "colla"; }}};
  for (const auto& [what, change] : changes) {
    Counted counted;
    Event event = concert();
    counted.of(event);
    change(event);
    EXPECT_EQ(counted.of(event)->uid, event.title) << what;
    EXPECT_EQ(counted.made, 2) << what;
    EXPECT_EQ(counted.of(concert())->uid, concert().title) << what << ": as it was before a transaction that was given up";
  }
}

TEST(TraitsMemory, IsBounded) {
  TraitsMemory memory(10);
  Event event = concert();
  for (int i = 0; i < 100; ++i) {
    event.id = std::to_string(i);
    memory.find_or_make(event, [](const Event&) { return EventTraits(); });
    EXPECT_LE(memory.size(), 20U);
  }
}

// What traits_of reads and the memory does not keep would be missing here.
TEST(TraitsMemory, RemembersAllThatMergingReads) {
  const MergeRules rules(std::get<config::Settings>(config::parse_settings(config::example_toml(), "example.toml")));
  Event event = concert();
  event.uid = "1@a.example";
  event.url = "https://a.example/concert-de-gralles";
  event.summary = "Portes a les 18 h";
  event.language = "ca";
  event.organiser = "Grallers";
  event.status = EventStatus::postponed;
  event.moved_to = event.times;
  const EventTraits fresh = rules.traits_of(event), kept = *rules.remembered_traits_of(event);
  const auto told = [](const EventTraits& t) {
    std::string text = t.uid + '|' + t.url_key + '|' + t.entity + '|' + t.language + '|' + t.place.text;
    for (const Words* words : {&t.spoken, &t.title, &t.summary, &t.page_words, &t.entity_words, &t.place.names})
      for (const auto& word : *words) text += '|' + word.text;
    return text + std::to_string(t.clock.size()) + std::to_string(t.postponed) + std::to_string(t.moved_to.has_value());
  };
  EXPECT_EQ(told(fresh), told(kept));
  EXPECT_EQ(fresh.start, kept.start);
}

TEST(FindSame, SeesAnEventAsItIsNow) {
  const MergeRules rules(std::get<config::Settings>(config::parse_settings(config::example_toml(), "example.toml")));
  Event event = concert();
  StatedEvent stated;
  stated.event = event;
  EXPECT_NE(find_same(stated, {event}, rules), nullptr);
  event.title = "Taller de fang per a infants";
  EXPECT_EQ(find_same(stated, {event}, rules), nullptr);
}

}  // namespace
}  // namespace resso::agenda
