#include "net/client_exchange.hpp"

#include "net/deadline.hpp"
#include "net/field_list.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <optional>

namespace resso::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Phase = FetchProgress::Phase;

namespace {

constexpr std::size_t kBufferSize = 64u << 10;        // measured: small first reads cost two thirds of the speed
constexpr std::chrono::milliseconds kPatience{3000};  // with an address while there are others to try
constexpr int kMostInterim = 8;                       // 1xx answers before the real one
constexpr std::size_t kMostReserved = 1u << 20;       // on the word of a Content-Length alone

Error network(std::string what) { return Error{Errc::network, std::move(what), "", "", 0}; }
Error cancelled() { return Error{Errc::cancelled, "cancelled", "", "", 0}; }

Error connect_problem(const ErrorCode& failure, const std::string& whom) {
  if (failure == asio::error::operation_aborted) return cancelled();
  if (failure == asio::error::connection_refused) return network("cannot connect to " + whom + ": nobody listens there");
  if (failure == asio::error::host_unreachable || failure == asio::error::network_unreachable)
    return network("cannot connect to " + whom + ": there is no way there from here");
  return network("cannot connect to " + whom + ": " + failure.message());
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

/// What a person would say of an answer that stopped coming.
Error broken_off(const ErrorCode& failure, const SocketStream& stream, const FetchProgress& progress,
                 const std::optional<BodyFraming>& framing) {
  if (failure == asio::error::operation_aborted) return cancelled();
  if (failure == SocketStream::kTlsFailed && !progress.has_answer_begun) return stream.tls_failure();
  const std::string after = framing ? " after " + grouped(progress.body_bytes) + " bytes" : "";
  if (failure == asio::error::connection_reset || failure == asio::error::broken_pipe || failure == SocketStream::kTlsFailed)
    return network("connection reset" + (framing                     ? after
                                         : progress.has_answer_begun ? " in the middle of the answer's header"
                                                                     : " before an answer"));
  if (failure != asio::error::eof && failure != SocketStream::kTruncated)
    return network("the connection broke" + after + ": " + failure.message());
  if (!progress.has_answer_begun) return network("the connection was closed without an answer");
  if (!framing) return network("the connection was closed in the middle of the answer's header");
  if (framing->kind == BodyFraming::Kind::length)
    return network("the answer broke off: " + grouped(progress.body_bytes) + " of " + grouped(framing->length) + " bytes came");
  if (framing->kind == BodyFraming::Kind::chunked) return network("the answer broke off" + after + ": its last chunk is missing");
  return network("the answer broke off" + after + ": the connection was cut, not closed");
}

/// Bytes of the answer that were read and not used yet.
class Inbox {
 public:
  explicit Inbox(SocketStream& stream) : stream_(stream), buffer_(std::make_unique_for_overwrite<char[]>(kBufferSize)) {}

  std::string_view unread() const { return unread_; }
  void consume(std::size_t count) { unread_.remove_prefix(count); }
  void set_unread(std::string_view rest) { unread_ = rest; }

  /// Replaces what was read; the caller has taken it.
  asio::awaitable<ErrorCode> refill() {
    ErrorCode failure;
    const std::size_t count = co_await stream_.read_some(std::span(buffer_.get(), kBufferSize), failure);
    unread_ = std::string_view(buffer_.get(), failure ? 0 : count);
    co_return failure;
  }

 private:
  SocketStream& stream_;
  std::unique_ptr<char[]> buffer_;
  std::string_view unread_;
};

asio::awaitable<Result<ResponseHead>> read_head(SocketStream& stream, Inbox& inbox, std::size_t limit, FetchProgress& progress) {
  std::string head;
  for (;;) {
    if (!inbox.unread().empty()) {
      progress.has_answer_begun = true;
      const std::size_t before = head.size();
      head.append(inbox.unread());
      if (!may_be_response(head)) co_return network("the answer is not HTTP");
      const std::size_t end = find_head_end(head, before);
      if (std::min(end, head.size()) > limit)
        co_return Error{Errc::limit, "the answer's header is larger than " + grouped(limit) + " bytes", "", "", 0};
      if (end != std::string_view::npos) {
        inbox.consume(end - before);
        co_return parse_response_head(std::string_view(head).substr(0, end));
      }
    }
    const ErrorCode failure = co_await inbox.refill();
    if (failure) co_return broken_off(failure, stream, progress, std::nullopt);
  }
}

Error too_large(std::size_t limit) { return Error{Errc::limit, "the body is larger than " + grouped(limit) + " bytes", "", "", 0}; }

}  // namespace

asio::awaitable<Result<std::unique_ptr<SocketStream>>> connect(std::vector<asio::ip::address> addresses, WebAddress to,
                                                               const AddressGuard& guard, ssl_ctx_st* tls, FetchProgress& progress) {
  progress.phase = Phase::connecting;
  std::vector<asio::ip::address> allowed;
  Error problem = network("the name " + to.host + " has no address");
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
    }
  }
  if (!stream) co_return problem;
  if (!tls) co_return std::move(stream);

  progress.phase = Phase::securing;
  stream->secure(tls, to.host);
  const ErrorCode failure = co_await stream->handshake();
  if (failure == SocketStream::kTlsFailed) co_return stream->tls_failure();
  if (failure == asio::error::operation_aborted) co_return cancelled();
  if (failure) co_return network("the connection was closed during the TLS handshake");
  co_return std::move(stream);
}

asio::awaitable<Result<Answer>> exchange(SocketStream& stream, const Question& question, FetchProgress& progress) {
  progress.phase = Phase::asking;
  progress.has_answer_begun = false;
  progress.body_bytes = 0;
  std::size_t sent = 0;
  const ErrorCode unsent = co_await stream.write(question.head, question.body, sent);
  if (unsent == asio::error::operation_aborted) co_return cancelled();
  // A server that answers before it has read everything and closes is still heard: any other failure shows when reading.
  progress.phase = Phase::answering;
  Inbox inbox(stream);
  Answer answer;
  for (int interim = 0;; ++interim) {
    auto head = co_await read_head(stream, inbox, question.header_limit, progress);
    if (!head) co_return head.error();
    answer.head = std::move(*head);
    if (answer.head.status >= 200) break;
    if (answer.head.status == 101 || interim == kMostInterim)
      co_return network("the answer is not one to the question: status " + std::to_string(answer.head.status));
  }
  const auto framing = response_framing(answer.head, question.method);
  if (!framing) co_return framing.error();
  const bool is_redirect = answer.head.status >= 300 && answer.head.status < 400 && answer.head.headers.has("Location");
  const bool skips = question.skips_redirect_body && is_redirect;
  const bool is_short =
      framing->kind == BodyFraming::Kind::none || (framing->kind == BodyFraming::Kind::length && framing->length <= kBufferSize);
  if (skips && !is_short) co_return answer;
  if (framing->length > question.body_limit) co_return too_large(question.body_limit);

  BodyReader reader(*framing, question.body_limit, false);
  if (framing->kind == BodyFraming::Kind::length)
    answer.body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(framing->length, kMostReserved)));
  for (;;) {
    std::string_view unread = inbox.unread();
    const auto state = reader.feed(unread, answer.body);
    inbox.set_unread(unread);
    progress.body_bytes = reader.content_bytes();
    if (state == BodyReader::Progress::too_large) co_return too_large(question.body_limit);
    if (state == BodyReader::Progress::malformed)
      co_return network("the answer's chunks are malformed after " + grouped(progress.body_bytes) + " bytes");
    if (state == BodyReader::Progress::done) break;
    const ErrorCode failure = co_await inbox.refill();
    if (failure == asio::error::eof && reader.is_whole_at_end()) co_return answer;
    if (failure) co_return broken_off(failure, stream, progress, *framing);
  }
  answer.can_go_on = answer.head.keep_alive && inbox.unread().empty() && !unsent;
  co_return answer;
}

}  // namespace resso::net
