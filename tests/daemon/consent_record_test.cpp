// Consent on its way through the store: whoever objects anywhere is not shown, what was done is written down, who asked to go is gone.
#include "daemon/consent_record.hpp"

#include "daemon/ingest.hpp"
#include "tests/agenda/agenda_settings.hpp"
#include "tests/daemon/store_fixture.hpp"

#include <gmock/gmock.h>

namespace resso::daemon {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

const Instant kNow{1'795'000'000s};
constexpr const char* kAnna = "anna@home.example";

class ConsentRecord : public StoreFixture {
 protected:
  IngestResult see(const Post& post, const Source& source, Instant now = kNow) {
    IngestResult result;
    write([&](store::Transaction& transaction) {
      connectors::Harvest harvest;
      harvest.posts = {post};
      SourceState state;
      state.source_id = source.id;
      result = ingest(transaction, source, state, harvest, agenda::Rules(settings_), now);
    });
    return result;
  }
  Post stored(const Post& post) {
    Post found;
    write([&](store::Transaction& t) { found = t.post_by_uri(post.uri).value_or(Post{}); });
    return found;
  }
  std::vector<ConsentEntry> ledger() {
    std::vector<ConsentEntry> entries;
    write([&](store::Transaction& t) { entries = t.consent_ledger(kAnna); });
    return entries;
  }

  static Post said(ConsentFlags flags = {}) {
    Post post = agenda::status_by(kAnna);
    post.uri = "https://home.example/users/anna/statuses/1";
    post.text = post.html = "Festa al barri";
    post.published = kNow - 1h;
    post.author.consent = flags;
    return post;
  }
  static Source at(std::string server) {
    Source source = agenda::hashtag_source(Trust::open);
    source.url = std::move(server);
    source.id = source_id(source.kind, source.url, source.name);
    return source;
  }

  config::Settings settings_ = agenda::small_city();
};

TEST_F(ConsentRecord, AServerThatTellsNothingDoesNotUndoAnObjectionToldElsewhere) {
  see(said({.indexable = false}), at("https://m.example"));
  EXPECT_EQ(stored(said()).moderation.state, ModerationState::hidden);
  see(said(), at("https://n.example"));
  EXPECT_EQ(stored(said()).moderation.state, ModerationState::hidden) << "seen through a server that does not know the flag";
  EXPECT_EQ(stored(said()).moderation.reason, "opted out: not indexable");
}

TEST_F(ConsentRecord, WhatTheHomeServerTellsHidesWhatWasShown) {
  see(said({.discoverable = true}), at("https://m.example"));
  EXPECT_EQ(stored(said()).moderation.state, ModerationState::approved);
  write([&](store::Transaction& t) {
    connectors::Harvest look;
    look.posts = {said({.discoverable = true, .noindex = true})};
    EXPECT_TRUE(ingest_look(t, at("https://home.example"), look, agenda::Rules(settings_), kNow + 1min).visible);
  });
  EXPECT_EQ(stored(said()).moderation.reason, "opted out: noindex");
  const auto entries = ledger();
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_EQ(entries[0].rule, "hidden");
  EXPECT_EQ(entries[0].told_by, "home.example");
  EXPECT_EQ(entries[0].flags.noindex, true);
  EXPECT_EQ(entries[1].rule, "shown");
  EXPECT_EQ(entries[1].reason, "trust: open");
}

TEST_F(ConsentRecord, SeenAgainAndAgainIsOneLine) {
  for (int i = 0; i < 5; ++i)
    see(said({.discoverable = true}), at(i % 2 == 0 ? "https://m.example" : "https://n.example"), kNow + i * 5min);
  EXPECT_THAT(ledger(), SizeIs(1));
}

TEST_F(ConsentRecord, EnrolledEntitiesAreNotInTheLedger) {
  Post post = said();
  post.author.acct = "ateneu@mastodont.example";
  see(post, at("https://mastodont.example"));
  write([&](store::Transaction& t) { EXPECT_THAT(t.consent_ledger("ateneu@mastodont.example"), IsEmpty()); });
}

TEST_F(ConsentRecord, WhoIsPutOnTheOptOutListIsEmptiedAndStaysOut) {
  see(said({.discoverable = true}), at("https://m.example"));
  Post by_ateneu = said();
  by_ateneu.uri = "https://mastodont.example/users/ateneu/statuses/9";
  by_ateneu.author.acct = "ateneu@mastodont.example";
  see(by_ateneu, at("https://mastodont.example"));
  write([&](store::Transaction& t) { t.add_boost({by_ateneu.uri, kAnna, kNow, 30}); });

  settings_.moderation.opt_out.push_back("Anna@Home.Example");
  write([&](store::Transaction& t) {
    const auto version = t.agenda_version();
    EXPECT_TRUE(forget_opted_out(t, settings_, agenda::Rules(settings_), kNow));
    EXPECT_GT(t.agenda_version(), version) << "the next publication is without it";
    EXPECT_EQ(t.consent_ledger(kAnna).front().reason, "opted out by request");
    EXPECT_EQ(t.boosters_known(by_ateneu.uri), 0);
    EXPECT_FALSE(forget_opted_out(t, settings_, agenda::Rules(settings_), kNow)) << "nothing is left to forget";
  });
  EXPECT_TRUE(stored(said()).deleted);
  EXPECT_EQ(stored(said()).text, "");
  EXPECT_FALSE(stored(by_ateneu).deleted);

  Post another = said();
  another.uri = "https://home.example/users/anna/statuses/2";
  const auto result = see(another, at("https://m.example"), kNow + 1h);
  EXPECT_EQ(result.posts_new, 0);
  EXPECT_EQ(stored(another).uri, "") << "not even its text is kept";
  EXPECT_EQ(ledger().front().reason, "opted out by request");
}

TEST_F(ConsentRecord, AServerThatHasNotHeardOfAnEditDoesNotUndoIt) {
  Post edited = said();
  edited.text = "Festa ajornada";
  edited.updated = kNow - 10min;
  see(edited, at("https://home.example"));
  see(said(), at("https://m.example"));
  EXPECT_EQ(stored(said()).text, "Festa ajornada");
}

}  // namespace
}  // namespace resso::daemon
