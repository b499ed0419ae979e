// Heads of HTTP/1 messages (RFC 9112): requests as strictly as smuggling demands, answers as leniently as browsers do.
#pragma once

#include "model/error.hpp"
#include "net/http_body.hpp"
#include "net/message.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace resso::net {

/// Index after the empty line that ends the head; npos: not here yet. `from`: bytes before it were looked at already.
std::size_t find_head_end(std::string_view bytes, std::size_t from = 0);

struct RequestHead {
  std::string method, target;
  int minor_version = 1;  ///< HTTP/1.<this>
  Headers headers;
  BodyFraming framing;
  bool keep_alive = true;
  bool expects_continue = false;
};

/// A request that gets this status, and its connection closed.
struct BadRequest {
  int status = 400;
  std::string why;
};

/// `head` as found by find_head_end.
std::variant<RequestHead, BadRequest> parse_request_head(std::string_view head, std::size_t target_limit);

struct ResponseHead {
  int status = 0;
  int minor_version = 1;
  Headers headers;
  bool keep_alive = true;
};

/// False as soon as the first bytes cannot begin an HTTP/1 answer.
bool may_be_response(std::string_view bytes);
/// Errors: network.
Result<ResponseHead> parse_response_head(std::string_view head);
/// How the body of the answer to `method` is delimited (RFC 9112 §6.3). Errors: network.
Result<BodyFraming> response_framing(const ResponseHead& head, std::string_view method);

}  // namespace resso::net
