#include "net/http_client.hpp"
#include "net/server.hpp"
#include "net/socket_stream.hpp"
#include "tests/fakes/certificates.hpp"
#include "tests/fakes/loopback.hpp"

#include <gtest/gtest.h>
#include <fstream>

namespace resso::net {
namespace {

using namespace std::chrono_literals;

fakes::CertificateAuthority& authority() {
  static fakes::CertificateAuthority made;
  return made;
}

boost::asio::awaitable<ServerResponse> hello(ServerRequest request) {
  ServerResponse response;
  response.body = std::make_shared<const std::string>(request.secure ? "Hola, en secret" : "Hola");
  co_return response;
}

class TlsClientTest : public ::testing::Test {
 protected:
  TlsClientTest() {
    options_.timeout = Seconds(10);
    options_.hosts = {{"casal.example", "127.0.0.1"}};
    options_.allow_hosts = {"casal.example", "127.0.0.1"};
    options_.ca_file = authority().ca_file();
  }
  std::unique_ptr<Server> serve(const fakes::CertificateFiles& files) {
    ServerOptions options;
    options.tls_certificate = files.certificate;
    options.tls_key = files.key;
    auto server = Server::listen(context_.get_executor(), std::move(options), hello);
    return server ? std::move(*server) : nullptr;
  }
  Result<FetchReply> fetch(std::uint16_t port, const std::string& host = "casal.example") {
    if (!client_) client_ = std::make_unique<HttpClient>(context_.get_executor(), options_);
    return fakes::run_to_end(context_, client_->fetch(FetchRequest("https://" + host + ":" + std::to_string(port) + "/")));
  }
  /// What is said of a server with this certificate.
  std::string problem(const fakes::CertificateFiles& files) {
    const auto server = serve(files);
    const auto reply = fetch(server->port());
    if (reply) return "accepted";
    EXPECT_EQ(reply.error().code, Errc::tls) << reply.error().what;
    return reply.error().what;
  }

  boost::asio::io_context context_{1};
  FetcherOptions options_;
  std::unique_ptr<HttpClient> client_;
};

TEST_F(TlsClientTest, AcceptsACertificateOfATrustedAuthorityAndUsesTheConnectionAgain) {
  const auto server = serve(authority().issue("casal.example", "DNS:casal.example"));
  const auto reply = fetch(server->port());
  ASSERT_TRUE(reply) << describe(reply.error());
  EXPECT_EQ(reply->body, "Hola, en secret");
  EXPECT_TRUE(fetch(server->port())->reused_connection);
  EXPECT_EQ(server->address(), "https://127.0.0.1:" + std::to_string(server->port()));
}

TEST_F(TlsClientTest, AcceptsWildcardsAndNumericNames) {
  options_.hosts.emplace_back("agenda.casal.example", "127.0.0.1");
  options_.allow_hosts.push_back("agenda.casal.example");
  const auto server = serve(authority().issue("casal.example", "DNS:*.casal.example,IP:127.0.0.1"));
  EXPECT_TRUE(fetch(server->port(), "agenda.casal.example"));
  EXPECT_TRUE(fetch(server->port(), "127.0.0.1"));
  EXPECT_FALSE(fetch(server->port(), "casal.example"));
}

TEST_F(TlsClientTest, RefusesAnotherName) {
  EXPECT_EQ(problem(authority().issue("ateneu.example", "DNS:ateneu.example,DNS:www.ateneu.example")),
            "the certificate is for ateneu.example, www.ateneu.example, not for casal.example");
}

TEST_F(TlsClientTest, RefusesWhatIsExpiredOrNotYetValid) {
  EXPECT_TRUE(problem(authority().issue("casal.example", "DNS:casal.example", -9, -1)).starts_with("the certificate expired on 20"));
  EXPECT_TRUE(problem(authority().issue("casal.example", "DNS:casal.example", 2, 9)).starts_with("the certificate is valid only from 20"));
}

TEST_F(TlsClientTest, RefusesSelfSigned) {
  EXPECT_EQ(problem(authority().issue_self_signed("casal.example", "DNS:casal.example")),
            "the certificate is self-signed: nobody who is trusted here vouches for it");
}

TEST_F(TlsClientTest, RefusesAnUnknownAuthority) {
  options_.ca_file.clear();
  EXPECT_EQ(problem(authority().issue("casal.example", "DNS:casal.example")), "the certificate's issuer is not trusted here");
}

TEST_F(TlsClientTest, SaysThatAPortDoesNotSpeakTls) {
  fakes::RawServer server(context_, [](const std::string&, int) { return fakes::RawReply("", fakes::RawReply::End::close); });
  auto plain = Server::listen(context_.get_executor(), ServerOptions{}, hello);
  const auto reply = fetch((*plain)->port());
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, Errc::tls);
  EXPECT_EQ(reply.error().what, "the server does not speak TLS on this port");
}

TEST_F(TlsClientTest, AnUnreadableAuthorityFileIsSaid) {
  options_.ca_file = "/nonexistent.pem";
  const auto reply = fetch(1);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, Errc::tls);
  EXPECT_EQ(reply.error().where, "/nonexistent.pem");
}

TEST_F(TlsClientTest, TheDeadlineCoversTheHandshake) {
  options_.timeout = Seconds(1);
  boost::asio::ip::tcp::acceptor silent(context_, {boost::asio::ip::address_v4::loopback(), 0});
  const auto reply = fetch(silent.local_endpoint().port());
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().what, "no end of the TLS handshake within 1 s");
}

/// Answers one request without a length and cuts the connection, saying goodbye or not.
boost::asio::awaitable<void> answer_without_length(boost::asio::ip::tcp::acceptor& acceptor, ssl_ctx_st* tls, bool says_goodbye) {
  SocketStream stream(co_await acceptor.async_accept(boost::asio::use_awaitable));
  stream.secure(tls, "");
  const auto failure = co_await stream.handshake();
  if (failure) co_return;
  std::string buffer(4096, '\0');
  SocketStream::ErrorCode ignored;
  co_await stream.read_some(buffer, ignored);
  std::size_t sent = 0;
  co_await stream.write("HTTP/1.1 200 OK\r\n\r\n", "half of", sent);
  if (says_goodbye) stream.say_goodbye();
  stream.close();
}

TEST_F(TlsClientTest, ABodyWithoutLengthIsWholeOnlyAfterAGoodbye) {
  const auto files = authority().issue("casal.example", "DNS:casal.example");
  const auto tls = make_server_context(files.certificate, files.key);
  ASSERT_TRUE(tls);
  boost::asio::ip::tcp::acceptor acceptor(context_, {boost::asio::ip::address_v4::loopback(), 0});
  for (const bool says_goodbye : {true, false}) {
    boost::asio::co_spawn(context_, answer_without_length(acceptor, tls->get(), says_goodbye), [](std::exception_ptr) {});
    const auto reply = fetch(acceptor.local_endpoint().port());
    EXPECT_EQ(reply.has_value(), says_goodbye);
    if (!reply) {
      EXPECT_EQ(reply.error().what, "the answer broke off after 7 bytes: the connection was cut, not closed");
    }
  }
}

TEST_F(TlsClientTest, AServerSaysWhichOfItsFilesIsWrong) {
  const auto files = authority().issue("casal.example", "DNS:casal.example");
  const auto other = authority().issue("casal.example", "DNS:casal.example");
  EXPECT_EQ(make_server_context("/nonexistent.pem", files.key).error().where, "/nonexistent.pem");
  EXPECT_EQ(make_server_context(files.certificate, files.certificate).error().where, files.certificate);
  EXPECT_EQ(make_server_context(files.certificate, other.key).error().where, other.key);
}

TEST_F(TlsClientTest, ALargeBodyPassesWhole) {
  const auto files = authority().issue("casal.example", "DNS:casal.example");
  ServerOptions options;
  options.tls_certificate = files.certificate;
  options.tls_key = files.key;
  auto body = std::make_shared<std::string>();
  while (body->size() < 3'000'000) *body += std::to_string(body->size()) + " ";
  auto server =
      Server::listen(context_.get_executor(), std::move(options), [body](ServerRequest) -> boost::asio::awaitable<ServerResponse> {
        ServerResponse response;
        response.body = body;
        co_return response;
      });
  const auto reply = fetch((*server)->port());
  ASSERT_TRUE(reply) << describe(reply.error());
  EXPECT_EQ(reply->body, *body);
}

}  // namespace
}  // namespace resso::net
