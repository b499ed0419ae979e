// The manners scorer: a week of the real poller over 1,000 sources, on hosts that write everything down. Prints what they saw.
#include "daemon/log.hpp"
#include "daemon/poll_words.hpp"
#include "daemon/poller.hpp"
#include "tests/daemon/temporary_directory.hpp"
#include "tests/manners/city.hpp"
#include "tests/manners/judges.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>

namespace resso::manners {
namespace {

using namespace std::chrono_literals;

// With the night on which Madrid's clocks go back, 25 October 2026.
constexpr Instant kBegan{std::chrono::sys_days{2026y / 10 / 20} + 7h + 13min};

/// The daemon as far as hosts can tell, with a wall clock that somebody may set.
class Resident {
 public:
  Resident() : settings_(make_city(web_)), configuration_(std::make_shared<const daemon::Configuration>(settings_)) {
    config::LogSettings quiet;
    quiet.level = "error";
    daemon::set_up_log(quiet);
    auto opened = store::Store::open(directory_ / "resso.db", {});
    if (!opened) throw std::runtime_error(resso::describe(opened.error()));
    store_ = std::move(*opened);
    begin();
  }

  ~Resident() { end(); }

  Instant wall() const { return kBegan + std::chrono::floor<Seconds>(time_.now().time_since_epoch()) + wrong_; }
  void set_clock(Seconds by) { wrong_ += by; }
  void run_until(Seconds since_beginning) { time_.run(io_, Time(since_beginning)); }

  void begin() {
    daemon::Poller::Parts parts;
    parts.executor = parts.heavy = parts.writer = io_.get_executor();
    parts.store = store_.get();
    parts.fetcher = &web_;
    parts.metrics = &metrics_;
    parts.now = [this] { return wall(); };
    parts.clock = &time_;
    parts.jitter = [this] { return std::uniform_real_distribution<double>(0, 1)(random_); };
    parts.on_stored = [](bool) {};
    poller_ = std::make_unique<daemon::Poller>(std::move(parts), configuration_);
    if (const auto loaded = poller_->load(); !loaded) throw std::runtime_error(resso::describe(loaded.error()));
    tasks_ = std::make_unique<net::TaskGroup>(io_.get_executor(), [](const std::string& task, std::exception_ptr failure) {
      daemon::log_exception(task, failure);
      ADD_FAILURE() << task;
    });
    tasks_->spawn("poller", poller_->run());
  }

  void restart() {
    end();
    begin();
  }

  void end() {
    tasks_->cancel();
    asio::co_spawn(io_, poller_->stop(1s), [](std::exception_ptr, bool) {});
    io_.restart();
    io_.poll();
    EXPECT_EQ(poller_->tasks_left(), 0u);
    poller_.reset();
  }

  /// What SIGHUP does, with every seventh source left out for a moment.
  void reload() {
    config::Settings fewer = settings_;
    std::size_t n = 0;
    std::erase_if(fewer.sources, [&](const Source&) { return n++ % 7 == 0; });
    reconfigure(fewer);
    run_until(since() + 3s);
    reconfigure(settings_);
  }

  void ask_for_everything() { poller_->start_round({}); }
  void hold_events_today(std::size_t every) {
    std::unordered_set<std::string> ids;
    for (std::size_t n = 0; n < settings_.sources.size(); n += every) ids.insert(settings_.sources[n].id);
    poller_->set_event_today(std::move(ids));
  }

  Seconds since() const { return std::chrono::floor<Seconds>(time_.now().time_since_epoch()); }
  const Visits& visits() const { return web_.visits; }
  std::size_t sources() const { return settings_.sources.size(); }

 private:
  void reconfigure(config::Settings settings) {
    configuration_ = std::make_shared<const daemon::Configuration>(std::move(settings));
    const auto done = poller_->reconfigure(configuration_);
    EXPECT_TRUE(done);
  }

  VirtualTime time_;  // outlives the coroutines that sleep by it
  asio::io_context io_{1};
  Web web_{time_, kBegan};
  Seconds wrong_{0};
  std::mt19937_64 random_{20261020};
  daemon::TemporaryDirectory directory_;
  config::Settings settings_;
  daemon::ConfigurationPtr configuration_;
  daemon::Metrics metrics_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<daemon::Poller> poller_;
  std::unique_ptr<net::TaskGroup> tasks_;
};

void live(Resident& resident, int days) {
  for (int hour = 1; hour <= days * 24; ++hour) {
    resident.run_until(Seconds(hour * 3600));
    if (hour % 24 == 9) resident.hold_events_today(5 + static_cast<std::size_t>(hour) % 7);
    if (hour % 31 == 11) resident.ask_for_everything();
    if (hour == 20 || hour == 21 || hour == 77 || hour == 130) resident.restart();
    if (hour % 40 == 17) resident.reload();
    if (hour == 32) resident.set_clock(1h);
    if (hour == 41) resident.set_clock(-1h);
    if (hour == 104) resident.set_clock(-1h);
    if (hour == 105) resident.restart();
    if (hour == 111) resident.set_clock(1h);
  }
}

#if defined(__OPTIMIZE__)
constexpr int kDays = 7;
#else
constexpr int kDays = 1;  // a week takes minutes without optimisation: the judge of a landing lets it pass in the release build
#endif

TEST(AWeekOfAThousandSources, LeavesNoHostAReasonToComplain) {
  Resident resident;
  const char* asked = std::getenv("RESSO_MANNERS_DAYS");
  const int days = asked != nullptr ? std::atoi(asked) : kDays;
  live(resident, days);
  const auto figures = judge(resident.visits());
  std::printf("%s\n%s", describe(resident.visits(), resident.sources(), days).c_str(), table(figures).c_str());
  EXPECT_EQ(resident.sources(), 1000u);
  EXPECT_GT(resident.visits().size(), 3'000u * static_cast<unsigned>(days)) << "days without visits prove nothing";
  for (const Figure& figure : figures) EXPECT_EQ(figure.count, 0u) << figure.name;
}

}  // namespace
}  // namespace resso::manners
