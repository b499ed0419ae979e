// Looks at posts where they were said, from what is due to what is stored: scripted servers, a clock of our own.
#include "daemon/refresher.hpp"
#include "daemon/ingest.hpp"

#include "tests/agenda/agenda_settings.hpp"
#include "tests/daemon/store_fixture.hpp"
#include "tests/fakes/scripted_fetcher.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kHome = "https://home.example", kUri = kHome + "/users/anna/statuses/5";

class RefresherTest : public StoreFixture {
 protected:
  RefresherTest() {
    auto settings = agenda::small_city();
    settings.sources.push_back(agenda::hashtag_source(Trust::open));
    configuration_ = std::make_shared<const Configuration>(std::move(settings));
    rules_ = std::make_shared<const agenda::Rules>(configuration_->settings);
  }
  ~RefresherTest() override { threads_.join(); }

  static std::string status(const std::string& more = {}) {
    return R"({"id":"5","uri":"https://home.example/users/anna/statuses/5","created_at":"2026-11-18T12:00:00Z","visibility":"public",
               "content":"<p>Hola</p>","account":{"id":"1","acct":"anna"})" +
           more + "}";
  }

  void shown(const std::string& uri = kUri, const std::string& acct = "anna@home.example") {
    write([&](store::Transaction& t) {
      connectors::Harvest harvest;
      Post post = agenda::status_by(acct);
      post.uri = uri;
      post.html = post.text = "Hola";
      post.published = now_ - 1min;
      harvest.posts = {post};
      SourceState state;
      const Source source = agenda::hashtag_source(Trust::open);
      state.source_id = source.id;
      ingest(t, source, state, harvest, *rules_, now_);
    });
  }

  /// One round, and all its looks.
  void round() {
    if (!refresher_) {
      Refresher::Parts parts;
      parts.executor = context_.get_executor();
      parts.threads = &threads_;
      parts.store = store_.get();
      parts.fetcher = &fetcher_;
      parts.now = [this] { return now_; };
      parts.rules = [this] { return rules_; };
      parts.on_stored = [this](bool visible) { visible_ = visible_ || visible; };
      refresher_ = std::make_unique<Refresher>(std::move(parts), configuration_);
    }
    visible_ = false;
    fetcher_.requests.clear();
    auto work = round_and_settle();
    EXPECT_TRUE(fakes::run(context_, std::move(work)));
  }
  asio::awaitable<bool> round_and_settle() {
    auto looking = refresher_->round();
    co_await std::move(looking);
    auto settling = refresher_->settle(10s);
    const bool settled = co_await std::move(settling);
    co_return settled;
  }

  Post stored(const std::string& uri = kUri) {
    Post found;
    write([&](store::Transaction& t) { found = t.post_by_uri(uri).value_or(Post{}); });
    return found;
  }

  Instant now_{1'795'000'000s};
  ConfigurationPtr configuration_;
  std::shared_ptr<const agenda::Rules> rules_;
  Threads threads_;
  asio::io_context context_;
  net::FetchReply reply_ = fakes::reply(200, status());
  fakes::ScriptedFetcher fetcher_{[this](const net::FetchRequest&) -> Result<net::FetchReply> { return reply_; }};
  std::unique_ptr<Refresher> refresher_;
  bool visible_ = false;
};

TEST_F(RefresherTest, APrivatePersonsDeletedPostIsGoneWithinTheHour) {
  shown();
  round();
  EXPECT_FALSE(stored().deleted);
  reply_ = fakes::reply(404, R"({"error":"Record not found"})");
  Seconds waited{0};
  while (!stored().deleted && waited < 2h) {
    now_ += 1min;
    waited += 1min;
    round();
  }
  EXPECT_LE(waited, 1h);
  EXPECT_EQ(stored().text, "") << "its words are not kept either";
  EXPECT_TRUE(visible_) << "the next publication is without it";
}

TEST_F(RefresherTest, AClosedServerDeletesNothing) {
  shown();
  for (const int status : {401, 403, 422, 500, 503}) {
    reply_ = fakes::reply(status, "{}");
    now_ += 7h;
    round();
    EXPECT_FALSE(stored().deleted) << status;
  }
}

TEST_F(RefresherTest, CountersComeFromTheOriginAndWhoBoostedGoesAlong) {
  shown();
  fetcher_.requests.clear();
  reply_ = fakes::reply(200, status(R"(,"reblogs_count":0,"favourites_count":7)"));
  round();
  EXPECT_EQ(stored().counters.favourites, 7);
  EXPECT_THAT(fetcher_.requests, SizeIs(1)) << "nobody boosted: nobody is asked for";
}

TEST_F(RefresherTest, AnObjectionToldAtHomeHidesThePost) {
  shown();
  EXPECT_EQ(stored().moderation.state, ModerationState::approved);
  std::string objecting = status();
  objecting.replace(objecting.find(R"("acct":"anna")"), 13, R"("acct":"anna","noindex":true)");
  reply_ = fakes::reply(200, objecting);
  round();
  EXPECT_EQ(stored().moderation.reason, "opted out: noindex");
  EXPECT_TRUE(visible_);
}

TEST_F(RefresherTest, AnEditIsTakenOver) {
  shown();
  reply_ = fakes::reply(200, status(R"(,"edited_at":"2026-11-18T13:00:00Z","spoiler_text":"Atenció")"));
  round();
  EXPECT_EQ(stored().content_warning, "Atenció");
  EXPECT_TRUE(visible_);
}

TEST_F(RefresherTest, EnrolledAccountsAreLookedAtOnTheCountersScheduleOnly) {
  const std::string uri = "https://mastodont.example/users/ateneu/statuses/9";
  shown(uri, "ateneu@mastodont.example");
  round();
  EXPECT_THAT(fetcher_.requests, IsEmpty());
  now_ += 2h;
  reply_ = fakes::reply(410, "");
  round();
  EXPECT_THAT(fetcher_.requests, SizeIs(1));
  EXPECT_TRUE(stored(uri).deleted);
}

TEST_F(RefresherTest, WhatAnotherServerSaysIsGoneIsAskedForAtOnce) {
  shown();
  round();
  reply_ = fakes::reply(404, R"({"error":"Record not found"})");
  now_ += 2min;
  round();
  EXPECT_FALSE(stored().deleted) << "not due yet";
  refresher_->look_soon({kUri});
  now_ += 1min;
  round();
  EXPECT_TRUE(stored().deleted);
}

TEST_F(RefresherTest, AServerThatDoesNotAnswerIsNotAskedForEachOfItsPosts) {
  for (int i = 1; i <= 5; ++i) shown(kHome + "/users/anna/statuses/" + std::to_string(i));
  reply_ = fakes::reply(502, "");
  round();
  EXPECT_THAT(fetcher_.requests, SizeIs(1));
}

}  // namespace
}  // namespace resso::daemon
