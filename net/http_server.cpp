// Listening, accepting within the caps, looking after deadlines, stopping. What happens on a connection: server_connection.cpp.
#include "net/listen_address.hpp"
#include "net/server.hpp"
#include "net/server_connection.hpp"
#include "net/server_response.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unordered_map>

namespace resso::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kBreath{100};  // when the system has no more sockets to give
constexpr milliseconds kLastWords{200};

}  // namespace

class Server::State : public std::enable_shared_from_this<State> {
 public:
  State(asio::any_io_executor executor, ServerOptions options, Handler handler)
      : shared_(std::make_shared<ServerShared>()), acceptor_(executor), sweep_timer_(executor), emptied_(executor) {
    shared_->executor = std::move(executor);
    shared_->options = std::move(options);
    shared_->handler = std::move(handler);
  }

  Result<void> listen();
  void start();
  void close();
  static asio::awaitable<void> stop(std::shared_ptr<State> self, milliseconds grace);
  std::uint16_t port() const { return endpoint_.port(); }
  std::string address() const { return (shared_->tls ? "https://" : "http://") + authority_of(endpoint_.address(), endpoint_.port()); }
  ServerStatistics statistics() const;

 private:
  static asio::awaitable<void> accept(std::shared_ptr<State> self);
  static asio::awaitable<void> sweep(std::shared_ptr<State> self);
  void admit(tcp::socket socket);
  void refuse(tcp::socket socket);
  void spawn(asio::awaitable<void> work);
  asio::awaitable<void> wait_until_empty(milliseconds limit);
  milliseconds sweep_interval() const;
  void abort_all();

  std::shared_ptr<ServerShared> shared_;
  tcp::acceptor acceptor_;
  tcp::endpoint endpoint_;
  asio::steady_timer sweep_timer_, emptied_;
  bool sweeping_ = false;
  std::unordered_map<std::string, int> per_address_;
};

Result<void> Server::State::listen() {
  auto& options = shared_->options;
  if (!options.tls_certificate.empty()) {
    auto context = make_server_context(options.tls_certificate, options.tls_key);
    if (!context) return context.error();
    shared_->tls = std::move(*context);
  }
  const auto address = address_to_listen(options.host);
  if (!address) return address.error();
  const tcp::endpoint wanted(*address, options.port);
  ErrorCode failure;
  acceptor_.open(wanted.protocol(), failure);
  if (!failure) acceptor_.set_option(tcp::acceptor::reuse_address(true), failure);
  if (!failure) acceptor_.bind(wanted, failure);
  if (!failure) acceptor_.listen(tcp::acceptor::max_listen_connections, failure);
  if (failure) return listen_problem(failure, authority_of(*address, options.port));
  endpoint_ = acceptor_.local_endpoint(failure);
  return {};
}

void Server::State::start() {
  shared_->on_closed = [weak = weak_from_this()](const std::string& address) {
    const auto self = weak.lock();
    if (!self) return;
    const auto counted = self->per_address_.find(counted_as(address));
    if (counted != self->per_address_.end() && --counted->second == 0) self->per_address_.erase(counted);
    if (self->shared_->open.empty()) self->emptied_.cancel();
  };
  spawn(accept(shared_from_this()));
}

/// Accepting and sweeping end by themselves when the acceptor is closed.
void Server::State::spawn(asio::awaitable<void> work) {
  asio::co_spawn(shared_->executor, std::move(work), [shared = shared_](std::exception_ptr thrown) {
    if (thrown) shared->complain("the server stopped accepting: an error of its own");
  });
}

asio::awaitable<void> Server::State::accept(std::shared_ptr<State> self) {
  bool complained = false;
  while (self->acceptor_.is_open()) {
    tcp::socket socket(self->shared_->executor);
    ErrorCode failure;
    co_await self->acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, failure));
    if (!self->acceptor_.is_open()) co_return;
    if (!failure) {
      self->admit(std::move(socket));
      complained = false;
      continue;
    }
    if (failure == asio::error::connection_aborted) continue;
    // Out of descriptors or memory: the listener keeps the others waiting until some are free again.
    if (!complained) self->shared_->complain("cannot accept connections: " + failure.message());
    complained = true;
    asio::steady_timer breath(self->shared_->executor, kBreath);
    co_await breath.async_wait(asio::redirect_error(asio::use_awaitable, failure));
  }
}

void Server::State::admit(tcp::socket socket) {
  ErrorCode failure;
  const auto remote = socket.remote_endpoint(failure);
  if (failure) return;
  socket.set_option(tcp::no_delay(true), failure);
  const auto& options = shared_->options;
  const std::string address = unmapped(remote.address()).to_string();
  if (static_cast<int>(shared_->open.size()) >= options.max_connections) {
    refuse(std::move(socket));
    return;
  }
  int& count = per_address_[counted_as(address)];
  if (count >= options.max_connections_per_address && !is_trusted_proxy(address, options.trusted_proxies)) {
    ++shared_->statistics.connections_refused;
    return;
  }
  ++count;
  ++shared_->statistics.connections;
  const auto connection = std::make_shared<ServerConnection>(shared_, std::move(socket), address);
  auto on_end = [shared = shared_, connection](std::exception_ptr thrown) {
    if (thrown) shared->complain("a connection ended with an error of the server's own");
    // Boost 1.81 may have a dispatched cancellation under way that points into the signal: let it pass first.
    asio::post(shared->executor, [connection] {});
  };
  asio::co_spawn(shared_->executor, ServerConnection::run(connection),
                 asio::bind_cancellation_slot(connection->cancellation(), std::move(on_end)));
  if (!sweeping_) {
    sweeping_ = true;
    spawn(sweep(shared_from_this()));
  }
}

/// More than there may be: told at once, without a coroutine.
void Server::State::refuse(tcp::socket socket) {
  ++shared_->statistics.connections_refused;
  if (shared_->tls) return;  // a word would need a handshake first
  ErrorCode ignored;
  socket.non_blocking(true, ignored);
  std::string buffer(4096, '\0');
  socket.receive(asio::buffer(buffer), 0, ignored);  // what is unread when closing would turn the answer into a reset
  const auto response = plain_response(503, "too many connections; try again in a moment");
  std::string out;
  compose_response_head(out, response, {false, 1, shared_->date_line()});
  out += *response.body;
  socket.send(asio::buffer(out), 0, ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

milliseconds Server::State::sweep_interval() const {
  const auto& options = shared_->options;
  const auto shortest = std::min({options.header_timeout, options.idle_timeout, options.write_timeout, options.handler_timeout});
  return std::clamp(shortest / 8, milliseconds(5), milliseconds(250));
}

/// One timer for all connections: a request sets a time in memory and nothing more.
asio::awaitable<void> Server::State::sweep(std::shared_ptr<State> self) {
  auto& shared = *self->shared_;
  while (!shared.open.empty()) {
    self->sweep_timer_.expires_after(self->sweep_interval());
    ErrorCode woken;
    co_await self->sweep_timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    const auto now = ServerShared::Clock::now();
    std::vector<std::shared_ptr<ServerConnection>> late;
    for (auto* connection : shared.open)
      if (connection->deadline() <= now) late.push_back(connection->shared_from_this());
    for (const auto& connection : late) connection->expire();
  }
  self->sweeping_ = false;
}

ServerStatistics Server::State::statistics() const {
  ServerStatistics out = shared_->statistics;
  out.open = shared_->open.size();
  return out;
}

void Server::State::abort_all() {
  std::vector<std::shared_ptr<ServerConnection>> all;
  for (auto* connection : shared_->open) all.push_back(connection->shared_from_this());
  for (const auto& connection : all) connection->abort();
}

void Server::State::close() {
  shared_->stopping = true;
  ErrorCode ignored;
  acceptor_.close(ignored);
  abort_all();
  sweep_timer_.cancel();
}

asio::awaitable<void> Server::State::wait_until_empty(milliseconds limit) {
  const auto end = ServerShared::Clock::now() + limit;
  while (!shared_->open.empty() && ServerShared::Clock::now() < end) {
    emptied_.expires_at(end);
    ErrorCode woken;
    co_await emptied_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
}

asio::awaitable<void> Server::State::stop(std::shared_ptr<State> self, milliseconds grace) {
  self->shared_->stopping = true;
  ErrorCode ignored;
  self->acceptor_.close(ignored);
  std::vector<std::shared_ptr<ServerConnection>> all;
  for (auto* connection : self->shared_->open) all.push_back(connection->shared_from_this());
  for (const auto& connection : all) connection->wind_down();
  all.clear();
  co_await self->wait_until_empty(grace);
  self->abort_all();
  co_await self->wait_until_empty(kLastWords);
  self->sweep_timer_.cancel();
}

Result<std::unique_ptr<Server>> Server::listen(asio::any_io_executor executor, ServerOptions options, Handler handler) {
  const auto state = std::make_shared<State>(std::move(executor), std::move(options), std::move(handler));
  const auto listening = state->listen();
  if (!listening) return listening.error();
  state->start();
  return std::unique_ptr<Server>(new Server(state));
}

Server::Server(std::shared_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() { state_->close(); }

std::uint16_t Server::port() const { return state_->port(); }
std::string Server::address() const { return state_->address(); }
ServerStatistics Server::statistics() const { return state_->statistics(); }
asio::awaitable<void> Server::stop(milliseconds grace) { return State::stop(state_, grace); }

}  // namespace resso::net
