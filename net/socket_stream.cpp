#include "net/socket_stream.hpp"

#include <sys/socket.h>
#include <sys/uio.h>
#include <array>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <string>

namespace resso::net {

namespace asio = boost::asio;

using ErrorCode = SocketStream::ErrorCode;

const ErrorCode SocketStream::kTruncated = boost::system::errc::make_error_code(boost::system::errc::connection_aborted);
const ErrorCode SocketStream::kTlsFailed = boost::system::errc::make_error_code(boost::system::errc::protocol_error);

namespace {

constexpr std::size_t kTlsRecord = 16u << 10;

ErrorCode last_error() { return ErrorCode(errno, boost::system::system_category()); }

}  // namespace

void SocketStream::secure(ssl_ctx_st* context, const std::string& host) {
  socket_.native_non_blocking(true);
  tls_ = std::make_unique<TlsSession>(context, socket_.native_handle(), host);
}

asio::awaitable<ErrorCode> SocketStream::wait_for(TlsSession::Outcome outcome) {
  using Outcome = TlsSession::Outcome;
  if (outcome == Outcome::closed) co_return asio::error::eof;
  if (outcome == Outcome::truncated) co_return kTruncated;
  if (outcome == Outcome::failed) co_return kTlsFailed;
  if (is_cancelled_) co_return asio::error::operation_aborted;
  ErrorCode failure;
  const auto type = outcome == Outcome::wants_write ? asio::ip::tcp::socket::wait_write : asio::ip::tcp::socket::wait_read;
  co_await socket_.async_wait(type, asio::redirect_error(asio::use_awaitable, failure));
  co_return failure;
}

asio::awaitable<ErrorCode> SocketStream::handshake() {
  for (;;) {
    const auto outcome = tls_->handshake();
    if (outcome == TlsSession::Outcome::done) co_return ErrorCode{};
    const ErrorCode failure = co_await wait_for(outcome);
    if (failure) co_return failure;
  }
}

asio::awaitable<std::size_t> SocketStream::read_some(std::span<char> into, ErrorCode& failure) {
  if (tls_) return read_when_ready(into, failure);
  failure.clear();
  return socket_.async_receive(asio::buffer(into.data(), into.size()), asio::redirect_error(asio::use_awaitable, failure));
}

/// False: there is nothing yet.
bool SocketStream::read_now(std::span<char> into, std::size_t& count, ErrorCode& failure) {
  ssize_t result = 0;
  do {
    result = recv(socket_.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
  } while (result < 0 && errno == EINTR);
  if (result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
  if (result < 0) failure = last_error();
  if (result == 0) failure = asio::error::eof;
  count = result > 0 ? static_cast<std::size_t>(result) : 0;
  return true;
}

asio::awaitable<std::size_t> SocketStream::read_when_ready(std::span<char> into, ErrorCode& failure) {
  failure.clear();
  std::size_t count = 0;
  auto outcome = TlsSession::Outcome::wants_read;
  for (;;) {
    if (tls_) outcome = tls_->read(into.data(), into.size(), count);
    if (outcome == TlsSession::Outcome::done) co_return count;
    failure = co_await wait_for(outcome);
    if (failure) co_return 0;
    if (!tls_ && read_now(into, count, failure)) co_return count;
  }
}

asio::awaitable<ErrorCode> SocketStream::write(std::string_view head, std::string_view body, std::size_t& sent) {
  return tls_ ? write_secure(head, body, sent) : write_plain(head, body, sent);
}

asio::awaitable<ErrorCode> SocketStream::write_secure(std::string_view head, std::string_view body, std::size_t& sent) {
  // One record holds the head and the first of the body.
  std::string first(head);
  first += body.substr(0, head.size() < kTlsRecord ? kTlsRecord - head.size() : 0);
  body.remove_prefix(first.size() - head.size());
  ErrorCode failure = co_await write_records(first, sent);
  if (!failure && !body.empty()) failure = co_await write_records(body, sent);
  co_return failure;
}

asio::awaitable<ErrorCode> SocketStream::write_records(std::string_view bytes, std::size_t& sent) {
  while (!bytes.empty()) {
    std::size_t count = 0;
    const auto outcome = tls_->write(bytes.data(), bytes.size(), count);
    if (outcome == TlsSession::Outcome::done) {
      bytes.remove_prefix(count);
      sent += count;
      continue;
    }
    const ErrorCode failure = co_await wait_for(outcome);
    if (failure) co_return failure;
  }
  co_return ErrorCode{};
}

bool SocketStream::write_at_once(std::string_view& head, std::string_view& body, std::size_t& sent, ErrorCode& failure) {
  if (tls_) return false;
  while (!head.empty() || !body.empty()) {
    std::array<iovec, 2> parts{iovec{const_cast<char*>(head.data()), head.size()}, iovec{const_cast<char*>(body.data()), body.size()}};
    msghdr message{};
    message.msg_iov = head.empty() ? &parts[1] : &parts[0];
    message.msg_iovlen = head.empty() || body.empty() ? 1 : 2;
    const ssize_t result = sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (result >= 0) {
      auto count = static_cast<std::size_t>(result);
      sent += count;
      const std::size_t of_head = std::min(count, head.size());
      head.remove_prefix(of_head);
      body.remove_prefix(count - of_head);
      continue;
    }
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) return false;
    failure = last_error();
    return true;
  }
  return true;
}

asio::awaitable<ErrorCode> SocketStream::write_plain(std::string_view head, std::string_view body, std::size_t& sent) {
  ErrorCode failure;
  while (!write_at_once(head, body, sent, failure)) {
    if (is_cancelled_) co_return asio::error::operation_aborted;
    co_await socket_.async_wait(asio::ip::tcp::socket::wait_write, asio::redirect_error(asio::use_awaitable, failure));
    if (failure) break;
  }
  co_return failure;
}

bool SocketStream::is_quiet() {
  if (!socket_.is_open() || (tls_ && tls_->has_pending())) return false;
  char byte = 0;
  const auto result = recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (result < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
  if (result == 0 || !tls_) return false;
  // Bytes of TLS need not be bytes of an answer: servers send session tickets after the handshake.
  std::size_t count = 0;
  return tls_->read(&byte, 1, count) == TlsSession::Outcome::wants_read;
}

std::size_t SocketStream::write_now(std::string_view bytes) {
  std::size_t count = 0;
  if (tls_) {
    tls_->write(bytes.data(), bytes.size(), count);
    return count;
  }
  const ssize_t result = send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return result > 0 ? static_cast<std::size_t>(result) : 0;
}

void SocketStream::say_goodbye() {
  ErrorCode ignored;
  if (tls_) tls_->say_goodbye();
  socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

void SocketStream::cancel() {
  is_cancelled_ = true;
  ErrorCode ignored;
  socket_.cancel(ignored);
}

void SocketStream::close() {
  ErrorCode ignored;
  socket_.close(ignored);
}

}  // namespace resso::net
