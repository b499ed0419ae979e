#include "config_test_support.hpp"

#include "config/intervals.hpp"

#include <algorithm>
#include <fstream>

namespace resso::config {
namespace {

using testing::good;

std::vector<std::string> ids(const Settings& settings) {
  std::vector<std::string> out;
  for (const Source& source : settings.sources) out.push_back(source.id);
  return out;
}

TEST(Settings, AnEmptyFileGivesTheDefaults) {
  const Settings settings = good("");
  EXPECT_EQ(settings.city.timezone, "Europe/Madrid");
  EXPECT_EQ(settings.server.listen, (std::vector<ListenAddress>{{"127.0.0.1", 8080}}));
  EXPECT_EQ(settings.server.admin, (ListenAddress{"127.0.0.1", 8081}));
  EXPECT_EQ(settings.store.path, "/etc/resso/resso.db");
  EXPECT_TRUE(settings.sources.empty());
}

TEST(Settings, SourcesComeInTheFilesOrderEachWithItsId) {
  const Settings settings = good(R"(
[[source]]
kind = "page"
url = "https://city.example/agenda"
[[entity]]
slug = "casal"
name = "Casal"
mastodon = ["@Casal@mastodont.example", "http://127.0.0.1:18101/alice"]
feeds = ["https://casal.example/feed"]
calendars = ["webcal://casal.example/agenda.ics"]
[[hashtag]]
name = "#TerrassaEntitats"
servers = ["mastodon.example", "https://mastodont.example/"]
)");
  EXPECT_EQ(ids(settings),
            (std::vector<std::string>{"page:https://city.example/agenda", "account:Casal@https://mastodont.example",
                                      "account:alice@http://127.0.0.1:18101", "feed:https://casal.example/feed",
                                      "calendar:https://casal.example/agenda.ics", "hashtag:TerrassaEntitats@https://mastodon.example",
                                      "hashtag:TerrassaEntitats@https://mastodont.example"}));
  EXPECT_EQ(settings.sources[1].entity, "casal");
  EXPECT_EQ(settings.sources[0].entity, "");
}

TEST(Settings, AnAccountIsUnderstoodInEveryFormThatPeopleCopy) {
  for (const char* form : {"casal@m.example", "@casal@m.example", "https://m.example/@casal", "https://m.example/users/casal",
                           "https://m.example/@casal/", "https://other.example/@casal@m.example"}) {
    const Settings settings = good("[[entity]]\nslug = \"c\"\nname = \"C\"\nmastodon = [\"" + std::string(form) + "\"]\n");
    EXPECT_EQ(ids(settings), (std::vector<std::string>{"account:casal@https://m.example"})) << form;
  }
}

TEST(Settings, TheServersWeAskStandBesideOurOwn) {
  testing::FakeMachine machine;
  machine.files["/etc/resso/secrets/m"] = "tok-1\n";
  machine.variables["N_TOKEN"] = "tok-2";
  const Settings settings = good(R"([server]
listen = ["[::1]:8080"]
[[server]]                 # theirs
url = "https://m.example"
token_file = "secrets/m"
[[mastodon_server]]
url = "https://n.example"
token_env = "N_TOKEN"
[[hashtag]]
name = "a"
servers = ["https://m.example"]
)",
                                 machine);
  EXPECT_EQ(settings.server.listen, (std::vector<ListenAddress>{{"::1", 8080}}));
  ASSERT_TRUE(settings.server_credentials.contains("https://m.example"));
  EXPECT_EQ(settings.server_credentials.at("https://n.example").token.reveal(), "tok-2");
  ASSERT_TRUE(settings.sources.at(0).credentials);
  EXPECT_EQ(settings.sources.at(0).credentials->token.reveal(), "tok-1");
}

TEST(Settings, EverySectionTogetherIsUnderstood) {
  testing::FakeMachine machine;
  for (const char* file : {"topics", "places", "days", "merge_words"}) machine.files["/etc/resso/" + std::string(file) + ".toml"] = "";
  machine.files["/etc/resso/topics.toml"] = "[[topic]]\nid = \"eix-81\"\ntitle = { ca = \"Xarxa\" }\n";
  machine.files["/etc/resso/secrets/mastodon.example"] = "tok";
  machine.files["/etc/resso/secrets/casal-dav"] = "pw";
  const Settings settings = good(R"(
[city]
name = "Terrassa"
timezone = "Europe/Madrid"
languages = ["ca", "es", "en"]
public_url = "https://agenda.example.cat/"
contact = "https://example.cat/contacte"
[server]
listen = ["127.0.0.1:8080"]
admin = "127.0.0.1:8081"
[store]
path = "resso.db"
[network]
allow_hosts = []
[data]
topics = "topics.toml"
places = "places.toml"
days = "days.toml"
merge_words = "merge_words.toml"
[[hashtag]]
name = "TerrassaEntitats"
servers = ["https://mastodon.example", "https://mastodont.example"]
trust = "moderated"
[[server]]
url = "https://mastodon.example"
token_file = "secrets/mastodon.example"
[[district]]
id = "4"
name = "Districte 4"
[[entity]]
slug = "casal-de-la-maurina"
name = "Casal de Barri de la Maurina"
districts = ["4"]
networks = ["barris"]
topics = ["eix-81"]
website = "https://casal.example"
mastodon = ["casal@mastodont.example"]
feeds = ["https://casal.example/feed"]
calendars = ["https://casal.example/agenda.ics"]
[[entity.caldav]]
url = "https://dav.example/casal/agenda/"
user = "casal"
password_file = "secrets/casal-dav"
[[source]]
kind = "feed"
url = "https://city.example/rss/12"
interval = "PT30M"
)",
                                 machine);
  EXPECT_EQ(settings.city.public_url, "https://agenda.example.cat");
  EXPECT_EQ(settings.sources.size(), 7u);
  EXPECT_EQ(settings.entities.at(0).networks, std::vector<std::string>{"barris"});
  EXPECT_EQ(settings.topics.size(), 1u);
}

TEST(Settings, ASecretThatEverybodyMayReadIsAWarning) {
  testing::FakeMachine machine;
  machine.files["/etc/resso/t"] = "tok";
  machine.open_files.insert("/etc/resso/t");
  const Settings settings = good("[[server]]\nurl = \"https://m.example\"\ntoken_file = \"t\"\n", machine);
  ASSERT_EQ(settings.warnings.size(), 1u);
  EXPECT_EQ(settings.warnings[0].line, 3);
}

TEST(Settings, UserAndPasswordOfAnAddressAreItsCredentialsAndLeaveTheAddress) {
  const Settings settings = good("[[source]]\nkind = \"calendar\"\nurl = \"https://u:p%40ss@dav.example/a.ics\"\n");
  ASSERT_EQ(settings.sources.size(), 1u);
  EXPECT_EQ(settings.sources[0].url, "https://dav.example/a.ics");
  EXPECT_EQ(settings.sources[0].credentials->password.reveal(), "p@ss");
}

TEST(Settings, DurationsAreReadInEveryNotation) {
  for (const char* notation : {"\"PT30M\"", "\"30 min\"", "\"1800 s\"", "1800", "\"30m\""}) {
    const Settings settings =
        good("[[source]]\nkind = \"feed\"\nurl = \"https://a.example/f\"\ninterval = " + std::string(notation) + "\n");
    EXPECT_EQ(settings.sources.at(0).interval, Seconds{1800}) << notation;
  }
}

TEST(Settings, AShortIntervalIsForHostsOfOurOwnOnly) {
  const Settings settings = good(
      "[network]\nallow_hosts = [\"127.0.0.1:18101\"]\nfeed_interval = \"PT2S\"\n"
      "[[source]]\nkind = \"feed\"\nurl = \"http://127.0.0.1:18101/f\"\ninterval = \"PT2S\"\n");
  EXPECT_EQ(settings.sources.at(0).interval, Seconds{2});
  EXPECT_EQ(interval_floor(settings.network, "http://127.0.0.1:18101/f", false), Seconds{1});
  EXPECT_EQ(interval_floor(settings.network, "http://127.0.0.1:18102/f", false), Seconds{900});
  EXPECT_EQ(interval_floor(settings.network, "https://m.example", false), Seconds{900});
  EXPECT_EQ(interval_floor(settings.network, "https://m.example", true), Seconds{300});
}

TEST(Settings, AHashtagWithDatesIsACampaign) {
  const Settings settings = good(
      "[[hashtag]]\nname = \"Diversa\"\nservers = [\"m.example\"]\nfrom = 2026-04-20\nto = \"2026-06-30\"\ntopics = [\"eix-71\"]\ninterval "
      "= \"PT5M\"\n");
  ASSERT_EQ(settings.campaigns.size(), 1u);
  using namespace std::chrono_literals;
  EXPECT_EQ(settings.campaigns[0].name, "#Diversa");
  EXPECT_EQ(settings.campaigns[0].from, (LocalDate{std::chrono::local_days{2026y / 4 / 20}}));
  EXPECT_EQ(settings.campaigns[0].to, (LocalDate{std::chrono::local_days{2026y / 6 / 30}}));
  EXPECT_EQ(settings.campaigns[0].topics, std::vector<std::string>{"eix-71"});
}

TEST(Settings, AnEntityWithoutAChannelIsAWarning) {
  const Settings settings = good("[[entity]]\nslug = \"a\"\nname = \"A\"\n");
  ASSERT_EQ(settings.warnings.size(), 1u);
  EXPECT_EQ(settings.warnings[0].what, "entity[0]: this entity has no channel");
}

TEST(Settings, TheDerivationMovesWithWhatTheAgendaIsMadeOfAndNotWithTheMachine) {
  const auto derivation = [](std::string_view toml, const testing::FakeMachine& machine = {}) {
    auto read = testing::parse(toml, machine);
    const auto* settings = std::get_if<Settings>(&read);
    return settings == nullptr ? testing::all_of(std::get<Problems>(read)) : settings->derivation;
  };
  const std::string city = "[city]\nname = \"A\"\ntimezone = \"Europe/Madrid\"\n";
  EXPECT_EQ(derivation(city), derivation("# note\n[city]\ntimezone = \"Europe/Madrid\"\n\nname = \"A\"\n[log]\nlevel = \"error\"\n"));
  EXPECT_EQ(derivation(city), derivation(city + "accent = \"#123456\"\ndefault_filter = \"q=taller\"\n"));
  EXPECT_NE(derivation(city), derivation(city + "[moderation]\nblocked_words = [\"x\"]\n"));
  testing::FakeMachine one, other;
  one.files["/etc/resso/places.toml"] = "[[place]]\nname = \"Plaça\"\n";
  other.files["/etc/resso/places.toml"] = "[[place]]\nname = \"Casal\"\n";
  const std::string own = city + "[data]\nplaces = \"places.toml\"\n";
  EXPECT_NE(derivation(own, one), derivation(own, other));
  EXPECT_EQ(derivation(own, one).size(), 64u) << derivation(own, one);
}

TEST(Settings, APlaceOfADistrictThatTheCityDoesNotHaveIsWithoutDistrict) {
  auto read = testing::parse("[city]\nname = \"A\"\n[[district]]\nid = \"9\"\nname = \"Nou\"\n");
  for (const auto& place : std::get<Settings>(read).places) EXPECT_EQ(place.district, "") << place.name;
}

TEST(DataFiles, TheBuiltInTopicsAreTheAxesOfThePlanInThreeLanguages) {
  const Settings settings = good("");
  ASSERT_EQ(settings.topics.size(), 25u);
  for (std::size_t i = 0; i < settings.topics.size(); ++i) {
    const Topic& topic = settings.topics[i];
    EXPECT_EQ(topic.id, "eix-" + std::to_string(62 + i));
    EXPECT_EQ(topic.titles.size(), 3u) << topic.id;
    EXPECT_FALSE(topic.sdgs.empty()) << topic.id;
  }
}

TEST(DataFiles, TheBuiltInDaysAreInTheOrderOfTheYear) {
  const Settings settings = good("");
  const auto& days = settings.days;
  EXPECT_TRUE(std::is_sorted(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.date < b.date; }));
  using namespace std::chrono_literals;
  for (const auto& date :
       {std::chrono::April / 26, std::chrono::May / 17, std::chrono::June / 28, std::chrono::November / 25, std::chrono::March / 8}) {
    EXPECT_TRUE(std::any_of(days.begin(), days.end(), [&](const auto& day) { return day.date == date && day.titles.size() == 3; }));
  }
}

TEST(DataFiles, ACitysOwnTopicsTakeTheirPlaceAndTheBuiltInDaysStay) {
  testing::FakeMachine machine;
  machine.files["/etc/resso/t.toml"] = "[[topic]]\nid = \"verd\"\ntitle.ca = \"Ciutat verda\"\n";
  const Settings settings =
      good("[data]\ntopics = \"t.toml\"\n[[entity]]\nslug = \"a\"\nname = \"A\"\ntopics = [\"verd\"]\nfeeds = [\"https://a.example/f\"]\n",
           machine);
  ASSERT_EQ(settings.topics.size(), 1u);
  EXPECT_FALSE(settings.days.empty());
  EXPECT_TRUE(settings.days.front().topics.empty());
  EXPECT_EQ(settings.data.topics, "/etc/resso/t.toml");
}

TEST(DataFiles, PlacesHaveNamesAndPositions) {
  const Settings settings = good("");
  EXPECT_GE(settings.places.size(), 12u);
  const auto found =
      std::find_if(settings.places.begin(), settings.places.end(), [](const auto& p) { return p.name == "Parc de Vallparadís"; });
  ASSERT_NE(found, settings.places.end());
  EXPECT_TRUE(found->point);
  EXPECT_FALSE(found->aliases.empty());
}

TEST(Files, AFileIsReadFromTheDiskWithTheSecretsBesideIt) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "resso_config_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "token") << "tok-3\n";
  std::filesystem::permissions(folder / "token", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream(folder / "resso.toml") << "[[server]]\nurl = \"https://m.example\"\ntoken_file = \"token\"\n";
  auto read = read_settings(folder / "resso.toml");
  ASSERT_TRUE(std::holds_alternative<Settings>(read)) << testing::all_of(std::get<Problems>(read));
  const Settings& settings = std::get<Settings>(read);
  EXPECT_EQ(settings.server_credentials.at("https://m.example").token.reveal(), "tok-3");
  EXPECT_TRUE(settings.warnings.empty());
  EXPECT_EQ(settings.store.path, folder / "resso.db");
  std::filesystem::remove_all(folder);
}

TEST(Files, AMissingFileIsOneProblem) {
  auto read = read_settings("/no/such/resso.toml");
  ASSERT_TRUE(std::holds_alternative<Problems>(read));
  EXPECT_EQ(std::get<Problems>(read).at(0).code, Errc::not_found);
}

}  // namespace
}  // namespace resso::config
