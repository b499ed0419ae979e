#include "net/client_exchange.hpp"

#include "net/deadline.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>

namespace resso::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Phase = FetchProgress::Phase;

namespace {

constexpr std::uint64_t kShort = 64u << 10;           // a body that is read rather than to open another connection
constexpr std::chrono::milliseconds kPatience{3000};  // with an address while there are others to try
constexpr std::size_t kMostReserved = 1u << 20;       // on the word of a Content-Length alone

Error network(std::string_view reason, std::string what) { return Error{Errc::network, std::move(what), "", "", 0, std::string(reason)}; }
Error cancelled() { return Error{Errc::cancelled, "cancelled", "", "", 0}; }

Error connect_problem(const ErrorCode& failure, const std::string& whom) {
  if (failure == asio::error::operation_aborted) return cancelled();
  if (failure == asio::error::connection_refused) return network("network_nobody", "cannot connect to " + whom + ": nobody listens there");
  if (failure == asio::error::host_unreachable || failure == asio::error::network_unreachable)
    return network("network_no_way", "cannot connect to " + whom + ": there is no way there from here");
  return network("network_no_way", "cannot connect to " + whom + ": " + failure.message());
}

asio::awaitable<Result<std::unique_ptr<SocketStream>>> connect_one(tcp::endpoint endpoint, std::string whom) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::socket socket(executor);
  ErrorCode failure;
  co_await socket.async_connect(endpoint, asio::redirect_error(asio::use_awaitable, failure));
  if (failure) co_return connect_problem(failure, whom);
  ErrorCode ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  co_return std::make_unique<SocketStream>(std::move(socket));
}

/// Families in turn (RFC 8305 §4), so that one that leads nowhere costs one wait.
std::vector<asio::ip::address> interleave(const std::vector<asio::ip::address>& addresses) {
  std::vector<asio::ip::address> same, other, out;
  for (const auto& address : addresses) (address.is_v6() == addresses.front().is_v6() ? same : other).push_back(address);
  for (std::size_t i = 0; i < std::max(same.size(), other.size()); ++i) {
    if (i < same.size()) out.push_back(same[i]);
    if (i < other.size()) out.push_back(other[i]);
  }
  return out;
}

}  // namespace

asio::awaitable<Result<std::unique_ptr<SocketStream>>> connect(std::vector<asio::ip::address> addresses, WebAddress to,
                                                               const AddressGuard& guard, ssl_ctx_st* tls, FetchProgress& progress) {
  progress.phase = Phase::connecting;
  std::vector<asio::ip::address> allowed;
  Error problem = network("network_no_address", "the name " + to.host + " has no address");
  for (const auto& address : interleave(addresses)) {
    const auto checked = guard.check(to.host, to.port, address.to_string());
    if (checked) {
      allowed.push_back(address);
    } else {
      problem = checked.error();
    }
  }
  std::unique_ptr<SocketStream> stream;
  for (std::size_t i = 0; i < allowed.size() && !stream; ++i) {
    const std::string numeric = allowed[i].to_string();
    const std::string whom = to.authority() + (numeric == to.host ? "" : " (" + numeric + ")");
    auto connecting = connect_one(tcp::endpoint(allowed[i], to.port), whom);
    // The last one may take whatever the fetch's own deadline leaves.
    const auto patience = i + 1 < allowed.size() ? kPatience : std::chrono::milliseconds(std::chrono::hours(1));
    auto bounded = with_deadline(std::move(connecting), patience, "cannot connect to " + whom + ": no answer");
    auto connected = co_await std::move(bounded);
    if (connected) {
      stream = std::move(*connected);
    } else {
      problem = connected.error();
      if (problem.code == Errc::cancelled) break;
      problem.code = Errc::network;
      if (problem.reason.empty()) problem.reason = "network_no_way";
    }
  }
  if (!stream) co_return problem;
  if (!tls) co_return std::move(stream);

  progress.phase = Phase::securing;
  stream->secure(tls, to.host);
  const ErrorCode failure = co_await stream->handshake();
  if (failure == SocketStream::kTlsFailed) co_return stream->tls_failure();
  if (failure == asio::error::operation_aborted) co_return cancelled();
  if (failure) co_return network("network_closed", "the connection was closed during the TLS handshake");
  co_return std::move(stream);
}

asio::awaitable<Result<Answer>> exchange(SocketStream& stream, const Question& question, FetchProgress& progress, std::span<char> buffer) {
  progress.phase = Phase::asking;
  AnswerReader reader(stream, progress, buffer);
  std::string_view head = question.head, body = question.body;
  std::size_t sent = 0;
  ErrorCode unsent;
  if (!stream.write_at_once(head, body, sent, unsent)) unsent = co_await stream.write(head, body, sent);
  if (unsent == asio::error::operation_aborted) co_return cancelled();
  // A server that answers before it has read everything and closes is still heard: any other failure shows when reading.
  progress.phase = Phase::answering;
  auto came = co_await reader.read_head(question.header_limit);
  if (!came) co_return came.error();
  Answer answer;
  answer.head = std::move(*came);
  const auto framing = response_framing(answer.head, question.method);
  if (!framing) co_return framing.error();
  const bool is_redirect = answer.head.status >= 300 && answer.head.status < 400 && answer.head.headers.has("Location");
  const bool is_short =
      framing->kind == BodyFraming::Kind::none || (framing->kind == BodyFraming::Kind::length && framing->length <= kShort);
  if (is_redirect && !is_short) co_return answer;  // what it says besides Location need not be read

  reader.expect_body(*framing, question.body_limit);
  if (framing->kind == BodyFraming::Kind::length && framing->length <= question.body_limit)
    answer.body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(framing->length, kMostReserved)));
  for (bool is_whole = false; !is_whole;) {
    auto more = reader.take_body(answer.body);
    if (!more) more = co_await reader.read_body(answer.body);
    if (!*more) co_return more->error();
    is_whole = !**more;
  }
  answer.can_go_on = answer.head.keep_alive && reader.ended_cleanly() && !unsent;
  co_return answer;
}

}  // namespace resso::net
