// From the head of a request to what a handler gets. Pure.
#pragma once

#include "net/http_head.hpp"
#include "net/server.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace resso::net {

/// Method, target, path, query and headers; the rest is the connection's to fill in.
std::variant<ServerRequest, BadRequest> make_server_request(RequestHead head);

/// Decoded; unset for what must not be asked: invalid UTF-8, control characters, "." and ".." segments, broken escapes.
std::optional<std::string> decode_path(std::string_view path);

/// Who asks: the connection's address, or the last one in X-Forwarded-For that is not itself a trusted proxy.
std::string remote_address(const std::string& connected, const Headers& headers, const std::vector<std::string>& trusted_proxies);
bool is_trusted_proxy(const std::string& address, const std::vector<std::string>& trusted_proxies);

}  // namespace resso::net
