#include "net/http_body.hpp"

#include <algorithm>

namespace resso::net {
namespace {

constexpr std::size_t kMostOverhead = 8u << 10;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

BodyReader::BodyReader(BodyFraming framing, std::size_t limit, bool strict) : framing_(framing), limit_(limit), strict_(strict) {
  left_ = framing.kind == BodyFraming::Kind::length ? framing.length : 0;
  done_ = framing.kind == BodyFraming::Kind::none || (framing.kind == BodyFraming::Kind::length && framing.length == 0);
}

BodyReader::Progress BodyReader::take(std::string_view& bytes, std::string& out, std::uint64_t most) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), most));
  if (content_ + count > limit_) return Progress::too_large;
  out.append(bytes.substr(0, count));
  bytes.remove_prefix(count);
  content_ += count;
  return Progress::more;
}

BodyReader::Progress BodyReader::feed(std::string_view& bytes, std::string& out) {
  if (done_) return Progress::done;
  if (framing_.kind == BodyFraming::Kind::chunked) return feed_chunked(bytes, out);
  if (framing_.kind == BodyFraming::Kind::until_close) return take(bytes, out, bytes.size());
  if (framing_.length > limit_) return Progress::too_large;
  const std::uint64_t before = content_;
  if (take(bytes, out, left_) == Progress::too_large) return Progress::too_large;
  left_ -= content_ - before;
  done_ = left_ == 0;
  return done_ ? Progress::done : Progress::more;
}

BodyReader::Progress BodyReader::feed_chunked(std::string_view& bytes, std::string& out) {
  while (!bytes.empty()) {
    if (state_ == ChunkState::data) {
      const std::uint64_t before = content_;
      if (take(bytes, out, left_) == Progress::too_large) return Progress::too_large;
      left_ -= content_ - before;
      if (left_ == 0) state_ = ChunkState::data_cr;
      continue;
    }
    const char c = bytes.front();
    bytes.remove_prefix(1);
    const Progress progress = state_ == ChunkState::size ? feed_size(c) : feed_line(c);
    if (progress != Progress::more) return progress;
  }
  return Progress::more;
}

BodyReader::Progress BodyReader::feed_size(char c) {
  if (const int value = hex_value(c); value >= 0) {
    left_ = left_ * 16 + static_cast<unsigned>(value);
    // 15 digits leave room for the sums; more is an attempt at overflow.
    return ++digits_ > 15 ? Progress::malformed : left_ > limit_ ? Progress::too_large : Progress::more;
  }
  if (digits_ == 0) return Progress::malformed;
  overhead_ = 0;
  if (c == '\r') {
    state_ = ChunkState::size_lf;
  } else if (c == '\n' && !strict_) {
    state_ = ChunkState::size_lf;
    return feed_line(c);
  } else if (c == ';' || (!strict_ && (c == ' ' || c == '\t'))) {
    state_ = ChunkState::extension;
  } else {
    return Progress::malformed;
  }
  return Progress::more;
}

BodyReader::Progress BodyReader::feed_line(char c) {
  switch (state_) {
    case ChunkState::extension:
      if (++overhead_ > kMostOverhead) return Progress::malformed;
      if (c == '\r') {
        state_ = ChunkState::size_lf;
      } else if (c == '\n' && strict_) {
        return Progress::malformed;
      } else if (c == '\n') {
        state_ = ChunkState::size_lf;
        return feed_line(c);
      }
      return Progress::more;
    case ChunkState::size_lf:
      if (c != '\n') return Progress::malformed;
      digits_ = 0;
      overhead_ = 0;
      state_ = left_ == 0 ? ChunkState::trailer_start : ChunkState::data;
      return Progress::more;
    case ChunkState::data_cr:
      if (c == '\n' && !strict_) {
        state_ = ChunkState::size;
        return Progress::more;
      }
      state_ = ChunkState::data_lf;
      return c == '\r' ? Progress::more : Progress::malformed;
    case ChunkState::data_lf: state_ = ChunkState::size; return c == '\n' ? Progress::more : Progress::malformed;
    case ChunkState::trailer_start:
      if (c == '\r') {
        state_ = ChunkState::last_lf;
        return Progress::more;
      }
      if (c == '\n') {
        done_ = !strict_;
        return done_ ? Progress::done : Progress::malformed;
      }
      state_ = ChunkState::trailer;
      [[fallthrough]];
    case ChunkState::trailer:  // fields after the last chunk are left aside
      if (++overhead_ > kMostOverhead) return Progress::malformed;
      if (c == '\r') state_ = ChunkState::trailer_lf;
      if (c == '\n') {
        if (strict_) return Progress::malformed;
        state_ = ChunkState::trailer_start;
      }
      return Progress::more;
    case ChunkState::trailer_lf: state_ = ChunkState::trailer_start; return c == '\n' ? Progress::more : Progress::malformed;
    case ChunkState::last_lf: done_ = c == '\n'; return done_ ? Progress::done : Progress::malformed;
    case ChunkState::size:
    case ChunkState::data: break;
  }
  return Progress::malformed;
}

}  // namespace resso::net
