// Subscriptions against a hub over real HTTP: the hub comes back, delivers, lies, forgets us, and goes away.
#include "daemon/websub.hpp"

#include "connectors/feed/websub.hpp"
#include "daemon/poller.hpp"
#include "net/http_client.hpp"
#include "tests/daemon/store_fixture.hpp"
#include "text/digest.hpp"
#include "text/url.hpp"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using State = Subscription::State;

constexpr std::string_view kFeed =
    "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><id>urn:f</id><title>Casal</title>"
    "<updated>2026-11-20T10:00:00Z</updated>";

net::ServerResponse respond(int status, std::string body = {}, net::Headers headers = {}) {
  net::ServerResponse response;
  response.status = status;
  response.headers = std::move(headers);
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

/// The association's website and the hub it uses, on one port.
class Site {
 public:
  Site(asio::io_context& io, net::Fetcher& client) : io_(io), client_(client) {
    net::ServerOptions options;
    options.allow_body = true;
    auto listening =
        net::Server::listen(io.get_executor(), options, [this](net::ServerRequest request) { return answer(std::move(request)); });
    if (!listening) throw std::runtime_error(describe(listening.error()));
    server_ = std::move(*listening);
  }

  std::string url(const std::string& path) const { return server_->address() + path; }
  std::string topic() const { return url("/feed"); }

  /// What the hub says to a subscriber, and hears.
  asio::awaitable<void> come_back(std::string query) {
    net::FetchRequest request(callback + "?" + query);
    auto asking = client_.fetch(std::move(request));
    const auto reply = co_await std::move(asking);
    heard = reply ? std::to_string(reply->status) + " " + reply->body : describe(reply.error());
  }
  asio::awaitable<void> deliver(std::string body, std::string signature, net::Headers headers) {
    net::FetchRequest request(callback);
    request.method = "POST";
    request.body = std::move(body);
    request.headers = std::move(headers);
    request.headers.add("Content-Type", "application/atom+xml");
    if (!signature.empty()) request.headers.add("X-Hub-Signature", signature);
    auto asking = client_.fetch(std::move(request));
    const auto reply = co_await std::move(asking);
    heard = reply ? std::to_string(reply->status) : describe(reply.error());
  }

  int hub_status = 202;
  bool comes_back = true;
  std::string lease = "864000";
  std::vector<std::string> asked;      ///< modes
  std::vector<std::string> callbacks;  ///< modes and where they were asked for
  std::string callback, secret, heard;
  int polls = 0;

 private:
  asio::awaitable<net::ServerResponse> answer(net::ServerRequest request) {
    if (request.path == "/feed") {
      ++polls;
      co_return respond(
          200, std::string(kFeed) + "</feed>",
          {{"Content-Type", "application/atom+xml"}, {"Link", "<" + url("/hub") + ">; rel=\"hub\", <" + topic() + ">; rel=\"self\""}});
    }
    const auto form = [&](const std::string& name) {
      for (auto rest = std::string_view(request.body); !rest.empty();) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto pair = rest.substr(0, end);
        if (pair.starts_with(name + "=")) return text::percent_decode(pair.substr(name.size() + 1));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      return std::string();
    };
    const std::string mode = form("hub.mode");
    asked.push_back(mode);
    callback = form("hub.callback");
    callbacks.push_back(mode + " " + callback);
    if (mode == "subscribe") secret = form("hub.secret");
    if (comes_back && hub_status == 202)
      asio::co_spawn(io_,
                     come_back("hub.mode=" + mode + "&hub.topic=" + text::percent_encode(form("hub.topic")) +
                               "&hub.challenge=abc123&hub.lease_seconds=" + lease),
                     [](std::exception_ptr) {});
    co_return respond(hub_status);
  }

  asio::io_context& io_;
  net::Fetcher& client_;
  std::unique_ptr<net::Server> server_;
};

/// Time that has passed, not a clock that was set: the one that is waited by goes along. Sleepers look up often.
class PassingTime : public net::Clock {
 public:
  explicit PassingTime(const Seconds& later) : later_(later) {}
  Time now() const override { return Clock::now() + later_; }
  asio::awaitable<void> sleep(asio::steady_timer& timer, Duration pause) override {
    return Clock::sleep(timer, std::min<Duration>(pause, 20ms));
  }

 private:
  const Seconds& later_;
};

class WebSubOverHttp : public StoreFixture {
 protected:
  WebSubOverHttp() : client_(io_.get_executor(), allow_loopback()), site_(io_, client_) {
    net::ServerOptions options;
    options.allow_body = true;
    auto listening = net::Server::listen(io_.get_executor(), options,
                                         [this](net::ServerRequest request) { return websub_->answer(std::move(request)); });
    if (!listening) throw std::runtime_error(describe(listening.error()));
    callbacks_ = std::move(*listening);
    Source source;
    source.kind = SourceKind::feed;
    source.url = site_.topic();
    source.id = source_id(source.kind, source.url, "");
    settings_.sources = {source};
    settings_.network.allow_hosts = {"127.0.0.1"};
    settings_.moderation.confidence_threshold = 0;
    begin();
  }
  ~WebSubOverHttp() override { end(); }

  static net::FetcherOptions allow_loopback() {
    net::FetcherOptions options;
    options.allow_hosts = {"127.0.0.1", "localhost"};
    return options;
  }

  void begin() {
    Poller::Parts polling;
    polling.executor = polling.heavy = polling.writer = io_.get_executor();
    polling.store = store_.get();
    polling.fetcher = &client_;
    polling.metrics = &metrics_;
    polling.now = [this] { return now(); };
    polling.clock = &time_;
    polling.on_stored = [](bool) {};
    polling.on_hub = [this](const auto& id, const auto& hub, const auto& topic) { websub_->offered(id, hub, topic); };
    poller_ = std::make_unique<Poller>(std::move(polling), std::make_shared<const Configuration>(settings_));
    WebSub::Parts parts;
    parts.executor = parts.writer = io_.get_executor();
    parts.store = store_.get();
    parts.fetcher = &poller_->polite_fetcher();
    parts.now = [this] { return now(); };
    parts.clock = &time_;
    parts.public_url = public_url_.empty() ? callbacks_->address() : public_url_;
    parts.on_alive = [this](std::unordered_set<std::string> ids) {
      alive_ = ids.size();
      poller_->set_told_by_hubs(std::move(ids));
    };
    parts.on_delivery = [this](std::string id, net::FetchReply delivery) { poller_->deliver(std::move(id), std::move(delivery)); };
    websub_ = std::make_unique<WebSub>(std::move(parts));
    EXPECT_TRUE(poller_->load());
    EXPECT_TRUE(websub_->load());
    tasks_ =
        std::make_unique<net::TaskGroup>(io_.get_executor(), [](const std::string& task, std::exception_ptr) { ADD_FAILURE() << task; });
    tasks_->spawn("poller", poller_->run());
    tasks_->spawn("websub", websub_->run());
  }

  void end() {
    tasks_->cancel();
    asio::co_spawn(io_, poller_->stop(1s), [](std::exception_ptr, bool) {});
    until([this] { return tasks_->size() == 0 && poller_->tasks_left() == 0; });
  }

  Instant now() const { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()) + later_; }

  template <class Fact>
  void until(Fact fact) {
    const auto latest = std::chrono::steady_clock::now() + 20s;
    io_.restart();
    while (!fact() && std::chrono::steady_clock::now() < latest) io_.run_one_for(20ms);
    EXPECT_TRUE(fact()) << "it never came to be";
  }

  void attend() {
    bool done = false;
    asio::co_spawn(io_, websub_->attend(), [&](std::exception_ptr failure) {
      EXPECT_FALSE(failure);
      done = true;
    });
    until([&] { return done; });
  }
  void come_back(const std::string& query) {
    site_.heard.clear();
    asio::co_spawn(io_, site_.come_back(query), [](std::exception_ptr) {});
    until([this] { return !site_.heard.empty(); });
  }
  void deliver(const std::string& title, const std::string& with_secret, net::Headers headers = {}) {
    const std::string body = std::string(kFeed) + "<entry><id>urn:" + title + "</id><title>" + title +
                             "</title><link href=\"https://casal.example/" + title +
                             "\"/><updated>2026-11-20T10:00:00Z</updated></entry></feed>";
    site_.heard.clear();
    const std::string signature = with_secret.empty() ? "" : "sha256=" + text::hmac_hex(text::HmacMethod::sha256, with_secret, body);
    asio::co_spawn(io_, site_.deliver(body, signature, std::move(headers)), [](std::exception_ptr) {});
    until([this] { return !site_.heard.empty(); });
  }

  std::vector<std::string> titles() {
    std::vector<std::string> out;
    (void)store_->read([&](store::Reader& reader) -> Result<void> {
      store::PostQuery query;
      query.only_approved = false;
      for (const Post& post : reader.posts(query)) out.push_back(post.title);
      return {};
    });
    return out;
  }
  std::vector<Subscription> stored() {
    std::vector<Subscription> out;
    (void)store_->read([&](store::Reader& reader) -> Result<void> {
      out = reader.subscriptions();
      return {};
    });
    return out;
  }
  void subscribe() {
    until([this] { return alive_ == 1 && !site_.heard.empty(); });
  }
  std::string topic_query(const std::string& mode) const {
    return "hub.mode=" + mode + "&hub.topic=" + text::percent_encode(site_.topic());
  }

  Seconds later_{0};
  PassingTime time_{later_};
  asio::io_context io_{1};
  net::HttpClient client_;
  Site site_;
  std::unique_ptr<net::Server> callbacks_;
  std::string public_url_;  ///< empty: that of callbacks_
  config::Settings settings_;
  Metrics metrics_;
  std::unique_ptr<Poller> poller_;
  std::unique_ptr<WebSub> websub_;
  std::unique_ptr<net::TaskGroup> tasks_;
  std::size_t alive_ = 0;
};

TEST_F(WebSubOverHttp, WhatTheHubDeliversIsInTheStoreWithoutAPoll) {
  subscribe();
  EXPECT_EQ(site_.heard, "200 abc123");
  ASSERT_EQ(stored().size(), 1u);
  EXPECT_EQ(stored()[0].state, State::alive);
  EXPECT_EQ(stored()[0].topic, site_.topic());
  EXPECT_EQ(site_.callback, callbacks_->address() + "/websub/" + stored()[0].token);
  deliver("Tramesa", site_.secret);
  EXPECT_EQ(site_.heard, "202");
  until([this] { return titles() == std::vector<std::string>{"Tramesa"}; });
  EXPECT_EQ(site_.polls, 1);
}

TEST_F(WebSubOverHttp, WhatIsNotSignedAsItMustBeIsAcceptedAndDropped) {
  subscribe();
  deliver("Sense", "");
  EXPECT_EQ(site_.heard, "202");
  deliver("Falsa", "another secret");
  EXPECT_EQ(site_.heard, "202");
  deliver("Altra", site_.secret, {{"Link", "<https://other.example/feed>; rel=\"self\""}});
  EXPECT_EQ(site_.heard, "202");
  deliver("Bona", site_.secret);
  until([this] { return !titles().empty(); });
  EXPECT_EQ(titles(), std::vector<std::string>{"Bona"});
}

TEST_F(WebSubOverHttp, QuestionsThatAreNotOursAreAnsweredWith404) {
  subscribe();
  come_back("hub.mode=subscribe&hub.topic=https%3A%2F%2Fother.example%2F&hub.challenge=x");
  EXPECT_THAT(site_.heard, testing::StartsWith("404"));
  come_back(topic_query("unsubscribe") + "&hub.challenge=x");
  EXPECT_THAT(site_.heard, testing::StartsWith("404")) << "nobody can end our subscription but we";
  site_.callback = callbacks_->address() + "/websub/0123456789";
  come_back(topic_query("subscribe") + "&hub.challenge=x");
  EXPECT_THAT(site_.heard, testing::StartsWith("404"));
  deliver("Perduda", site_.secret);
  EXPECT_EQ(site_.heard, "404");
}

TEST_F(WebSubOverHttp, TheLeaseIsRenewedBeforeItEnds) {
  subscribe();
  const Instant first = *stored()[0].alive_until;
  later_ = 215h;
  attend();
  EXPECT_EQ(site_.asked.size(), 1u);
  later_ = 217h;
  attend();
  EXPECT_EQ(site_.asked, (std::vector<std::string>{"subscribe", "subscribe"}));
  until([&] { return *stored()[0].alive_until > first; });
  EXPECT_EQ(stored().size(), 1u) << "the same callback goes on";
}

TEST_F(WebSubOverHttp, ASubscriptionSurvivesARestart) {
  subscribe();
  end();
  begin();
  EXPECT_EQ(alive_, 1u);
  deliver("Tramesa", site_.secret);
  until([this] { return !titles().empty(); });
  EXPECT_EQ(site_.asked.size(), 1u);
}

TEST_F(WebSubOverHttp, AHubThatDeniesUsIsLeftAloneAndPollingGoesOn) {
  site_.comes_back = false;
  until([this] { return !site_.asked.empty(); });
  come_back(topic_query("denied") + "&hub.reason=no+room");
  EXPECT_THAT(site_.heard, testing::StartsWith("200"));
  EXPECT_EQ(stored()[0].state, State::denied);
  later_ = 48h;
  attend();
  EXPECT_EQ(site_.asked.size(), 1u);
  EXPECT_EQ(alive_, 0u);
  until([this] { return site_.polls >= 2; });
}

TEST_F(WebSubOverHttp, AHubThatIsGoneLeavesThePolls) {
  subscribe();
  site_.hub_status = 410;
  later_ = 217h;
  attend();
  EXPECT_EQ(alive_, 1u) << "until the lease ends";
  EXPECT_EQ(stored()[0].problem, "the hub answered 410");
  later_ = 241h;
  attend();
  EXPECT_EQ(alive_, 0u);
  const int before = site_.polls;
  later_ = 266h;  // the next poll was set when the hub was believed in: a day later at most
  until([&] { return site_.polls > before; });
}

TEST_F(WebSubOverHttp, ASourceThatGoesIsTakenOffTheHub) {
  subscribe();
  site_.heard.clear();
  websub_->follow_only({});
  EXPECT_EQ(alive_, 0u);
  until([this] { return stored().empty() || site_.asked.size() == 2; });
  EXPECT_EQ(site_.asked.back(), "unsubscribe");
  until([this] { return site_.heard == "200 abc123"; });
  attend();
  EXPECT_TRUE(stored().empty());
  deliver("Tard", site_.secret);
  EXPECT_EQ(site_.heard, "404");
}

/// The same listener by another name.
std::string other_name(std::string address) { return address.replace(address.find("127.0.0.1"), 9, "localhost"); }

TEST_F(WebSubOverHttp, AtAnotherAddressItBeginsAnewAndSaysGoodbyeAtTheOld) {
  subscribe();
  const std::string before = site_.callback;
  const std::string url = other_name(callbacks_->address());
  websub_->reconfigure(true, url);
  EXPECT_EQ(alive_, 0u) << "until the hub knows the new address polling is the truth";
  until([&] { return alive_ == 1 && site_.asked.size() == 3; });
  EXPECT_THAT(site_.callbacks, testing::Contains("unsubscribe " + before));
  EXPECT_THAT(site_.callbacks, testing::Contains(testing::StartsWith("subscribe " + url + "/websub/")));
  until([this] {
    attend();
    return stored().size() == 1;
  });
  EXPECT_EQ(stored()[0].state, State::alive);
}

TEST_F(WebSubOverHttp, TheSameConfigurationChangesNothing) {
  subscribe();
  websub_->reconfigure(true, callbacks_->address());
  EXPECT_EQ(alive_, 1u);
  attend();
  EXPECT_EQ(site_.asked.size(), 1u);
}

TEST_F(WebSubOverHttp, SwitchedOffItEndsWhatThereIsAndTakesUpNothing) {
  subscribe();
  site_.heard.clear();
  websub_->reconfigure(false, callbacks_->address());
  EXPECT_EQ(alive_, 0u);
  until([this] { return site_.asked.back() == "unsubscribe" && site_.heard == "200 abc123"; });
  websub_->offered(settings_.sources[0].id, site_.url("/hub"), site_.topic());
  attend();
  EXPECT_TRUE(stored().empty());
  EXPECT_EQ(site_.asked.size(), 2u);
  websub_->reconfigure(true, callbacks_->address());
  websub_->offered(settings_.sources[0].id, site_.url("/hub"), site_.topic());
  until([this] { return alive_ == 1; });
}

TEST_F(WebSubOverHttp, AStartAtAnotherAddressSubscribesAnew) {
  subscribe();
  end();
  public_url_ = other_name(callbacks_->address());
  begin();
  until([this] { return alive_ == 1 && site_.asked.size() == 2; });
  EXPECT_THAT(site_.callback, testing::StartsWith(public_url_ + "/websub/")) << "or the hub would tell the old address for ten days";
  EXPECT_EQ(stored().size(), 1u);
}

}  // namespace
}  // namespace resso::daemon
