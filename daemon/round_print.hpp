// A round on its way: a line per source to stdout, and on a terminal a progress bar to stderr that makes way for them.
#pragma once

#include "daemon/poller.hpp"
#include "daemon/progress_bar.hpp"

#include <cstddef>
#include <vector>

namespace resso::daemon {

class RoundPrinter {
 public:
  explicit RoundPrinter(std::size_t total) : total_(total) {}
  /// Prints the lines that were not there the last time.
  void show(const std::vector<PollLine>& lines);

 private:
  std::size_t total_, printed_ = 0, failed_ = 0;
  ProgressBar bar_;
};

}  // namespace resso::daemon
