#include "net/clock.hpp"

#include <time.h>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace resso::net {

namespace asio = boost::asio;

Clock::Time Clock::now() const {
  timespec read{};
  clock_gettime(CLOCK_BOOTTIME, &read);
  return Time(std::chrono::seconds(read.tv_sec) + std::chrono::nanoseconds(read.tv_nsec));
}

asio::awaitable<void> Clock::sleep(asio::steady_timer& timer, Duration pause) {
  if (pause == Duration::max())
    timer.expires_at(Time::max());
  else
    timer.expires_after(pause);
  boost::system::error_code woken;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

Clock& Clock::system() {
  static Clock clock;
  return clock;
}

}  // namespace resso::net
