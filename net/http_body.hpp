// Bodies of HTTP/1 messages (RFC 9112 §6, §7): by length, in chunks, or until the connection ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace resso::net {

struct BodyFraming {
  enum class Kind { none, length, chunked, until_close };
  Kind kind = Kind::none;
  std::uint64_t length = 0;  ///< of Kind::length
};

/// Takes a body out of a stream of bytes, keeping no more than `limit` of it.
class BodyReader {
 public:
  enum class Progress { more, done, too_large, malformed };
  /// `strict`: chunk lines as RFC 9112 writes them, nothing else; otherwise bare LF and blanks are forgiven.
  BodyReader(BodyFraming framing, std::size_t limit, bool strict);

  /// Removes from the front of `bytes` what belongs to the body, appends its content to `out`.
  Progress feed(std::string_view& bytes, std::string& out);
  /// The connection has ended cleanly: is the body whole?
  bool is_whole_at_end() const { return framing_.kind == BodyFraming::Kind::until_close || done_; }
  std::uint64_t content_bytes() const { return content_; }

 private:
  enum class ChunkState { size, extension, size_lf, data, data_cr, data_lf, trailer_start, trailer, trailer_lf, last_lf };
  Progress take(std::string_view& bytes, std::string& out, std::uint64_t most);
  Progress feed_chunked(std::string_view& bytes, std::string& out);
  Progress feed_line(char c);
  Progress feed_size(char c);

  BodyFraming framing_;
  std::size_t limit_;
  bool strict_;
  bool done_ = false;
  std::uint64_t content_ = 0, left_ = 0;
  ChunkState state_ = ChunkState::size;
  int digits_ = 0;
  std::size_t overhead_ = 0;  ///< bytes of the extension of this chunk, or of all trailers
};

}  // namespace resso::net
