// A fetch from its first question to its last answer: redirects, credentials, connections used again, one deadline round all of it.
#include "net/client_exchange.hpp"
#include "net/connection_pool.hpp"
#include "net/content_coding.hpp"
#include "net/deadline.hpp"
#include "net/fetcher.hpp"
#include "net/field_list.hpp"
#include "net/http_auth.hpp"
#include "net/resolver.hpp"
#include "net/tls.hpp"
#include "net/web_address.hpp"

#include <algorithm>
#include <unordered_set>

namespace resso::net {
namespace {

using Phase = FetchProgress::Phase;

Error cancelled() { return Error{Errc::cancelled, "cancelled", "", "", 0}; }

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

/// Asking twice is the same as asking once (RFC 9110 §9.2.2), so a question lost with its connection may be repeated.
bool is_idempotent(std::string_view method) { return method != "POST" && method != "PATCH"; }

bool is_ours(std::string_view name) {
  static constexpr std::string_view kOurs[] = {"Host",           "User-Agent",        "Accept-Encoding", "Connection",
                                               "Content-Length", "Transfer-Encoding", "Keep-Alive"};
  return std::any_of(std::begin(kOurs), std::end(kOurs), [&](std::string_view one) { return same_name(one, name); });
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_of(std::string_view(" \t\r\n:\0", 6)) == std::string_view::npos;
}

/// A field or method that would end its line early would say more than its caller meant.
std::optional<Error> find_injection(const FetchRequest& request) {
  if (!is_word(request.method)) return Error{Errc::bad_input, "the method is not a word", "", "", 0};
  for (const auto& [name, value] : request.headers)
    if (!is_word(name) || value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      return Error{Errc::bad_input,
                   "the header field \"" + name.substr(0, 40) + "\" cannot be sent: it has a line break or a blank in its name", "", "", 0};
  return std::nullopt;
}

std::string compose_head(const FetchRequest& request, const WebAddress& to, std::string_view user_agent, const std::string& authorization) {
  std::string head = request.method + " " + to.target + " HTTP/1.1\r\nHost: " + to.authority() +
                     "\r\nUser-Agent: " + std::string(user_agent) + "\r\nAccept-Encoding: gzip, deflate, br\r\n";
  if (!request.headers.has("Accept")) head += "Accept: */*\r\n";
  if (!authorization.empty()) head += "Authorization: " + authorization + "\r\n";
  for (const auto& [name, value] : request.headers)
    if (!is_ours(name) && (authorization.empty() || !same_name(name, "Authorization"))) head += name + ": " + value + "\r\n";
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
    head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return head + "\r\n";
}

/// What a redirect makes of the question (RFC 9110 §15.4), and of the secrets that went with it.
void redirect_request(FetchRequest& request, int status, const WebAddress& from, const WebAddress& to) {
  const bool becomes_get = (status == 303 && request.method != "HEAD") || ((status == 301 || status == 302) && request.method == "POST");
  if (becomes_get) {
    request.method = "GET";
    request.body.clear();
    request.headers.remove("Content-Type");
  }
  if (from.origin() == to.origin()) return;
  for (const std::string_view secret : {"Authorization", "Proxy-Authorization", "Cookie"}) request.headers.remove(secret);
  request.digest_user.clear();
  request.digest_password.clear();
}

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

}  // namespace

class HttpClient::State : public std::enable_shared_from_this<State> {
 public:
  State(asio::any_io_executor executor, FetcherOptions options)
      : executor_(executor),
        options_(std::move(options)),
        guard_(options_.allow_hosts),
        resolver_(executor, options_.hosts, options_.dns_servers),
        pool_(executor, {options_.connections_per_host, options_.connections, options_.idle_timeout}) {}

  static asio::awaitable<Result<FetchReply>> fetch(std::shared_ptr<State> self, FetchRequest request);

  void close() {
    closed_ = true;
    for (auto* deadline : under_way_) deadline->cancel();
    resolver_.close();
    pool_.close_idle();
  }

 private:
  asio::awaitable<Result<FetchReply>> follow(FetchRequest request, WebAddress address, FetchProgress& progress);
  asio::awaitable<Result<Answer>> ask(const WebAddress& to, const Question& question, FetchProgress& progress, bool& reused);
  asio::awaitable<Result<std::unique_ptr<SocketStream>>> open(const WebAddress& to, FetchProgress& progress);
  Result<ssl_ctx_st*> tls_context();

  asio::any_io_executor executor_;
  FetcherOptions options_;
  AddressGuard guard_;
  Resolver resolver_;
  ConnectionPool pool_;
  TlsContext tls_;
  std::unordered_set<asio::steady_timer*> under_way_;  ///< the deadlines of all fetches
  bool closed_ = false;
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

asio::awaitable<Result<std::unique_ptr<SocketStream>>> HttpClient::State::open(const WebAddress& to, FetchProgress& progress) {
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

/// One answer to one question, over an idle connection if there is one.
asio::awaitable<Result<Answer>> HttpClient::State::ask(const WebAddress& to, const Question& question, FetchProgress& progress,
                                                       bool& reused) {
  progress.phase = Phase::queued;
  auto place = co_await pool_.enter(to.origin());
  // What cannot be repeated does not go where it could get lost.
  auto stream = is_idempotent(question.method) ? place.take_idle() : nullptr;
  reused = stream != nullptr;
  if (reused) {
    auto answer = co_await exchange(*stream, question, progress);
    const bool was_dead = !answer && answer.error().code == Errc::network && !progress.has_answer_begun;
    if (answer && answer->can_go_on) place.keep(std::move(stream));
    if (!was_dead) co_return std::move(answer);
    reused = false;
  }
  auto opened = co_await open(to, progress);
  if (!opened) co_return opened.error();
  stream = std::move(*opened);
  auto answer = co_await exchange(*stream, question, progress);
  if (answer && answer->can_go_on && !closed_) place.keep(std::move(stream));
  co_return std::move(answer);
}

asio::awaitable<Result<FetchReply>> HttpClient::State::follow(FetchRequest request, WebAddress address, FetchProgress& progress) {
  FetchReply reply;
  std::string authorization;
  int challenges_answered = 0;
  const std::size_t limit = request.body_limit.value_or(options_.body_limit);
  for (;;) {
    Question question;
    question.method = request.method;
    question.head = compose_head(request, address, options_.user_agent, authorization);
    question.body = request.body;
    question.header_limit = options_.header_limit;
    question.body_limit = limit;
    question.skips_redirect_body = request.follow_redirects;
    auto answer = co_await ask(address, question, progress, reply.reused_connection);
    if (!answer) {
      Error problem = answer.error();
      if (problem.where.empty()) problem.where = address.str();
      co_return problem;
    }
    reply.bytes_received += progress.body_bytes;
    reply.status = answer->head.status;
    reply.headers = std::move(answer->head.headers);

    if (reply.status == 401 && !request.digest_user.empty()) {
      const auto challenges = parse_challenges(reply.headers);
      const bool may_try = challenges_answered == 0 || (challenges_answered == 1 && is_stale(challenges));
      const AuthRequest with{request.method, address.target, request.body, request.digest_user, request.digest_password, random_word()};
      const auto credentials = may_try ? answer_challenge(challenges, with) : std::nullopt;
      if (credentials) {
        ++challenges_answered;
        authorization = *credentials;
        continue;
      }
    }
    const std::string location(trim(reply.headers.get("Location")));
    if (request.follow_redirects && is_redirect(reply.status) && !location.empty()) {
      const auto target = resolve_location(address, location);
      if (!target)
        co_return Error{Errc::bad_input, "redirects to something that cannot be fetched: " + target.error().what, address.str(), "", 0};
      reply.redirects.push_back(Redirect{reply.status, address.str(), target->str()});
      if (static_cast<int>(reply.redirects.size()) > options_.max_redirects) {
        const bool in_circles =
            std::any_of(reply.redirects.begin(), reply.redirects.end(), [&](const Redirect& one) { return one.from == target->str(); });
        co_return Error{Errc::limit,
                        "redirected more than " + std::to_string(options_.max_redirects) + " times" + (in_circles ? ", in circles" : ""),
                        address.str(), "", 0};
      }
      redirect_request(request, reply.status, address, *target);
      authorization.clear();
      challenges_answered = 0;
      address = *target;
      continue;
    }
    reply.final_url = address.str();
    const std::string coding = reply.headers.joined("Content-Encoding");
    auto body = coding.empty() ? Result<std::string>(std::move(answer->body)) : decode_content(answer->body, coding, limit);
    if (!body && reply.status < 400) {
      Error problem = body.error();
      problem.where = address.str();
      co_return problem;
    }
    if (body) reply.body = std::move(*body);  // else an error page that cannot be read: its status says enough
    co_return reply;
  }
}

asio::awaitable<Result<FetchReply>> HttpClient::State::fetch(std::shared_ptr<State> self, FetchRequest request) {
  auto address = parse_web_address(request.url);
  if (!address) co_return address.error();
  const std::string url = address->str();
  if (auto injection = find_injection(request)) {
    injection->where = url;
    co_return *injection;
  }
  if (self->closed_) co_return cancelled();
  if (request.digest_user.empty() && !address->user.empty()) {
    request.digest_user = address->user;
    request.digest_password = address->password;
  }
  const std::chrono::milliseconds limit = request.timeout.value_or(self->options_.timeout);
  FetchProgress progress;
  asio::steady_timer deadline(self->executor_, limit);
  struct Registration {
    std::unordered_set<asio::steady_timer*>& all;
    asio::steady_timer* one;
    ~Registration() { all.erase(one); }
  } registration{self->under_way_, &deadline};
  self->under_way_.insert(&deadline);

  auto work = self->follow(std::move(request), std::move(*address), progress);
  auto bounded = with_deadline(std::move(work), deadline, "");
  auto reply = co_await std::move(bounded);
  if (reply) co_return std::move(reply);
  Error problem = reply.error();
  if (problem.code == Errc::timeout) problem.what = describe_timeout(progress, limit);
  if (problem.where.empty()) problem.where = url;
  co_return problem;
}

HttpClient::HttpClient(asio::any_io_executor executor, FetcherOptions options)
    : state_(std::make_shared<State>(std::move(executor), std::move(options))) {}

HttpClient::~HttpClient() { close(); }

asio::awaitable<Result<FetchReply>> HttpClient::fetch(FetchRequest request) { return State::fetch(state_, std::move(request)); }

void HttpClient::close() { state_->close(); }

}  // namespace resso::net
