// The invented city's sources, served over real HTTP on free ports of 127.0.0.1, on a thread of their own.
#pragma once

#include "daemon/demo/sources.hpp"
#include "model/error.hpp"

#include <memory>

namespace resso::daemon::demo {

class Servers {
 public:
  explicit Servers(Instant started);
  ~Servers();

  /// `ticking`: the city goes on by itself, a step every ten seconds.
  Result<void> start(bool ticking);
  const Addresses& addresses() const;
  Clock& clock();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace resso::daemon::demo
