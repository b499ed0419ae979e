// An io_context with servers on 127.0.0.1 that say exactly what a test wants, wrong as it may be.
#pragma once

#include "model/error.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace resso::fakes {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Runs `work` until it has ended, whatever else is under way on the context (servers, for instance).
template <class T>
T run_to_end(asio::io_context& context, asio::awaitable<T> work) {
  std::optional<T> result;
  std::exception_ptr failure;
  asio::co_spawn(context, std::move(work), [&](std::exception_ptr thrown, T value) {
    failure = thrown;
    if (!thrown) result.emplace(std::move(value));
    context.stop();
  });
  context.restart();
  context.run();
  if (failure) std::rethrow_exception(failure);
  if (!result) throw std::logic_error("the coroutine has not ended");
  return std::move(*result);
}

inline void run_to_end(asio::io_context& context, asio::awaitable<void> work) {
  std::exception_ptr failure;
  asio::co_spawn(context, std::move(work), [&](std::exception_ptr thrown) {
    failure = thrown;
    context.stop();
  });
  context.restart();
  context.run();
  if (failure) std::rethrow_exception(failure);
}

inline asio::awaitable<void> pause(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(asio::use_awaitable);
}

/// What a raw server answers, byte for byte, and what it does then.
struct RawReply {
  enum class End { keep, close, reset, hang };
  RawReply(std::string text, End then) : bytes(std::move(text)), end(then) {}
  std::string bytes;
  End end;
  std::chrono::milliseconds between_bytes{0};
};

/// Answers every request (as far as its empty line) by asking the script. Lives on the context until that ends.
class RawServer {
 public:
  /// `request`: head as received; `connection`: 0 for the first one accepted.
  using Script = std::function<RawReply(const std::string& request, int connection)>;

  RawServer(asio::io_context& context, Script script) : state_(std::make_shared<State>(context, std::move(script))) {
    asio::co_spawn(context, accept(state_), [](std::exception_ptr) {});
  }
  ~RawServer() { state_->acceptor.close(); }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::uint16_t port() const { return state_->acceptor.local_endpoint().port(); }
  std::string url(const std::string& target) const { return "http://127.0.0.1:" + std::to_string(port()) + target; }
  int connections() const { return state_->connections; }
  int answering() const { return state_->answering; }  ///< requests whose reply is not all sent yet
  const std::vector<std::string>& requests() const { return state_->requests; }

 private:
  struct State {
    State(asio::io_context& context, Script asked)
        : acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0)), script(std::move(asked)) {}
    tcp::acceptor acceptor;
    Script script;
    int connections = 0;
    int answering = 0;
    std::vector<std::string> requests;
  };

  static asio::awaitable<void> accept(std::shared_ptr<State> state) {
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
      tcp::socket socket = co_await state->acceptor.async_accept(asio::use_awaitable);
      asio::co_spawn(executor, serve(state, std::move(socket), state->connections++), [](std::exception_ptr) {});
    }
  }

  static asio::awaitable<void> serve(std::shared_ptr<State> state, tcp::socket socket, int connection) {
    std::string buffer;
    for (;;) {
      boost::system::error_code failure;
      const std::size_t size = co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n",
                                                               asio::redirect_error(asio::use_awaitable, failure));
      if (failure) co_return;
      state->requests.push_back(buffer.substr(0, size));
      buffer.erase(0, size);
      const RawReply reply = state->script(state->requests.back(), connection);
      ++state->answering;
      auto sending = send(socket, reply);
      co_await std::move(sending);
      --state->answering;
      if (reply.end == RawReply::End::keep) continue;
      if (reply.end == RawReply::End::hang)
        co_await asio::async_read(socket, asio::dynamic_buffer(buffer), asio::redirect_error(asio::use_awaitable, failure));
      if (reply.end == RawReply::End::reset) socket.set_option(asio::socket_base::linger(true, 0));
      socket.close();
      co_return;
    }
  }

  static asio::awaitable<void> send(tcp::socket& socket, const RawReply& reply) {
    if (reply.between_bytes.count() == 0) {
      co_await asio::async_write(socket, asio::buffer(reply.bytes), asio::use_awaitable);
      co_return;
    }
    for (std::size_t i = 0; i < reply.bytes.size(); ++i) {
      if (i > 0) {
        auto waiting = pause(reply.between_bytes);
        co_await std::move(waiting);
      }
      co_await asio::async_write(socket, asio::buffer(&reply.bytes[i], 1), asio::use_awaitable);
    }
  }

  std::shared_ptr<State> state_;
};

/// A client that sends exactly `bytes` and gives back all that came until the other end closed or `patience` ran out.
inline asio::awaitable<std::string> talk(std::uint16_t port, std::string bytes,
                                         std::chrono::milliseconds patience = std::chrono::milliseconds(3000)) {
  tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(tcp::endpoint(asio::ip::address_v4::loopback(), port), asio::use_awaitable);
  asio::steady_timer timer(socket.get_executor(), patience);
  timer.async_wait([&socket](boost::system::error_code failure) {
    if (!failure) socket.cancel();
  });
  boost::system::error_code failure;
  co_await asio::async_write(socket, asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, failure));
  std::string out;
  co_await asio::async_read(socket, asio::dynamic_buffer(out), asio::redirect_error(asio::use_awaitable, failure));
  timer.cancel();
  co_return out;
}

}  // namespace resso::fakes
