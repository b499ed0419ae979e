#include "daemon/moderation.hpp"

#include "daemon/ingest.hpp"
#include "tests/agenda/agenda_settings.hpp"
#include "tests/daemon/store_fixture.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Instant kNow{1'795'000'000s};

class Moderating : public StoreFixture {
 protected:
  Moderating() : settings_(agenda::small_city()), rules_(settings_) {
    hashtag_.kind = SourceKind::mastodon_hashtag;
    hashtag_.url = "https://m.example";
    hashtag_.name = "Barri";
    hashtag_.trust = Trust::moderated;
    hashtag_.id = source_id(hashtag_.kind, hashtag_.url, hashtag_.name);
  }

  /// A stranger's post with an act in it.
  std::string say(const std::string& acct, const std::string& words) {
    connectors::Harvest harvest;
    Post post;
    post.kind = PostKind::status;
    post.uri = "https://m.example/" + words;
    post.text = words;
    post.author.acct = acct;
    post.author.uri = "https://m.example/@" + acct;
    post.published = kNow - 1h;
    harvest.posts.push_back(post);
    StatedEvent act;
    act.key = post.uri + "#1";
    act.post_uri = post.uri;
    act.event.title = words;
    act.event.times.start = LocalTime((kNow + 48h).time_since_epoch());
    act.event.times.zone = "UTC";
    harvest.events.push_back(act);
    const auto written = store_->write([&](store::Transaction& transaction) -> Result<void> {
      SourceState state;
      ingest(transaction, hashtag_, state, harvest, rules_, kNow);
      return {};
    });
    EXPECT_TRUE(written);
    return read<std::string>([&](store::Reader& reader) { return reader.post_by_uri(post.uri)->id; });
  }

  template <class T, class Ask>
  T read(Ask ask) {
    T out{};
    EXPECT_TRUE(store_->read([&](store::Reader& reader) -> Result<void> {
      out = ask(reader);
      return {};
    }));
    return out;
  }

  Moderation of_post(const std::string& id) {
    return read<Moderation>([&](store::Reader& reader) { return reader.post_by_id(id)->moderation; });
  }
  std::vector<std::string> agenda() {
    return read<std::vector<std::string>>([](store::Reader& reader) {
      std::vector<std::string> titles;
      for (const auto& stored : reader.events({Window{kNow, kNow + 24h * 30}, true})) titles.push_back(stored.event.title);
      return titles;
    });
  }
  Result<std::vector<Moderated>> decide(ModerationAct act, std::vector<std::string> subjects) {
    return carry_out(*store_, rules_, {act, std::move(subjects), "marta", ""}, kNow + 1min);
  }
  std::vector<store::ModerationEntry> decisions() {
    return read<std::vector<store::ModerationEntry>>([](store::Reader& reader) { return reader.account_decisions(); });
  }

  config::Settings settings_;
  agenda::Rules rules_;
  Source hashtag_;
};

TEST_F(Moderating, AnApprovedPostIsShownWithWhatWasFoundInIt) {
  const std::string id = say("rosa@m.example", "Xerrada");
  ASSERT_EQ(of_post(id).state, ModerationState::pending);
  EXPECT_THAT(agenda(), IsEmpty());
  const auto done = decide(ModerationAct::approve, {id});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->front().kind, "post");
  EXPECT_EQ(of_post(id), (Moderation{ModerationState::approved, "approved", "marta", kNow + 1min}));
  EXPECT_THAT(agenda(), ElementsAre("Xerrada"));
  ASSERT_TRUE(decide(ModerationAct::hide, {id}));
  EXPECT_THAT(agenda(), IsEmpty());
}

TEST_F(Moderating, WhatAPersonDecidedStaysWhenThePostIsSeenAgain) {
  const std::string id = say("rosa@m.example", "Xerrada");
  ASSERT_TRUE(decide(ModerationAct::approve, {id}));
  say("rosa@m.example", "Xerrada");
  EXPECT_EQ(of_post(id).by, "marta");
  EXPECT_THAT(agenda(), ElementsAre("Xerrada"));
}

TEST_F(Moderating, AnUnknownIdUndoesTheWholeOrder) {
  const std::string id = say("rosa@m.example", "Xerrada");
  const auto done = decide(ModerationAct::approve, {id, "nothing"});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::not_found);
  EXPECT_EQ(done.error().where, "nothing");
  EXPECT_EQ(of_post(id).state, ModerationState::pending);
}

TEST_F(Moderating, ABlockedAccountGoesFromWhatIsHeldAndFromTheRules) {
  const std::string id = say("Soroll@m.example", "Xerrada");
  ASSERT_TRUE(decide(ModerationAct::approve, {id}));
  const auto done = decide(ModerationAct::block, {"@soroll@M.example"});
  ASSERT_TRUE(done) << describe(done.error());
  EXPECT_EQ(done->front().posts, 1);
  EXPECT_EQ(of_post(id).state, ModerationState::hidden);
  EXPECT_THAT(agenda(), IsEmpty());
  EXPECT_TRUE(agenda::Rules(with_account_decisions(settings_, decisions())).is_blocked_account("soroll@m.example"));
  ASSERT_TRUE(decide(ModerationAct::allow, {"soroll@m.example"}));
  EXPECT_FALSE(agenda::Rules(with_account_decisions(settings_, decisions())).is_blocked_account("soroll@m.example"));
}

TEST_F(Moderating, WhoOptsOutIsEmptiedAndNotLetInAgain) {
  const std::string id = say("rosa@m.example", "Xerrada");
  ASSERT_TRUE(decide(ModerationAct::opt_out, {"rosa@m.example"}));
  EXPECT_TRUE(read<bool>([&](store::Reader& reader) {
    const auto post = reader.post_by_id(id);
    return !post || (post->deleted && post->text.empty());
  }));
  EXPECT_TRUE(agenda::Rules(with_account_decisions(settings_, decisions())).has_opted_out("Rosa@m.example"));
}

TEST_F(Moderating, WhatIsNoAccountIsRefusedWithItsName) {
  const auto done = decide(ModerationAct::block, {"https://m.example/@rosa"});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::bad_input);
  EXPECT_EQ(done.error().where, "https://m.example/@rosa");
}

TEST_F(Moderating, NobodyDecidesNothing) {
  EXPECT_FALSE(carry_out(*store_, rules_, {ModerationAct::hide, {"x"}, "", ""}, kNow));
  EXPECT_FALSE(carry_out(*store_, rules_, {ModerationAct::hide, {say("rosa@m.example", "Xerrada")}, "rule", ""}, kNow))
      << "what rules decide is decided again at every poll";
  EXPECT_FALSE(decide(ModerationAct::hide, {}));
}

}  // namespace
}  // namespace resso::daemon
