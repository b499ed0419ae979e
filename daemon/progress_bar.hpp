// "[##########....] 12/30" to stderr, on a terminal only.
#pragma once

#include <cstdint>

namespace resso::daemon {

class ProgressBar {
 public:
  ProgressBar();
  void draw(std::int64_t done, std::int64_t total) const;
  void clear() const;

 private:
  bool terminal_;
};

}  // namespace resso::daemon
