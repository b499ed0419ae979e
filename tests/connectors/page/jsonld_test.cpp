#include "connectors/page/event_map.hpp"
#include "connectors/page/jsonld_find.hpp"
#include "connectors/page/jsonld_parse.hpp"
#include "connectors/page/poll.hpp"

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace resso::connectors::page {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr std::string_view kZone = "Europe/Madrid";

LocalTime local(int day, int hour, int minute = 0) {
  return LocalTime{std::chrono::local_days{std::chrono::year{2026} / 11 / day}} + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

std::string page_with(std::string_view json) {
  return "<!DOCTYPE html>\n<html><head><script type=\"application/ld+json\">" + std::string(json) + "</script></head><body></body></html>";
}

Harvest read(std::string_view json) { return read_page(page_with(json), "https://casal.example/agenda", "page:x", kZone); }

TEST(JsonLdFind, OnlyScriptsOfTheTypeAreTakenWithTheirLine) {
  const auto blocks = find_jsonld(
      "<html>\n<!-- <script type=application/ld+json>{\"no\":1}</script> -->\n"
      "<script>var a = '<script type=\"application/ld+json\">';</script>\n"
      "<SCRIPT data-x=\"a>b\" Type='application/ld+json'>{\"yes\": 1}</Script>\n"
      "<scripty type=application/ld+json>x</scripty><script type=\"application/ld+json\">{\"last\"");
  ASSERT_EQ(blocks.size(), 2u);
  EXPECT_EQ(blocks[0].json, "{\"yes\": 1}");
  EXPECT_EQ(blocks[0].line, 4);
  EXPECT_EQ(blocks[1].json, "{\"last\"");
}

TEST(JsonLd, AnEventIsReadWithItsPlaceAndItsPicture) {
  const Harvest harvest = read(R"({"@context": "https://schema.org", "@type": "MusicEvent", "@id": "#e1", "name": "Concert &amp; vermut",
    "startDate": "2026-11-28T18:30:00+01:00", "endDate": "2026-11-28T20:00+01:00", "url": "/concert",
    "description": "<p>Amb <b>cors</b>. #TerrassaEntitats</p><script>x()<\/script>",
    "image": [{"@type": "ImageObject", "url": "img/a.jpg", "caption": "El cor"}],
    "location": {"@type": "Place", "name": "Casal de Barri", "address": {"streetAddress": "Carrer Major, 1", "postalCode": "08221",
                 "addressLocality": "Terrassa"}, "geo": {"latitude": "41.56", "longitude": 2.01}},
    "organizer": {"@type": "Organization", "name": "Cor del barri"}, "keywords": "música, cant coral", "inLanguage": "ca"})");
  ASSERT_EQ(harvest.events.size(), 1u);
  const StatedEvent& stated = harvest.events[0];
  EXPECT_EQ(stated.evidence, Evidence::structured);
  EXPECT_EQ(stated.key, "https://casal.example/agenda#e1");
  const Event& event = stated.event;
  EXPECT_EQ(event.title, "Concert & vermut");
  EXPECT_EQ(event.times.start, local(28, 18, 30));
  EXPECT_EQ(event.times.end, local(28, 20));
  EXPECT_EQ(event.times.zone, kZone);
  EXPECT_FALSE(event.times.all_day);
  EXPECT_EQ(event.url, "https://casal.example/concert");
  EXPECT_EQ(event.place.name, "Casal de Barri");
  EXPECT_EQ(event.place.address, "Carrer Major, 1, 08221 Terrassa");
  EXPECT_EQ(event.place.point, (GeoPoint{41.56, 2.01}));
  EXPECT_EQ(event.image->url, "https://casal.example/img/a.jpg");
  EXPECT_EQ(event.image->alt, "El cor");
  EXPECT_EQ(event.organiser, "Cor del barri");
  EXPECT_EQ(event.categories, (std::vector<std::string>{"música", "cant coral"}));
  EXPECT_EQ(event.hashtags, std::vector<std::string>{"TerrassaEntitats"});
  EXPECT_EQ(event.description_html.find("script"), std::string::npos);
}

struct Times {
  const char* name;
  std::string_view start, end;
  LocalTime begins;
  std::optional<LocalTime> ends;
  bool all_day;
};

class Clock : public ::testing::TestWithParam<Times> {};

TEST_P(Clock, IsReadAsThePageMeansIt) {
  PageEvent event;
  event.name = "x";
  event.start = GetParam().start;
  event.end = GetParam().end;
  const auto stated = to_stated_event(event, "https://a.example/", "page:x", kZone);
  ASSERT_TRUE(stated);
  EXPECT_EQ(stated->event.times.start, GetParam().begins);
  EXPECT_EQ(stated->event.times.end, GetParam().ends);
  EXPECT_EQ(stated->event.times.all_day, GetParam().all_day);
}

INSTANTIATE_TEST_SUITE_P(Forms, Clock,
                         ::testing::Values(Times{"Utc", "2026-11-28T17:30:00Z", "", local(28, 18, 30), {}, false},
                                           Times{"NoOffsetIsTheCitys", "2026-11-28T18:30", "", local(28, 18, 30), {}, false},
                                           Times{"BlankForT", "2026-11-28 18:30:00", "", local(28, 18, 30), {}, false},
                                           Times{"OneDay", "2026-11-28", "", local(28, 0), local(29, 0), true},
                                           Times{"LastDayIsIncluded", "2026-11-27", "2026-11-29", local(27, 0), local(30, 0), true},
                                           Times{"SameDayAsEnd", "2026-11-28T18:30", "2026-11-28", local(28, 18, 30), {}, false},
                                           Times{"EndBeforeStart", "2026-11-28T18:30", "2026-11-27T10:00", local(28, 18, 30), {}, false}),
                         [](const auto& test) { return test.param.name; });

TEST(JsonLd, EventsStandInGraphsListsAndSeries) {
  const Harvest harvest =
      read(R"([{"@graph": [{"@type": "WebSite", "name": "w"}, {"@type": ["Event", "Thing"], "name": "a", "startDate": "2026-11-28"}]},
    {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "http://schema.org/Event", "name": "b", "startDate": "2026-11-29"}}]},
    {"@type": "EventSeries", "name": "c", "startDate": "2026-11-30", "subEvent": [{"@type": "Event", "name": "d", "startDate": "2026-11-30T10:00",
       "superEvent": {"@type": "Event", "name": "frame", "startDate": "2026-11-01"}}]}])");
  std::vector<std::string> titles;
  for (const auto& stated : harvest.events) titles.push_back(stated.event.title);
  EXPECT_EQ(titles, (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_TRUE(harvest.events_are_all);
}

TEST(JsonLd, ACancelledEventAndAnOnlineOneAreToldSo) {
  const Harvest harvest =
      read(R"([{"@type": "Event", "name": "a", "startDate": "2026-11-28", "eventStatus": "https://schema.org/EventCancelled"},
    {"@type": "Event", "name": "b", "startDate": "2026-11-28T10:00", "location": [{"@type": "VirtualLocation", "url": "https://meet.example/b"},
      {"@type": "Place", "name": "Sala 1", "address": "Carrer Nou, 3"}]}])");
  ASSERT_EQ(harvest.events.size(), 2u);
  EXPECT_EQ(harvest.events[0].event.status, EventStatus::cancelled);
  EXPECT_EQ(harvest.events[1].event.place.online_url, "https://meet.example/b");
  EXPECT_EQ(harvest.events[1].event.place.address, "Carrer Nou, 3");
}

TEST(JsonLd, DatesOfOneAddressAreApartByTheirStart) {
  const Harvest harvest = read(R"([{"@type": "Event", "name": "a", "url": "https://casal.example/a", "startDate": "2026-11-28"},
    {"@type": "Event", "name": "a", "url": "https://casal.example/a", "startDate": "2026-11-29"},
    {"@type": "Event", "name": "a", "url": "https://casal.example/a", "startDate": "2026-11-29"}])");
  EXPECT_EQ(harvest.events.size(), 2u);
}

TEST(JsonLd, AnActThatTwoPluginsTellAtOneAddressIsOne) {
  constexpr std::string_view kOnce =
      R"({"@type": "Event", "name": "a", "url": "https://casal.example/a", "startDate": "2026-11-28T19:00", "location": "Ateneu"})";
  constexpr std::string_view kAgain =
      R"({"@type": "Event", "@id": "https://casal.example/a#1", "name": "a", "url": "https://casal.example/a", "startDate": "2026-11-28T19:00"})";
  constexpr std::string_view kOther =
      R"({"@type": "Event", "@id": "https://casal.example/a#2", "name": "a", "url": "https://casal.example/a", "startDate": "2026-11-28T19:00"})";
  constexpr std::string_view kElsewhere =
      R"({"@type": "Event", "name": "a", "url": "https://casal.example/a", "startDate": "2026-11-28T19:00", "location": "Casal"})";
  const auto both = [&](std::string_view a, std::string_view b) {
    return read("[" + std::string(a) + "," + std::string(b) + "]").events.size();
  };
  EXPECT_EQ(both(kOnce, kAgain), 1u);
  EXPECT_EQ(both(kAgain, kOther), 2u) << "a page that gives them ids tells them apart";
  EXPECT_EQ(both(kOnce, kElsewhere), 2u);
}

TEST(JsonLd, ARunOfACourseIsAnEvent) {
  const Harvest harvest =
      read(R"({"@type": "Course", "name": "Català", "hasCourseInstance": {"@type": "CourseInstance", "name": "Català, matins",
    "startDate": "2026-02-02", "endDate": "2026-06-12"}})");
  ASSERT_EQ(harvest.events.size(), 1u);
  EXPECT_EQ(harvest.events[0].event.title, "Català, matins");
}

TEST(JsonLd, SlipsAreForgivenAndTheRestIsAWarning) {
  EXPECT_EQ(read("//<![CDATA[\n{\"@type\": \"Event\", \"name\": \"dues\nlínies\", \"startDate\": \"2026-11-28\"}\n//]]>").events.size(),
            1u);
  const Harvest commas = read(R"([{"@type": "Event", "name": "a, } b\"", "startDate": "2026-11-28", "keywords": ["x", "y", ], },
    {"@type": "Event", "name": "c", "startDate": "2026-11-29",},])");
  ASSERT_EQ(commas.events.size(), 2u);
  EXPECT_EQ(commas.events[0].event.title, "a, } b\"");
  const Harvest broken = read("{\"@type\": \"Event\", ");
  EXPECT_TRUE(broken.events.empty());
  ASSERT_EQ(broken.warnings.size(), 1u);
  EXPECT_EQ(broken.warnings[0].code, "bad_json_ld");
  EXPECT_EQ(broken.warnings[0].line, 2);
  EXPECT_EQ(read("{\"@type\": \"Event\", \"name\": \"a\", \"startDate\": \"aviat\"}").warnings.at(0).code, "bad_event");
}

TEST(JsonLd, DeepNestingDoesNoHarm) {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "{\"a\":[";
  EXPECT_EQ(read(deep).warnings.size(), 1u);
  EXPECT_TRUE(find_jsonld(std::string(200'000, '<')).empty());
}

class OnePage : public net::Fetcher {
 public:
  asio::awaitable<Result<net::FetchReply>> fetch(net::FetchRequest request) override {
    asked = request;
    co_return reply;
  }
  net::FetchRequest asked;
  net::FetchReply reply;
};

PollReport poll(OnePage& fetcher, const SourceState& state) {
  asio::io_context io(1);
  PollContext context;
  context.fetcher = &fetcher;
  Source source;
  source.kind = SourceKind::page;
  source.url = "https://casal.example/agenda";
  PollReport report;
  asio::co_spawn(io, poll_page(context, source, state), [&](std::exception_ptr failure, PollReport result) {
    EXPECT_FALSE(failure);
    report = std::move(result);
  });
  io.run();
  return report;
}

TEST(PollPage, AsksConditionallyAndKnowsTheSamePageAgain) {
  OnePage fetcher;
  fetcher.reply.status = 200;
  fetcher.reply.final_url = "https://casal.example/agenda";
  fetcher.reply.headers.add("Content-Type", "text/html");
  fetcher.reply.body = page_with(R"({"@type": "Event", "name": "a", "startDate": "2026-11-28"})");
  SourceState state;
  state.validators = {"\"v1\"", ""};
  const PollReport first = poll(fetcher, state);
  EXPECT_EQ(fetcher.asked.headers.get("If-None-Match"), "\"v1\"");
  EXPECT_EQ(first.outcome.kind, FetchOutcome::Kind::changed);
  EXPECT_EQ(first.harvest.events.size(), 1u);
  state.content_digest = first.outcome.content_digest;
  EXPECT_EQ(poll(fetcher, state).outcome.kind, FetchOutcome::Kind::unchanged);
}

TEST(PollPage, ALoginPageWantsAToken) {
  OnePage fetcher;
  fetcher.reply.status = 200;
  fetcher.reply.final_url = "https://casal.example/login";
  fetcher.reply.headers.add("Content-Type", "text/html");
  fetcher.reply.body = "<html><title>Inicia sessió</title>";
  const PollReport report = poll(fetcher, {});
  EXPECT_EQ(report.outcome.kind, FetchOutcome::Kind::failed);
  EXPECT_EQ(report.outcome.problem->code, Errc::auth);
}

}  // namespace
}  // namespace resso::connectors::page
