#include "net/deadline.hpp"
#include "net/server.hpp"
#include "tests/fakes/loopback.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
namespace asio = boost::asio;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Tells back what it was asked; "/hang" never answers, "/deaf" not even when cancelled, "/throw" has a bug.
asio::awaitable<ServerResponse> tell(ServerRequest request) {
  if (request.path == "/throw") throw std::runtime_error("a bug");
  if (request.path == "/hang") {
    auto waiting = fakes::pause(1h);
    co_await std::move(waiting);
  }
  if (request.path == "/deaf") {
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    auto waiting = fakes::pause(2s);
    co_await std::move(waiting);
  }
  ServerResponse response;
  if (request.path == "/304") response.status = 304;
  response.headers =
      Headers{{"X-Remote", request.remote}, {"X-Query", request.query}, {"Content-Length", "9"}, {"X-Broken", "a\r\nInjected: b"}};
  response.body = std::make_shared<const std::string>(request.method + " " + request.path + " " + request.body + "|");
  co_return response;
}

class HttpServerTest : public ::testing::Test {
 protected:
  HttpServerTest() {
    options_.on_error = [this](const std::string& message) { complaints_.push_back(message); };
  }
  Server& server() {
    if (!server_) {
      auto listening = Server::listen(context_.get_executor(), options_, tell);
      if (!listening) throw std::runtime_error(describe(listening.error()));
      server_ = std::move(*listening);
    }
    return *server_;
  }
  /// All that comes back until the server closes.
  std::string talk(const std::string& bytes, std::chrono::milliseconds patience = 5s) {
    return fakes::run_to_end(context_, fakes::talk(server().port(), bytes, patience));
  }
  static std::string get(const std::string& target, const std::string& fields = "", const std::string& method = "GET") {
    return method + " " + target + " HTTP/1.1\r\nHost: casal.example\r\n" + fields + "\r\n";
  }
  static std::string last(const std::string& target, const std::string& fields = "", const std::string& method = "GET") {
    return get(target, "Connection: close\r\n" + fields, method);
  }

  asio::io_context context_{1};
  ServerOptions options_;
  std::vector<std::string> complaints_;
  std::unique_ptr<Server> server_;
};

TEST_F(HttpServerTest, AnswersWithItsOwnLengthDateAndConnection) {
  const std::string reply = talk(last("/agenda?x=1"));
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 200 OK\r\nDate: ")) << reply;
  EXPECT_TRUE(has(reply, "\r\nContent-Length: 13\r\n")) << reply;
  EXPECT_EQ(count(reply, "Content-Length"), 1);
  EXPECT_TRUE(has(reply, "Connection: close\r\n"));
  EXPECT_TRUE(has(reply, "X-Query: x=1\r\n"));
  EXPECT_TRUE(has(reply, "X-Remote: 127.0.0.1\r\n"));
  EXPECT_FALSE(has(reply, "Injected"));
  EXPECT_TRUE(reply.ends_with("GET /agenda |"));
}

TEST_F(HttpServerTest, KeepsAConnectionAndAnswersPipelinedRequestsInTurn) {
  const std::string reply = talk(get("/1") + get("/2") + "\r\n" + last("/3"));
  EXPECT_EQ(count(reply, "HTTP/1.1 200 OK"), 3);
  EXPECT_LT(reply.find("GET /1"), reply.find("GET /2"));
  EXPECT_TRUE(reply.ends_with("GET /3 |"));
  EXPECT_EQ(server().statistics().requests, 3u);
  EXPECT_EQ(server().statistics().connections, 1u);
}

TEST_F(HttpServerTest, ManyPipelinedRequestsAreAllAnswered) {
  std::string many;
  for (int i = 0; i < 2000; ++i)
    many += get("/n" + std::to_string(i), "X-Long: " + std::string(static_cast<std::size_t>(i % 100), 'a') + "\r\n");
  const std::string replies = talk(many + last("/end"));
  for (int i = 0; i < 2000; ++i) ASSERT_TRUE(has(replies, "GET /n" + std::to_string(i) + " |")) << i;
  EXPECT_TRUE(replies.ends_with("GET /end |"));
}

TEST_F(HttpServerTest, HeadLosesItsBodyAndKeepsItsLength) {
  const std::string reply = talk(get("/", "", "HEAD") + last("/2", "", "HEAD"));
  EXPECT_EQ(count(reply, "HTTP/1.1 200 OK"), 2);
  EXPECT_TRUE(has(reply, "Content-Length: 8\r\n")) << reply;
  EXPECT_TRUE(reply.ends_with("\r\n\r\n"));
}

TEST_F(HttpServerTest, NotModifiedHasNoBodyAndNoLength) {
  const std::string reply = talk(last("/304"));
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 304 Not Modified\r\n"));
  EXPECT_FALSE(has(reply, "Content-Length"));
  EXPECT_TRUE(reply.ends_with("\r\n\r\n"));
}

TEST_F(HttpServerTest, SpeaksHttp10) {
  EXPECT_FALSE(has(talk("GET /1 HTTP/1.0\r\n\r\n" + get("/2")), "GET /2"));
  const std::string kept = talk("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(has(kept, "Connection: keep-alive\r\n"));
  EXPECT_TRUE(kept.ends_with("GET /2 |"));
}

TEST_F(HttpServerTest, OtherMethodsAreNotAllowedInPublic) {
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"}) {
    const std::string reply = talk(get("/", "Content-Length: 3\r\n", method) + "abc");
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 405 ")) << method << reply;
    EXPECT_TRUE(has(reply, "Allow: GET, HEAD\r\n"));
    EXPECT_TRUE(has(reply, "Connection: close\r\n"));
  }
}

TEST_F(HttpServerTest, BodiesAreTakenWhereAllowed) {
  options_.allow_body = true;
  EXPECT_TRUE(talk(last("/", "Content-Length: 3\r\n", "POST") + "abc").ends_with("POST / abc|"));
  EXPECT_TRUE(talk(last("/", "Transfer-Encoding: chunked\r\n", "PUT") + "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n").ends_with("PUT / abcd|"));
  const std::string two = talk(get("/1", "Content-Length: 3\r\n", "POST") + "abc" + last("/2"));
  EXPECT_TRUE(has(two, "POST /1 abc|")) << two;
  EXPECT_TRUE(two.ends_with("GET /2 |"));
}

TEST_F(HttpServerTest, APostIsTakenInPublicWhereItsOwnerSaysSo) {
  options_.takes_post = [](std::string_view target) { return target.starts_with("/hook/"); };
  options_.body_limit = 10;
  EXPECT_TRUE(talk(last("/hook/1", "Content-Length: 3\r\n", "POST") + "abc").ends_with("POST /hook/1 abc|"));
  EXPECT_TRUE(talk(last("/hook/1", "Content-Length: 11\r\n", "POST") + "abcabcabcab").starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(talk(last("/other", "Content-Length: 3\r\n", "POST") + "abc").starts_with("HTTP/1.1 405 "));
  EXPECT_TRUE(talk(last("/hook/1", "Content-Length: 3\r\n", "PUT") + "abc").starts_with("HTTP/1.1 405 "));
}

TEST_F(HttpServerTest, OffersToContinueBeforeABody) {
  options_.allow_body = true;
  options_.handler_timeout = 200ms;
  EXPECT_TRUE(
      talk(last("/", "Content-Length: 3\r\nExpect: 100-continue\r\n", "POST")).starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 408 "));
}

TEST_F(HttpServerTest, LimitsAreAnsweredAndTheConnectionClosed) {
  options_.allow_body = true;
  options_.body_limit = 10;
  EXPECT_TRUE(talk(get("/", "X: " + std::string(20'000, 'a') + "\r\n")).starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(talk(get("/" + std::string(9'000, 'a'))).starts_with("HTTP/1.1 414 "));
  EXPECT_TRUE(talk(get("/" + std::string(60'000, 'a'))).starts_with("HTTP/1.1 414 "));
  EXPECT_TRUE(talk(get("/", "Content-Length: 11\r\n", "POST") + "12345678901").starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(talk(get("/", "Transfer-Encoding: chunked\r\n", "POST") + "b\r\n12345678901\r\n").starts_with("HTTP/1.1 413 "));
  EXPECT_EQ(server().statistics().bad_requests, 5u);
}

TEST_F(HttpServerTest, APublicGetWithABodyIsRefused) {
  EXPECT_TRUE(talk(get("/", "Content-Length: 1000000\r\n")).starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(talk(get("/", "Transfer-Encoding: chunked\r\n") + "5\r\nGET /\r\n").starts_with("HTTP/1.1 413 "));
}

TEST_F(HttpServerTest, ARefusedRequestTakesThoseBehindItAlong) {
  options_.allow_body = true;
  for (const std::string& bad :
       {get("/", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "POST") + "0\r\n\r\n", get("/", "X : y\r\n"),
        get("/", "Transfer-Encoding: chunked\r\n", "POST") + "zz\r\n", std::string("GET / HTTP/1.1\r\n\r\n"), get("/../x"), get("/%00")}) {
    const std::string reply = talk(bad + get("/smuggled"));
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 400 ")) << bad << reply;
    EXPECT_FALSE(has(reply, "smuggled")) << reply;
  }
}

TEST_F(HttpServerTest, AnExceptionBecomesAPlain500AndIsTold) {
  const std::string reply = talk(get("/throw") + last("/2"));
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 500 ")) << reply;
  EXPECT_FALSE(has(reply, "a bug"));
  EXPECT_TRUE(reply.ends_with("GET /2 |"));
  EXPECT_EQ(complaints_, std::vector<std::string>{"GET /throw: a bug"});
}

TEST_F(HttpServerTest, ARequestThatComesSlowlyEndsAtItsDeadline) {
  options_.header_timeout = 100ms;
  const auto began = Clock::now();
  EXPECT_TRUE(talk("GET / HTTP/1.1\r\nHost: a\r\nX: ").starts_with("HTTP/1.1 408 "));
  EXPECT_EQ(talk(""), "");
  EXPECT_LT(Clock::now() - began, 2s);
  EXPECT_EQ(server().statistics().timeouts, 2u);
}

asio::awaitable<std::string> drip(std::uint16_t port, std::string bytes, std::chrono::milliseconds pause) {
  asio::ip::tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect({asio::ip::address_v4::loopback(), port}, asio::use_awaitable);
  std::string out;
  boost::system::error_code failure;
  for (const char& byte : bytes) {
    co_await asio::async_write(socket, asio::buffer(&byte, 1), asio::redirect_error(asio::use_awaitable, failure));
    if (failure) break;
    auto waiting = fakes::pause(pause);
    co_await std::move(waiting);
    if (socket.available(failure) > 0) break;
  }
  co_await asio::async_read(socket, asio::dynamic_buffer(out), asio::redirect_error(asio::use_awaitable, failure));
  co_return out;
}

TEST_F(HttpServerTest, BytesNowAndThenDoNotMoveTheDeadline) {
  options_.header_timeout = 200ms;
  const std::string reply =
      fakes::run_to_end(context_, drip(server().port(), "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(1000, 'a'), 10ms));
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 408 ")) << reply;
}

TEST_F(HttpServerTest, AnIdleConnectionIsClosedWithoutAWord) {
  options_.idle_timeout = 100ms;
  const auto began = Clock::now();
  const std::string reply = talk(get("/1"));
  EXPECT_TRUE(reply.ends_with("GET /1 |")) << reply;
  EXPECT_LT(Clock::now() - began, 2s);
}

TEST_F(HttpServerTest, AHandlerThatTakesTooLongIsGivenUp) {
  options_.handler_timeout = 100ms;
  EXPECT_TRUE(talk(get("/hang")).starts_with("HTTP/1.1 503 "));
  EXPECT_TRUE(talk(get("/deaf")).starts_with("HTTP/1.1 503 "));
  EXPECT_EQ(server().statistics().timeouts, 2u);
  EXPECT_EQ(server().statistics().open, 0u);
  EXPECT_EQ(complaints_.size(), 2u);
}

asio::awaitable<std::size_t> send_and_do_not_read(std::uint16_t port, std::string bytes, asio::ip::tcp::socket& socket) {
  co_await socket.async_connect({asio::ip::address_v4::loopback(), port}, asio::use_awaitable);
  co_return co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
}

asio::awaitable<bool> wait_for(std::function<bool()> condition) {
  for (int i = 0; i < 1000 && !condition(); ++i) {
    auto waiting = fakes::pause(5ms);
    co_await std::move(waiting);
  }
  co_return condition();
}

TEST_F(HttpServerTest, AReaderThatDoesNotReadIsLeft) {
  options_.write_timeout = 100ms;
  const auto large = std::make_shared<const std::string>(30u << 20, 'a');
  auto listening = Server::listen(context_.get_executor(), options_, [large](ServerRequest request) -> asio::awaitable<ServerResponse> {
    ServerResponse response;
    response.body = request.path == "/large" ? large : nullptr;
    co_return response;
  });
  asio::ip::tcp::socket socket(context_);
  fakes::run_to_end(context_, send_and_do_not_read((*listening)->port(), get("/large"), socket));
  EXPECT_TRUE(fakes::run_to_end(context_, wait_for([&] { return (*listening)->statistics().requests == 1; })));
  EXPECT_EQ((*listening)->statistics().open, 1u);
  EXPECT_LT((*listening)->statistics().bytes_sent, large->size());
}

TEST_F(HttpServerTest, AStalledWriteEndsAtItsDeadline) {
  options_.write_timeout = 100ms;
  const auto body = std::make_shared<const std::string>(8'000, 'a');
  auto listening = Server::listen(context_.get_executor(), options_, [body](ServerRequest) -> asio::awaitable<ServerResponse> {
    ServerResponse response;
    response.body = body;
    co_return response;
  });
  asio::ip::tcp::socket socket(context_);
  socket.open(asio::ip::tcp::v4());
  socket.set_option(asio::socket_base::receive_buffer_size(2048));
  std::string many;
  for (int i = 0; i < 2000; ++i) many += get("/");
  asio::co_spawn(context_, send_and_do_not_read((*listening)->port(), many, socket), [](std::exception_ptr, std::size_t) {});
  EXPECT_TRUE(fakes::run_to_end(context_, wait_for([&] { return (*listening)->statistics().timeouts == 1; })));
  EXPECT_TRUE(fakes::run_to_end(context_, wait_for([&] { return (*listening)->statistics().open == 0; })));
}

TEST_F(HttpServerTest, ConnectionsBeyondTheCapAreToldAtOnce) {
  options_.max_connections = 2;
  asio::ip::tcp::socket one(context_), two(context_);
  fakes::run_to_end(context_, send_and_do_not_read(server().port(), "GET", one));
  fakes::run_to_end(context_, send_and_do_not_read(server().port(), "GET", two));
  EXPECT_TRUE(fakes::run_to_end(context_, wait_for([&] { return server().statistics().open == 2; })));
  EXPECT_TRUE(talk(get("/")).starts_with("HTTP/1.1 503 "));
  EXPECT_EQ(server().statistics().connections_refused, 1u);
  one.close();
  EXPECT_TRUE(fakes::run_to_end(context_, wait_for([&] { return server().statistics().open == 1; })));
  EXPECT_TRUE(talk(last("/")).starts_with("HTTP/1.1 200 "));
}

TEST_F(HttpServerTest, OneAddressHasItsOwnCapUnlessItIsATrustedProxy) {
  options_.max_connections_per_address = 1;
  asio::ip::tcp::socket one(context_);
  fakes::run_to_end(context_, send_and_do_not_read(server().port(), "GET", one));
  EXPECT_TRUE(fakes::run_to_end(context_, wait_for([&] { return server().statistics().open == 1; })));
  EXPECT_EQ(talk(get("/")), "");
  server_.reset();
  options_.trusted_proxies = {"127.0.0.1"};
  asio::ip::tcp::socket two(context_);
  fakes::run_to_end(context_, send_and_do_not_read(server().port(), "GET", two));
  EXPECT_TRUE(has(talk(last("/", "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\n")), "X-Remote: 203.0.113.9\r\n"));
}

TEST_F(HttpServerTest, OnlyATrustedProxyMayNameTheRemoteAddress) {
  EXPECT_TRUE(has(talk(last("/", "X-Forwarded-For: 203.0.113.9\r\n")), "X-Remote: 127.0.0.1\r\n"));
}

TEST_F(HttpServerTest, AConnectionHasItsMostRequests) {
  options_.max_requests_per_connection = 2;
  EXPECT_EQ(count(talk(get("/1") + get("/2") + get("/3")), "HTTP/1.1 200 OK"), 2);
}

TEST_F(HttpServerTest, APortInUseIsSaid) {
  options_.port = server().port();
  const auto second = Server::listen(context_.get_executor(), options_, tell);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::network);
  EXPECT_EQ(second.error().what, "another program listens on 127.0.0.1:" + std::to_string(server().port()) + " already");
}

TEST_F(HttpServerTest, ListensOnIpv6AndByName) {
  options_.host = "::1";
  auto six = Server::listen(context_.get_executor(), options_, tell);
  if (six) {
    EXPECT_EQ((*six)->address(), "http://[::1]:" + std::to_string((*six)->port()));
  }
  options_.host = "localhost";
  EXPECT_TRUE(Server::listen(context_.get_executor(), options_, tell));
  options_.host = "no such host";
  EXPECT_FALSE(Server::listen(context_.get_executor(), options_, tell));
}

asio::awaitable<std::string> stop_while_asking(Server& server, std::string bytes, std::chrono::milliseconds grace, Clock::duration& took) {
  const auto executor = co_await asio::this_coro::executor;
  std::string reply;
  bool replied = false;
  asio::co_spawn(executor, fakes::talk(server.port(), std::move(bytes)), [&](std::exception_ptr, std::string text) {
    reply = std::move(text);
    replied = true;
  });
  auto waiting = fakes::pause(50ms);
  co_await std::move(waiting);
  const auto began = Clock::now();
  auto stopping = server.stop(grace);
  co_await std::move(stopping);
  took = Clock::now() - began;
  auto ending = wait_for([&] { return replied; });
  co_await std::move(ending);
  co_return reply;
}

TEST_F(HttpServerTest, StopClosesIdleConnectionsAtOnce) {
  Clock::duration took{};
  const std::string reply = fakes::run_to_end(context_, stop_while_asking(server(), get("/1"), 5s, took));
  EXPECT_TRUE(reply.ends_with("GET /1 |")) << reply;
  EXPECT_LT(took, 1s);
  EXPECT_EQ(server().statistics().open, 0u);
}

TEST_F(HttpServerTest, StopEndsWithinItsGraceEvenWhileAHandlerHangs) {
  for (const char* target : {"/hang", "/deaf"}) {
    server_.reset();
    Clock::duration took{};
    const std::string reply = fakes::run_to_end(context_, stop_while_asking(server(), get(target), 100ms, took));
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 503 ")) << reply;
    EXPECT_LT(took, 1s) << target;
  }
}

asio::awaitable<ServerResponse> answer_late(ServerRequest) {
  auto waiting = fakes::pause(200ms);
  co_await std::move(waiting);
  co_return ServerResponse{};
}

TEST_F(HttpServerTest, StopLetsARequestUnderWayEnd) {
  auto listening = Server::listen(context_.get_executor(), options_, answer_late);
  server_ = std::move(*listening);
  Clock::duration took{};
  const std::string reply = fakes::run_to_end(context_, stop_while_asking(server(), get("/"), 5s, took));
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 200 ")) << reply;
  EXPECT_TRUE(has(reply, "Connection: close")) << reply;
}

TEST_F(HttpServerTest, AServerMayGoWhileItsConnectionsAreOpen) {
  asio::ip::tcp::socket one(context_);
  fakes::run_to_end(context_, send_and_do_not_read(server().port(), get("/hang"), one));
  EXPECT_TRUE(fakes::run_to_end(context_, wait_for([&] { return server().statistics().requests == 1; })));
  server_.reset();
  context_.restart();
  context_.run_for(100ms);
  boost::system::error_code failure;
  std::string left(4096, '\0');
  const std::size_t size = one.read_some(asio::buffer(left), failure);
  EXPECT_TRUE(left.substr(0, size).starts_with("HTTP/1.1 503 "));
}

}  // namespace
}  // namespace resso::net
