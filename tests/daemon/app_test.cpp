// The whole daemon over the invented city, inside this process, over real HTTP.
#include "daemon/app.hpp"

#include "daemon/ask_daemon.hpp"
#include "daemon/claim.hpp"
#include "daemon/demo/city.hpp"
#include "daemon/demo/servers.hpp"
#include "daemon/engine.hpp"
#include "daemon/merge_decide.hpp"
#include "tests/daemon/http_get.hpp"
#include "tests/daemon/temporary_directory.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <future>
#include <set>
#include <thread>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class RunningApp {
 public:
  explicit RunningApp(config::Settings settings, std::function<std::variant<config::Settings, config::Problems>()> reread = {}) {
    AppOptions options;
    options.watch_signals = false;
    options.reread = std::move(reread);
    options.on_ready = [this](const std::vector<std::string>& addresses) { ready_.set_value(addresses.front()); };
    auto made = App::create(std::move(settings), std::move(options));
    if (!made) throw std::runtime_error(describe(made.error()));
    app_ = std::move(*made);
    thread_ = std::thread([this] { status_ = app_->run(); });
    address_ = ready_.get_future().get();
  }
  ~RunningApp() { stop(); }

  int stop() {
    if (thread_.joinable()) {
      app_->stop();
      thread_.join();
    }
    return status_;
  }

  App& app() { return *app_; }
  std::string address() const { return address_; }

 private:
  std::promise<std::string> ready_;
  std::unique_ptr<App> app_;
  std::thread thread_;
  std::string address_;
  int status_ = -1;
};

class DemoCity : public testing::Test {
 protected:
  DemoCity() : city_(Engine::now()) {
    if (const auto started = city_.start(false); !started) throw std::runtime_error(describe(started.error()));
  }

  config::Settings settings(const std::string& more = {}) {
    std::string toml = demo::configuration(city_.addresses(), "127.0.0.1:0", (directory_ / "resso.db").string(), false);
    for (auto at = toml.find("http://127.0.0.1:0"); at != std::string::npos; at = toml.find("http://127.0.0.1:0", at + 1))
      toml.replace(at, std::string_view("http://127.0.0.1:0").size(), "http://127.0.0.1:8080");
    toml.insert(toml.find("allow_hosts = [") + std::string_view("allow_hosts = [").size(), "\"127.0.0.1\", ");
    toml += "\n[log]\nlevel = \"error\"\n" + more;
    auto parsed = config::parse_settings(toml, directory_ / "demo.toml");
    if (const auto* problems = std::get_if<config::Problems>(&parsed)) throw std::runtime_error(describe(problems->front()));
    return std::move(std::get<config::Settings>(parsed));
  }

  static std::string wait_for_text(const std::string& url, const std::string& text) {
    std::string body;
    for (int i = 0; i < 200; ++i) {
      body = http_get(url).body;
      if (body.find(text) != std::string::npos) return body;
      std::this_thread::sleep_for(50ms);
    }
    ADD_FAILURE() << "never saw " << text << " in " << url << ", but:\n" << body.substr(0, 2000);
    return body;
  }

  TemporaryDirectory directory_;
  demo::Servers city_;
};

TEST_F(DemoCity, IsInEveryOutput) {
  RunningApp app(settings());
  const std::string ics = wait_for_text(app.address() + "/agenda.ics", "SUMMARY:Assaig obert");
  EXPECT_THAT(ics, StartsWith("BEGIN:VCALENDAR\r\n"));
  wait_for_text(app.address() + "/agenda.rss", "Vermut cantat");
  wait_for_text(app.address() + "/posts.json", "Ateneu estrena sala de lectura");
  wait_for_text(app.address() + "/posts.atom", "Contes sense etiquetes");
  const std::string page = wait_for_text(app.address() + "/", "Taller: entenem la factura de la llum");
  EXPECT_THAT(page, HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(wait_for_text(app.address() + "/entities/horta-de-la-gripia", "Horta Comunitària de la Grípia"), Not(HasSubstr("Quimet")));
  EXPECT_EQ(http_get(app.address() + "/entities/no-hi-es").status, 404);
  const auto bad = http_get(app.address() + "/agenda.rss?district=99");
  EXPECT_EQ(bad.status, 400);
  EXPECT_THAT(bad.body, HasSubstr("99"));
  EXPECT_EQ(app.stop(), 0);
}

TEST_F(DemoCity, ShowsItsOwnColourAndLogo) {
  auto own = settings();
  own.city.accent = "#8a1c5c";
  own.city.logo = (directory_ / "escut.SVG").string();
  std::ofstream(own.city.logo) << "<svg/>";
  RunningApp app(own);
  EXPECT_THAT(http_get(app.address() + "/about").body, HasSubstr("href=\"/city.css\""));
  EXPECT_THAT(http_get(app.address() + "/city.css").body, HasSubstr("--brand:#8a1c5c"));
  EXPECT_EQ(http_get(app.address() + "/logo.svg").body, "<svg/>");
  EXPECT_EQ(http_get(app.address() + "/logo.png").status, 404);
}

TEST_F(DemoCity, TellsTheLanguageOfASubscriptionsActsFromThePages) {
  RunningApp app(settings());
  const auto page = http_get(app.address() + "/subscribe?acts=en&district=4&lang=es").body;
  EXPECT_THAT(page, HasSubstr("<html lang=\"es\">"));
  EXPECT_THAT(page, HasSubstr("/agenda.ics?district=4&amp;lang=en\""));
  EXPECT_THAT(page, HasSubstr("/subscribe?district=4&amp;acts=en&amp;lang=ca\""));
  EXPECT_EQ(http_get(app.address() + "/subscribe?acts=xx").status, 400);
  EXPECT_EQ(http_get(app.address() + "/about?acts=en").status, 400);
}

TEST_F(DemoCity, WhoDoesNotWantToBeFoundIsNotShown) {
  RunningApp app(settings());
  const std::string posts = wait_for_text(app.address() + "/posts.json", "Contes sense etiquetes");
  EXPECT_THAT(posts, Not(HasSubstr("No vull sortir enlloc")));
}

TEST_F(DemoCity, ASecondStartOnTheSameStoreGivesTheSameBytesAndTags) {
  std::map<std::string, std::pair<std::string, std::string>> first;
  const std::vector<std::string> paths{"/agenda.ics", "/agenda.rss", "/agenda.atom", "/agenda.json",
                                       "/posts.rss",  "/posts.json", "/opml.xml"};
  {
    RunningApp app(settings());
    wait_for_text(app.address() + "/agenda.ics", "SUMMARY:Assaig obert");
    wait_for_text(app.address() + "/agenda.ics", "SUMMARY:Vermut cantat");
    std::this_thread::sleep_for(1500ms);  // what else was on its way comes in
    for (const auto& path : paths) {
      const auto reply = http_get(app.address() + path);
      first[path] = {reply.headers.at("etag"), reply.body};
    }
  }
  RunningApp app(settings());
  for (const auto& path : paths) {
    const auto reply = http_get(app.address() + path);
    EXPECT_EQ(reply.headers.at("etag"), first[path].first) << path;
    EXPECT_EQ(reply.body, first[path].second) << path;
    EXPECT_EQ(http_get(app.address() + path, {{"If-None-Match", first[path].first}}).status, 304) << path;
  }
}

TEST_F(DemoCity, TellsOfEachSourceHowItIs) {
  RunningApp app(settings());
  wait_for_text(app.address() + "/sources?state=failing&lang=ca", "L’adreça respon «no trobat» (404).");
  const std::string page = wait_for_text(app.address() + "/sources?state=failing&lang=ca", "El servidor diu que això ja no hi és");
  EXPECT_THAT(page, Not(HasSubstr("id=\"ok\"")));
  wait_for_text(app.address() + "/sources?lang=es", "Hace falta permiso");
  wait_for_text(app.address() + "/sources?lang=en", "The server asked us to wait.");
  wait_for_text(app.address() + "/api/v1/sources?state=needs_auth", "\"code\": \"auth\"");
  const auto wrong = http_get(app.address() + "/api/v1/sources?state=broken");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("no such state"));
  const auto reply = http_get(app.address() + "/sources");
  EXPECT_EQ(http_get(app.address() + "/agenda.rss?state=ok").status, 400);
  EXPECT_THAT(reply.headers.at("content-type"), HasSubstr("text/html"));
}

TEST_F(DemoCity, AWrongConfigurationAtReloadLeavesTheOldOneInForce) {
  bool wrong = true;
  RunningApp app(settings(), [&]() -> std::variant<config::Settings, config::Problems> {
    if (wrong) return config::Problems{{Errc::bad_input, "entity[0].slug: missing", "city.toml", "give it one", 3}};
    auto other = settings();
    other.city.name = "Vila Nova";
    return other;
  });
  wait_for_text(app.address() + "/", "Terrassa inventada");
  app.app().reload();
  std::this_thread::sleep_for(200ms);
  EXPECT_THAT(http_get(app.address() + "/").body, HasSubstr("Terrassa inventada"));
  wrong = false;
  app.app().reload();
  wait_for_text(app.address() + "/", "Vila Nova");
}

TEST_F(DemoCity, APostAFeedEntryAndACalendarEntryOfOneActAreOneLineAndThePostThatCancelsItCancelsIt) {
  RunningApp app(settings());
  const auto one = [](const std::string& ics, const std::string& title) {
    const auto at = ics.find(title);
    if (at == std::string::npos) return std::string();
    const auto begin = ics.rfind("BEGIN:VEVENT", at);
    return ics.substr(begin, ics.find("END:VEVENT", at) - begin);
  };
  const auto count = [](const std::string& text, const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  };
  const std::string calendar = app.address() + "/agenda.ics";
  std::string ics;
  for (int i = 0; i < 200 && one(ics, "Tast de vins").find("STATUS:CANCELLED") == std::string::npos; ++i) {
    std::this_thread::sleep_for(50ms);
    ics = http_get(calendar).body;
  }
  EXPECT_THAT(one(ics, "Tast de vins"), HasSubstr("STATUS:CANCELLED"));
  EXPECT_EQ(count(ics, "Tast de vins"), 1);
  EXPECT_EQ(count(ics, "Concert solidari amb les escoles"), 1);
  std::set<SourceKind> kinds;
  auto store = open_store(settings(), true);
  ASSERT_TRUE(store) << describe(store.error());
  (void)(*store)->read([&](store::Reader& reader) -> Result<void> {
    for (const auto& stored : reader.events({std::nullopt, true}))
      if (stored.event.title.starts_with("Concert solidari"))
        for (const auto& source : stored.event.sources) kinds.insert(source.kind);
    return {};
  });
  EXPECT_THAT(kinds, testing::IsSupersetOf({SourceKind::feed, SourceKind::calendar}));
  // Its hashtag and its account both show the post: it is of the one that was read first.
  EXPECT_TRUE(kinds.contains(SourceKind::mastodon_hashtag) || kinds.contains(SourceKind::mastodon_account));
}

TEST_F(DemoCity, AWordThatIsBlockedAtReloadReachesWhatIsHeldAndIdsStay) {
  bool blocked = false;
  const std::string word = "\n[moderation]\nblocked_words = [\"vermut cantat\"]\n";
  RunningApp app(settings(), [&]() -> std::variant<config::Settings, config::Problems> { return settings(blocked ? word : ""); });
  wait_for_text(app.address() + "/agenda.rss", "Vermut cantat");
  const std::string before = wait_for_text(app.address() + "/agenda.ics", "SUMMARY:Assaig obert");
  blocked = true;
  app.app().reload();
  std::string rss = "Vermut cantat";
  for (int i = 0; i < 200 && rss.find("Vermut cantat") != std::string::npos; ++i) {
    std::this_thread::sleep_for(50ms);
    const auto reply = http_get(app.address() + "/agenda.rss");
    ASSERT_EQ(reply.status, 200) << "a gap in what is served";
    rss = reply.body;
  }
  EXPECT_THAT(rss, Not(HasSubstr("Vermut cantat")));
  const auto uid_of_rehearsal = [](const std::string& ics) {
    const auto at = ics.rfind("UID:", ics.find("SUMMARY:Assaig obert"));
    return ics.substr(at, ics.find('\r', at) - at);
  };
  EXPECT_EQ(uid_of_rehearsal(http_get(app.address() + "/agenda.ics").body), uid_of_rehearsal(before));
}

TEST_F(DemoCity, HubsMayDeliverFromTheReloadThatWantsThemOn) {
  bool wanted = false;
  const auto own = [&] {
    auto made = settings();
    made.network.websub = wanted;
    return made;
  };
  RunningApp app(own(), [&]() -> std::variant<config::Settings, config::Problems> { return own(); });
  // 404: nobody has subscribed by this token. 405: nothing is taken from anybody.
  const auto becomes = [&](int status) {
    int now = 0;
    for (int i = 0; i < 200 && now != status; ++i) {
      now = http_post(app.address() + "/websub/0123", "x").status;
      std::this_thread::sleep_for(50ms);
    }
    return now;
  };
  EXPECT_EQ(becomes(405), 405);
  wanted = true;
  app.app().reload();
  EXPECT_EQ(becomes(404), 404);
  wanted = false;
  app.app().reload();
  EXPECT_EQ(becomes(405), 405);
}

TEST_F(DemoCity, AHostThatIsAllowedAtReloadIsReadFromThenOn) {
  auto now = settings();
  const auto allowed = now.network.allow_hosts;
  now.network.allow_hosts = {"nobody.example"};
  RunningApp app(now, [&]() -> std::variant<config::Settings, config::Problems> { return now; });
  const std::string admin = Claim::holder(now.store.path);
  const auto poll = [&] { (void)ask_daemon(admin, "POST", admin + "/poll", now.server.admin_token); };
  poll();
  std::this_thread::sleep_for(300ms);
  EXPECT_THAT(http_get(app.address() + "/agenda.rss").body, Not(HasSubstr("Vermut cantat")));
  now.network.allow_hosts = allowed;
  app.app().reload();
  std::string rss;
  for (int i = 0; i < 40 && rss.find("Vermut cantat") == std::string::npos; ++i) {
    poll();
    std::this_thread::sleep_for(500ms);
    rss = http_get(app.address() + "/agenda.rss").body;
  }
  EXPECT_THAT(rss, HasSubstr("Vermut cantat"));
}

TEST_F(DemoCity, IsDerivedAgainWhenSomebodyAsksTheAdminSide) {
  const auto own = settings();
  RunningApp app(own);
  wait_for_text(app.address() + "/agenda.rss", "Vermut cantat");
  const std::string admin = Claim::holder(own.store.path);
  const auto asked = ask_daemon(admin, "POST", admin + "/rederive", own.server.admin_token);
  ASSERT_TRUE(asked) << describe(asked.error());
  EXPECT_EQ(asked->status, 202);
  wait_for_text(admin + "/rederive", "\"finished\":true");
  EXPECT_THAT(http_get(admin + "/rederive").body, HasSubstr("statements went to another event"));
  EXPECT_THAT(http_get(admin + "/metrics").body, HasSubstr("resso_to_rederive 0"));
}

TEST_F(DemoCity, AMergeDecisionOfAnUnknownEventIsRefusedWithAReason) {
  const auto own = settings();
  RunningApp app(own);
  const std::string admin = Claim::holder(own.store.path);
  const auto ask = [&](const MergeOrder& order) {
    return ask_daemon(admin, "POST", admin + "/merge?" + query_of(order), own.server.admin_token);
  };
  MergeOrder order;
  order.event = "no-hi-es";
  order.source = "calendar:x";
  order.by = "anna";
  const auto refused = ask(order);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 404);
  EXPECT_THAT(refused->body, HasSubstr("no event has this id"));
}

TEST_F(DemoCity, EndsWithinFiveSecondsWhileAFetchHangs) {
  HangingServer hanging;
  RunningApp app(settings("\n[[source]]\nkind = \"feed\"\nurl = \"" + hanging.address() + "/feed\"\n"));
  hanging.wait_for_a_client();
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(app.stop(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
}

}  // namespace
}  // namespace resso::daemon
