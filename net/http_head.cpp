#include "net/http_head.hpp"

#include "net/field_list.hpp"
#include "net/http_date.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace resso::net {
namespace {

constexpr std::size_t kMostFields = 128;

constexpr std::array<bool, 256> make_token_table() {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = table[static_cast<std::size_t>(c - 32)] = true;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<std::size_t>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> kToken = make_token_table();

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return kToken[static_cast<unsigned char>(c)]; });
}
bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }
bool has_control(std::string_view text) { return std::any_of(text.begin(), text.end(), is_control); }

/// Takes one line off the front, without its line end. `strict` tells apart a line that did not end in CRLF.
struct Line {
  std::string_view text;
  bool ended_well = true;
};
Line take_line(std::string_view& bytes) {
  const std::size_t lf = bytes.find('\n');
  std::string_view line = bytes.substr(0, lf);
  bytes.remove_prefix(lf == std::string_view::npos ? bytes.size() : lf + 1);
  if (line.empty() || line.back() != '\r') return {line, false};
  line.remove_suffix(1);
  return {line, true};
}

BadRequest bad(std::string why, int status = 400) { return BadRequest{status, std::move(why)}; }

/// "GET /path HTTP/1.1"
std::optional<BadRequest> parse_request_line(std::string_view line, RequestHead& head, std::size_t target_limit) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return bad("the request line is not \"METHOD target HTTP/1.1\"");
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || method.size() > 32) return bad("the method is not a word");
  if (version.size() != 8 || !version.starts_with("HTTP/") || version[6] != '.')
    return bad("the request line does not end in an HTTP version");
  if (version[5] != '1') return bad("only HTTP/1.1 and HTTP/1.0 are spoken here", 505);
  if (version[7] != '0' && version[7] != '1') return bad("only HTTP/1.1 and HTTP/1.0 are spoken here", 505);
  if (target.size() > target_limit) return bad("the address asked for is too long", 414);
  const bool clean = std::none_of(target.begin(), target.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
  if (target.empty() || !clean) return bad("the address asked for has spaces or control characters");
  head.method = method;
  head.target = target;
  head.minor_version = version[7] - '0';
  return std::nullopt;
}

std::optional<BadRequest> parse_request_field(std::string_view line, Headers& headers) {
  if (line.front() == ' ' || line.front() == '\t') return bad("a header field is folded over two lines");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return bad("a header field has no proper name");
  const std::string_view value = trim(line.substr(colon + 1));
  if (has_control(value)) return bad("a header field has control characters");
  if (headers.size() >= kMostFields) return bad("there are too many header fields", 431);
  headers.add(std::string(line.substr(0, colon)), std::string(value));
  return std::nullopt;
}

bool is_host(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("-._~:[]%").find(c) != std::string_view::npos;
  });
}

/// What the server itself reads, found in one pass over the fields.
struct Special {
  int hosts = 0, lengths = 0, codings = 0;
  std::string_view host, length, coding, connection, expect;
};
Special find_special(const Headers& headers) {
  Special out;
  for (const auto& [name, value] : headers) {
    switch (name.size()) {
      case 4:
        if (same_name(name, "Host")) ++out.hosts, out.host = value;
        break;
      case 6:
        if (same_name(name, "Expect")) out.expect = value;
        break;
      case 10:
        if (same_name(name, "Connection")) out.connection = value;
        break;
      case 14:
        if (same_name(name, "Content-Length")) ++out.lengths, out.length = value;
        break;
      case 17:
        if (same_name(name, "Transfer-Encoding")) ++out.codings, out.coding = value;
        break;
      default: break;
    }
  }
  return out;
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

Error not_http(std::string why = "the answer is not HTTP") { return Error{Errc::network, std::move(why), "", "", 0}; }

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
  const Line first = take_line(bytes);
  if (!first.ended_well) return bad("a line does not end in CR LF");
  if (auto problem = parse_request_line(first.text, head, target_limit)) return *std::move(problem);
  head.headers.reserve(16);
  while (!bytes.empty()) {
    const Line line = take_line(bytes);
    if (!line.ended_well) return bad("a line does not end in CR LF");
    if (line.text.empty()) break;
    if (auto problem = parse_request_field(line.text, head.headers)) return *std::move(problem);
  }
  const Special special = find_special(head.headers);
  if (special.hosts > 1 || (special.hosts == 0 && head.minor_version >= 1)) return bad("there must be one Host field");
  if (!is_host(special.host)) return bad("the Host field is not a host");
  if (auto problem = frame_request(special, head)) return *std::move(problem);
  head.keep_alive = keeps_alive(special.connection, head.minor_version);
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
  // "HTTP/1.1 200 OK"; the reason, and the blank before it, are often missing
  const std::string_view status_line = take_line(bytes).text;
  if (!may_be_response(status_line) || status_line.size() < 12 || status_line[8] != ' ') return not_http();
  const auto status = parse_count(status_line.substr(9, 3));
  const bool ends_there = status_line.size() == 12 || status_line[12] == ' ' || status_line[12] == '\t';
  if (!status || *status < 100 || *status > 999 || !ends_there) return not_http("the answer is not HTTP: its status line has no status");
  ResponseHead head;
  head.status = static_cast<int>(*status);
  head.minor_version = status_line[7] == '0' ? 0 : 1;
  std::vector<Headers::Field> fields;
  while (!bytes.empty()) {
    const std::string_view line = take_line(bytes).text;
    if (line.empty()) break;
    const bool is_folded = line.front() == ' ' || line.front() == '\t';
    const std::size_t colon = line.find(':');
    std::string value(trim(is_folded ? line : line.substr(colon == std::string_view::npos ? line.size() : colon + 1)));
    std::replace_if(value.begin(), value.end(), is_control, ' ');
    if (is_folded) {
      if (!fields.empty()) fields.back().second += " " + value;
      continue;
    }
    const std::string_view name = trim(line.substr(0, colon));
    if (colon == std::string_view::npos || !is_token(name)) continue;  // a script's stray output: browsers leave it aside too
    fields.emplace_back(name, std::move(value));
  }
  head.headers.reserve(fields.size());
  for (auto& [name, value] : fields) head.headers.add(std::move(name), std::move(value));
  head.keep_alive = keeps_alive(head.headers.joined("Connection"), head.minor_version);
  return head;
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
