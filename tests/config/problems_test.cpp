#include "config_test_support.hpp"

#include <algorithm>

namespace resso::config {
namespace {

using testing::all_of;
using testing::bad;
using testing::only_problem;

TEST(Problems, TenMistakesAreToldAtOnceEachWithLinePathAndRemedy) {
  const Problems problems = bad(R"([city]
timezone = "Europe/Terrassa"
langauges = ["ca"]

[server]
listen = ["127.0.0.1"]

[network]
timeout = "soon"

[[district]]
id = "4"
name = "Districte 4"

[[hashtag]]
name = "dos mots"
servers = ["https://mastodon.example"]

[[entity]]
slug = "Casal Maurina"
name = "Casal"
districts = ["5"]
topics = ["eix-18"]
mastodon = ["casal"]
feeds = ["htp:/x"]
)");
  struct Expected {
    int line;
    std::string_view what, remedy;
  };
  const std::vector<Expected> expected{
      {2, "city.timezone: there is no time zone “Europe/Terrassa”", "IANA"},
      {3, "city.langauges: unknown key", "did you mean “languages”?"},
      {6, "server.listen[0]: not an address to listen on: “127.0.0.1”", "127.0.0.1:8080"},
      {9, "network.timeout: not a duration: “soon”", "PT30M"},
      {16, "hashtag[0].name: not a hashtag: “dos mots”", "letters"},
      {20, "entity[0].slug: not a short name: “Casal Maurina”", "lower-case"},
      {22, "entity[0].districts[0]: there is no district “5”", "did you mean “4”?"},
      {23, "entity[0].topics[0]: there is no topic “eix-18”", "did you mean"},
      {24, "entity[0].mastodon[0]: not an account: “casal”", "user@server"},
      {25, "entity[0].feeds[0]: not a URL: “htp:/x”", "https://"},
  };
  ASSERT_EQ(problems.size(), expected.size()) << all_of(problems);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(problems[i].line, expected[i].line) << problems[i].what;
    EXPECT_EQ(problems[i].what, expected[i].what);
    EXPECT_NE(problems[i].remedy.find(expected[i].remedy), std::string::npos) << problems[i].remedy;
    EXPECT_EQ(problems[i].where, "/etc/resso/resso.toml");
  }
}

TEST(Problems, ASyntaxErrorStopsTheReadingAndIsTheOnlyOne) {
  const Error problem = only_problem("[city]\nname = Terrassa\n[serve]\n");
  EXPECT_EQ(problem.line, 2);
  EXPECT_NE(problem.what.find("not valid TOML"), std::string::npos) << problem.what;
  EXPECT_NE(problem.what.find("column"), std::string::npos) << problem.what;
}

TEST(Problems, AKeyTwiceIsASyntaxError) {
  const Error problem = only_problem("[city]\nname = \"a\"\nname = \"b\"\n");
  EXPECT_EQ(problem.line, 3);
}

TEST(Problems, AFileThatIsNoTextIsToldSo) {
  EXPECT_NE(only_problem(std::string_view("a\0b", 3)).what.find("NUL"), std::string::npos);
  EXPECT_NE(only_problem("[city]\nname = \"caf\xE9\"\n").what.find("UTF-8"), std::string::npos);
}

struct Mistake {
  const char* name;
  std::string_view toml;
  int line;
  std::string_view what;  ///< with its path
};

class EachMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(EachMistake, IsTheOnlyProblemOfItsFile) {
  const Error problem = only_problem(GetParam().toml);
  EXPECT_EQ(problem.what, GetParam().what);
  EXPECT_EQ(problem.line, GetParam().line);
  EXPECT_FALSE(problem.remedy.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Configuration, EachMistake,
    ::testing::Values(
        Mistake{"UnknownSection", "[netwrk]\ntimeout = \"20 s\"\n", 1, "netwrk: unknown key"},
        Mistake{"WrongKindOfValue", "[city]\nname = 5\n", 2, "city.name: must be text, not a whole number"},
        Mistake{"AListWhereATextIs", "[city]\ncontact = [\"https://a.example\"]\n", 2, "city.contact: must be text, not a list"},
        Mistake{"ATextWhereAListIs", "[city]\nlanguages = \"ca\"\n", 2, "city.languages: must be a list, not text"},
        Mistake{"SectionInsteadOfList", "[entity]\nslug = \"a\"\n", 1,
                "entity: there may be several of these, so it is a list of sections"},
        Mistake{"UnknownLanguage", "[city]\nlanguages = [\"ca\", \"fr\"]\n", 2, "city.languages[1]: there is no translation into “fr”"},
        Mistake{"LanguageTwice", "[city]\nlanguages = [\"ca\", \"ca\"]\n", 2, "city.languages[1]: “ca” is there twice"},
        Mistake{"Colour", "[city]\naccent = \"red; }\"\n", 2, "city.accent: not a colour: “red; }”"},
        Mistake{"LogoFormat", "[city]\nlogo = \"logo.gif\"\n", 2, "city.logo: neither SVG nor PNG: “logo.gif”"},
        Mistake{"PortTooLarge", "[server]\nlisten = [\"127.0.0.1:70000\"]\n", 2, "server.listen[0]: there is no port 70000"},
        Mistake{"Ipv6WithoutBrackets", "[server]\nlisten = [\"::1:8080\"]\n", 2,
                "server.listen[0]: not an address to listen on: “::1:8080”"},
        Mistake{"ListenTwice", "[server]\nlisten = [\"127.0.0.1:80\", \"127.0.0.1:80\"]\n", 2,
                "server.listen[1]: “127.0.0.1:80” is there twice"},
        Mistake{"AdminOnThePublicPort", "[server]\nlisten = [\"127.0.0.1:80\"]\nadmin = \"127.0.0.1:80\"\n", 3,
                "server.admin: is an address of “listen” too"},
        Mistake{"NoListenAddress", "[server]\nlisten = []\n", 2, "server.listen: there is no address to listen on"},
        Mistake{"HalfOfTls", "[server]\ntls_certificate = \"a.pem\"\n", 2, "server.tls_certificate: needs “tls_key” beside it"},
        Mistake{"ProxyByName", "[server]\ntrusted_proxies = [\"proxy.example\"]\n", 2,
                "server.trusted_proxies[0]: not a numeric address: “proxy.example”"},
        Mistake{"RetentionRange", "[store]\nretention_days.raw = -1\n", 2, "store.retention_days.raw: is -1, out of range"},
        Mistake{"RetentionKey", "[store]\nretention_days.postss = 1\n", 2, "store.retention_days.postss: unknown key"},
        Mistake{"LogLevel", "[log]\nlevel = \"loud\"\n", 2, "log.level: cannot be “loud”"},
        Mistake{"AllowHostAsUrl", "[network]\nallow_hosts = [\"http://127.0.0.1\"]\n", 2,
                "network.allow_hosts[0]: not a host: “http://127.0.0.1”"},
        Mistake{"TimeoutTooLong", "[network]\ntimeout = \"2 h\"\n", 2, "network.timeout: is 2 h, out of range"},
        Mistake{"WebSubWithoutAnAddress", "[network]\nwebsub = true\n", 2,
                "network.websub: hubs cannot reach “public_url” of [city]: “http://127.0.0.1:8080”"},
        Mistake{"BodyLimit", "[network]\nbody_limit = \"lots\"\n", 2, "network.body_limit: not a size: “lots”"},
        Mistake{"FeedIntervalUnderTheManners", "[network]\nfeed_interval = \"PT1M\"\n", 2, "network.feed_interval: is 1 min, out of range"},
        Mistake{"MinOverMax", "[network]\nmin_interval = \"3 h\"\nmax_interval = \"2 h\"\n", 2,
                "network.min_interval: “min_interval” is longer than “max_interval”"},
        Mistake{"UserAgentLineBreak", "[network]\nuser_agent_suffix = \"a\\r\\nHost: b\"\n", 2,
                "network.user_agent_suffix: cannot go into a request: “a??Host: b”"},
        Mistake{"ConfidenceRange", "[moderation]\nconfidence_threshold = 1.5\n", 2,
                "moderation.confidence_threshold: is 1.5, out of range"},
        Mistake{"OptOutWithoutServer", "[moderation]\nopt_out = [\"anna\"]\n", 2, "moderation.opt_out[0]: not an account: “anna”"},
        Mistake{"MissingFile", "[data]\ntopics = \"no.toml\"\n", 2, "data.topics: cannot read “/etc/resso/no.toml”: there is no such file"},
        Mistake{"DistrictTwice", "[[district]]\nid = \"4\"\nname = \"a\"\n[[district]]\nid = \"4\"\nname = \"b\"\n", 5,
                "district[1].id: another district has the id “4”"},
        Mistake{"DistrictWithoutName", "\n[[district]]\nid = \"4\"\n", 2, "district[0]: “name” is missing"},
        Mistake{"HashtagWithoutServers", "[[hashtag]]\nname = \"a\"\n", 1, "hashtag[0]: “servers” is missing"},
        Mistake{"HashtagServerWithPath", "[[hashtag]]\nname = \"a\"\nservers = [\"https://m.example/tags/a\"]\n", 3,
                "hashtag[0].servers[0]: more than a server's address: “https://m.example/tags/a”"},
        Mistake{"HashtagOfDigits", "[[hashtag]]\nname = \"2026\"\nservers = [\"m.example\"]\n", 2,
                "hashtag[0].name: not a hashtag: “2026”"},
        Mistake{"Trust", "[[hashtag]]\nname = \"a\"\nservers = [\"m.example\"]\ntrust = \"all\"\n", 4, "hashtag[0].trust: cannot be “all”"},
        Mistake{"CampaignEndsFirst", "[[hashtag]]\nname = \"a\"\nservers = [\"m.example\"]\nfrom = 2026-05-02\nto = 2026-05-01\n", 5,
                "hashtag[0].to: ends before it begins"},
        Mistake{"NoSuchDay", "[[hashtag]]\nname = \"a\"\nservers = [\"m.example\"]\nfrom = \"2026-02-30\"\n", 4,
                "hashtag[0].from: not a date: “2026-02-30”"},
        Mistake{"HashtagInterval", "[[hashtag]]\nname = \"a\"\nservers = [\"m.example\", \"n.example\"]\ninterval = \"PT5M\"\n", 4,
                "hashtag[0].interval: 5 min is oftener than a server of others may be asked"},
        Mistake{"SlugTwice", "[[entity]]\nslug = \"a\"\nname = \"A\"\n[[entity]]\nslug = \"a\"\nname = \"B\"\n", 5,
                "entity[1].slug: another entity has the slug “a”"},
        Mistake{"EmptyName", "[[entity]]\nslug = \"a\"\nname = \" \"\n", 3, "entity[0]: “name” is empty"},
        Mistake{"SourceTwice",
                "[[entity]]\nslug = \"a\"\nname = \"A\"\nfeeds = [\"https://a.example/feed\"]\n[[source]]\nkind = \"feed\"\nurl = "
                "\"http://www.a.example/feed/\"\n",
                7, "source[0].url: is a source already: entity[0].feeds[0] in line 4"},
        Mistake{"SameHashtagTwice",
                "[[hashtag]]\nname = \"Català\"\nservers = [\"m.example\"]\n[[hashtag]]\nname = \"CATALA\"\nservers = "
                "[\"https://m.example/\"]\n",
                6, "hashtag[1].servers[0]: is a source already: hashtag[0].servers[0] in line 3"},
        Mistake{"SourceKind", "[[source]]\nkind = \"rss\"\nurl = \"https://a.example/feed\"\n", 2,
                "source[0].kind: there is no kind “rss”"},
        Mistake{"SourceWithoutUrl", "[[source]]\nkind = \"feed\"\n", 1, "source[0]: “url” is missing"},
        Mistake{"SourceInterval", "[[source]]\nkind = \"feed\"\nurl = \"https://a.example/feed\"\ninterval = \"PT2S\"\n", 4,
                "source[0].interval: 2 s is oftener than a server of others may be asked"},
        Mistake{"FtpAddress", "[[source]]\nkind = \"feed\"\nurl = \"a.example/feed\"\n", 3, "source[0].url: not a URL: “a.example/feed”"},
        Mistake{"ServerWithoutToken", "[[server]]\nurl = \"https://m.example\"\n", 1, "server[0]: says nothing about the server"},
        Mistake{"TokenFileMissing", "[[server]]\nurl = \"https://m.example\"\ntoken_file = \"t\"\n", 3,
                "server[0].token_file: cannot read “/etc/resso/t”: there is no such file"},
        Mistake{"TokenVariableMissing", "[[server]]\nurl = \"https://m.example\"\ntoken_env = \"T\"\n", 3,
                "server[0].token_env: the environment has no “T”"},
        Mistake{"UserWithoutPassword", "[[source]]\nkind = \"caldav\"\nurl = \"https://d.example/\"\nuser = \"u\"\n", 4,
                "source[0].user: has no password"},
        Mistake{"WatchOfNothing", "[[watch]]\nname = \"a\"\n", 1, "watch[0]: watches nothing"}),
    [](const auto& test) { return test.param.name; });

TEST(Problems, ASecretNeverStandsInAMessage) {
  testing::FakeMachine machine;
  machine.files["/etc/resso/t"] = "first-secret\nsecond-secret\n";
  const Problems problems = bad("[[server]]\nurl = \"https://m.example\"\ntoken_file = \"t\"\n", machine);
  EXPECT_EQ(all_of(problems).find("secret"), std::string::npos) << all_of(problems);
}

TEST(Problems, AMistakeInADataFileNamesThatFile) {
  testing::FakeMachine machine;
  machine.files["/etc/resso/t.toml"] = "[[topic]]\nid = \"eix-1\"\ntitle.ca = \"Un\"\nsdgs = [18]\n";
  const Error problem =
      only_problem("[data]\ntopics = \"t.toml\"\n[[entity]]\nslug = \"a\"\nname = \"A\"\ntopics = [\"eix-9\"]\n", machine);
  EXPECT_EQ(problem.where, "/etc/resso/t.toml");
  EXPECT_EQ(problem.line, 4);
  EXPECT_EQ(problem.what, "topic[0].sdgs: there is no goal 18");
}

}  // namespace
}  // namespace resso::config
