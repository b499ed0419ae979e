// How to ask for a document. Connectors see this port only; net/http_client.hpp stands behind it, in tests a fake.
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"
#include "net/message.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

namespace resso::net {

namespace asio = boost::asio;

struct FetchRequest {
  FetchRequest() = default;  // a constructor keeps aggregates out of co_await expressions
  explicit FetchRequest(std::string address) : url(std::move(address)) {}

  std::string method = "GET";
  std::string url;  ///< http or https
  Headers headers;  ///< Host, User-Agent, Accept-Encoding, Connection, Content-Length are the client's
  std::string body;
  std::optional<Seconds> timeout;         ///< for the whole fetch, redirects included; default: FetcherOptions
  std::optional<std::size_t> body_limit;  ///< after decompression
  std::string conditional_for;   ///< whose validators If-None-Match and -Modified-Since are, when not of `url`: the end of redirects
  bool follow_redirects = true;  ///< Authorization is dropped when the origin changes
  std::string digest_user, digest_password;  ///< answers a 401 with Basic or Digest (RFC 7616), whichever is asked; empty: none
};

struct Redirect {
  int status = 0;
  std::string from, to;
};

struct FetchReply {
  int status = 0;
  Headers headers;
  std::string body;       ///< decompressed
  std::string final_url;  ///< after redirects
  std::vector<Redirect> redirects;
  std::uint64_t bytes_received = 0;  ///< of bodies, on the wire
  bool reused_connection = false;
};

/// Any HTTP status is a reply, not an error. Errors: cancelled, timeout, network, tls, refused, limit, bad_input;
/// Error::where is the URL (without user and password), Error::what says the phase: "no answer within 20 s", "connection reset after 1,024
/// bytes".
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  virtual asio::awaitable<Result<FetchReply>> fetch(FetchRequest request) = 0;
};

}  // namespace resso::net
