#include "net/content_coding.hpp"
#include "net/http_client.hpp"
#include "net/socket_stream.hpp"
#include "tests/fakes/certificates.hpp"
#include "tests/fakes/loopback.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>

namespace resso::net {
namespace {

using namespace std::chrono_literals;
using boost::asio::ip::tcp;
using fakes::RawReply;
using fakes::RawServer;
using End = RawReply::End;
using Clock = std::chrono::steady_clock;

/// Answers one question with `head` and says the rest when the test wants it.
class EventServer {
 public:
  EventServer(boost::asio::io_context& context, std::string head)
      : acceptor_(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)), socket_(context), head_(std::move(head)) {
    boost::asio::co_spawn(context, answer(), [](std::exception_ptr) {});
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/"; }
  const std::string& question() const { return question_; }
  void say(std::string_view bytes) { boost::asio::write(socket_, boost::asio::buffer(bytes)); }
  void hang_up() { socket_.close(); }
  void break_off() {
    socket_.set_option(boost::asio::socket_base::linger(true, 0));
    socket_.close();
  }

  /// The other end has closed: nothing but an end can be read.
  bool is_left() {
    socket_.non_blocking(true);
    char byte = 0;
    boost::system::error_code failure;
    socket_.read_some(boost::asio::buffer(&byte, 1), failure);
    return failure && failure != boost::asio::error::would_block;
  }

 private:
  boost::asio::awaitable<void> answer() {
    socket_ = co_await acceptor_.async_accept(boost::asio::use_awaitable);
    co_await boost::asio::async_read_until(socket_, boost::asio::dynamic_buffer(question_), "\r\n\r\n", boost::asio::use_awaitable);
    co_await boost::asio::async_write(socket_, boost::asio::buffer(head_), boost::asio::use_awaitable);
  }

  tcp::acceptor acceptor_;
  tcp::socket socket_;
  std::string head_, question_;
};

const std::string kChunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
const std::string kUntilClose = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
const std::string kOfNine = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";

class ReplyStreamTest : public ::testing::Test {
 protected:
  ReplyStreamTest() {
    options_.timeout = Seconds(10);
    options_.user_agent = "Resso/test";
    options_.allow_hosts = {"127.0.0.1"};
  }
  HttpClient& client() {
    if (!client_) client_ = std::make_unique<HttpClient>(context_.get_executor(), options_);
    return *client_;
  }
  Result<std::unique_ptr<ReplyStream>> open(FetchRequest request) { return fakes::run_to_end(context_, client().open(std::move(request))); }
  Result<std::unique_ptr<ReplyStream>> open(const std::string& url) { return open(FetchRequest(url)); }
  /// What comes next, or "code: what".
  std::string next(ReplyStream& stream, std::chrono::milliseconds silence = 5s) {
    const auto piece = fakes::run_to_end(context_, stream.next(silence));
    if (piece) return *piece;
    EXPECT_EQ(piece.error().where, stream.final_url());
    return std::string(name_of(piece.error().code)) + ": " + piece.error().what;
  }

  boost::asio::io_context context_{1};
  FetcherOptions options_;
  std::unique_ptr<HttpClient> client_;
};

TEST_F(ReplyStreamTest, AsksForAnUncompressedBodyWithTheFieldsGiven) {
  EventServer server(context_, kUntilClose);
  FetchRequest request(server.url());
  request.headers = Headers{{"Accept", "text/event-stream"}, {"Authorization", "Bearer secret"}};
  ASSERT_TRUE(open(std::move(request)));
  for (const char* field :
       {"\r\nAccept-Encoding: identity\r\n", "\r\nAccept: text/event-stream\r\n", "\r\nAuthorization: Bearer secret\r\n"})
    EXPECT_NE(server.question().find(field), std::string::npos) << field << server.question();
}

TEST_F(ReplyStreamTest, EventsComeAsTheyAreSent) {
  EventServer server(context_, kChunked);
  const auto stream = open(server.url());
  ASSERT_TRUE(stream) << describe(stream.error());
  EXPECT_EQ((*stream)->status(), 200);
  EXPECT_EQ((*stream)->headers().get("content-type"), "text/event-stream");
  EXPECT_EQ((*stream)->final_url(), server.url());
  server.say("4\r\n:)\n\n\r\n");
  EXPECT_EQ(next(**stream), ":)\n\n");
  server.say("8\r\nevent: u");
  EXPECT_EQ(next(**stream), "event: u");
  server.say("\r\n6\r\npdate\n\r\n0\r\n\r\n");
  EXPECT_EQ(next(**stream), "pdate\n");
  EXPECT_EQ(next(**stream), "");
  EXPECT_EQ(next(**stream), "");
}

TEST_F(ReplyStreamTest, WhatCameWithTheHeadIsNotLost) {
  EventServer server(context_, kUntilClose + ":)\n");
  const auto stream = open(server.url());
  ASSERT_TRUE(stream);
  EXPECT_EQ(next(**stream), ":)\n");
}

TEST_F(ReplyStreamTest, EveryFramingHasItsCleanEnd) {
  for (const auto& [head, body] :
       {std::pair{kUntilClose, "last one\n"}, {kChunked, "9\r\nlast one\n\r\n0\r\n\r\n"}, {kOfNine, "last one\n"}}) {
    EventServer server(context_, head);
    const auto stream = open(server.url());
    ASSERT_TRUE(stream);
    server.say(body);
    server.hang_up();
    EXPECT_EQ(next(**stream), "last one\n") << head;
    EXPECT_EQ(next(**stream), "") << head;
  }
}

TEST_F(ReplyStreamTest, SilenceEndsIt) {
  EventServer server(context_, kChunked);
  const auto stream = open(server.url());
  ASSERT_TRUE(stream);
  server.say("4\r\n:)\n\n\r\n");
  EXPECT_EQ(next(**stream, 30ms), ":)\n\n");
  EXPECT_EQ(next(**stream, 30ms), "timeout: nothing came for 30 ms");
  server.say("4\r\n:)\n\n\r\n");
  EXPECT_EQ(next(**stream), "timeout: nothing came for 30 ms");
}

TEST_F(ReplyStreamTest, ACutConnectionIsNoEnd) {
  for (const auto& [head, what] : {std::pair{kChunked, "network: the answer broke off after 0 bytes: its last chunk is missing"},
                                   {kOfNine, "network: the answer broke off: 0 of 9 bytes came"}}) {
    EventServer server(context_, head);
    const auto stream = open(server.url());
    ASSERT_TRUE(stream);
    server.hang_up();
    EXPECT_EQ(next(**stream), what);
    EXPECT_EQ(next(**stream), what);
  }
  EventServer server(context_, kUntilClose);
  const auto stream = open(server.url());
  ASSERT_TRUE(stream);
  server.break_off();
  EXPECT_EQ(next(**stream), "network: connection reset after 0 bytes");
}

TEST_F(ReplyStreamTest, BadChunksAndCompressionAreSaid) {
  EventServer server(context_, kChunked + "what\r\n");
  const auto stream = open(server.url());
  ASSERT_TRUE(stream);
  EXPECT_EQ(next(**stream), "network: the answer's chunks are malformed after 0 bytes");
  EventServer compressed(context_, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip(":)"));
  const auto other = open(compressed.url());
  ASSERT_TRUE(other);
  EXPECT_EQ(next(**other), "network: the stream is compressed (gzip), which was not asked for");
  EventServer strange(context_, "HTTP/1.1 200 OK\r\nContent-Encoding: none\r\n\r\n:)\n");
  const auto third = open(strange.url());
  ASSERT_TRUE(third);
  EXPECT_EQ(next(**third), ":)\n");
}

TEST_F(ReplyStreamTest, AHeadThatSaysNoCanBeReadWithItsBody) {
  RawServer server(context_, [](const std::string&, int) {
    return RawReply("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"error\":\"no token\"}",
                    End::keep);
  });
  const auto stream = open(server.url("/"));
  ASSERT_TRUE(stream);
  EXPECT_EQ((*stream)->status(), 401);
  EXPECT_EQ((*stream)->headers().get("Content-Type"), "application/json");
  EXPECT_EQ(next(**stream), "{\"error\":\"no token\"}");
  EXPECT_EQ(next(**stream), "");
}

TEST_F(ReplyStreamTest, RedirectsAreFollowedAndTheSecretStays) {
  RawServer other(context_, [](const std::string&, int) { return RawReply(kUntilClose + ":)\n", End::close); });
  RawServer server(context_, [&](const std::string&, int) {
    return RawReply("HTTP/1.1 302 Found\r\nLocation: " + other.url("/stream") + "\r\nContent-Length: 0\r\n\r\n", End::keep);
  });
  FetchRequest request(server.url("/"));
  request.headers.add("Authorization", "Bearer secret");
  const auto stream = open(std::move(request));
  ASSERT_TRUE(stream) << describe(stream.error());
  EXPECT_EQ((*stream)->final_url(), other.url("/stream"));
  EXPECT_EQ(next(**stream), ":)\n");
  EXPECT_NE(server.requests().at(0).find("secret"), std::string::npos);
  EXPECT_EQ(other.requests().at(0).find("secret"), std::string::npos);
}

TEST_F(ReplyStreamTest, TheGuardIsAskedHereToo) {
  RawServer server(context_, [](const std::string&, int) {
    return RawReply("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2/\r\nContent-Length: 0\r\n\r\n", End::keep);
  });
  const auto stream = open(server.url("/"));
  ASSERT_FALSE(stream);
  EXPECT_EQ(stream.error().code, Errc::refused);
  EXPECT_EQ(stream.error().where, "http://127.0.0.2/");
}

TEST_F(ReplyStreamTest, TheHeadHasADeadlineAndTheBodyHasNot) {
  RawServer silent(context_, [](const std::string&, int) { return RawReply("", End::hang); });
  FetchRequest request(silent.url("/"));
  request.timeout = Seconds(1);
  const auto none = open(std::move(request));
  ASSERT_FALSE(none);
  EXPECT_EQ(describe(none.error()), silent.url("/") + ": no answer within 1 s");

  EventServer server(context_, kUntilClose);
  FetchRequest patient(server.url());
  patient.timeout = Seconds(1);
  const auto stream = open(std::move(patient));
  ASSERT_TRUE(stream) << describe(stream.error());
  fakes::run_to_end(context_, fakes::pause(1100ms));
  server.say(":)\n");
  EXPECT_EQ(next(**stream), ":)\n");
}

TEST_F(ReplyStreamTest, StreamsTakeNoPlaceOfTheirHost) {
  options_.connections = options_.connections_per_host = 1;
  RawServer server(context_, [](const std::string& request, int) {
    return request.starts_with("GET /stream") ? RawReply(kChunked, End::hang)
                                              : RawReply("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nHola", End::keep);
  });
  const auto one = open(server.url("/stream"));
  const auto two = open(server.url("/stream"));
  ASSERT_TRUE(one && two);
  const auto reply = fakes::run_to_end(context_, client().fetch(FetchRequest(server.url("/"))));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, "Hola");
}

TEST_F(ReplyStreamTest, CloseEndsReadsAndOpeningsAtOnce) {
  EventServer server(context_, kChunked);
  RawServer silent(context_, [](const std::string&, int) { return RawReply("", End::hang); });
  const auto stream = open(server.url());
  ASSERT_TRUE(stream);
  std::vector<Errc> ended;
  const auto note = [&](std::exception_ptr thrown, const auto& result) {
    ended.push_back(thrown || result ? Errc::internal : result.error().code);
    if (ended.size() == 2) context_.stop();
  };
  boost::asio::co_spawn(context_, (*stream)->next(60s), note);
  boost::asio::co_spawn(context_, client().open(FetchRequest(silent.url("/"))), note);
  boost::asio::steady_timer timer(context_, 50ms);
  Clock::time_point closed;
  timer.async_wait([&](boost::system::error_code) {
    closed = Clock::now();
    client().close();
  });
  context_.restart();
  context_.run();
  EXPECT_EQ(ended, std::vector<Errc>(2, Errc::cancelled));
  EXPECT_LT(Clock::now() - closed, 100ms);
  EXPECT_EQ(open(server.url()).error().code, Errc::cancelled);
}

TEST_F(ReplyStreamTest, AStreamMayOutliveItsClient) {
  EventServer server(context_, kChunked);
  const auto stream = open(server.url());
  ASSERT_TRUE(stream);
  client_.reset();
  EXPECT_EQ(next(**stream), "cancelled: cancelled");
}

TEST_F(ReplyStreamTest, CancellingTheReaderEndsTheRead) {
  EventServer server(context_, kChunked);
  const auto stream = open(server.url());
  ASSERT_TRUE(stream);
  boost::asio::cancellation_signal signal;
  std::optional<Result<std::string>> piece;
  boost::asio::co_spawn(context_, (*stream)->next(60s),
                        boost::asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, Result<std::string> made) {
                          if (!thrown) piece = std::move(made);
                          context_.stop();
                        }));
  boost::asio::steady_timer timer(context_, 20ms);
  timer.async_wait([&](boost::system::error_code) { signal.emit(boost::asio::cancellation_type::terminal); });
  context_.restart();
  context_.run();
  ASSERT_TRUE(piece && !*piece);
  EXPECT_EQ(piece->error().code, Errc::cancelled);
}

TEST_F(ReplyStreamTest, DestroyingItClosesItsConnection) {
  EventServer server(context_, kChunked);
  {
    const auto stream = open(server.url());
    ASSERT_TRUE(stream);
    EXPECT_FALSE(server.is_left());
  }
  EXPECT_TRUE(server.is_left());
}

/// Over TLS: an event, then a goodbye or none.
boost::asio::awaitable<void> stream_secretly(tcp::acceptor& acceptor, ssl_ctx_st* tls, bool says_goodbye) {
  SocketStream stream(co_await acceptor.async_accept(boost::asio::use_awaitable));
  stream.secure(tls, "");
  const auto failure = co_await stream.handshake();
  if (failure) co_return;
  std::string buffer(4096, '\0');
  SocketStream::ErrorCode ignored;
  co_await stream.read_some(buffer, ignored);
  std::size_t sent = 0;
  co_await stream.write(kUntilClose, ":)\n", sent);
  if (says_goodbye) stream.say_goodbye();
  stream.close();
}

TEST_F(ReplyStreamTest, OverTlsOnlyAGoodbyeIsACleanEnd) {
  fakes::CertificateAuthority authority;
  const auto files = authority.issue("casal.example", "DNS:casal.example");
  options_.hosts = {{"casal.example", "127.0.0.1"}};
  options_.allow_hosts = {"casal.example"};
  options_.ca_file = authority.ca_file();
  const auto tls = make_server_context(files.certificate, files.key);
  ASSERT_TRUE(tls);
  tcp::acceptor acceptor(context_, {boost::asio::ip::address_v4::loopback(), 0});
  for (const bool says_goodbye : {true, false}) {
    boost::asio::co_spawn(context_, stream_secretly(acceptor, tls->get(), says_goodbye), [](std::exception_ptr) {});
    const auto stream = open("https://casal.example:" + std::to_string(acceptor.local_endpoint().port()) + "/");
    ASSERT_TRUE(stream) << describe(stream.error());
    EXPECT_EQ(next(**stream), ":)\n");
    EXPECT_EQ(next(**stream), says_goodbye ? "" : "network: the answer broke off after 3 bytes: the connection was cut, not closed");
  }
}

}  // namespace
}  // namespace resso::net
