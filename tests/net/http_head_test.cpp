#include "net/http_head.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

std::variant<RequestHead, BadRequest> parse(const std::string& text) {
  EXPECT_EQ(find_head_end(text), text.size()) << text;
  return parse_request_head(text, 8192);
}
int status_of(const std::string& text) {
  const auto parsed = parse(text);
  const auto* bad = std::get_if<BadRequest>(&parsed);
  return bad ? bad->status : 200;
}

TEST(FindHeadEnd, FindsTheEmptyLineWhereverTheBytesAreCut) {
  const std::string text = "GET / HTTP/1.1\r\nHost: a\r\n\r\nrest";
  const std::size_t end = text.size() - 4;
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    const std::string_view first = std::string_view(text).substr(0, cut);
    EXPECT_EQ(find_head_end(first), cut < end ? std::string_view::npos : end) << cut;
    if (cut < end) {
      EXPECT_EQ(find_head_end(text, cut), end) << cut;
    }
  }
}

TEST(RequestHead, ReadsMethodTargetVersionAndFields) {
  const auto parsed = parse("GET /a?b HTTP/1.0\r\nHost: casal.example\r\nX-A:  b \t\r\nConnection: keep-alive\r\n\r\n");
  const auto& head = std::get<RequestHead>(parsed);
  EXPECT_EQ(head.method, "GET");
  EXPECT_EQ(head.target, "/a?b");
  EXPECT_EQ(head.minor_version, 0);
  EXPECT_EQ(head.headers.get("x-a"), "b");
  EXPECT_TRUE(head.keep_alive);
  EXPECT_EQ(head.framing.kind, BodyFraming::Kind::none);
}

TEST(RequestHead, KeepsAliveAsItsVersionAndConnectionFieldSay) {
  EXPECT_TRUE(std::get<RequestHead>(parse("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).keep_alive);
  EXPECT_FALSE(std::get<RequestHead>(parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n")).keep_alive);
  EXPECT_FALSE(std::get<RequestHead>(parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: x\r\n\r\n")).keep_alive);
  EXPECT_FALSE(std::get<RequestHead>(parse("GET / HTTP/1.0\r\n\r\n")).keep_alive);
}

struct Shape {
  const char* name;
  const char* text;
  int status;
};
class Smuggling : public ::testing::TestWithParam<Shape> {};

TEST_P(Smuggling, IsRefused) { EXPECT_EQ(status_of(GetParam().text), GetParam().status); }

INSTANTIATE_TEST_SUITE_P(
    Shapes, Smuggling,
    ::testing::Values(
        Shape{"LengthAndChunked", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Shape{"TwoLengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n", 400},
        Shape{"ListOfLengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 4\r\n\r\n", 400},
        Shape{"SignedLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\n", 400},
        Shape{"HexLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x4\r\n\r\n", 400},
        Shape{"EmptyLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n", 400},
        Shape{"HugeLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400},
        Shape{"OtherCoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400},
        Shape{"CodingBeforeChunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400},
        Shape{"ChunkedTwice", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Shape{"ChunkedDisguised", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 400},
        Shape{"ChunkedInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Shape{"BlankBeforeColon", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 4\r\n\r\n", 400},
        Shape{"FoldedField", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400},
        Shape{"FoldedFirstField", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        Shape{"FoldedAfterNothing", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n b\r\n\r\n", 400},
        Shape{"FoldedIntoNothing", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n \r\n\r\n", 400},
        Shape{"ChunkedBeforeLength", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n", 400},
        Shape{"BareCrInValue", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rContent-Length: 4\r\n\r\n", 400},
        Shape{"BareLfLine", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400}, Shape{"BareLfField", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400},
        Shape{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400}, Shape{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        Shape{"HostWithPath", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        Shape{"HostWithList", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
        Shape{"NoName", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400},
        Shape{"NoColon", "GET / HTTP/1.1\r\nHost: a\r\nwhat\r\n\r\n", 400},
        Shape{"NameWithControl", "GET / HTTP/1.1\r\nHost: a\r\nX\x01: b\r\n\r\n", 400},
        Shape{"ThreeWordsTooMany", "GET / x HTTP/1.1\r\nHost: a\r\n\r\n", 400}, Shape{"NoVersion", "GET /\r\nHost: a\r\n\r\n", 400},
        Shape{"MethodIsNoToken", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Shape{"LowerCaseVersion", "GET / http/1.1\r\nHost: a\r\n\r\n", 400}, Shape{"Http2Preface", "PRI * HTTP/2.0\r\n\r\n", 505},
        Shape{"Http12", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505}, Shape{"ControlInTarget", "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400}),
    [](const auto& info) { return info.param.name; });

TEST(RequestHead, LongTargetsAndManyFieldsHaveTheirOwnStatus) {
  EXPECT_EQ(status_of("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 200; ++i) many += "X: y\r\n";
  EXPECT_EQ(status_of(many + "\r\n"), 431);
}

TEST(ResponseHead, ForgivesWhatBrowsersForgive) {
  const auto head = parse_response_head(
      "HTTP/1.1 200\nContent-Type : text/xml\nPHP Warning  oops\nX: a\n  b\nY: c\x01"
      "d\n\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->headers.get("Content-Type"), "text/xml");
  EXPECT_EQ(head->headers.get("X"), "a b");
  EXPECT_EQ(head->headers.get("Y"), "c d");
  EXPECT_EQ(head->headers.size(), 3u);
}

TEST(ResponseHead, FoldedValuesAreOneHoweverManyTheirLines) {
  const auto head = parse_response_head("HTTP/1.0 200 OK\r\n stray\r\nX:\r\n a\r\n \t\r\n\tb \r\nY: c\r\n\r\nZ: of the body");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->minor_version, 0);
  EXPECT_EQ(head->headers.get("X"), "a b");
  EXPECT_EQ(head->headers.get("Y"), "c");
  EXPECT_FALSE(head->headers.has("Z"));
}

TEST(ResponseHead, AStatusIsThreeDigitsBetweenBlanks) {
  for (const char* line : {"HTTP/1.1 200", "HTTP/1.1 200 ", "HTTP/1.1 200\t", "HTTP/1.0 200 OK"})
    EXPECT_TRUE(parse_response_head(std::string(line) + "\r\n\r\n")) << line;
  for (const char* line :
       {"HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 200OK", "HTTP/1.1  200", "HTTP/1.1\t200 OK", "HTTP/1.1 099 OK"})
    EXPECT_FALSE(parse_response_head(std::string(line) + "\r\n\r\n")) << line;
}

TEST(ResponseHead, FieldsThatContradictOneAnotherAreAllKept) {
  const auto head = parse_response_head(
      "HTTP/1.1 200 OK\r\nConnection: =, close\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nContent-Length: six\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->headers.size(), 4u);
  EXPECT_EQ(head->headers.joined("Content-Length"), "5, six");
  EXPECT_FALSE(head->keep_alive);
}

TEST(ResponseHead, OtherProtocolsAreRecognisedByTheirFirstBytes) {
  for (const char* text : {"SSH-2.0-OpenSSH\r\n", "220 mail ready\r\n", "<html>", "\x15\x03\x01", "HTTP/2 200\r\n", "ICY 200 OK\r\n"})
    EXPECT_FALSE(may_be_response(text)) << text;
  for (const char* text : {"", "H", "HTTP/1.", "HTTP/1.0 200 OK"}) EXPECT_TRUE(may_be_response(text)) << text;
  EXPECT_FALSE(parse_response_head("HTTP/1.1 abc\r\n\r\n"));
  EXPECT_FALSE(parse_response_head("HTTP/1.1 2000\r\n\r\n"));
}

Result<BodyFraming> framing(Headers headers, int status = 200, std::string_view method = "GET") {
  ResponseHead head;
  head.status = status;
  head.headers = std::move(headers);
  return response_framing(head, method);
}

TEST(ResponseFraming, FollowsRfc9112) {
  using Kind = BodyFraming::Kind;
  EXPECT_EQ(framing({{"Content-Length", "5"}})->length, 5u);
  EXPECT_EQ(framing({})->kind, Kind::until_close);
  EXPECT_EQ(framing({{"Transfer-Encoding", "chunked"}, {"Content-Length", "5"}})->kind, Kind::chunked);
  EXPECT_EQ(framing({{"Content-Length", "5"}}, 200, "HEAD")->kind, Kind::none);
  EXPECT_EQ(framing({{"Content-Length", "5"}}, 304)->kind, Kind::none);
  EXPECT_EQ(framing({{"Transfer-Encoding", "chunked"}}, 204)->kind, Kind::none);
  EXPECT_EQ(framing({{"Content-Length", "5"}, {"Content-Length", "5"}})->length, 5u);
  EXPECT_EQ(framing({{"Content-Length", "5"}, {"Content-Length", "6"}}).error().code, Errc::network);
  EXPECT_FALSE(framing({{"Content-Length", "five"}}));
  EXPECT_FALSE(framing({{"Transfer-Encoding", "gzip, chunked"}}));
}

}  // namespace
}  // namespace resso::net
