// A writer that is killed at any instant loses nothing that it was told is stored, and stores nothing twice or by halves.
#include "tests/store/support.hpp"

#include <sys/wait.h>
#include <csignal>
#include <random>
#include <thread>

namespace resso::store::testing {
namespace {

constexpr int kBatch = 7;
constexpr const char* kSource = "feed:x";

int cursor_of(Reader& reader) {
  const auto state = reader.source_state(kSource);
  return state ? std::stoi(state->cursor) : 0;
}

// One poll: a batch of posts, some of them seen before, their counters, and the cursor.
void poll(Store& store) {
  const auto done = store.write([](Transaction& t) -> Result<void> {
    const int cursor = cursor_of(t);
    for (int i = cursor * kBatch - (cursor > 0); i < (cursor + 1) * kBatch; ++i) {
      Post p = post(std::to_string(i), day(i % 50, i % 24), i % 3 == 0 ? "casal" : "veins");
      p.hashtags = {"TerrassaEntitats"};
      p.author.followers = 10;
      t.save_post(p, kSource, day(60));
      t.add_counters({p.uri, day(61), {1, 1, 1, {}}, true});
    }
    SourceState state;
    state.source_id = kSource;
    state.cursor = std::to_string(cursor + 1);
    t.save_source_state(state);
    t.bump_agenda_version(day(60));
    return {};
  });
  if (done.has_error()) _exit(3);
}

class Crash : public StoreTest {
 protected:
  // Polls until it is killed; what a poll stored is told by one byte in the pipe.
  int poll_until_killed(std::chrono::microseconds after, bool first_a_poll) {
    int ends[2] = {};
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      close(ends[0]);
      auto store = Store::open(path(), options_);
      if (store.has_error()) _exit(2);
      char ready = 'r';
      if (::write(ends[1], &ready, 1) != 1) _exit(4);
      for (;;) {
        poll(*store.value());
        if (::write(ends[1], &ready, 1) != 1) _exit(4);
      }
    }
    close(ends[1]);
    char byte = 0;
    EXPECT_EQ(::read(ends[0], &byte, 1), 1) << "the writer did not open the store";
    int polls = 0, status = 0;
    if (first_a_poll) polls += ::read(ends[0], &byte, 1) == 1;
    std::this_thread::sleep_for(after);
    kill(child, SIGKILL);
    while (::read(ends[0], &byte, 1) == 1) ++polls;
    close(ends[0]);
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer failed with " << WEXITSTATUS(status);
    return polls;
  }

  void expect_whole(int cursor) {
    Totals totals;
    read([&](Reader& r) {
      totals = r.totals();
      EXPECT_EQ(cursor_of(r), cursor);
      EXPECT_EQ(r.agenda_version(), static_cast<std::uint64_t>(cursor));
    });
    EXPECT_EQ(totals.posts, cursor * kBatch);
    EXPECT_EQ(totals.samples, cursor * kBatch);
    const auto whole = visibility({{date(0), date(60)}, {}, {}, {}, {}, {}, {}, Cut::none}).whole;
    EXPECT_EQ(whole.posts, cursor * kBatch);
    EXPECT_EQ(whole.interactions(), cursor * kBatch * 3);
    EXPECT_EQ(whole.posts_with_hashtag, cursor * kBatch);
  }
};

TEST_F(Crash, AtAnyInstantLosesNothingAndDoublesNothing) {
  std::mt19937 random(7);
  int cursor = 0;
  for (int round = 0; round < 30; ++round) {
    store_.reset();
    // Every third time the clock starts after a poll: however slow the machine, something is there to be lost.
    const auto after = std::chrono::microseconds(std::uniform_int_distribution<>(0, 40'000)(random));
    const int polls = poll_until_killed(after, round % 3 == 0);
    open();
    int found = 0;
    read([&](Reader& r) { found = cursor_of(r); });
    // The last poll may have been stored without having had the time to say so.
    ASSERT_TRUE(found == cursor + polls || found == cursor + polls + 1) << found << " after " << cursor << " + " << polls;
    cursor = found;
    expect_whole(cursor);
    if (round % 10 == 9) EXPECT_TRUE(problems().empty());
  }
  EXPECT_GT(cursor, 0);
}

}  // namespace
}  // namespace resso::store::testing
