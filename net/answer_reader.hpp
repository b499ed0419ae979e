// One answer off a connection: its head, then its body as it comes. For fetches, which want it whole, and for streams, which never end.
#pragma once

#include "net/http_head.hpp"
#include "net/socket_stream.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace resso::net {

/// How far a fetch has come, for whoever must say why it went no further.
struct FetchProgress {
  enum class Phase { queued, resolving, connecting, securing, asking, answering };
  Phase phase = Phase::queued;
  bool has_answer_begun = false;  ///< a byte of this answer came
  std::uint64_t body_bytes = 0;   ///< of this answer, on the wire
};

/// Errors of all reads: network, limit, cancelled.
class AnswerReader {
 public:
  /// `buffer`: for what comes, may be that of others too (SocketStream::read_when_ready) as long as the reads follow each other without
  /// another wait in between, until the body has ended.
  AnswerReader(SocketStream& stream, FetchProgress& progress, std::span<char> buffer);

  /// Interim answers (1xx) are left out.
  boost::asio::awaitable<Result<ResponseHead>> read_head(std::size_t limit);
  /// How to read the body: before the first of the reads below.
  void expect_body(BodyFraming framing, std::size_t limit);
  /// Appends some bytes of the body to `out`, at least one; false: no more will come. Nothing is read beyond the end of the body.
  boost::asio::awaitable<Result<bool>> read_body(std::string& out);
  /// read_body as far as it goes without waiting: unset when bytes must come first.
  std::optional<Result<bool>> take_body(std::string& out);
  /// Nothing came that does not belong to this answer, and its end was not that of the connection.
  bool ended_cleanly() const { return unread_.empty() && framing_.kind != BodyFraming::Kind::until_close; }

 private:
  std::optional<Result<ResponseHead>> take_head(std::string& begun, std::size_t limit);
  boost::asio::awaitable<std::size_t> read_more() { return stream_.read_when_ready(buffer_, failure_); }
  void take_read(std::size_t count) { unread_ = std::string_view(buffer_.data(), failure_ ? 0 : count); }
  Error broken_off() const;

  SocketStream& stream_;
  FetchProgress& progress_;
  std::span<char> buffer_;
  std::string_view unread_;          ///< of buffer_
  SocketStream::ErrorCode failure_;  ///< of the last read
  bool is_in_body_ = false;
  BodyFraming framing_;
  BodyReader body_;
  std::size_t limit_ = 0;
};

}  // namespace resso::net
