#include "net/http_head.hpp"

#include "net/field_list.hpp"
#include "net/response_read.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <functional>
#include <optional>

namespace resso::net {
namespace {

namespace http = boost::beast::http;
using ErrorCode = boost::system::error_code;
using Text = boost::beast::string_view;

constexpr std::size_t kMostFields = 128;
constexpr std::size_t kLongestMethod = 32;

/// Beast's parser over the whole of a request's head. It stops there: how the body is delimited is ours to say.
class HeadParser : public http::basic_parser<true> {
 public:
  /// What Beast has against `head`, or what a handler below stopped it with.
  ErrorCode parse(std::string_view head) {
    input_ = head;
    header_limit(static_cast<std::uint32_t>(head.size()));
    skip(true);
    ErrorCode failure;
    put({head.data(), head.size()}, failure);
    return failure;
  }

 protected:
  std::string_view input_;

 private:
  void on_request_impl(http::verb, Text, Text, int, ErrorCode&) override {}
  void on_response_impl(int, Text, int, ErrorCode&) override {}
  void on_field_impl(http::field, Text, Text, ErrorCode&) override {}
  void on_header_impl(ErrorCode&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
  std::size_t on_body_impl(Text, ErrorCode&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, Text, ErrorCode&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text, ErrorCode&) override { return 0; }
  void on_finish_impl(ErrorCode&) override {}
};

std::string_view view(Text text) { return {text.data(), text.size()}; }

BadRequest bad(std::string why, int status = 400) { return BadRequest{status, std::move(why)}; }

/// What the server itself reads.
struct Special {
  int hosts = 0, lengths = 0, codings = 0;
  std::string_view host, length, coding, expect;
};

/// A request as Beast takes it, and less: no folded field, no endless method, target or list of fields.
class RequestParser : public HeadParser {
 public:
  RequestParser(RequestHead& head, std::size_t target_limit) : head_(head), target_limit_(target_limit) {}
  const Special& special() const { return special_; }
  const std::optional<BadRequest>& refusal() const { return refusal_; }

 private:
  void on_request_impl(http::verb, Text method, Text target, int version, ErrorCode& failure) override {
    if (method.size() > kLongestMethod) return refuse(bad("the method is not a word"), failure);
    if (target.size() > target_limit_) return refuse(bad("the address asked for is too long", 414), failure);
    head_.method = view(method);
    head_.target = view(target);
    head_.minor_version = version % 10;
    head_.headers.reserve(16);
  }
  void on_field_impl(http::field field, Text name, Text value, ErrorCode& failure) override {
    if (is_folded(name, value)) return refuse(bad("a header field is folded over two lines"), failure);
    if (head_.headers.size() >= kMostFields) return refuse(bad("there are too many header fields", 431), failure);
    note(field, view(value));
    head_.headers.add(std::string(name), std::string(value));
  }

  /// The value of such a field begins on a later line, or is a copy of Beast's.
  bool is_folded(Text name, Text value) const {
    const char* const colon = name.data() + name.size();
    const std::less<const char*> before;
    if (before(value.data(), colon) || before(input_.data() + input_.size(), value.data())) return true;
    const std::string_view gap(colon, static_cast<std::size_t>(value.data() - colon));
    return gap.size() > 2 && gap.find('\n') != std::string_view::npos;
  }
  void note(http::field field, std::string_view value) {
    switch (field) {
      case http::field::host: ++special_.hosts, special_.host = value; break;
      case http::field::content_length: ++special_.lengths, special_.length = value; break;
      case http::field::transfer_encoding: ++special_.codings, special_.coding = value; break;
      case http::field::expect: special_.expect = value; break;
      default: break;
    }
  }
  void refuse(BadRequest refusal, ErrorCode& failure) {
    refusal_ = std::move(refusal);
    failure = http::error::bad_field;
  }

  RequestHead& head_;
  std::size_t target_limit_;
  Special special_;
  std::optional<BadRequest> refusal_;
};

/// "HTTP/2.0"
bool is_other_version(std::string_view word) {
  return word.size() == 8 && word.starts_with("HTTP/") && word[6] == '.' && word != "HTTP/1.1" && word != "HTTP/1.0";
}

BadRequest explain(const ErrorCode& failure, std::string_view head) {
  if (failure == http::error::bad_version) {
    const std::string_view line = trim(head.substr(0, head.find_first_of("\r\n")));
    if (is_other_version(line.substr(line.rfind(' ') + 1))) return bad("only HTTP/1.1 and HTTP/1.0 are spoken here", 505);
    return bad("the request line is not \"METHOD target HTTP/1.1\", ended by CR LF");
  }
  if (failure == http::error::bad_method) return bad("the method is not a word");
  if (failure == http::error::bad_target) return bad("the address asked for has spaces or control characters, or there is none");
  if (failure == http::error::bad_field) return bad("a header field has no proper name");
  if (failure == http::error::bad_value)
    return bad("the value of a header field has control characters, or is no list where there must be one");
  if (failure == http::error::bad_content_length || failure == http::error::multiple_content_length)
    return bad("the Content-Length is not one number, or there is a Transfer-Encoding too");
  if (failure == http::error::bad_transfer_encoding) return bad("there are two Transfer-Encodings, or a Content-Length too");
  return bad("a line does not end in CR LF");
}

bool is_host(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("-._~:[]%").find(c) != std::string_view::npos;
  });
}

std::optional<BadRequest> frame_request(const Special& special, RequestHead& head) {
  if (special.codings > 0) {
    if (special.lengths > 0) return bad("the body has both a Content-Length and a Transfer-Encoding");
    if (special.codings > 1 || !same_name(special.coding, "chunked") || head.minor_version == 0)
      return bad("the only transfer coding taken is \"chunked\"");
    head.framing.kind = BodyFraming::Kind::chunked;
    return std::nullopt;
  }
  if (special.lengths == 0) return std::nullopt;
  const auto length = parse_count(special.length);
  if (special.lengths > 1 || !length || special.length.size() > 15) return bad("the Content-Length is not one number");
  head.framing.kind = *length > 0 ? BodyFraming::Kind::length : BodyFraming::Kind::none;
  head.framing.length = static_cast<std::uint64_t>(*length);
  return std::nullopt;
}

bool has_token(std::string_view list, std::string_view token) {
  const auto elements = split_list(list);
  return std::any_of(elements.begin(), elements.end(), [&](std::string_view element) { return same_name(element, token); });
}

bool keeps_alive(std::string_view connection, int minor_version) {
  if (connection.empty()) return minor_version >= 1;
  return minor_version >= 1 ? !has_token(connection, "close") : has_token(connection, "keep-alive") && !has_token(connection, "close");
}

Error not_http(std::string why = "the answer is not HTTP") { return Error{Errc::network, std::move(why), "", "", 0, "network_not_http"}; }

}  // namespace

std::size_t find_head_end(std::string_view bytes, std::size_t from) {
  // The end may begin up to three bytes before what is new.
  std::size_t at = from > 3 ? from - 3 : 0;
  while ((at = bytes.find('\n', at)) != std::string_view::npos) {
    ++at;
    if (at < bytes.size() && bytes[at] == '\n') return at + 1;
    if (at + 1 < bytes.size() && bytes[at] == '\r' && bytes[at + 1] == '\n') return at + 2;
  }
  return std::string_view::npos;
}

std::variant<RequestHead, BadRequest> parse_request_head(std::string_view bytes, std::size_t target_limit) {
  RequestHead head;
  RequestParser parser(head, target_limit);
  if (const ErrorCode failure = parser.parse(bytes)) return parser.refusal() ? *parser.refusal() : explain(failure, bytes);
  const Special& special = parser.special();
  if (special.hosts > 1 || (special.hosts == 0 && head.minor_version >= 1)) return bad("there must be one Host field");
  if (!is_host(special.host)) return bad("the Host field is not a host");
  if (auto problem = frame_request(special, head)) return *std::move(problem);
  head.keep_alive = parser.keep_alive();
  head.expects_continue = head.minor_version >= 1 && same_name(special.expect, "100-continue");
  return head;
}

bool may_be_response(std::string_view bytes) {
  while (!bytes.empty() && (bytes.front() == '\r' || bytes.front() == '\n')) bytes.remove_prefix(1);
  constexpr std::string_view kStart = "HTTP/1.";
  const std::size_t known = std::min(bytes.size(), kStart.size());
  return bytes.substr(0, known) == kStart.substr(0, known);
}

Result<ResponseHead> parse_response_head(std::string_view bytes) {
  while (!bytes.empty() && (bytes.front() == '\r' || bytes.front() == '\n')) bytes.remove_prefix(1);
  if (!may_be_response(bytes)) return not_http();
  auto head = read_response_head(bytes);
  if (!head) return not_http("the answer is not HTTP: its status line has no status");
  head->keep_alive = keeps_alive(head->headers.joined("Connection"), head->minor_version);
  return *std::move(head);
}

Result<BodyFraming> response_framing(const ResponseHead& head, std::string_view method) {
  if (method == "HEAD" || head.status < 200 || head.status == 204 || head.status == 304) return BodyFraming{};
  const std::string coding = head.headers.joined("Transfer-Encoding");
  const auto codings = split_list(coding);
  if (!codings.empty() && same_name(codings.back(), "chunked") && codings.size() == 1) return BodyFraming{BodyFraming::Kind::chunked, 0};
  const bool is_identity = std::all_of(codings.begin(), codings.end(), [](std::string_view one) { return same_name(one, "identity"); });
  if (!is_identity) return not_http("the answer's transfer coding \"" + coding.substr(0, 60) + "\" was not asked for");
  const std::string joined = head.headers.joined("Content-Length");
  const auto lengths = split_list(joined);
  if (lengths.empty()) return BodyFraming{BodyFraming::Kind::until_close, 0};
  const auto length = parse_count(lengths.front());
  const bool agree = std::all_of(lengths.begin(), lengths.end(), [&](std::string_view one) { return one == lengths.front(); });
  if (!length || !agree) return not_http("the answer's Content-Length \"" + joined.substr(0, 60) + "\" is not one number");
  return BodyFraming{BodyFraming::Kind::length, static_cast<std::uint64_t>(*length)};
}

}  // namespace resso::net
