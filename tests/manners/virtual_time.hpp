// A clock that stands still until everybody waits for it, then goes to the next moment that somebody waits for.
#pragma once

#include "model/time.hpp"
#include "net/clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace resso::manners {

namespace asio = boost::asio;
using Time = net::Clock::Time;  ///< since the week began; true, whatever the wall says

class VirtualTime : public net::Clock {
 public:
  Time now() const override { return now_; }

  asio::awaitable<void> sleep(asio::steady_timer& timer, Duration pause) override {
    timer.expires_at(Time::max());
    Waiting waiting(*this, timer, pause);
    boost::system::error_code woken;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }

  /// Lets everything happen that happens up to `until`.
  void run(asio::io_context& io, Time until) {
    do {
      io.restart();
      io.poll();
    } while (advance(until));
  }

 private:
  using Key = std::pair<Time, std::uint64_t>;

  class Waiting {
   public:
    Waiting(VirtualTime& time, asio::steady_timer& timer, Duration pause)
        : time_(time), key_(pause == Duration::max() ? Time::max() : time.now_ + std::max(pause, Duration::zero()), time.number_++) {
      time_.waiting_.emplace(key_, &timer);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() { time_.waiting_.erase(key_); }

   private:
    VirtualTime& time_;
    Key key_;
  };

  bool advance(Time until) {
    const auto next = waiting_.begin();
    if (next == waiting_.end() || next->first.first > until) {
      now_ = std::max(now_, until);
      return false;
    }
    now_ = next->first.first;
    next->second->cancel();
    waiting_.erase(next);
    return true;
  }

  Time now_{};
  std::uint64_t number_ = 0;
  std::map<Key, asio::steady_timer*> waiting_;
};

}  // namespace resso::manners
