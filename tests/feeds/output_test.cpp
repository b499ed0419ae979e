#include "feeds/output.hpp"

#include "feeds/channel.hpp"
#include "feeds/css_color.hpp"
#include "feeds/opml_write.hpp"
#include "feeds/problem_write.hpp"
#include "feeds/visibility_write.hpp"
#include "machine_city.hpp"
#include "text/timestamp.hpp"
#include "text/xml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace resso::feeds {
namespace {

using machine::at;
using machine::day;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";
constexpr std::string_view kEvent = "http://purl.org/rss/1.0/modules/event/";

TEST(Output, PathsFindTheirOutputAndSubject) {
  const auto pattern_of = [](std::string_view path) {
    const auto match = match_output(path);
    return match ? std::string(match->output->pattern) + " " + match->subject : "none";
  };
  EXPECT_EQ(pattern_of("/"), "/ ");
  EXPECT_EQ(pattern_of("/agenda.ics"), "/agenda.ics ");
  EXPECT_EQ(pattern_of("/entities/casal"), "/entities/{slug} casal");
  EXPECT_EQ(pattern_of("/entities/casal/agenda.rss"), "/entities/{slug}/agenda.rss casal");
  EXPECT_EQ(pattern_of("/events/abc"), "/events/{id} abc");
  EXPECT_EQ(pattern_of("/events/abc.ics"), "/events/{id}.ics abc");
  EXPECT_EQ(pattern_of("/events/.ics"), "none");
  EXPECT_EQ(pattern_of("/events/"), "none");
  EXPECT_EQ(pattern_of("/events/a/b"), "none");
  EXPECT_EQ(pattern_of("/entities//agenda.rss"), "none");
  EXPECT_EQ(pattern_of("/agenda.ics/"), "none");
  EXPECT_EQ(pattern_of(""), "none");
}

TEST(Output, EveryOneRendersAndTheRestIsNotFound) {
  const auto snapshot = machine::city();
  for (const auto& output : outputs()) {
    if (output.pattern == "/oembed") continue;  // answers about an address only
    std::string path(output.pattern);
    const auto replace = [&](std::string_view from, std::string_view to) {
      if (const auto found = path.find(from); found != std::string::npos) path.replace(found, from.size(), to);
    };
    auto missing = path;
    replace("{slug}", "casal");
    replace("{id}", "festa");
    if (path.starts_with("/logo")) continue;  // this city has none
    EXPECT_TRUE(machine::render(*snapshot, path)) << path;
    if (path == output.pattern) continue;
    path = missing;
    replace("{slug}", "nobody");
    replace("{id}", "nobody");
    const auto text = machine::render(*snapshot, path);
    ASSERT_FALSE(text) << path;
    EXPECT_EQ(text.error().code, Errc::not_found) << path;
  }
}

TEST(Output, AnEntitysFeedHasOnlyItsOwnAndNothingOfAnother) {
  const auto snapshot = machine::city();
  EXPECT_THAT(*machine::render(*snapshot, "/entities/casal/agenda.json"), Not(HasSubstr("colloqui")));
  EXPECT_THAT(*machine::render(*snapshot, "/entities/casal/agenda.json", "entity=ateneu"), Not(HasSubstr("calendar_url")));
  EXPECT_THAT(*machine::render(*snapshot, "/entities/casal/posts.rss"), Not(HasSubstr("entry1")));
}

TEST(Output, LastModifiedMovesWithTheAgendaAndWithTheDay) {
  auto snapshot = machine::city();
  const auto* agenda = match_output("/agenda.ics")->output;
  EXPECT_EQ(last_modified(*snapshot, *agenda, {}), snapshot->as_of);
  snapshot->today += std::chrono::days{1};
  EXPECT_EQ(last_modified(*snapshot, *agenda, {}), machine::madrid(at(day(2026, 3, 13), 0)));
  OutputRequest one;
  one.subject = "festa";
  EXPECT_EQ(last_modified(*snapshot, *match_output("/events/festa.ics")->output, one), machine::madrid(at(day(2026, 3, 10), 12)));
}

TEST(Output, EveryPhraseIsThere) {
  const auto snapshot = machine::city();
  for (const auto* language : {"ca", "es", "en"}) {
    for (const auto* path : {"/agenda.ics", "/agenda.rss", "/posts.rss", "/entities/casal/agenda.rss"}) {
      EXPECT_THAT(*machine::render(*snapshot, path, "", language), Not(HasSubstr("⟦"))) << path << language;
    }
  }
}

TEST(Rss, IsWellFormedXmlWithItsOwnAddress) {
  const auto document = text::parse_xml(*machine::render(*machine::city(), "/agenda.rss", "district=2&days=30"));
  ASSERT_TRUE(document.well_formed());
  const auto channel = document.root().child("", "channel");
  EXPECT_EQ(channel.child(kAtom, "link").attribute("href"), "https://agenda.example.cat/agenda.rss?district=2&days=30");
  EXPECT_EQ(channel.child(kAtom, "link").attribute("rel"), "self");
}

text::XmlNode item_about(const text::XmlNode& channel, std::string_view words) {
  for (const auto& item : channel.children()) {
    if (item.child("", "title").text().find(words) != std::string::npos) return item;
  }
  return {};
}

TEST(Rss, AnActTellsItsDateInTheTitleAndAsData) {
  const auto document = text::parse_xml(*machine::render(*machine::city(), "/agenda.rss"));
  const auto item = item_about(document.root().child("", "channel"), "Cosir");
  EXPECT_EQ(item.child("", "title").text(), "dissabte 14 de març, 18\u00a0h: Col·loqui «Cosir xarxa; fer barri, plegats»");
  EXPECT_EQ(item.child(kEvent, "startdate").text(), "2026-03-14T18:00:00+01:00");
  EXPECT_EQ(item.child(kEvent, "enddate").text(), "2026-03-14T20:00:00+01:00");
  EXPECT_EQ(item.child(kEvent, "location").text(), "Ateneu la Llançadora, carrer de la Llançadora, 14");
  EXPECT_EQ(item.child("", "guid").attribute("isPermaLink"), "false");
  EXPECT_EQ(item.child("", "pubDate").text(), "Sun, 01 Mar 2026 08:30:00 GMT");
}

TEST(Rss, TitlesSayInTheLanguageOfTheOutputWhatHasChanged) {
  const auto title = [](std::string_view words, std::string language) {
    const auto document = text::parse_xml(*machine::render(*machine::city(), "/agenda.rss", "", std::move(language)));
    return item_about(document.root().child("", "channel"), words).child("", "title").text();
  };
  EXPECT_EQ(title("Passejada", "ca"), "Cancel·lat · divendres 13 de març, 18\u00a0h: Passejada amb la gent gran");
  EXPECT_EQ(title("Xerrada", "es"), "Aplazado · jueves 19 de marzo, 17\u00a0h: Xerrada: habitatge i drets");
  EXPECT_EQ(title("Concert", "en"), "Postponed: Concert solidari");
  EXPECT_EQ(title("Fil i agulla", "en"), "5–29 March: Exposició «Fil i agulla»");
}

TEST(Rss, ASeriesIsOneItemWithItsNextDate) {
  const auto document = text::parse_xml(*machine::render(*machine::city(), "/agenda.rss"));
  int found = 0;
  for (const auto& item : document.root().child("", "channel").children()) {
    found += item.child("", "title").text().find("Grup de conversa") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(found, 1);
}

TEST(Rss, TheHourOfTheDayThatIsLongIsToldWithItsOwnOffset) {
  auto s = machine::empty_city();
  auto second = machine::event("segona", "Segona hora", at(day(2026, 10, 25), 0, 30), std::nullopt, "UTC");
  second.times.start = at(day(2026, 10, 25), 1, 30);  // 02:30 for the second time that night
  machine::add(*s, second);
  s->build();
  EXPECT_THAT(*machine::render(*s, "/agenda.rss"), HasSubstr("<ev:startdate>2026-10-25T02:30:00+01:00<"));
}

TEST(Atom, HasWhatRfc4287Requires) {
  const auto document = text::parse_xml(*machine::render(*machine::city(), "/agenda.atom"));
  ASSERT_TRUE(document.well_formed());
  const auto feed = document.root();
  ASSERT_TRUE(feed.is(kAtom, "feed"));
  std::set<std::string> ids;
  for (const auto* name : {"id", "title", "updated", "author"}) EXPECT_TRUE(feed.child(kAtom, name)) << name;
  for (const auto& entry : feed.children()) {
    if (!entry.is(kAtom, "entry")) continue;
    for (const auto* name : {"id", "title", "updated", "content", "link"}) EXPECT_TRUE(entry.child(kAtom, name)) << name;
    EXPECT_TRUE(ids.insert(entry.child(kAtom, "id").text()).second);
    EXPECT_TRUE(text::parse_rfc3339(entry.child(kAtom, "updated").text()));
  }
  EXPECT_EQ(ids.count("tag:agenda.example.cat,2026:event/colloqui"), 1u);
}

TEST(Atom, TheFeedIsAsNewAsItsNewestEntryNotAsTheAgenda) {
  auto s = machine::city();
  const auto before = *machine::render(*s, "/agenda.atom", "entity=casal");
  s->as_of += std::chrono::hours{1};  // something else has changed
  EXPECT_EQ(*machine::render(*s, "/agenda.atom", "entity=casal"), before);
}

TEST(JsonFeed, TellsWhenAndWhereAsData) {
  const auto json = *machine::render(*machine::city(), "/agenda.json", "q=festa");
  for (const auto* part :
       {"\"version\": \"https://jsonfeed.org/version/1.1\"", "\"start\": \"2026-03-21\"", "\"end\": \"2026-03-21\"", "\"all_day\": true",
        "\"status\": \"confirmed\"", "\"entity\": \"casal\"", "\"feed_url\": \"https://agenda.example.cat/agenda.json?q=festa\""}) {
    EXPECT_THAT(json, HasSubstr(part));
  }
}

TEST(Posts, BehindAWarningThereAreOnlyWords) {
  auto s = machine::city();
  for (auto& post : s->posts) {
    if (!post.content_warning.empty()) post.html = "<p>hidden <img src=\"https://x.example/y.png\" alt=\"\"></p>";
  }
  for (const auto* path : {"/posts.rss", "/posts.atom", "/posts.json"}) {
    const auto text = *machine::render(*s, path);
    EXPECT_THAT(text, HasSubstr("Avís de contingut: Violència masclista")) << path;
    EXPECT_THAT(text, Not(HasSubstr("y.png"))) << path;
    EXPECT_EQ(text.find("media/1.jpg"), text.find("https://mastodont.example/media/1.jpg") + 26) << path;
  }
  const auto channel = posts_channel(*s, {{}, "ca", "", "/posts.rss"});
  EXPECT_TRUE(channel->items.front().media.empty());
  EXPECT_FALSE(channel->items[1].media.empty());
}

TEST(Posts, AStatusWithoutTitleIsNamedByItsFirstWords) {
  auto s = machine::city();
  for (auto& post : s->posts) post.text = "Primera línia\n\n" + std::string(40, 'x') + " " + std::string(80, 'y');
  const auto channel = posts_channel(*s, {{}, "ca", "", "/posts.rss"});
  EXPECT_EQ(channel->items[1].title, "Primera línia " + std::string(40, 'x') + "…");
}

TEST(Posts, PlainTextBecomesParagraphsWithoutMarkup) {
  EXPECT_EQ(text_to_html("a <b> & c\nd\n\n\n\ne"), "<p>a &lt;b&gt; &amp; c<br>d</p><p>e</p>");
  EXPECT_EQ(text_to_html(""), "");
}

TEST(Posts, AnAttachmentHasAMediaTypeEvenWhereOnlyItsKindIsKnown) {
  EXPECT_EQ(media_type_of({"https://x.example/a.PNG?v=1", "image", "", 0}), "image/png");
  EXPECT_EQ(media_type_of({"https://x.example/a", "video", "", 0}), "video/mp4");
  EXPECT_EQ(media_type_of({"https://x.example/a", "", "", 0}), "image/jpeg");
  EXPECT_EQ(media_type_of({"https://x.example/a.png", "image/avif", "", 0}), "image/avif");
}

TEST(Opml, TellsPublicSourcesOnly) {
  const auto snapshot = machine::city();
  const auto text = *machine::render(*snapshot, "/opml.xml");
  ASSERT_TRUE(text::parse_xml(text).well_formed());
  EXPECT_THAT(text, HasSubstr("xmlUrl=\"https://mastodont.example/@casal.rss\""));
  EXPECT_THAT(text, HasSubstr("https://ateneu.example/agenda.ics"));
  EXPECT_THAT(text, Not(HasSubstr("private-5f3a")));
  EXPECT_THAT(text, Not(HasSubstr("dav.example")));
}

TEST(Opml, AnAddressThatCarriesItsOwnKeyIsNotPublic) {
  const auto is_public = [](std::string url) { return is_public_source(machine::source(SourceKind::calendar, std::move(url), "", "")); };
  EXPECT_TRUE(is_public("https://x.example/agenda.ics?lang=ca"));
  EXPECT_FALSE(is_public("https://x.example/agenda.ics?Token=abc"));
  EXPECT_FALSE(is_public("https://user:secret@x.example/agenda.ics"));
  EXPECT_FALSE(is_public("https://x.example/ical/private-123/basic.ics"));
  EXPECT_FALSE(is_public("not an address"));
  auto locked = machine::source(SourceKind::feed, "https://x.example/feed", "", "");
  locked.state.condition = Condition::needs_auth;
  EXPECT_FALSE(is_public_source(locked));
}

TEST(Problem, IsAProblemDocument) {
  EXPECT_EQ(problem_json(400, "days: not a number: “soon”", "/agenda.ics?days=soon"),
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"days: not a number: “soon”\","
            "\"instance\":\"/agenda.ics?days=soon\"}\n");
  EXPECT_EQ(problem_json(404, "", ""), "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}\n");
  EXPECT_TRUE(text::is_valid_utf8(problem_json(400, "\xff", "\xfe")));
}

VisibilityReport report() {
  VisibilityReport out;
  out.query.period = {day(2026, 2, 12), day(2026, 3, 11)};
  out.query.by = Cut::entity;
  out.before = {day(2026, 1, 15), day(2026, 2, 11)};
  out.whole.posts = 12;
  out.whole.boosts = 7;
  out.whole.reach = Reach{412, 2310, 9, 12, 3};
  out.whole.followers_start = 400;
  out.whole.followers_end = 388;
  VisibilityFigures row;
  row.key = "casal";
  row.posts = 12;
  row.engagement_rate = 1.25;
  out.rows = {row};
  VisibilityFigures outside;
  outside.key = "=cmd()\"";
  out.rows.push_back(outside);
  out.rows_before = {row, outside};
  return out;
}

TEST(Visibility, WhatIsNotKnownIsNullAndNotZero) {
  const auto json = visibility_json(*machine::city(), report());
  EXPECT_THAT(json, HasSubstr("\"from\": \"2026-02-12\""));
  EXPECT_THAT(json, HasSubstr("\"followers_growth\": -12"));
  EXPECT_THAT(json, HasSubstr("\"reach_coverage\": 0.75"));
  EXPECT_THAT(json, HasSubstr("\"label\": \"Casal de la Maurina\""));
  EXPECT_THAT(json, HasSubstr("\"engagement_rate\": null"));
  EXPECT_THAT(json, HasSubstr("\"definitions\": {"));
  EXPECT_THAT(json, Not(HasSubstr("⟦")));
}

TEST(Visibility, CsvHasAsManyCellsInEveryRowAndNoFormulas) {
  const auto csv = visibility_csv(*machine::city(), report());
  EXPECT_TRUE(
      csv.starts_with("\xEF\xBB\xBF"
                      "cut,key,label,from,to,posts,"));
  EXPECT_THAT(csv, HasSubstr("\r\nall,,,2026-02-12,2026-03-11,12,"));
  EXPECT_THAT(csv, HasSubstr("\r\nentity,casal,Casal de la Maurina,2026-02-12,2026-03-11,12,"));
  EXPECT_THAT(csv, HasSubstr("\"'=cmd()\"\"\""));
  std::set<std::ptrdiff_t> cells;
  for (std::size_t from = 0, end = csv.find("\r\n"); end != std::string::npos; from = end + 2, end = csv.find("\r\n", from)) {
    const auto line = csv.substr(from, end - from);
    cells.insert(std::count(line.begin(), line.end(), ','));
  }
  EXPECT_EQ(cells.size(), 1u);
}

TEST(CssColor, IsTheNearestName) {
  EXPECT_EQ(css_color_name("#ff0000"), "red");
  EXPECT_EQ(css_color_name("#f00"), "red");
  EXPECT_EQ(css_color_name("teal"), "teal");
  EXPECT_EQ(css_color_name("#0b6e4f"), "seagreen");
  EXPECT_EQ(css_color_name(""), "");
  EXPECT_EQ(css_color_name("#zzzzzz"), "");
  EXPECT_EQ(css_color_name("url(x)"), "");
}

}  // namespace
}  // namespace resso::feeds
