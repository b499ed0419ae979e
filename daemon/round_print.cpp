#include "daemon/round_print.hpp"

#include <unistd.h>

#include <iostream>
#include <string>

namespace resso::daemon {
namespace {

constexpr std::size_t kBarWidth = 30;
constexpr const char* kClearLine = "\r\033[K";

}  // namespace

RoundPrinter::RoundPrinter(std::size_t total) : total_(total), terminal_(::isatty(STDERR_FILENO) == 1) {}

void RoundPrinter::show(const std::vector<PollLine>& lines) {
  if (terminal_) std::cerr << kClearLine << std::flush;
  for (; printed_ < lines.size(); ++printed_) {
    const auto& line = lines[printed_];
    failed_ += !line.ok;
    std::cout << (line.ok ? "ok    " : "FAIL  ") << line.source_id << "  " << line.text << std::endl;
  }
  if (terminal_ && printed_ < total_) draw_bar();
  if (printed_ == total_) std::cerr << "resso: " << total_ << " sources, " << failed_ << " failed" << std::endl;
}

void RoundPrinter::draw_bar() const {
  const std::size_t filled = total_ == 0 ? 0 : kBarWidth * printed_ / total_;
  std::cerr << '[' << std::string(filled, '#') << std::string(kBarWidth - filled, '.') << "] " << printed_ << '/' << total_ << std::flush;
}

}  // namespace resso::daemon
