#include "tests/store/support.hpp"

namespace resso::store::testing {
namespace {

using SourceStore = StoreTest;

TEST_F(SourceStore, AStateComesBackAndIsReplaced) {
  SourceState state;
  state.source_id = "feed:x";
  state.cursor = "1";
  state.problem = Error{Errc::tls, "w", "x", "r", 0};
  write([&](Transaction& t) { t.save_source_state(state); });
  state.cursor = "2";
  state.problem.reset();
  write([&](Transaction& t) { t.save_source_state(state); });
  read([&](Reader& r) {
    EXPECT_EQ(r.source_state("feed:x"), state);
    EXPECT_EQ(r.source_states(), std::vector<SourceState>{state});
    EXPECT_FALSE(r.source_state("feed:y"));
  });
}

TEST_F(SourceStore, AHostComesBackAndIsReplaced) {
  write([&](Transaction& t) { t.save_host_state({"https://a", day(1), 3}); });
  write([&](Transaction& t) { t.save_host_state({"https://a", std::nullopt, 0}); });
  read([&](Reader& r) { EXPECT_EQ(r.host_states(), (std::vector<HostState>{{"https://a", std::nullopt, 0}})); });
}

TEST_F(SourceStore, ASubscriptionComesBackIsReplacedAndGoes) {
  Subscription one;
  one.token = "t", one.source_id = "feed:x", one.hub = "https://h/", one.topic = "https://x/f", one.secret = "s";
  write([&](Transaction& t) { t.save_subscription(one); });
  read([&](Reader& r) { EXPECT_EQ(r.subscriptions(), std::vector<Subscription>{one}); });
  one.state = Subscription::State::alive, one.alive_until = day(3), one.pending = day(1), one.next_attempt = day(2), one.last_push = day(4);
  one.failures = 5, one.problem = "p";
  write([&](Transaction& t) { t.save_subscription(one); });
  read([&](Reader& r) { EXPECT_EQ(r.subscriptions(), std::vector<Subscription>{one}); });
  write([&](Transaction& t) { t.remove_subscription("t"); });
  read([&](Reader& r) { EXPECT_TRUE(r.subscriptions().empty()); });
}

TEST_F(SourceStore, AStateSurvivesItsSourceBeingUnnamed) {
  Source source;
  source.id = "feed:x";
  source.kind = SourceKind::feed;
  SourceState state;
  state.source_id = "feed:x";
  write([&](Transaction& t) { t.set_sources({source}), t.save_source_state(state); });
  read([](Reader& r) { EXPECT_EQ(r.totals().sources, 1); });
  write([&](Transaction& t) { t.set_sources({}); });
  read([&](Reader& r) {
    EXPECT_EQ(r.totals().sources, 0);
    EXPECT_TRUE(r.source_state("feed:x"));
  });
}

TEST_F(SourceStore, TheVersionMovesAndItsTimeNeverGoesBack) {
  read([](Reader& r) {
    EXPECT_EQ(r.agenda_version(), 0u);
    EXPECT_FALSE(r.agenda_changed_at());
  });
  write([](Transaction& t) { t.bump_agenda_version(day(5)); });
  write([](Transaction& t) { t.bump_agenda_version(day(3)); });
  open();
  read([](Reader& r) {
    EXPECT_EQ(r.agenda_version(), 2u);
    EXPECT_EQ(r.agenda_changed_at(), day(5));
  });
}

}  // namespace
}  // namespace resso::store::testing
