#include "net/server_connection.hpp"

#include "net/server_response.hpp"
#include "text/timestamp.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <cstring>

namespace resso::net {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kSmallBuffer = 4u << 10;  // what an idle connection keeps
constexpr std::size_t kLingerBytes = 256u << 10;
constexpr std::chrono::milliseconds kLinger{1000};
constexpr std::size_t kSlowestReader = 32u << 10;  // bytes a second, on top of write_timeout
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

bool is_visible(char c) { return c >= '!' && c <= '~'; }

std::string describe_exception(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "something that is no std::exception";
  }
}

bool takes_body(const ServerOptions& options, const RequestHead& head) {
  return options.allow_body || (head.method == "POST" && options.takes_post && options.takes_post(head.target));
}

}  // namespace

std::string_view ServerShared::date_line() {
  const auto now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  if (now.time_since_epoch().count() != date_second_) {
    date_second_ = now.time_since_epoch().count();
    date_line_ = "Date: " + text::format_http_date(now) + "\r\n";
  }
  return date_line_;
}

ServerConnection::ServerConnection(std::shared_ptr<ServerShared> shared, asio::ip::tcp::socket socket, std::string address)
    : shared_(std::move(shared)), stream_(std::move(socket)), address_(std::move(address)), buffer_(kSmallBuffer, '\0') {
  shared_->open.insert(this);
  enter(Phase::head, shared_->options.header_timeout);
}

ServerConnection::~ServerConnection() { leave(); }

void ServerConnection::leave() {
  if (has_left_) return;
  has_left_ = true;
  shared_->open.erase(this);
  if (shared_->on_closed) shared_->on_closed(address_);
}

void ServerConnection::enter(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  deadline_ = Clock::now() + limit;
}

void ServerConnection::expire() {
  deadline_ = Clock::time_point::max();
  if (phase_ != Phase::idle && phase_ != Phase::lingering) ++shared_->statistics.timeouts;
  expired_ = true;
  if (phase_ == Phase::handling) {
    shared_->complain("no answer was ready in time; the request was given up");
    give_up();
  } else if (phase_ == Phase::head || phase_ == Phase::body) {
    SocketStream::ErrorCode ignored;
    stream_.socket().cancel(ignored);  // the reading coroutine says 408
  } else {
    stream_.close();
  }
}

/// A handler need not react when it is cancelled: the reader gets an answer and the socket goes, whatever becomes of the coroutine.
void ServerConnection::give_up() {
  if (given_up_) return;
  given_up_ = true;
  const auto response = plain_response(503, "no answer was ready in time");
  compose_response_head(head_, response, {false, 1, shared_->date_line()});
  shared_->statistics.bytes_sent += stream_.write_now(head_ + *response.body);
  stream_.say_goodbye();
  stream_.close();
  const auto self = shared_from_this();
  leave();
  signal_.emit(asio::cancellation_type::terminal);
}

void ServerConnection::wind_down() {
  if (phase_ == Phase::idle || phase_ == Phase::lingering || phase_ == Phase::handshake || (phase_ == Phase::head && begin_ == end_))
    abort();
}

void ServerConnection::abort() {
  if (phase_ == Phase::handling) {
    give_up();
    return;
  }
  stream_.say_goodbye();
  stream_.close();
}

asio::awaitable<void> ServerConnection::run(std::shared_ptr<ServerConnection> self) {
  ServerConnection& me = *self;
  struct Leaving {
    ServerConnection& connection;
    ~Leaving() { connection.leave(); }
  } leaving{me};
  auto next = Next::request;
  if (me.shared_->tls) {
    me.enter(Phase::handshake, me.shared_->options.header_timeout);
    me.stream_.secure(me.shared_->tls.get(), "");
    const auto failure = co_await me.stream_.handshake();
    if (failure) co_return;
    me.enter(Phase::head, me.shared_->options.header_timeout);
  }
  for (int served = 0; next == Next::request; ++served) next = co_await me.serve_one(served);
  if (me.given_up_) co_return;
  me.stream_.say_goodbye();
  if (next == Next::linger) co_await me.linger();
  me.stream_.close();
}

/// False when there is nothing more to come.
asio::awaitable<bool> ServerConnection::read_more(SocketStream::ErrorCode& failure) {
  if (begin_ == end_) {
    begin_ = end_ = 0;
  } else if (begin_ > 0 && end_ == buffer_.size()) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  end_ += co_await stream_.read_some(std::span(buffer_.data() + end_, buffer_.size() - end_), failure);
  co_return !failure;
}

/// The length of the head in unread(); 0: none came, `refusal` has a status when there is something to say about it.
asio::awaitable<std::size_t> ServerConnection::read_head(int served, BadRequest& refusal) {
  refusal.status = 0;
  if (served > 0) {
    if (begin_ == end_) {
      enter(Phase::idle, shared_->options.idle_timeout);
      if (buffer_.size() > kSmallBuffer) {
        buffer_ = std::string(kSmallBuffer, '\0');
        begin_ = end_ = 0;
      }
    } else {
      enter(Phase::head, shared_->options.header_timeout);
    }
  }
  std::size_t looked_at = 0;
  for (;;) {
    // RFC 9112 §2.2: an empty line before a request is forgiven.
    while (looked_at == 0 && begin_ < end_ && (buffer_[begin_] == '\r' || buffer_[begin_] == '\n')) ++begin_;
    if (begin_ < end_ && !is_visible(buffer_[begin_])) {  // TLS, for instance: no line would ever end
      refusal = BadRequest{400, "this is no HTTP request"};
      co_return 0;
    }
    const std::size_t end = find_head_end(unread(), looked_at);
    if (std::min(end, unread().size()) > shared_->options.header_limit) {
      const bool is_first_line = unread().find('\n') > shared_->options.target_limit;
      refusal = is_first_line ? BadRequest{414, "the address asked for is too long"} : BadRequest{431, "the header is too large"};
      co_return 0;
    }
    if (end != std::string_view::npos) co_return end;
    looked_at = unread().size();
    SocketStream::ErrorCode failure;
    const bool came = co_await read_more(failure);
    if (!came) {
      if (expired_ && phase_ == Phase::head && begin_ < end_) refusal = BadRequest{408, "the request did not come in time"};
      co_return 0;
    }
    if (phase_ == Phase::idle) enter(Phase::head, shared_->options.header_timeout);
  }
}

/// False when the body did not come whole; `refusal` has a status when there is something to say about it.
asio::awaitable<bool> ServerConnection::read_body(const RequestHead& head, std::string& body, BadRequest& refusal) {
  const std::size_t limit = takes_body(shared_->options, head) ? shared_->options.body_limit : 0;
  refusal.status = 0;
  enter(Phase::body, shared_->options.handler_timeout);
  if (head.framing.length > limit) {
    refusal = BadRequest{413, "the body is too large"};
    co_return false;
  }
  if (head.expects_continue && begin_ == end_) {
    std::size_t sent = 0;
    co_await stream_.write(kContinue, {}, sent);
  }
  BodyReader reader(head.framing, limit, true);
  for (;;) {
    std::string_view bytes = unread();
    const auto progress = reader.feed(bytes, body);
    begin_ = end_ - bytes.size();
    if (progress == BodyReader::Progress::done) co_return true;
    if (progress == BodyReader::Progress::too_large) refusal = BadRequest{413, "the body is too large"};
    if (progress == BodyReader::Progress::malformed) refusal = BadRequest{400, "the chunks of the body are malformed"};
    if (refusal.status != 0) co_return false;
    SocketStream::ErrorCode failure;
    const bool came = co_await read_more(failure);
    if (!came) {
      if (expired_) refusal = BadRequest{408, "the body did not come in time"};
      co_return false;
    }
  }
}

asio::awaitable<ServerConnection::Next> ServerConnection::serve_one(int served) {
  BadRequest refusal;
  const std::size_t head_size = co_await read_head(served, refusal);
  if (head_size == 0 && refusal.status == 0) co_return Next::close;
  if (head_size == 0) co_return co_await refuse(std::move(refusal));
  auto parsed = parse_request_head(unread().substr(0, head_size), shared_->options.target_limit);
  begin_ += head_size;
  if (auto* bad = std::get_if<BadRequest>(&parsed)) co_return co_await refuse(std::move(*bad));
  auto& head = std::get<RequestHead>(parsed);
  const bool is_head = head.method == "HEAD";
  if (!is_head && head.method != "GET" && !takes_body(shared_->options, head))
    co_return co_await refuse(BadRequest{405, "only GET and HEAD are answered here"});
  std::string body;
  if (head.framing.kind != BodyFraming::Kind::none) {
    const bool came = co_await read_body(head, body, refusal);
    if (!came && refusal.status == 0) co_return Next::close;
    if (!came) co_return co_await refuse(std::move(refusal), !is_head);
  }
  const bool is_last = served + 1 >= shared_->options.max_requests_per_connection;
  const bool wants_more = head.keep_alive && !is_last;
  const int minor_version = head.minor_version;
  auto made = make_server_request(std::move(head));
  if (auto* bad = std::get_if<BadRequest>(&made)) co_return co_await refuse(std::move(*bad), !is_head);
  auto& request = std::get<ServerRequest>(made);
  request.body = std::move(body);
  request.secure = stream_.is_secure();
  request.remote = address_;
  if (const auto& proxies = shared_->options.trusted_proxies; !proxies.empty() && is_trusted_proxy(address_, proxies)) {
    request.remote = remote_address(address_, request.headers, proxies);
    request.secure = request.secure || same_name(request.headers.get("X-Forwarded-Proto"), "https");
  }
  ++shared_->statistics.requests;

  auto answering = answer(std::move(request));
  const ServerResponse response = co_await std::move(answering);
  if (given_up_) co_return Next::close;
  const bool keep_alive = wants_more && !shared_->stopping;
  const bool written = co_await write(response, !is_head, keep_alive, minor_version);
  co_return (written && keep_alive) ? Next::request : Next::close;
}

asio::awaitable<ServerResponse> ServerConnection::answer(ServerRequest request) {
  enter(Phase::handling, shared_->options.handler_timeout);
  const std::string what = request.method + " " + request.path;
  std::exception_ptr thrown;
  try {
    auto handling = shared_->handler(std::move(request));
    ServerResponse response = co_await std::move(handling);
    if (response.status >= 200 && response.status <= 999) co_return response;
    shared_->complain(what + ": answered with the status " + std::to_string(response.status));
    co_return plain_response(500, "an error of this server");
  } catch (...) {
    thrown = std::current_exception();
  }
  if (!given_up_) shared_->complain(what + ": " + describe_exception(thrown));
  co_return plain_response(500, "an error of this server");
}

asio::awaitable<bool> ServerConnection::write(const ServerResponse& response, bool with_body, bool keep_alive, int minor_version) {
  compose_response_head(head_, response, {keep_alive, minor_version, shared_->date_line()});
  const bool sends_body = with_body && response.body && may_have_body(response.status);
  const std::string_view body = sends_body ? std::string_view(*response.body) : std::string_view();
  enter(Phase::writing, shared_->options.write_timeout + Seconds(body.size() / kSlowestReader));
  std::size_t sent = 0;
  const auto failure = co_await stream_.write(head_, body, sent);
  shared_->statistics.bytes_sent += sent;
  co_return !failure;
}

/// An answer to what was not understood, after which nothing on this connection can be.
asio::awaitable<ServerConnection::Next> ServerConnection::refuse(BadRequest refusal, bool with_body) {
  ++shared_->statistics.bad_requests;
  const ServerResponse response = plain_response(refusal.status, refusal.why);
  const bool written = co_await write(response, with_body, false, 1);
  co_return written ? Next::linger : Next::close;
}

/// Closing with bytes unread would reset the connection, and with it our answer (RFC 9112 §9.6).
asio::awaitable<void> ServerConnection::linger() {
  enter(Phase::lingering, kLinger);
  SocketStream::ErrorCode failure;
  for (std::size_t total = 0; total < kLingerBytes && !failure;)
    total += co_await stream_.read_some(std::span(buffer_.data(), buffer_.size()), failure);
}

}  // namespace resso::net
