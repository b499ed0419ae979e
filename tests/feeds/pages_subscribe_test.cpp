#include "feeds/pages/pages.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"
#include "text/url.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::Not;

OutputRequest request(Filter filter = {}, std::string language = "ca", std::string self = "/subscribe") {
  return {std::move(filter), std::move(language), "", std::move(self)};
}

std::string subscribe(const Snapshot& snapshot, Filter filter = {}, std::string language = "ca") {
  return *subscribe_page(snapshot, request(std::move(filter), std::move(language)));
}

Filter much() {
  Filter filter;
  filter.entities = {"ateneu", "casal"};
  filter.districts = {"2"};
  filter.topics = {"eix-62", "eix-75"};
  filter.tags = {"barri", "terrassaentitats"};
  filter.sources = {"calendar"};
  filter.query = "fer barri";
  return filter;
}

/// What a browser would send: the form's fields in their order, as application/x-www-form-urlencoded.
std::string sent_form(const std::string& page) {
  const auto begin = page.find("<form class=\"form\"");
  const auto form = page.substr(begin, page.find("</form>", begin) - begin);
  std::string query;
  const auto add = [&](const std::string& name, const std::string& value) {
    std::string coded = text::percent_encode(value);
    for (auto at = coded.find("%20"); at != std::string::npos; at = coded.find("%20")) coded.replace(at, 3, "+");
    query += (query.empty() ? "" : "&") + name + "=" + coded;
  };
  std::string select;
  for (auto at = form.find('<'); at != std::string::npos; at = form.find('<', at + 1)) {
    const auto tag = form.substr(at + 1, form.find('>', at) - at - 1);
    if (tag.starts_with("input")) {
      const bool box = attribute_in(tag, "type") == "checkbox";
      if (!box || tag.ends_with(" checked")) add(attribute_in(tag, "name"), attribute_in(tag, "value"));
    } else if (tag.starts_with("select")) {
      select = attribute_in(tag, "name");
    } else if (tag.starts_with("option") && tag.ends_with(" selected")) {
      add(select, attribute_in(tag, "value"));
    }
  }
  return query;
}

TEST(SubscribePage, ALongListOfTopicsIsFoldedButForWhatIsChosen) {
  const auto snapshot = sample::city();
  snapshot->topics.clear();
  for (int i = 1; i <= 20; ++i)
    snapshot->topics.push_back({.id = "t" + std::to_string(i), .titles = {{"ca", "Tema " + std::to_string(i)}}});
  Filter filter;
  filter.topics = {"t7"};
  const auto page = subscribe(*snapshot, filter);
  const auto fold = page.find("<details>\n<summary>Tria entre 19 temes</summary>");
  ASSERT_NE(fold, std::string::npos);
  EXPECT_LT(page.find("value=\"t7\" checked"), fold);
  EXPECT_GT(page.find("value=\"t1\""), fold);
  EXPECT_THAT(subscribe(*sample::city()), Not(HasSubstr("<details>"))) << "a short list is in sight";
}

TEST(SubscribePage, TheFormGivesItsFilterAgain) {
  const auto snapshot = sample::city();
  for (const auto& filter : {Filter{}, much()}) {
    const auto sent = sent_form(subscribe(*snapshot, filter));
    const auto again = parse_filter(sent, *snapshot);
    ASSERT_TRUE(again.has_value()) << sent;
    EXPECT_EQ(*again, filter) << sent;
  }
}

TEST(SubscribePage, EveryAddressHoldsTheWholeFilter) {
  const auto snapshot = sample::city();
  const auto page = subscribe(*snapshot, much());
  const std::string query =
      "entity=ateneu&amp;entity=casal&amp;district=2&amp;topic=eix-62&amp;topic=eix-75&amp;tag=barri&amp;tag=terrassaentitats&amp;"
      "source=calendar&amp;q=fer%20barri";
  for (const std::string kind : {"ics", "rss", "atom", "json"}) {
    EXPECT_THAT(page, HasSubstr(" value=\"https://agenda.example.cat/agenda." + kind + "?" + query + "\"")) << kind;
  }
  EXPECT_THAT(page, HasSubstr("<a class=\"btn\" href=\"webcal://agenda.example.cat/agenda.ics?" + query + "\">"));
  EXPECT_THAT(page, HasSubstr("https://agenda.example.cat/posts.rss?" + query));
}

TEST(SubscribePage, OtherCalendarsGetTheAddressAsOneValue) {
  Filter filter;
  filter.districts = {"2"};
  const auto page = subscribe(*sample::city(), filter);
  const std::string webcal = "webcal%3A%2F%2Fagenda.example.cat%2Fagenda.ics%3Fdistrict%3D2";
  EXPECT_THAT(page, HasSubstr("href=\"https://calendar.google.com/calendar/r?cid=" + webcal + "\">Google</a>"));
  EXPECT_THAT(page, HasSubstr("href=\"https://outlook.live.com/calendar/0/addfromweb?url=" + webcal +
                              "&amp;name=Agenda%20de%20Terrassa\">Outlook</a>"));
}

TEST(SubscribePage, ASubscriptionHasNoPeriod) {
  Filter filter;
  filter.districts = {"2"};
  filter.days = 7;
  filter.limit = 5;
  const auto page = subscribe(*sample::city(), filter);
  EXPECT_THAT(page, HasSubstr("agenda.ics?district=2\""));
  EXPECT_THAT(page, Not(HasSubstr("days=7")));
  EXPECT_THAT(page, Not(HasSubstr("limit=")));
}

TEST(SubscribePage, TheLanguageOfTheActsIsNotThatOfThePage) {
  const auto snapshot = sample::city();
  auto asked = request({}, "ca", "/subscribe?acts=en&lang=ca");
  asked.own = {{"acts", "en"}};
  const auto page = *subscribe_page(*snapshot, asked);
  EXPECT_THAT(page, HasSubstr("<html lang=\"ca\">"));
  EXPECT_THAT(page, HasSubstr(" value=\"https://agenda.example.cat/agenda.ics?lang=en\""));
  EXPECT_THAT(page, HasSubstr("<option value=\"en\" selected>en anglès</option>"));
  EXPECT_THAT(page, HasSubstr("<strong>en anglès</strong>: 1 acte els propers 30 dies"));
  EXPECT_THAT(page, HasSubstr("<a href=\"/subscribe?acts=en&amp;lang=es\" hreflang=\"es\""));
  asked.own = {{"acts", "xx"}};
  const auto refused = subscribe_page(*snapshot, asked);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Errc::bad_input);
  EXPECT_EQ(refused.error().where, "acts");
}

TEST(SubscribePage, SaysHowManyActsAndWhichIsFirst) {
  Filter filter;
  filter.districts = {"4"};
  EXPECT_THAT(subscribe(*sample::city(), filter), HasSubstr("Districte\u00a04</strong>: 1 acte els propers 30 dies; el primer, "
                                                            "dijous 12 de març, 19.30\u00a0h."));
  filter.districts = {"1"};
  filter.query = {};
  EXPECT_THAT(subscribe(*sample::city(), filter), HasSubstr("1 acte els propers 30 dies; el primer, del 5 al 29 de març."));
  EXPECT_THAT(subscribe(*sample::city()), HasSubstr("el primer, dijous 12 de març, 10\u00a0h.")) << "not the exhibition that goes on";
  filter.query = "escacs";
  EXPECT_THAT(subscribe(*sample::city(), filter), HasSubstr("Quan n’hi hagi un, us arribarà."));
}

TEST(SubscribePage, TheQrCodeLeavesOutWhatNoCameraWouldRead) {
  const auto page = subscribe(*sample::city());
  EXPECT_THAT(page, HasSubstr("<svg class=\"qr\" role=\"img\" aria-label=\"Codi QR d’aquesta subscripció\" viewBox=\"0 0 "));
  Filter filter;
  for (int i = 0; i < 90; ++i) filter.tags.push_back("etiqueta" + std::to_string(100 + i));
  EXPECT_THAT(subscribe(*sample::city(), filter), Not(HasSubstr("class=\"qr\"")));
}

TEST(SubscribePage, SpeaksEveryLanguage) {
  EXPECT_THAT(subscribe(*sample::city(), {}, "ca"), HasSubstr("<h1>Rebeu l’agenda allà on ja mireu</h1>"));
  EXPECT_THAT(subscribe(*sample::city(), {}, "es"), HasSubstr("<h1>Reciba la agenda donde ya mira</h1>"));
  EXPECT_THAT(subscribe(*sample::city(), {}, "en"), HasSubstr("<h1>Get the events where you already look</h1>"));
}

TEST(SubscribeLinks, OfEveryPageTakeTheFilterAlong) {
  const auto snapshot = sample::city();
  Filter filter;
  filter.topics = {"eix-75"};
  filter.days = 7;
  const auto agenda = *agenda_page(*snapshot, {filter, "ca", "", "/?topic=eix-75&days=7"});
  EXPECT_THAT(agenda, HasSubstr("href=\"/subscribe?topic=eix-75#take\""));
  const auto entity = *entity_page(*snapshot, {{}, "ca", "ateneu", "/entities/ateneu"});
  EXPECT_THAT(entity, HasSubstr("href=\"/subscribe?entity=ateneu#take\""));
  filter.query = "escacs";
  EXPECT_THAT(*agenda_page(*snapshot, {filter, "ca", "", "/"}),
              HasSubstr("<a class=\"btn\" href=\"/subscribe?topic=eix-75&amp;q=escacs#take\">Subscriu-m’hi</a>"));
}

TEST(CopyButton, IsHiddenWithoutItsScript) {
  const auto page = subscribe(*sample::city());
  EXPECT_EQ(count_of(page, "<button class=\"btn alt\" type=\"button\" hidden data-copy=\"a-"), 4);
  EXPECT_THAT(page, HasSubstr("<script type=\"module\" src=\"" + std::string(asset_named("copy").path) + "\"></script>"));
  const auto style = asset_named("help").body;
  EXPECT_NE(style.find("[hidden]{display:none !important}"), std::string_view::npos) << "buttons are displayed otherwise";
}

}  // namespace
}  // namespace resso::feeds
