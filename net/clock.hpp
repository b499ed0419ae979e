// The clock that is waited by: never set by hand, and in tests as quick as they like.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>

namespace resso::net {

class Clock {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  virtual ~Clock() = default;
  /// Goes on while the machine sleeps, unlike std::chrono::steady_clock: what differs between it and the wall is a clock that was set.
  virtual Time now() const;
  /// Until `pause` has passed or somebody cancels `timer`, whichever is first; the caller is not told which. Duration::max(): only the
  /// latter.
  virtual boost::asio::awaitable<void> sleep(boost::asio::steady_timer& timer, Duration pause);

  static Clock& system();
};

}  // namespace resso::net
