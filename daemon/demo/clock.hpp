// The demo's time: the moment it started, from which all dates are counted, and the tick of `--fast`.
#pragma once

#include "model/time.hpp"
#include "text/zone.hpp"

#include <atomic>

namespace resso::daemon::demo {

class Clock {
 public:
  explicit Clock(Instant started)
      : zone_(text::Zone::find("Europe/Madrid").value_or(text::Zone::utc())),
        started_(started),
        today_(std::chrono::floor<std::chrono::days>(zone_.to_local(started))) {}

  Instant started() const { return started_; }
  LocalDate today() const { return today_; }
  const text::Zone& zone() const { return zone_; }
  int tick() const { return tick_; }
  void advance() { ++tick_; }

 private:
  text::Zone zone_;
  Instant started_;
  LocalDate today_;
  std::atomic<int> tick_{0};
};

}  // namespace resso::daemon::demo
