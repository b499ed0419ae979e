// Fetches and streams over their connections, new ones and idle ones; one deadline round a whole fetch, one round the opening of a stream.
#include "net/http_client.hpp"

#include "net/client_exchange.hpp"
#include "net/connection_pool.hpp"
#include "net/content_coding.hpp"
#include "net/deadline_set.hpp"
#include "net/fetch_course.hpp"
#include "net/field_list.hpp"
#include "net/reply_stream.hpp"
#include "net/resolver.hpp"
#include "net/tls.hpp"

#include <array>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <memory>
#include <optional>

namespace resso::net {
namespace {

using Phase = FetchProgress::Phase;

/// Asking twice is the same as asking once (RFC 9110 §9.2.2), so a question lost with its connection may be repeated.
bool is_idempotent(std::string_view method) { return method != "POST" && method != "PATCH"; }

std::string describe_timeout(const FetchProgress& progress, std::chrono::milliseconds limit) {
  const auto seconds = limit.count() / 1000;
  const std::string within =
      " within " + (limit.count() % 1000 == 0 ? std::to_string(seconds) + " s" : std::to_string(limit.count()) + " ms");
  switch (progress.phase) {
    case Phase::queued: return "no free connection to its host" + within;
    case Phase::resolving: return "no answer from the name servers" + within;
    case Phase::connecting: return "no connection" + within;
    case Phase::securing: return "no end of the TLS handshake" + within;
    case Phase::asking: return "the question was not taken" + within;
    case Phase::answering: break;
  }
  if (!progress.has_answer_begun) return "no answer" + within;
  return "the answer was not complete" + within + " (" + grouped(progress.body_bytes) + " bytes came)";
}

Error placed(Error problem, const WebAddress& at) {
  if (problem.where.empty()) problem.where = at.str();
  return problem;
}

/// The deadline is that of the whole, so its place is where the fetch began.
Error late(const WebAddress& asked, const FetchProgress& progress, std::chrono::milliseconds limit) {
  return Error{Errc::timeout, describe_timeout(progress, limit), asked.str(), "", 0};
}

Error cancelled() { return Error{Errc::cancelled, "cancelled", "", "", 0}; }

/// What one fetch has from its beginning to its end, whatever hosts it is sent to.
struct Venture {
  DeadlineSet::Clock::time_point deadline;
  FetchProgress progress;
  bool reused_connection = false;

  std::chrono::milliseconds left() const { return std::chrono::ceil<std::chrono::milliseconds>(deadline - DeadlineSet::Clock::now()); }
};

Question question_of(const FetchCourse& course, const FetcherOptions& options) {
  Question question;
  question.method = course.request().method;
  question.head = course.head();
  question.body = course.request().body;
  question.header_limit = options.header_limit;
  question.body_limit = course.request().body_limit.value_or(options.body_limit);
  return question;
}

}  // namespace

class HttpClient::State {
 public:
  State(asio::any_io_executor executor, FetcherOptions options)
      : options_(std::move(options)),
        guard_(options_.allow_hosts),
        resolver_(executor, options_.hosts, options_.dns_servers),
        pool_(executor, {options_.connections_per_host, options_.connections, options_.idle_timeout}),
        deadlines_(std::make_shared<DeadlineSet>(executor)) {}

  static asio::awaitable<Result<FetchReply>> fetch(std::shared_ptr<State> self, FetchRequest request);
  static asio::awaitable<Result<std::unique_ptr<ReplyStream>>> open(std::shared_ptr<State> self, FetchRequest request);

  void reconfigure(const FetcherOptions& options) {
    options_.user_agent = options.user_agent;
    options_.timeout = options.timeout;
    options_.body_limit = options.body_limit;
    if (options.allow_hosts == options_.allow_hosts) return;
    options_.allow_hosts = options.allow_hosts;
    guard_ = AddressGuard(options.allow_hosts);
    pool_.close_idle();  // one of them may lead where we are not let any more
  }

  void close() {
    deadlines_->close();
    resolver_.close();
    pool_.close_idle();
  }

 private:
  asio::awaitable<Result<FetchReply>> follow(FetchCourse& course, Venture& venture);
  asio::awaitable<Result<std::unique_ptr<ReplyStream>>> follow_to_stream(FetchCourse course, std::shared_ptr<FetchProgress> progress);
  asio::awaitable<Result<Answer>> ask(const WebAddress& to, Question question, Venture& venture);
  asio::awaitable<Result<void>> wait_for_place(std::string origin, std::optional<ConnectionPool::Place>& place);
  asio::awaitable<Result<std::unique_ptr<SocketStream>>> connect_to(const WebAddress& to, FetchProgress& progress);
  Result<ssl_ctx_st*> tls_context();

  FetcherOptions options_;
  AddressGuard guard_;
  Resolver resolver_;
  ConnectionPool pool_;
  TlsContext tls_;
  std::array<char, 64u << 10> buffer_;      ///< of all exchanges
  std::shared_ptr<DeadlineSet> deadlines_;  ///< of all fetches, and of streams, which may outlive us
};

/// Made when first needed: reading the system's trust anchors takes some 20 ms and 2 MB.
Result<ssl_ctx_st*> HttpClient::State::tls_context() {
  if (!tls_) {
    auto made = make_client_context(options_.ca_file);
    if (!made) return made.error();
    tls_ = std::move(*made);
  }
  return tls_.get();
}

asio::awaitable<Result<std::unique_ptr<SocketStream>>> HttpClient::State::connect_to(const WebAddress& to, FetchProgress& progress) {
  ssl_ctx_st* tls = nullptr;
  if (to.secure) {
    const auto context = tls_context();
    if (!context) co_return context.error();
    tls = *context;
  }
  progress.phase = Phase::resolving;
  auto addresses = co_await resolver_.resolve(to.host);
  if (!addresses) co_return addresses.error();
  auto connected = co_await connect(std::move(*addresses), to, guard_, tls, progress);
  co_return std::move(connected);
}

asio::awaitable<Result<void>> HttpClient::State::wait_for_place(std::string origin, std::optional<ConnectionPool::Place>& place) {
  auto entered = co_await pool_.enter(std::move(origin));
  place.emplace(std::move(entered));
  co_return Result<void>();
}

/// One answer to one question, over an idle connection if there is one. What waits for others than the host's answer is cancelled as a
/// coroutine of its own; the exchange, which most fetches are nothing but, ends when its connection is told to.
asio::awaitable<Result<Answer>> HttpClient::State::ask(const WebAddress& to, Question question, Venture& venture) {
  FetchProgress& progress = venture.progress;
  progress.phase = Phase::queued;
  const std::string origin = to.origin();
  auto place = pool_.try_enter(origin);
  if (!place) {
    auto waiting = wait_for_place(origin, place);
    auto bounded = DeadlineSet::bound(deadlines_, std::move(waiting), venture.left(), "");
    const auto entered = co_await std::move(bounded);
    if (!entered) co_return entered.error();
  }
  // What cannot be repeated does not go where it could get lost.
  auto stream = is_idempotent(question.method) ? place->take_idle() : nullptr;
  venture.reused_connection = stream != nullptr;
  for (;;) {
    if (!stream) {
      auto connecting = connect_to(to, progress);
      auto bounded = DeadlineSet::bound(deadlines_, std::move(connecting), venture.left(), "");
      auto opened = co_await std::move(bounded);
      if (!opened) co_return opened.error();
      stream = std::move(*opened);
    }
    const DeadlineSet::Watch watch(*deadlines_, venture.deadline, [&stream] { stream->cancel(); });
    auto answer = co_await exchange(*stream, question, progress, buffer_);
    if (watch.was_late()) co_return Error{Errc::timeout, "", "", "", 0};
    const bool was_dead = venture.reused_connection && !answer && answer.error().code == Errc::network && !progress.has_answer_begun;
    if (was_dead) {
      venture.reused_connection = false;
      stream.reset();
      continue;
    }
    if (answer && answer->can_go_on && !deadlines_->is_closed()) place->keep(std::move(stream));
    co_return std::move(answer);
  }
}

asio::awaitable<Result<FetchReply>> HttpClient::State::follow(FetchCourse& course, Venture& venture) {
  FetchReply reply;
  std::string body;
  for (;;) {
    auto answer = co_await ask(course.address(), question_of(course, options_), venture);
    if (!answer) co_return answer.error();
    reply.bytes_received += venture.progress.body_bytes;
    reply.status = answer->head.status;
    reply.headers = std::move(answer->head.headers);
    body = std::move(answer->body);
    const auto more = course.goes_on(reply.status, reply.headers);
    if (!more) co_return more.error();
    if (!*more) break;
  }
  reply.reused_connection = venture.reused_connection;
  reply.redirects = course.redirects();
  reply.final_url = course.address().str();
  const std::string coding = reply.headers.joined("Content-Encoding");
  const std::size_t limit = course.request().body_limit.value_or(options_.body_limit);
  auto decoded = coding.empty() ? Result<std::string>(std::move(body)) : decode_content(body, coding, limit);
  if (!decoded && reply.status < 300) co_return decoded.error();
  if (decoded) reply.body = std::move(*decoded);  // else a page beside a status that says enough without it
  co_return reply;
}

asio::awaitable<Result<FetchReply>> HttpClient::State::fetch(std::shared_ptr<State> self, FetchRequest request) {
  auto course = FetchCourse::begin(std::move(request), {self->options_.user_agent, "gzip, deflate, br", self->options_.max_redirects});
  if (!course) co_return course.error();
  const WebAddress asked = course->address();
  if (self->deadlines_->is_closed()) co_return placed(cancelled(), asked);
  const std::chrono::milliseconds limit = course->request().timeout.value_or(self->options_.timeout);
  Venture venture;
  venture.deadline = DeadlineSet::Clock::now() + limit;
  try {
    auto reply = co_await self->follow(*course, venture);
    if (reply) co_return std::move(reply);
    co_return reply.error().code == Errc::timeout ? late(asked, venture.progress, limit) : placed(reply.error(), course->address());
  } catch (const boost::system::system_error& error) {
    // What an operation throws when its coroutine was cancelled while it did not wait; any other exception is a bug and goes on up.
    if (error.code() != asio::error::operation_aborted) throw;
  }
  co_return placed(cancelled(), asked);
}

asio::awaitable<Result<std::unique_ptr<ReplyStream>>> HttpClient::State::follow_to_stream(FetchCourse course,
                                                                                          std::shared_ptr<FetchProgress> progress) {
  for (;;) {
    auto connected = co_await connect_to(course.address(), *progress);
    if (!connected) co_return placed(connected.error(), course.address());
    auto stream = std::make_unique<HttpReplyStream>(std::move(*connected), deadlines_, progress);
    const auto answered = co_await stream->ask(course, options_.header_limit);
    if (!answered) co_return placed(answered.error(), course.address());
    const auto more = course.goes_on(stream->status(), stream->headers());
    if (!more) co_return more.error();
    if (!*more) co_return std::unique_ptr<ReplyStream>(std::move(stream));
  }
}

asio::awaitable<Result<std::unique_ptr<ReplyStream>>> HttpClient::State::open(std::shared_ptr<State> self, FetchRequest request) {
  auto course = FetchCourse::begin(std::move(request), {self->options_.user_agent, "identity", self->options_.max_redirects});
  if (!course) co_return course.error();
  const WebAddress asked = course->address();
  const std::chrono::milliseconds limit = course->request().timeout.value_or(self->options_.timeout);
  const auto progress = std::make_shared<FetchProgress>();
  auto work = self->follow_to_stream(std::move(*course), progress);
  auto bounded = DeadlineSet::bound(self->deadlines_, std::move(work), limit, "");
  auto stream = co_await std::move(bounded);
  if (stream) co_return std::move(stream);
  co_return stream.error().code == Errc::timeout ? late(asked, *progress, limit) : placed(stream.error(), asked);
}

HttpClient::HttpClient(asio::any_io_executor executor, FetcherOptions options)
    : state_(std::make_shared<State>(std::move(executor), std::move(options))) {}

HttpClient::~HttpClient() { close(); }

asio::awaitable<Result<FetchReply>> HttpClient::fetch(FetchRequest request) { return State::fetch(state_, std::move(request)); }

asio::awaitable<Result<std::unique_ptr<ReplyStream>>> HttpClient::open(FetchRequest request) {
  return State::open(state_, std::move(request));
}

void HttpClient::reconfigure(const FetcherOptions& options) { state_->reconfigure(options); }
void HttpClient::close() { state_->close(); }

}  // namespace resso::net
