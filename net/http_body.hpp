// Bodies of HTTP/1 messages (RFC 9112 §6, §7): by length, in chunks, or until the connection ends.
#pragma once

#include <cstdint>
#include <memory>
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
  /// `strict`: chunk lines as RFC 9112 writes them, nothing else; otherwise bare LF and whatever follows a chunk's size are forgiven.
  BodyReader(BodyFraming framing, std::size_t limit, bool strict);
  ~BodyReader();
  BodyReader(BodyReader&&) noexcept;
  BodyReader& operator=(BodyReader&&) noexcept;

  /// Removes from the front of `bytes` what belongs to the body, appends its content to `out`.
  Progress feed(std::string_view& bytes, std::string& out);
  /// The connection has ended cleanly: is the body whole?
  bool is_whole_at_end() const { return framing_.kind == BodyFraming::Kind::until_close || done_; }
  std::uint64_t content_bytes() const { return content_; }

 private:
  class Chunks;
  enum class Line { size, end_of_chunk, trailer };
  Progress take(std::string_view& bytes, std::string& out, std::uint64_t most);
  Progress feed_chunked(std::string_view& bytes, std::string& out);
  Progress take_line(std::string_view& bytes);
  Progress use_line();

  BodyFraming framing_;
  std::size_t limit_;
  bool strict_;
  bool done_ = false;
  std::uint64_t content_ = 0, left_ = 0;
  std::unique_ptr<Chunks> chunks_;  ///< of Kind::chunked
  Line expected_ = Line::size;
  std::string line_;          ///< what came of the line that is expected
  std::size_t trailers_ = 0;  ///< bytes of them
};

}  // namespace resso::net
