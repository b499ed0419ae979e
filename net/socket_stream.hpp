// A connection, plain or TLS, for coroutines: reads what there is, writes a head and a body without joining them.
#pragma once

#include "net/tls.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <span>
#include <string_view>

namespace resso::net {

class SocketStream {
 public:
  using ErrorCode = boost::system::error_code;
  explicit SocketStream(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

  boost::asio::ip::tcp::socket& socket() { return socket_; }
  bool is_secure() const { return tls_ != nullptr; }
  /// From now on everything is encrypted; handshake() comes next. `host`: see TlsSession.
  void secure(ssl_ctx_st* context, const std::string& host);

  /// Errors of the operations below: what the socket said; error::eof: ended cleanly; kTruncated; kTlsFailed: see tls_failure().
  static const ErrorCode kTruncated, kTlsFailed;
  boost::asio::awaitable<ErrorCode> handshake();
  /// At least one byte, or `failure`.
  boost::asio::awaitable<std::size_t> read_some(std::span<char> into, ErrorCode& failure);
  /// The same, but `into` is written to only when there is something to read, and nothing else runs before the caller goes on: the
  /// streams of one executor can share it. One buffer that is always in the cache also costs less than many.
  boost::asio::awaitable<std::size_t> read_when_ready(std::span<char> into, ErrorCode& failure);
  /// All of both; `sent` counts what the socket took.
  boost::asio::awaitable<ErrorCode> write(std::string_view head, std::string_view body, std::size_t& sent);
  /// The beginning of that, as far as it goes without waiting: takes off both what was sent. True: there is no more to do, all is sent or
  /// `failure` says why not.
  bool write_at_once(std::string_view& head, std::string_view& body, std::size_t& sent, ErrorCode& failure);
  std::size_t write_now(std::string_view bytes);  ///< what the socket takes without waiting
  void say_goodbye();                             ///< nothing more will be written
  Error tls_failure() const { return tls_->failure(); }

  /// Nothing came and the other end did not close: it can be used again.
  bool is_quiet();
  void cancel();  ///< reads and writes under way, and all later ones, end with error::operation_aborted
  void close();

 private:
  boost::asio::awaitable<ErrorCode> wait_for(TlsSession::Outcome outcome);
  bool read_now(std::span<char> into, std::size_t& count, ErrorCode& failure);
  boost::asio::awaitable<ErrorCode> write_plain(std::string_view head, std::string_view body, std::size_t& sent);
  boost::asio::awaitable<ErrorCode> write_secure(std::string_view head, std::string_view body, std::size_t& sent);
  boost::asio::awaitable<ErrorCode> write_records(std::string_view bytes, std::size_t& sent);

  boost::asio::ip::tcp::socket socket_;
  std::unique_ptr<TlsSession> tls_;
  bool is_cancelled_ = false;
};

}  // namespace resso::net
