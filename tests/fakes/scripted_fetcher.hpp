// A fetcher without a network: a function answers, every request is remembered. Runs a coroutine to its end for tests that need no more.
#pragma once

#include "net/fetcher.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>

namespace resso::fakes {

class ScriptedFetcher : public net::Fetcher {
 public:
  using Script = std::function<Result<net::FetchReply>(const net::FetchRequest&)>;
  explicit ScriptedFetcher(Script script) : script_(std::move(script)) {}

  net::asio::awaitable<Result<net::FetchReply>> fetch(net::FetchRequest request) override {
    const auto executor = co_await net::asio::this_coro::executor;
    co_await net::asio::post(executor, net::asio::use_awaitable);  // suspends, as the network would
    requests.push_back(request);
    Result<net::FetchReply> reply = script_(request);
    if (reply && reply->final_url.empty()) reply->final_url = request.url;
    if (reply && reply->bytes_received == 0) reply->bytes_received = reply->body.size();
    co_return reply;
  }

  std::vector<net::FetchRequest> requests;  ///< in order of asking

 private:
  Script script_;
};

inline net::FetchReply reply(int status, std::string body, net::Headers headers = {}) {
  net::FetchReply made;
  made.status = status;
  made.headers = std::move(headers);
  made.body = std::move(body);
  return made;
}

/// Runs `work` alone on a context of its own; an exception out of it comes out here.
template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> work) {
  std::optional<T> result;
  std::exception_ptr failure;
  boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr thrown, T value) {
    failure = thrown;
    if (!thrown) result.emplace(std::move(value));
  });
  context.restart();
  context.run();
  if (failure) std::rethrow_exception(failure);
  if (!result) throw std::logic_error("the coroutine has not ended");
  return std::move(*result);
}

}  // namespace resso::fakes
