#include "net/http_client.hpp"
#include "net/content_coding.hpp"
#include "net/deadline.hpp"
#include "tests/fakes/loopback.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/ip/udp.hpp>

namespace resso::net {
namespace {

using namespace std::chrono_literals;
using fakes::RawReply;
using fakes::RawServer;
using End = RawReply::End;
using Clock = std::chrono::steady_clock;

std::string answer(const std::string& body, const std::string& fields = "", const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string redirect(const std::string& status, const std::string& to) { return answer("moved", "Location: " + to + "\r\n", status); }
RawServer::Script always(RawReply reply) {
  return [reply](const std::string&, int) { return reply; };
}
std::string target_of(const std::string& request) {
  const std::size_t space = request.find(' ') + 1;
  return request.substr(space, request.find(' ', space) - space);
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class HttpClientTest : public ::testing::Test {
 protected:
  HttpClientTest() {
    options_.timeout = Seconds(10);
    options_.user_agent = "Resso/test";
    options_.allow_hosts = {"127.0.0.1"};
  }
  HttpClient& client() {
    if (!client_) client_ = std::make_unique<HttpClient>(context_.get_executor(), options_);
    return *client_;
  }
  Result<FetchReply> fetch(FetchRequest request) { return fakes::run_to_end(context_, client().fetch(std::move(request))); }
  Result<FetchReply> fetch(const std::string& url) { return fetch(FetchRequest(url)); }
  /// The error of fetching one answer, "code: what".
  std::string problem(RawReply reply) {
    RawServer server(context_, always(std::move(reply)));
    const auto fetched = fetch(server.url("/"));
    return fetched ? "status " + std::to_string(fetched->status) : std::string(name_of(fetched.error().code)) + ": " + fetched.error().what;
  }

  boost::asio::io_context context_{1};
  FetcherOptions options_;
  std::unique_ptr<HttpClient> client_;
};

TEST_F(HttpClientTest, GivesStatusFieldsAndBody) {
  RawServer server(context_, always({answer("Hola", "ETag: \"a\"\r\nX-Two: 1\r\nX-Two: 2\r\n", "404 Not Found"), End::keep}));
  const auto reply = fetch(server.url("/agenda?x=1"));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 404);
  EXPECT_EQ(reply->body, "Hola");
  EXPECT_EQ(reply->headers.get("etag"), "\"a\"");
  EXPECT_EQ(reply->headers.joined("x-two"), "1, 2");
  EXPECT_EQ(reply->final_url, server.url("/agenda?x=1"));
  EXPECT_EQ(reply->bytes_received, 4u);
}

TEST_F(HttpClientTest, AsksAsItShould) {
  RawServer server(context_, always({answer(""), End::keep}));
  FetchRequest request(server.url("/x"));
  request.method = "REPORT";
  request.body = "<query/>";
  request.headers = Headers{{"Depth", "1"}, {"Host", "forged"}, {"Content-Length", "99"}};
  ASSERT_TRUE(fetch(std::move(request)));
  const std::string& sent = server.requests().at(0);
  EXPECT_TRUE(sent.starts_with("REPORT /x HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n")) << sent;
  EXPECT_TRUE(has(sent, "User-Agent: Resso/test\r\n"));
  EXPECT_TRUE(has(sent, "Accept-Encoding: gzip, deflate, br\r\n"));
  EXPECT_TRUE(has(sent, "Content-Length: 8\r\n"));
  EXPECT_TRUE(has(sent, "Depth: 1\r\n"));
  EXPECT_FALSE(has(sent, "forged"));
}

TEST_F(HttpClientTest, AFieldWithALineBreakIsNotSent) {
  RawServer server(context_, always({answer(""), End::keep}));
  for (const auto& [name, value] : {std::pair{"X", "a\r\nHost: b"}, std::pair{"X\r\nY", "a"}, std::pair{"", "a"}}) {
    FetchRequest request(server.url("/"));
    request.headers.add(name, value);
    EXPECT_EQ(fetch(std::move(request)).error().code, Errc::bad_input);
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(HttpClientTest, UsesAConnectionAgainAfterAWholeBody) {
  RawServer server(context_, always({answer("Hola"), End::keep}));
  EXPECT_FALSE(fetch(server.url("/1"))->reused_connection);
  EXPECT_TRUE(fetch(server.url("/2"))->reused_connection);
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpClientTest, DoesNotUseAConnectionAgainWhenToldNotTo) {
  RawServer server(context_, always({answer("Hola", "Connection: close\r\n"), End::keep}));
  ASSERT_TRUE(fetch(server.url("/1")));
  EXPECT_FALSE(fetch(server.url("/2"))->reused_connection);
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(HttpClientTest, AnIdleConnectionTooOldIsLeft) {
  options_.idle_timeout = Seconds(0);
  RawServer server(context_, always({answer("Hola"), End::keep}));
  ASSERT_TRUE(fetch(server.url("/1")));
  EXPECT_FALSE(fetch(server.url("/2"))->reused_connection);
}

TEST_F(HttpClientTest, AConnectionThatDiedIdleIsReplacedUnseen) {
  // The second question on the first connection is not answered: the server closes as it comes.
  std::vector<int> answered;
  RawServer server(context_, [&](const std::string&, int connection) {
    answered.push_back(connection);
    const bool dies = connection == 0 && answered.size() > 1;
    return dies ? RawReply("", End::reset) : RawReply(answer("Hola"), End::keep);
  });
  ASSERT_TRUE(fetch(server.url("/1")));
  const auto second = fetch(server.url("/2"));
  ASSERT_TRUE(second) << describe(second.error());
  EXPECT_FALSE(second->reused_connection);
  EXPECT_EQ(answered, (std::vector<int>{0, 0, 1}));
}

TEST_F(HttpClientTest, AQuestionIsNotRepeatedOnceItsAnswerHasBegun) {
  int asked = 0;
  RawServer server(context_, [&](const std::string&, int) {
    return ++asked == 2 ? RawReply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHo", End::reset) : RawReply(answer("Hola"), End::keep);
  });
  ASSERT_TRUE(fetch(server.url("/1")));
  EXPECT_FALSE(fetch(server.url("/2")));
  EXPECT_EQ(asked, 2);
}

TEST_F(HttpClientTest, UndoesEveryCodingItAskedFor) {
  for (const auto& [coding, bytes] : {std::pair{"gzip", gzip("Bon dia")}, std::pair{"br", brotli("Bon dia")}}) {
    RawServer server(context_, always({answer(bytes, std::string("Content-Encoding: ") + coding + "\r\n"), End::keep}));
    EXPECT_EQ(fetch(server.url("/"))->body, "Bon dia") << coding;
  }
}

TEST_F(HttpClientTest, ReadsChunksAndBodiesThatEndWithTheConnection) {
  RawServer chunked(context_, always({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nHola\r\n0\r\n\r\n", End::keep}));
  EXPECT_EQ(fetch(chunked.url("/"))->body, "Hola");
  EXPECT_TRUE(fetch(chunked.url("/"))->reused_connection);
  RawServer closed(context_, always({"HTTP/1.0 200 OK\r\n\r\nHola", End::close}));
  EXPECT_EQ(fetch(closed.url("/"))->body, "Hola");
}

TEST_F(HttpClientTest, SkipsInterimAnswers) {
  RawServer server(context_,
                   always({"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + answer("Hola"), End::keep}));
  const auto reply = fetch(server.url("/"));
  EXPECT_EQ(reply->body, "Hola");
  EXPECT_FALSE(reply->headers.has("Link"));
}

TEST_F(HttpClientTest, HeadNoContentAndNotModifiedHaveNoBody) {
  RawServer server(context_, [](const std::string& request, int) {
    if (request.starts_with("HEAD"))
      return RawReply("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Encoding: gzip\r\n\r\n", End::keep);
    if (target_of(request) == "/204") return RawReply("HTTP/1.1 204 No Content\r\n\r\n", End::keep);
    return RawReply("HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\nTransfer-Encoding: chunked\r\n\r\n", End::keep);
  });
  FetchRequest head(server.url("/"));
  head.method = "HEAD";
  EXPECT_EQ(fetch(std::move(head))->body, "");
  EXPECT_EQ(fetch(server.url("/204"))->status, 204);
  EXPECT_EQ(fetch(server.url("/304"))->status, 304);
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpClientTest, FollowsRedirectsAndTellsThem) {
  RawServer server(context_, [](const std::string& request, int) {
    if (target_of(request) == "/a/1") return RawReply(redirect("301 Moved", "../b 2"), End::keep);
    if (target_of(request) == "/b%202") return RawReply(redirect("302 Found", "/c"), End::keep);
    return RawReply(answer("Hola"), End::keep);
  });
  const auto reply = fetch(server.url("/a/1"));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->final_url, server.url("/c"));
  ASSERT_EQ(reply->redirects.size(), 2u);
  EXPECT_EQ(reply->redirects[0].status, 301);
  EXPECT_EQ(reply->redirects[0].to, server.url("/b%202"));
  EXPECT_EQ(reply->redirects[1].from, server.url("/b%202"));
}

TEST_F(HttpClientTest, ARedirectIsAReplyWhenItIsNotToBeFollowed) {
  RawServer server(context_, always({redirect("302 Found", "/c"), End::keep}));
  FetchRequest request(server.url("/"));
  request.follow_redirects = false;
  const auto reply = fetch(std::move(request));
  EXPECT_EQ(reply->status, 302);
  EXPECT_EQ(reply->body, "moved");
}

TEST_F(HttpClientTest, WhatARedirectSaysBesidesItsLocationMakesNoDifference) {
  const std::string location = "Location: /c\r\n";
  for (const std::string& bad : {answer("no gzip", location + "Content-Encoding: gzip\r\n", "302 Found"),
                                 answer(std::string(200'000, 'x'), location, "302 Found")}) {
    RawServer server(context_, always({bad, End::keep}));
    FetchRequest request(server.url("/"));
    request.follow_redirects = false;
    request.body_limit = 100'000;
    const auto reply = fetch(std::move(request));
    ASSERT_TRUE(reply) << describe(reply.error());
    EXPECT_EQ(reply->status, 302);
    EXPECT_EQ(reply->headers.get("Location"), "/c");
  }
}

TEST_F(HttpClientTest, RedirectsHaveALimit) {
  int asked = 0;
  RawServer server(context_,
                   [&](const std::string&, int) { return RawReply(redirect("302 Found", "/" + std::to_string(++asked)), End::keep); });
  const auto reply = fetch(server.url("/"));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, Errc::limit);
  EXPECT_EQ(asked, 6);
  EXPECT_TRUE(has(problem({redirect("302 Found", "/"), End::keep}), "in circles"));
}

TEST_F(HttpClientTest, ARedirectToNothingFetchableIsSaid) {
  EXPECT_TRUE(has(problem({redirect("302 Found", "mailto:casal@a.example"), End::keep}),
                  "bad_input: redirects to something that cannot be fetched"));
}

TEST_F(HttpClientTest, SeeOtherBecomesGetAndTemporaryRedirectKeepsTheQuestion) {
  RawServer server(context_, [](const std::string& request, int) {
    if (target_of(request) == "/303") return RawReply(redirect("303 See Other", "/end"), End::close);
    if (target_of(request) == "/307") return RawReply(redirect("307 Temporary Redirect", "/end"), End::close);
    return RawReply(answer(""), End::close);
  });
  for (const auto& [target, expected] : {std::pair{"/303", "GET /end"}, std::pair{"/307", "PROPFIND /end"}}) {
    FetchRequest request(server.url(target));
    request.method = "PROPFIND";
    ASSERT_TRUE(fetch(std::move(request)));
    EXPECT_TRUE(server.requests().back().starts_with(expected)) << server.requests().back();
  }
}

TEST_F(HttpClientTest, SecretsStayWithTheirOrigin) {
  RawServer other(context_, always({answer("Hola"), End::keep}));
  RawServer server(context_, [&](const std::string& request, int) {
    return RawReply(redirect("302 Found", target_of(request) == "/1" ? "/2" : other.url("/")), End::keep);
  });
  FetchRequest request(server.url("/1"));
  request.headers.add("Authorization", "Bearer secret");
  ASSERT_TRUE(fetch(std::move(request)));
  EXPECT_TRUE(has(server.requests().at(1), "Bearer secret"));
  EXPECT_FALSE(has(other.requests().at(0), "secret"));
}

TEST_F(HttpClientTest, AnswersAChallengeOnce) {
  RawServer server(context_, [](const std::string& request, int) {
    const std::string challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n";
    return has(request, "Authorization: Digest username=\"casal\"") ? RawReply(answer("dins"), End::keep)
                                                                    : RawReply(answer("", challenge, "401 Unauthorized"), End::keep);
  });
  FetchRequest request(server.url("/"));
  request.digest_user = "casal";
  request.digest_password = "secret";
  const auto reply = fetch(std::move(request));
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, "dins");
  EXPECT_EQ(server.connections(), 1);

  RawServer deaf(context_, always({answer("", "WWW-Authenticate: Basic realm=r\r\n", "401 Unauthorized"), End::keep}));
  FetchRequest again(deaf.url("/"));
  again.digest_user = "casal";
  EXPECT_EQ(fetch(std::move(again))->status, 401);
  EXPECT_EQ(deaf.requests().size(), 2u);
}

TEST_F(HttpClientTest, UserAndPasswordOfAnAddressAreUsedAndNeverShown) {
  RawServer server(context_, [](const std::string& request, int) {
    return has(request, "Authorization: Basic Y2FzYWw6c2VjcmV0") ? RawReply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", End::close)
                                                                 : RawReply(answer("", "WWW-Authenticate: Basic\r\n", "401 No"), End::keep);
  });
  const auto reply = fetch("http://casal:secret@127.0.0.1:" + std::to_string(server.port()) + "/");
  ASSERT_FALSE(reply);
  EXPECT_FALSE(has(describe(reply.error()), "secret"));
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST_F(HttpClientTest, TheGuardIsAskedForLiteralsNamesAndRedirects) {
  options_.hosts = {{"inside.example", "192.168.7.7"}, {"metadata.example", "169.254.169.254"}};
  for (const char* url : {"http://127.0.0.2/", "http://[::1]/", "http://0x7f000002/", "http://inside.example/", "https://metadata.example/",
                          "http://localhost/", "http://[::ffff:10.0.0.1]/"})
    EXPECT_EQ(fetch(url).error().code, Errc::refused) << url;
  RawServer server(context_, always({redirect("302 Found", "http://inside.example/latest"), End::keep}));
  const auto reply = fetch(server.url("/"));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, Errc::refused);
  EXPECT_EQ(reply.error().where, "http://inside.example/latest");
}

TEST_F(HttpClientTest, WhatIsConfiguredAnewHoldsFromTheNextQuestionOn) {
  options_.allow_hosts.clear();
  std::string asked;
  RawServer server(context_, [&](const std::string& request, int) {
    asked = request;
    return RawReply{answer("Hola"), End::keep};
  });
  EXPECT_EQ(fetch(server.url("/")).error().code, Errc::refused);
  FetcherOptions anew = options_;
  anew.allow_hosts = {"127.0.0.1"};
  anew.user_agent = "Resso/anew";
  client().reconfigure(anew);
  EXPECT_EQ(fetch(server.url("/"))->body, "Hola");
  EXPECT_TRUE(has(asked, "User-Agent: Resso/anew\r\n")) << asked;
  anew.body_limit = 3;
  client().reconfigure(anew);
  EXPECT_EQ(fetch(server.url("/")).error().code, Errc::limit);
  anew.allow_hosts.clear();
  client().reconfigure(anew);
  EXPECT_EQ(fetch(server.url("/")).error().code, Errc::refused) << "also over a connection that is still there";
}

TEST_F(HttpClientTest, AConnectionInUseWhileItsHostIsForbiddenIsNotUsedAgain) {
  RawServer server(context_, [&](const std::string&, int) {
    FetcherOptions closed = options_;
    closed.allow_hosts.clear();
    client().reconfigure(closed);
    return RawReply{answer("Hola"), End::keep};
  });
  EXPECT_EQ(fetch(server.url("/"))->body, "Hola");
  EXPECT_EQ(fetch(server.url("/")).error().code, Errc::refused);
}

TEST_F(HttpClientTest, NamesFromConfigurationAreResolvedAndGuarded) {
  RawServer server(context_, always({answer("Hola"), End::keep}));
  options_.hosts = {{"casal.example", "127.0.0.1"}};
  options_.allow_hosts = {"casal.example:" + std::to_string(server.port())};
  EXPECT_EQ(fetch("http://casal.example:" + std::to_string(server.port()) + "/")->body, "Hola");
}

TEST_F(HttpClientTest, AnAddressThatDoesNotAnswerIsFollowedByTheNext) {
  RawServer server(context_, always({answer("Hola"), End::keep}));
  options_.hosts = {{"casal.example", "::1"}, {"casal.example", "127.0.0.1"}};  // nobody listens on ::1
  options_.allow_hosts = {"casal.example"};
  EXPECT_EQ(fetch("http://casal.example:" + std::to_string(server.port()) + "/")->body, "Hola");
}

TEST_F(HttpClientTest, SaysWhatWentWrong) {
  EXPECT_EQ(problem({"HTTP/1.1 200 OK\r\nContent-Length: 2048\r\n\r\n" + std::string(1024, 'a'), End::close}),
            "network: the answer broke off: 1,024 of 2,048 bytes came");
  EXPECT_EQ(problem({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nHola\r\n", End::close}),
            "network: the answer broke off after 4 bytes: its last chunk is missing");
  EXPECT_EQ(problem({"HTTP/1.1 200 OK\r\nContent-Length: 2048\r\n\r\nHola", End::reset}), "network: connection reset after 4 bytes");
  EXPECT_EQ(problem({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", End::close}),
            "network: the answer's chunks are malformed after 0 bytes");
  EXPECT_EQ(problem({"HTTP/1.1 200 OK\r\nX: ", End::close}), "network: the connection was closed in the middle of the answer's header");
  EXPECT_EQ(problem({"", End::close}), "network: the connection was closed without an answer");
  EXPECT_EQ(problem({"\x01\xff nothing", End::hang}), "network: the answer is not HTTP");
  EXPECT_EQ(problem({answer("\x1f\x8bnotgzip", "Content-Encoding: gzip\r\n"), End::keep}),
            "bad_input: the body is said to be gzip but is not");
  EXPECT_EQ(problem({answer("a", "Content-Length: 7\r\n"), End::close}), "network: the answer's Content-Length \"7, 1\" is not one number");
}

TEST_F(HttpClientTest, AHeaderThatDoesNotEndIsCutAtItsLimit) {
  EXPECT_EQ(problem({"HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'a') + "\r\n\r\n", End::hang}),
            "limit: the answer's header is larger than 65,536 bytes");
}

TEST_F(HttpClientTest, ABodyBeyondTheLimitIsNotRead) {
  options_.body_limit = 1000;
  EXPECT_EQ(problem({"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", End::hang}), "limit: the body is larger than 1,000 bytes");
  EXPECT_EQ(problem({"HTTP/1.1 200 OK\r\n\r\n" + std::string(1001, 'a'), End::hang}), "limit: the body is larger than 1,000 bytes");
  EXPECT_EQ(problem({answer(gzip(std::string(1001, 'a')), "Content-Encoding: gzip\r\n"), End::keep}),
            "limit: the body is larger than 1,000 bytes once decompressed");
  EXPECT_EQ(problem({answer(std::string(1000, 'a')), End::keep}), "status 200");
}

TEST_F(HttpClientTest, AnErrorPageThatCannotBeUnpackedIsStillItsStatus) {
  EXPECT_EQ(problem({answer("not gzip", "Content-Encoding: gzip\r\n", "503 Busy"), End::keep}), "status 503");
}

TEST_F(HttpClientTest, NobodyListeningIsSaid) {
  std::string url;
  {
    RawServer gone(context_, always({"", End::close}));
    url = gone.url("/");
  }
  context_.poll();
  const auto reply = fetch(url);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, Errc::network);
  EXPECT_TRUE(has(reply.error().what, "nobody listens there")) << reply.error().what;
  EXPECT_EQ(reply.error().where, url);
}

TEST_F(HttpClientTest, OneDeadlineEndsSilenceAndDripping) {
  RawReply drip(answer(std::string(1000, 'a')), End::keep);
  drip.between_bytes = 20ms;
  for (const auto& [reply, what] :
       {std::pair{RawReply("", End::hang), "no answer within 1 s"}, std::pair{drip, "the answer was not complete within 1 s"}}) {
    RawServer server(context_, always(reply));
    FetchRequest request(server.url("/"));
    request.timeout = Seconds(1);
    const auto began = Clock::now();
    const auto fetched = fetch(std::move(request));
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, Errc::timeout);
    EXPECT_TRUE(has(fetched.error().what, what)) << fetched.error().what;
    EXPECT_LT(Clock::now() - began, 3s);
  }
}

TEST_F(HttpClientTest, TheDeadlineIsOneForAllHopsAndToldOfTheFirst) {
  RawReply slow(redirect("302 Found", "/again?" + std::string(30, 'x')), End::keep);
  slow.between_bytes = 4ms;  // some 0.4 s a hop: no hop is too slow by itself
  RawServer server(context_, always(slow));
  options_.max_redirects = 50;
  FetchRequest request(server.url("/"));
  request.timeout = Seconds(1);
  const auto began = Clock::now();
  const auto fetched = fetch(std::move(request));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, Errc::timeout);
  EXPECT_EQ(fetched.error().where, server.url("/"));
  EXPECT_GE(server.requests().size(), 2u);
  EXPECT_LT(Clock::now() - began, 2s);
}

TEST_F(HttpClientTest, TheDeadlineEndsSilenceOnAConnectionUsedAgain) {
  RawServer server(context_, [](const std::string& request, int) {
    return target_of(request) == "/" ? RawReply(answer("Hola"), End::keep) : RawReply("", End::hang);
  });
  ASSERT_TRUE(fetch(server.url("/")));
  FetchRequest request(server.url("/silent"));
  request.timeout = Seconds(1);
  const auto fetched = fetch(std::move(request));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().what, "no answer within 1 s");
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpClientTest, TheDeadlineEndsAQuestionThatIsNotTaken) {
  // Connections wait to be accepted: what they send is taken by the system's buffers only.
  boost::asio::ip::tcp::acceptor deaf(context_, {boost::asio::ip::address_v4::loopback(), 0});
  FetchRequest request("http://127.0.0.1:" + std::to_string(deaf.local_endpoint().port()) + "/");
  request.method = "POST";
  request.body = std::string(30u << 20, 'a');
  request.timeout = Seconds(1);
  const auto fetched = fetch(std::move(request));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, Errc::timeout);
  EXPECT_EQ(fetched.error().what, "the question was not taken within 1 s");
}

TEST_F(HttpClientTest, TheDeadlineEndsTheWaitForAnothersConnection) {
  options_.connections_per_host = 1;
  RawServer server(context_, always({"", End::hang}));
  boost::asio::co_spawn(context_, client().fetch(FetchRequest(server.url("/"))), [](std::exception_ptr, const Result<FetchReply>&) {});
  FetchRequest request(server.url("/"));
  request.timeout = Seconds(1);
  const auto fetched = fetch(std::move(request));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, Errc::timeout);
  EXPECT_EQ(fetched.error().what, "no free connection to its host within 1 s");
}

TEST_F(HttpClientTest, CancellingAFetchEndsItAtOnce) {
  RawServer server(context_, always({"", End::hang}));
  boost::asio::cancellation_signal signal;
  std::optional<Result<FetchReply>> reply;
  Clock::time_point cancelled;
  boost::asio::co_spawn(context_, client().fetch(FetchRequest(server.url("/"))),
                        boost::asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, Result<FetchReply> made) {
                          if (!thrown) reply = std::move(made);
                          context_.stop();
                        }));
  boost::asio::steady_timer timer(context_, 50ms);
  timer.async_wait([&](boost::system::error_code) {
    cancelled = Clock::now();
    signal.emit(boost::asio::cancellation_type::terminal);
  });
  context_.run();
  ASSERT_TRUE(reply);
  ASSERT_FALSE(*reply);
  EXPECT_EQ(reply->error().code, Errc::cancelled);
  EXPECT_LT(Clock::now() - cancelled, 100ms);
}

/// A name server on loopback that never answers.
class SilentNameServer {
 public:
  explicit SilentNameServer(boost::asio::io_context& context)
      : socket_(context, boost::asio::ip::udp::endpoint(boost::asio::ip::address_v4::loopback(), 0)) {}
  std::string address() const { return "127.0.0.1:" + std::to_string(socket_.local_endpoint().port()); }

 private:
  boost::asio::ip::udp::socket socket_;
};

TEST_F(HttpClientTest, CloseEndsAllFetchesAlsoThoseInNameResolution) {
  const SilentNameServer names(context_);
  options_.dns_servers = names.address();
  options_.connections_per_host = 1;
  RawServer server(context_, always({"", End::hang}));
  std::vector<Errc> ended;
  // One waits for an answer, one for the first one's connection, one for a name.
  for (const std::string& url : {server.url("/"), server.url("/"), std::string("http://silent.example/")})
    boost::asio::co_spawn(context_, client().fetch(FetchRequest(url)), [&](std::exception_ptr thrown, Result<FetchReply> reply) {
      ended.push_back(thrown || reply ? Errc::internal : reply.error().code);
      if (ended.size() == 3) context_.stop();
    });
  boost::asio::steady_timer timer(context_, 50ms);
  Clock::time_point closed;
  timer.async_wait([&](boost::system::error_code) {
    closed = Clock::now();
    client().close();
  });
  context_.run();
  EXPECT_EQ(ended, std::vector<Errc>(3, Errc::cancelled));
  EXPECT_LT(Clock::now() - closed, 100ms);
  EXPECT_EQ(fetch(server.url("/")).error().code, Errc::cancelled);
}

TEST_F(HttpClientTest, ADeadlineInNameResolutionLeavesNothingBehind) {
  const SilentNameServer names(context_);
  options_.dns_servers = names.address();
  FetchRequest request("http://silent.example/");
  request.timeout = Seconds(1);
  std::optional<Result<FetchReply>> reply;
  boost::asio::co_spawn(context_, client().fetch(std::move(request)),
                        [&](std::exception_ptr, Result<FetchReply> made) { reply = std::move(made); });
  const auto began = Clock::now();
  context_.run();  // ends only when no socket and no timer is left
  ASSERT_TRUE(reply && !*reply);
  EXPECT_EQ(reply->error().what, "no answer from the name servers within 1 s");
  EXPECT_LT(Clock::now() - began, 1900ms);
}

boost::asio::awaitable<int> fetch_many(HttpClient& client, std::vector<std::string> urls) {
  int good = 0;
  std::size_t left = urls.size();
  boost::asio::steady_timer all(co_await boost::asio::this_coro::executor, boost::asio::steady_timer::time_point::max());
  for (const auto& url : urls)
    boost::asio::co_spawn(all.get_executor(), client.fetch(FetchRequest(url)), [&](std::exception_ptr, Result<FetchReply> reply) {
      good += reply && reply->status == 200 ? 1 : 0;
      if (--left == 0) all.cancel();
    });
  boost::system::error_code ignored;
  co_await all.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
  co_return good;
}

/// A body that tells whose it is, in every byte.
std::string body_of(int number) { return std::string(200'000 + static_cast<std::size_t>(number), static_cast<char>('a' + number)); }

boost::asio::awaitable<void> fetch_own(HttpClient& client, std::string url, int number, int& whole) {
  for (int turn = 0; turn < 3; ++turn) {
    FetchRequest request(url + std::to_string(number));
    const auto reply = co_await client.fetch(std::move(request));
    whole += reply && reply->body == body_of(number) ? 1 : 0;
  }
}

TEST_F(HttpClientTest, FetchesAtOnceNeverMixTheirBytes) {
  options_.connections_per_host = 8;
  RawServer server(context_, [](const std::string& request, int) {
    const int number = std::stoi(target_of(request).substr(1));
    return RawReply(answer(body_of(number)), End::keep);
  });
  int whole = 0, working = 8;
  for (int number = 0; number < 8; ++number)
    boost::asio::co_spawn(context_, fetch_own(client(), server.url("/"), number, whole), [&](const std::exception_ptr&) {
      if (--working == 0) context_.stop();
    });
  context_.run();
  EXPECT_EQ(whole, 24);
}

TEST_F(HttpClientTest, KeepsToItsConnectionsPerHostAndInAll) {
  options_.connections_per_host = 2;
  options_.connections = 3;
  int most_here = 0, most_in_all = 0;
  std::unique_ptr<RawServer> one, two;
  // Asked when a request has come and before its reply is under way.
  const RawServer::Script script = [&](const std::string& request, int) {
    if (has(request, std::to_string(one->port()))) most_here = std::max(most_here, one->answering() + 1);
    most_in_all = std::max(most_in_all, one->answering() + two->answering() + 1);
    RawReply reply(answer("Hola"), End::keep);
    reply.between_bytes = 1ms;  // long enough for the others to come
    return reply;
  };
  one = std::make_unique<RawServer>(context_, script);
  two = std::make_unique<RawServer>(context_, script);
  std::vector<std::string> urls;
  for (int i = 0; i < 10; ++i) {
    urls.push_back(one->url("/" + std::to_string(i)));
    urls.push_back(two->url("/" + std::to_string(i)));
  }
  EXPECT_EQ(fakes::run_to_end(context_, fetch_many(client(), urls)), 20);
  EXPECT_EQ(most_here, 2);
  EXPECT_EQ(most_in_all, 3);
}

TEST_F(HttpClientTest, ThousandsMayWaitForOneHost) {
  RawServer server(context_, always({answer("Hola"), End::keep}));
  EXPECT_EQ(fakes::run_to_end(context_, fetch_many(client(), std::vector<std::string>(2000, server.url("/")))), 2000);
  EXPECT_LE(server.connections(), 2);
}

}  // namespace
}  // namespace resso::net
