#include "tests/daemon/http_get.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace resso::daemon {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::string exchange(int port, const std::string& request) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  std::string reply;
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    char buffer[16384];
    for (ssize_t n; (n = ::recv(socket, buffer, sizeof buffer, 0)) > 0;) reply.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(socket);
  return reply;
}

HttpReply ask(const std::string& method, const std::string& url, const std::vector<std::pair<std::string, std::string>>& headers,
              const std::string& body) {
  const auto host = url.find("://") + 3, slash = std::min(url.find('/', host), url.size());
  const std::string authority = url.substr(host, slash - host);
  std::string request =
      method + " " + (slash < url.size() ? url.substr(slash) : "/") + " HTTP/1.1\r\nHost: " + authority + "\r\nConnection: close\r\n";
  for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
  const std::string raw = exchange(std::stoi(authority.substr(authority.find(':') + 1)), request + "\r\n" + body);

  HttpReply reply;
  const auto end = raw.find("\r\n\r\n");
  if (end == std::string::npos) return reply;
  reply.status = std::stoi(raw.substr(9, 3));
  reply.body = raw.substr(end + 4);
  for (auto at = raw.find("\r\n") + 2; at < end;) {
    const auto stop = raw.find("\r\n", at);
    const std::string line = raw.substr(at, stop - at);
    const auto colon = line.find(": ");
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    reply.headers[name] = line.substr(colon + 2);
    at = stop + 2;
  }
  return reply;
}

}  // namespace

HttpReply http_get(const std::string& url, const std::vector<std::pair<std::string, std::string>>& headers) {
  return ask("GET", url, headers, {});
}

HttpReply http_post(const std::string& url, const std::string& body) {
  return ask("POST", url, {{"Content-Length", std::to_string(body.size())}}, body);
}

HangingServer::HangingServer() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 || ::listen(listener_, 8) != 0)
    throw std::runtime_error("cannot listen on a free port");
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
  port_ = ntohs(address.sin_port);
}

HangingServer::~HangingServer() {
  if (client_ >= 0) ::close(client_);
  ::close(listener_);
}

std::string HangingServer::address() const { return "http://127.0.0.1:" + std::to_string(port_); }

void HangingServer::wait_for_a_client() {
  pollfd wanted{listener_, POLLIN, 0};
  if (::poll(&wanted, 1, 20'000) != 1) throw std::runtime_error("nobody came");
  client_ = ::accept(listener_, nullptr, nullptr);
}

}  // namespace resso::daemon
