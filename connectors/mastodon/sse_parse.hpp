// Server-sent events (WHATWG HTML §9.2), as bytes come: pure, no network. Lines end with CR, LF or CRLF, which may be split anywhere.
#pragma once

#include "model/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::mastodon {

struct SseEvent {
  std::string name;  ///< "update"; "message" when the server gave none
  std::string data;
  bool operator==(const SseEvent&) const = default;
};

class SseParser {
 public:
  static constexpr std::size_t kLongestEvent = 1u << 20;  ///< a status with everything is some 20 KB

  /// The events that ended within these bytes. Comments (Mastodon's ":thump") and events without data give none. Errors: limit; then the
  /// stream is of no use any more.
  Result<std::vector<SseEvent>> feed(std::string_view bytes);

 private:
  void take_line(std::vector<SseEvent>& events);
  bool too_long() const { return line_.size() + data_.size() > kLongestEvent; }

  std::string line_, name_, data_;
  bool after_cr_ = false, at_start_ = true, has_data_ = false;
};

}  // namespace resso::connectors::mastodon
