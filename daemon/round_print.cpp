#include "daemon/round_print.hpp"

#include <iostream>

namespace resso::daemon {

void RoundPrinter::show(const std::vector<PollLine>& lines) {
  bar_.clear();
  for (; printed_ < lines.size(); ++printed_) {
    const auto& line = lines[printed_];
    failed_ += !line.ok;
    std::cout << (line.ok ? "ok    " : "FAIL  ") << line.source_id << "  " << line.text << std::endl;
  }
  if (printed_ < total_) bar_.draw(static_cast<std::int64_t>(printed_), static_cast<std::int64_t>(total_));
  if (printed_ == total_) std::cerr << "resso: " << total_ << " sources, " << failed_ << " failed" << std::endl;
}

}  // namespace resso::daemon
