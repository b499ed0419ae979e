#include "daemon/progress_bar.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>

namespace resso::daemon {
namespace {

constexpr std::int64_t kWidth = 30;
constexpr const char* kClearLine = "\r\033[K";

}  // namespace

ProgressBar::ProgressBar() : terminal_(::isatty(STDERR_FILENO) == 1) {}

void ProgressBar::clear() const {
  if (terminal_) std::cerr << kClearLine << std::flush;
}

void ProgressBar::draw(std::int64_t done, std::int64_t total) const {
  if (!terminal_) return;
  const std::int64_t filled = total == 0 ? 0 : std::min(kWidth, kWidth * done / total);
  std::cerr << kClearLine << '[' << std::string(static_cast<std::size_t>(filled), '#')
            << std::string(static_cast<std::size_t>(kWidth - filled), '.') << "] " << done << '/' << total << std::flush;
}

}  // namespace resso::daemon
