// Answers that never end of themselves: server-sent events. Beside Fetcher, which reads whole bodies.
#pragma once

#include "net/fetcher.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace resso::net {

/// The body of one answer, as it comes. Destroying it closes its connection.
class ReplyStream {
 public:
  virtual ~ReplyStream() = default;
  virtual int status() const = 0;
  virtual const Headers& headers() const = 0;
  virtual const std::string& final_url() const = 0;
  /// The next bytes of the body, without its transfer and content coding; empty: it has ended as it should. Errors: timeout after `silence`
  /// without a byte, network when it broke off, limit, cancelled; Error::where is the URL.
  virtual asio::awaitable<Result<std::string>> next(std::chrono::milliseconds silence) = 0;
};

class StreamOpener {
 public:
  virtual ~StreamOpener() = default;
  /// Ends when the head of the answer is here, whatever its status; `timeout` of the request is for that, `body_limit` is for nothing.
  /// Redirects, guard and TLS as Fetcher::fetch. The connection is the stream's own: it counts neither among those of its host nor in all.
  virtual asio::awaitable<Result<std::unique_ptr<ReplyStream>>> open(FetchRequest request) = 0;
};

}  // namespace resso::net
