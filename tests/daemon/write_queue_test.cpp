#include "daemon/write_queue.hpp"

#include "tests/daemon/store_fixture.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <future>
#include <optional>
#include <vector>

namespace resso::daemon {
namespace {

/// Counts the transactions; the rest is the store's.
class CountingStore : public store::Store {
 public:
  explicit CountingStore(store::Store& real) : real_(real) {}
  Result<void> write(const std::function<Result<void>(store::Transaction&)>& work) override {
    ++transactions;
    return real_.write(work);
  }
  Result<void> read(const std::function<Result<void>(store::Reader&)>& work) override { return real_.read(work); }
  Result<void> backup(const std::filesystem::path& to) override { return real_.backup(to); }
  store::Health health() override { return real_.health(); }
  Result<void> set_directory(std::vector<Entity> entities, std::vector<std::string> hashtags,
                             std::vector<store::TrackedCampaign> campaigns) override {
    return real_.set_directory(std::move(entities), std::move(hashtags), std::move(campaigns));
  }
  Result<void> rebuild() override { return real_.rebuild(); }

  int transactions = 0;

 private:
  store::Store& real_;
};

class WriteQueueTest : public StoreFixture {
 protected:
  enum class Ends { well, with_error, with_exception };
  struct Outcome {
    std::optional<Result<void>> result;  ///< empty: thrown
  };

  /// All wait before the writer takes the first.
  std::vector<Outcome> write_all(const std::vector<Ends>& works) {
    asio::thread_pool writer{1};
    std::promise<void> go;
    asio::post(writer, [&] { go.get_future().wait(); });
    asio::io_context context{1};
    WriteQueue queue(counting_, writer.get_executor(), longest_);
    std::vector<Outcome> outcomes(works.size());
    for (std::size_t i = 0; i < works.size(); ++i) asio::co_spawn(context, write_one(queue, i, works[i], outcomes[i]), asio::detached);
    context.poll();
    go.set_value();
    context.run();
    writer.join();
    return outcomes;
  }

  static asio::awaitable<void> write_one(WriteQueue& queue, std::size_t number, Ends ends, Outcome& outcome) {
    auto work = [number, ends](store::Transaction& transaction) -> Result<void> {
      transaction.set_note("work " + std::to_string(number), "done");
      if (ends == Ends::with_exception) throw std::logic_error("a bug");
      if (ends == Ends::with_error) return Error{Errc::bad_input, "no", "", "", 0};
      return {};
    };
    try {
      auto writing = queue.write(std::move(work));
      outcome.result = co_await std::move(writing);
    } catch (const std::logic_error&) {
      outcome.result.reset();
    }
  }

  bool is_done(std::size_t number) {
    std::string note;
    const auto read = store_->read([&](store::Reader& reader) -> Result<void> {
      note = reader.note("work " + std::to_string(number));
      return {};
    });
    EXPECT_TRUE(read);
    return note == "done";
  }

  CountingStore counting_{*store_};
  std::chrono::milliseconds longest_ = std::chrono::seconds(10);
};

TEST_F(WriteQueueTest, ThoseWhoWaitAtOnceShareATransaction) {
  const auto outcomes = write_all(std::vector(20, Ends::well));
  EXPECT_EQ(counting_.transactions, 1);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    EXPECT_TRUE(outcomes[i].result && outcomes[i].result->has_value());
    EXPECT_TRUE(is_done(i));
  }
}

TEST_F(WriteQueueTest, WhatFailsFailsAlone) {
  const auto outcomes = write_all({Ends::well, Ends::with_error, Ends::well});
  EXPECT_TRUE(is_done(0) && is_done(2));
  EXPECT_FALSE(is_done(1));
  EXPECT_TRUE(outcomes[0].result->has_value() && outcomes[2].result->has_value());
  ASSERT_TRUE(outcomes[1].result);
  EXPECT_EQ(outcomes[1].result->error().code, Errc::bad_input);
}

TEST_F(WriteQueueTest, WhatIsThrownComesToItsOwnCaller) {
  const auto outcomes = write_all({Ends::with_exception, Ends::well});
  EXPECT_FALSE(outcomes[0].result);
  ASSERT_TRUE(outcomes[1].result);
  EXPECT_TRUE(outcomes[1].result->has_value());
  EXPECT_TRUE(is_done(1));
  EXPECT_FALSE(is_done(0));
}

TEST_F(WriteQueueTest, ATransactionThatTakesLongTakesNoMore) {
  longest_ = std::chrono::milliseconds(0);
  write_all(std::vector(3, Ends::well));
  EXPECT_EQ(counting_.transactions, 3);
  EXPECT_TRUE(is_done(0) && is_done(1) && is_done(2));
}

}  // namespace
}  // namespace resso::daemon
