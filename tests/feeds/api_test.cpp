// "/api/v1/": events, posts, entities for programs; pages by cursor; and a description that says what is really there.
#include "feeds/api_page.hpp"
#include "feeds/visibility_write.hpp"
#include "tests/feeds/ask.hpp"
#include "tests/feeds/machine_city.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>
#include <boost/json.hpp>

#include <set>

namespace resso::feeds {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;

json::object given(const Snapshot& snapshot, std::string_view target, std::string language = "ca") {
  const auto made = ask(snapshot, target, std::move(language));
  EXPECT_TRUE(made) << target << ": " << (made ? "" : describe(made.error()));
  return made ? json::parse(*made).as_object() : json::object();
}

std::string text_of(const json::value& value) { return std::string(value.as_string()); }

/// The name of each item on all the pages of a list, following next.
std::vector<std::string> walk(const Snapshot& snapshot, std::string target, std::string_view list, std::string_view name, int& pages) {
  std::vector<std::string> out;
  for (pages = 0; !target.empty() && pages < 100; ++pages) {
    const auto page = given(snapshot, target);
    if (page.empty()) return out;
    for (const auto& item : page.at(list).as_array()) {
      auto told = text_of(item.at(name));
      if (const auto* start = item.as_object().if_contains("start")) told += " " + text_of(*start);
      out.push_back(std::move(told));
    }
    target = page.contains("next") ? text_of(page.at("next")).substr(snapshot.city.public_url.size()) : "";
  }
  return out;
}

struct List {
  std::string path, items, name;
};

class ApiList : public testing::TestWithParam<List> {};

TEST_P(ApiList, PagesOfAnySizeTellEveryItemOnceAndInOrder) {
  const auto& [path, items, name] = GetParam();
  for (const auto& snapshot : {sample::city(), machine::city()}) {
    int pages = 0;
    const auto whole = walk(*snapshot, path + "?limit=1000", items, name, pages);
    EXPECT_EQ(pages, 1);
    ASSERT_FALSE(whole.empty());
    for (const int size : {1, 2, 3, 7}) EXPECT_EQ(walk(*snapshot, path + "?limit=" + std::to_string(size), items, name, pages), whole);
    EXPECT_EQ(given(*snapshot, path + "?limit=1").at("total").as_int64(), static_cast<std::int64_t>(whole.size()));
  }
}

TEST_P(ApiList, AForgedCursorIsRefusedAndNamed) {
  if (GetParam().items == "entities") return;  // any text is a place among slugs
  const auto snapshot = sample::city();
  for (const auto* cursor : {"x", "1", "~", "1~", "1~x~y", "99999999999999999999~1~a"}) {
    const auto made = ask(*snapshot, GetParam().path + "?cursor=" + cursor);
    if (GetParam().items == "posts" && std::string_view(cursor) == "1~x~y") continue;  // a place among posts
    ASSERT_FALSE(made) << cursor;
    EXPECT_EQ(made.error().code, Errc::bad_input);
    EXPECT_EQ(made.error().where, "cursor");
  }
}

INSTANTIATE_TEST_SUITE_P(Lists, ApiList,
                         testing::Values(List{"/api/v1/events", "events", "id"}, List{"/api/v1/posts", "posts", "id"},
                                         List{"/api/v1/entities", "entities", "slug"}),
                         [](const auto& info) { return info.param.items; });

TEST(ApiCursor, StaysRightWhenItemsComeAndGoBeforeIt) {
  auto snapshot = sample::city();
  const auto first = given(*snapshot, "/api/v1/events?limit=3");
  const auto next = text_of(first.at("next")).substr(snapshot->city.public_url.size());
  const auto second = text_of(given(*snapshot, next).at("events").at(0).at("id"));
  auto changed = sample::city();
  sample::add_event(*changed, "early", "Abans de tot", sample::at(sample::kToday, 8), sample::at(sample::kToday, 9));
  std::erase_if(changed->occurrences, [](const Occurrence& occurrence) { return occurrence.event_id == "benvinguda"; });
  changed->build();
  EXPECT_EQ(text_of(given(*changed, next).at("events").at(0).at("id")), second);
}

TEST(ApiCursor, IsGoodWhenItsOwnItemIsGone) {
  auto snapshot = sample::city();
  const auto first = given(*snapshot, "/api/v1/events?limit=3");
  const auto last = text_of(first.at("events").at(2).at("id"));
  const auto next = text_of(first.at("next")).substr(snapshot->city.public_url.size());
  const auto before = given(*snapshot, next).at("events");
  std::erase_if(snapshot->occurrences, [&](const Occurrence& occurrence) { return occurrence.event_id == last; });
  snapshot->build();
  EXPECT_EQ(given(*snapshot, next).at("events"), before);
}

TEST(ApiEvents, KeepTheFilterOnTheNextPage) {
  const auto page = given(*sample::city(), "/api/v1/events?days=30&entity=ateneu&limit=1");
  EXPECT_THAT(text_of(page.at("next")), HasSubstr("/api/v1/events?entity=ateneu&days=30&limit=1&cursor="));
}

TEST(ApiEvents, TellTimesWithTheOffsetOfTheCityAndWholeDaysAsDays) {
  const auto snapshot = sample::city();
  const auto timed = given(*snapshot, "/api/v1/events?q=factura").at("events").at(0);
  EXPECT_EQ(text_of(timed.at("start")), "2026-03-12T17:30:00+01:00");
  EXPECT_EQ(text_of(timed.at("end")), "2026-03-12T19:00:00+01:00");
  EXPECT_EQ(text_of(timed.at("page")), "https://agenda.example.cat/events/factura");
  const auto days = given(*snapshot, "/api/v1/events?q=exposicio").at("events").at(0);
  EXPECT_TRUE(days.at("all_day").as_bool());
  EXPECT_EQ(text_of(days.at("start")), "2026-03-05");
  EXPECT_EQ(text_of(days.at("end")), "2026-03-29") << "the last day, not the midnight after it";
}

TEST(ApiEvents, TellWhatIsCancelledAndWhereWhatWasPutOffWent) {
  const auto snapshot = sample::city();
  EXPECT_EQ(text_of(given(*snapshot, "/api/v1/events?q=passejada").at("events").at(0).at("status")), "cancelled");
  const auto moved = given(*snapshot, "/api/v1/events?q=habitatge").at("events").at(0);
  EXPECT_EQ(text_of(moved.at("status")), "postponed");
  EXPECT_EQ(text_of(moved.at("moved_to").at("start")), "2026-03-19T17:00:00+01:00");
}

TEST(ApiEvents, NoKeyOfAPrivateAddressIsTold) {
  auto snapshot = sample::empty_city();
  auto& event = sample::add_event(*snapshot, "a", "Reunió", sample::at(sample::kToday, 18), sample::at(sample::kToday, 19));
  event.sources[0].url = "https://calendar.example/ical/private-5f3a/basic.ics?token=f00dcafe";
  snapshot->build();
  const auto made = *ask(*snapshot, "/api/v1/events");
  EXPECT_THAT(made, testing::Not(HasSubstr("f00dcafe")));
  EXPECT_THAT(made, testing::Not(HasSubstr("private-5f3a")));
}

TEST(ApiEntities, AreFilteredAndRefuseKeysThatSayNothingOfThem) {
  const auto snapshot = sample::city();
  int pages = 0;
  EXPECT_THAT(walk(*snapshot, "/api/v1/entities?district=4", "entities", "slug", pages), ElementsAre("casal"));
  EXPECT_THAT(walk(*snapshot, "/api/v1/entities?q=segle", "entities", "slug", pages), ElementsAre("dones"));
  EXPECT_THAT(walk(*snapshot, "/api/v1/entities?source=mastodon", "entities", "slug", pages), ElementsAre("ateneu"));
  EXPECT_THAT(walk(*snapshot, "/api/v1/entities?topic=eix-81&topic=eix-75", "entities", "slug", pages),
              ElementsAre("ateneu", "casal", "dones"));
  const auto made = ask(*snapshot, "/api/v1/entities?days=7");
  ASSERT_FALSE(made);
  EXPECT_EQ(describe(made.error()), "days: entities cannot be asked for by this (use entity, district, topic, source or q)");
}

TEST(ApiTopics, AreTitledInTheOneLanguageAskedFor) {
  const auto event = given(*sample::city(), "/api/v1/events?q=factura", "en").at("events").at(0);
  EXPECT_EQ(text_of(event.at("topics").at(0).at("title")), "Energy at home");
}

// The description, held against what is answered.
class Description {
 public:
  explicit Description(json::value document) : document_(std::move(document)) {}

  const json::object& resolve(const json::object& schema) const {
    const auto* reference = schema.if_contains("$ref");
    if (!reference) return schema;
    return resolve(document_.at_pointer(text_of(*reference).substr(1)).as_object());
  }

  /// Faults of `value` by `schema`, and what of the schema was seen.
  void check(const json::object& unresolved, const json::value& value, const std::string& at) {
    const auto& schema = resolve(unresolved);
    if (!has_type(schema, value)) faults.push_back(at + ": not of its type");
    if (const auto* allowed = schema.if_contains("enum")) {
      const auto& values = allowed->as_array();
      if (std::find(values.begin(), values.end(), value) == values.end())
        faults.push_back(at + ": not among the values: " + json::serialize(value));
    }
    if (value.is_array()) {
      for (const auto& item : value.as_array()) check(schema.at("items").as_object(), item, at + "[]");
    }
    if (value.is_object() && schema.contains("properties")) check_members(schema, value.as_object(), at);
  }

  const json::value& document() const { return document_; }
  std::vector<std::string> faults;
  std::set<const json::value*> seen;  ///< properties that appeared

 private:
  static bool is(std::string_view type, const json::value& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "null") return value.is_null();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    return type == "number" && value.is_number();
  }

  static bool has_type(const json::object& schema, const json::value& value) {
    const auto& type = schema.at("type");
    if (type.is_string()) return is(text_of(type), value);
    const auto& types = type.as_array();
    return std::any_of(types.begin(), types.end(), [&](const json::value& one) { return is(text_of(one), value); });
  }

  void check_members(const json::object& schema, const json::object& object, const std::string& at) {
    const auto& properties = schema.at("properties").as_object();
    for (const auto& name : schema.at("required").as_array()) {
      if (!object.contains(name.as_string())) faults.push_back(at + "." + text_of(name) + ": required, not there");
    }
    for (const auto& [name, value] : object) {
      const auto* described = properties.if_contains(name);
      if (!described) {
        faults.push_back(at + "." + std::string(name) + ": not described");
        continue;
      }
      seen.insert(described);
      check(described->as_object(), value, at + "." + std::string(name));
    }
  }

  json::value document_;
};

/// An event, a post and sources that have all there is to tell.
std::unique_ptr<Snapshot> city_with_everything() {
  auto snapshot = sample::city();
  auto& event = snapshot->events.front();
  event.summary = "En dues paraules.";
  event.description_html = "<p>Més.</p>";
  event.url = "https://ateneu.example/acte";
  event.image = Media{"https://ateneu.example/a.jpg", "image/jpeg", "Un cartell", 0};
  event.organiser = "Ateneu";
  event.hashtags = {"TerrassaEntitats"};
  event.place.point = GeoPoint{41.5, 2.0};
  event.place.online_url = "https://meet.example/x";
  event.districts = {"2"};
  auto& post = snapshot->posts.front();
  post.updated = post.published;
  post.content_warning = "Soroll";
  post.counters = {1, 2, 3, 4};
  post.author.url = "https://mastodont.example/@dones";
  post.districts = {"2"};
  post.topics = {{"eix-75", "words"}};
  auto& source = snapshot->sources[2].state;
  source.title = "Notícies";
  source.format = "rss";
  source.last_success = source.last_poll;
  source.last_change = source.last_poll;
  source.next_poll = *source.last_poll + std::chrono::hours{1};
  source.problem = Error{Errc::bad_input, "not XML", "https://ateneu.example/feed", "", 12, "bad_input_broken"};
  snapshot->sources[1].state.warnings = {{"a date", "bad_date", 31}};
  snapshot->build();
  return snapshot;
}

TEST(OpenApi, EveryPathAnswersAsDescribedAndEveryPropertyAppears) {
  const auto snapshot = city_with_everything();
  Description description(json::parse(*ask(*snapshot, "/api/v1/openapi.json")));
  const auto& document = description.document().as_object();
  EXPECT_EQ(text_of(document.at("openapi")), "3.1.0");
  EXPECT_EQ(text_of(document.at("servers").at(0).at("url")), "https://agenda.example.cat");
  ASSERT_EQ(document.at("paths").as_object().size(), 6U);
  for (const auto& [path, item] : document.at("paths").as_object()) {
    const auto& schema = item.at_pointer("/get/responses/200/content/application~1json/schema").as_object();
    std::vector<std::string> targets{std::string(path)};
    if (item.at("get").as_object().contains("parameters") && path != "/api/v1/visibility")
      targets.push_back(std::string(path) + "?limit=1");
    for (const auto& target : targets) {
      const auto made =
          path == "/api/v1/visibility" ? Result<std::string>(visibility_json(*snapshot, *snapshot->visibility)) : ask(*snapshot, target);
      ASSERT_TRUE(made) << target;
      description.check(schema, json::parse(*made), std::string(path));
    }
  }
  EXPECT_THAT(description.faults, ElementsAre());
  for (const auto& [name, schema] : document.at("components").at("schemas").as_object()) {
    if (name == "Problem" || !schema.as_object().contains("properties")) continue;
    for (const auto& [property, described] : schema.at("properties").as_object())
      EXPECT_TRUE(description.seen.contains(&described)) << name << "." << property << " never appeared";
  }
}

TEST(OpenApi, HoldsForTheOtherCityToo) {
  const auto snapshot = machine::city();
  Description description(json::parse(*ask(*snapshot, "/api/v1/openapi.json")));
  for (const std::string path : {"/api/v1/events", "/api/v1/posts", "/api/v1/entities", "/api/v1/sources"}) {
    const auto& schema =
        description.document().at("paths").at(path).at_pointer("/get/responses/200/content/application~1json/schema").as_object();
    description.check(schema, json::parse(*ask(*snapshot, path)), path);
  }
  EXPECT_THAT(description.faults, ElementsAre());
}

TEST(OpenApi, EveryParameterDescribedIsTakenAndNoOther) {
  const auto snapshot = sample::city();
  const auto document = json::parse(*ask(*snapshot, "/api/v1/openapi.json"));
  const std::map<std::string, std::string, std::less<>> values{
      {"entity", "casal"},    {"district", "2"},    {"topic", "eix-81"}, {"tag", "8M"},  {"source", "feed"}, {"q", "x"},
      {"from", "2026-03-12"}, {"to", "2026-04-12"}, {"days", "7"},       {"lang", "ca"}, {"limit", "5"}};
  for (const std::string path : {"/api/v1/events", "/api/v1/posts", "/api/v1/entities"}) {
    for (const auto& reference : document.at("paths").at(path).at("get").at("parameters").as_array()) {
      const auto& parameter = document.at_pointer(text_of(reference.at("$ref")).substr(1));
      const auto name = text_of(parameter.at("name"));
      if (name == "cursor") continue;
      EXPECT_TRUE(ask(*snapshot, path + "?" + name + "=" + values.find(name)->second)) << path << " " << name;
    }
  }
}

}  // namespace
}  // namespace resso::feeds
