// For the fuzzers of HTTP messages: however the bytes are cut, the same message comes out.
#pragma once

#include "net/http_head.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace resso::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

/// find_head_end over bytes that come `step` at a time.
inline std::size_t find_head_end_in_pieces(std::string_view bytes, std::size_t step) {
  std::size_t looked_at = 0;
  for (;;) {
    const std::size_t come = std::min(bytes.size(), looked_at + step);
    const std::size_t end = net::find_head_end(bytes.substr(0, come), looked_at);
    if (end != std::string_view::npos || come == bytes.size()) return end;
    looked_at = come;
  }
}

struct Body {
  net::BodyReader::Progress progress = net::BodyReader::Progress::more;
  std::string content;
  std::size_t left_over = 0;
  bool is_whole_at_end = false;
};

inline Body read_body(net::BodyFraming framing, std::string_view bytes, std::size_t step, bool strict) {
  constexpr std::size_t kLimit = 4096;
  net::BodyReader reader(framing, kLimit, strict);
  Body body;
  do {
    std::string_view piece = bytes.substr(0, step);
    bytes.remove_prefix(piece.size());
    body.progress = reader.feed(piece, body.content);
    body.left_over = piece.size() + bytes.size();
  } while (!bytes.empty() && body.progress == net::BodyReader::Progress::more);
  require(body.content.size() <= kLimit);
  require(body.progress != net::BodyReader::Progress::more || body.left_over == 0);
  body.is_whole_at_end = reader.is_whole_at_end();
  return body;
}

/// After an error nothing is promised but that it is one.
inline void check_body(net::BodyFraming framing, std::string_view bytes, std::size_t step, bool strict) {
  const Body whole = read_body(framing, bytes, bytes.size() + 1, strict);
  const Body pieces = read_body(framing, bytes, step, strict);
  require(whole.progress == pieces.progress);
  if (whole.progress != net::BodyReader::Progress::more && whole.progress != net::BodyReader::Progress::done) return;
  require(whole.content == pieces.content && whole.left_over == pieces.left_over && whole.is_whole_at_end == pieces.is_whole_at_end);
}

}  // namespace resso::fuzz
