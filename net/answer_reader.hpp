// One answer off a connection: its head, then its body as it comes. For fetches, which want it whole, and for streams, which never end.
#pragma once

#include "net/http_head.hpp"
#include "net/socket_stream.hpp"

#include <boost/asio/awaitable.hpp>
#include <memory>
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

/// Errors of both reads: network, limit, cancelled.
class AnswerReader {
 public:
  AnswerReader(SocketStream& stream, FetchProgress& progress, std::size_t buffer_size);

  /// Interim answers (1xx) are left out.
  boost::asio::awaitable<Result<ResponseHead>> read_head(std::size_t limit);
  /// How to read the body: before the first read_body.
  void expect_body(BodyFraming framing, std::size_t limit);
  /// Appends some bytes of the body to `out`, at least one; false: no more will come. Nothing is read beyond the end of the body.
  boost::asio::awaitable<Result<bool>> read_body(std::string& out);
  /// Nothing came that does not belong to this answer, and its end was not that of the connection.
  bool ended_cleanly() const { return unread_.empty() && framing_.kind != BodyFraming::Kind::until_close; }

 private:
  boost::asio::awaitable<Result<ResponseHead>> read_one_head(std::size_t limit);
  boost::asio::awaitable<SocketStream::ErrorCode> refill();
  Error broken_off(const SocketStream::ErrorCode& failure) const;

  SocketStream& stream_;
  FetchProgress& progress_;
  std::size_t buffer_size_;
  std::unique_ptr<char[]> buffer_;
  std::string_view unread_;  ///< of buffer_
  bool is_in_body_ = false;
  BodyFraming framing_;
  BodyReader body_;
  std::size_t limit_ = 0;
};

}  // namespace resso::net
