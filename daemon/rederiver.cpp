#include "daemon/rederiver.hpp"

#include "daemon/log.hpp"

#include <boost/asio/redirect_error.hpp>

#include <utility>

namespace resso::daemon {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kShare = 50;  // of one transaction: some tens of milliseconds
constexpr auto kBreath = std::chrono::milliseconds(10);
constexpr auto kTell = std::chrono::seconds(5);  // between lines of progress, and publications of what is done
constexpr auto kRetry = std::chrono::seconds(60);

}  // namespace

Rederiver::Rederiver(Parts parts, ConfigurationPtr configuration)
    : parts_(std::move(parts)), configuration_(std::move(configuration)), timer_(parts_.executor) {}

asio::awaitable<void> Rederiver::run() {
  for (;;) {
    if (!finished()) {
      auto working = look_ || again_ ? begin() : step();
      take(co_await std::move(working));
    }
    auto pausing = pause();
    co_await std::move(pausing);
  }
}

asio::awaitable<void> Rederiver::pause() {
  if (problem_)
    timer_.expires_after(kRetry);
  else if (finished())
    timer_.expires_at(Clock::time_point::max());
  else
    timer_.expires_after(kBreath);
  boost::system::error_code woken;
  co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

asio::awaitable<Result<Rederiver::Step>> Rederiver::begin() {
  look_ = false;
  beginning_ = true;
  auto work = [store = parts_.store, configuration = configuration_, again = std::exchange(again_, false)]() -> Result<Step> {
    Step step;
    const auto written = store->write([&](store::Transaction& transaction) -> Result<void> {
      step.state = begin_rederiving(transaction, configuration->settings, again);
      return {};
    });
    if (!written) return written.error();
    step.begun = !step.state.finished();
    return step;
  };
  auto working = run_on(parts_.threads->writer, std::move(work));
  co_return co_await std::move(working);
}

asio::awaitable<Result<Rederiver::Step>> Rederiver::step() {
  auto work = [store = parts_.store, configuration = configuration_, rules = parts_.rules(), state = state_,
               now = parts_.now()]() -> Result<Step> {
    Step step;
    step.state = state;
    const auto written = store->write([&](store::Transaction& transaction) -> Result<void> {
      step.visible = rederive_some(transaction, step.state, *configuration, *rules, now, kShare);
      return {};
    });
    if (!written) return written.error();
    step.ended = step.state.finished();
    return step;
  };
  auto working = run_on(parts_.threads->writer, std::move(work));
  co_return co_await std::move(working);
}

void Rederiver::take(Result<Step> done) {
  beginning_ = false;
  problem_.reset();
  if (!done) {
    look_ = true;
    problem_ = done.error();
    log_failure("rederive", done.error());
    return;
  }
  state_ = done->state;
  visible_ = visible_ || done->visible;
  const bool time_to_tell = !state_.finished() && Clock::now() - told_ >= kTell;
  if (!done->begun && !done->ended && !time_to_tell) return;
  told_ = Clock::now();
  log(Level::info, "rederive", {{"what", describe(state_)}});
  if (std::exchange(visible_, false)) parts_.on_stored(true);
}

void Rederiver::reconfigure(ConfigurationPtr configuration) {
  configuration_ = std::move(configuration);
  look_ = true;
  timer_.cancel();
}

void Rederiver::ask() {
  again_ = true;
  timer_.cancel();
}

}  // namespace resso::daemon
