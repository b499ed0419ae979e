// Streams without a network: what each opening gives, piece by piece. A piece that is an Error ends the stream; after the last piece the
// server ends it.
#pragma once

#include "net/stream_opener.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <deque>
#include <utility>

namespace resso::fakes {

using StreamPiece = Result<std::string>;

struct StreamScript {
  int status = 200;
  net::Headers headers{{"Content-Type", "text/event-stream; charset=utf-8"}};
  std::deque<StreamPiece> pieces;
};

class ScriptedStream : public net::ReplyStream {
 public:
  ScriptedStream(StreamScript script, std::string url) : script_(std::move(script)), url_(std::move(url)) {}
  int status() const override { return script_.status; }
  const net::Headers& headers() const override { return script_.headers; }
  const std::string& final_url() const override { return url_; }
  net::asio::awaitable<Result<std::string>> next(std::chrono::milliseconds) override {
    const auto executor = co_await net::asio::this_coro::executor;
    co_await net::asio::post(executor, net::asio::use_awaitable);  // suspends, as the network would
    if (script_.pieces.empty()) co_return std::string();
    StreamPiece piece = std::move(script_.pieces.front());
    script_.pieces.pop_front();
    co_return piece;
  }

 private:
  StreamScript script_;
  std::string url_;
};

class ScriptedOpener : public net::StreamOpener {
 public:
  net::asio::awaitable<Result<std::unique_ptr<net::ReplyStream>>> open(net::FetchRequest request) override {
    const auto executor = co_await net::asio::this_coro::executor;
    co_await net::asio::post(executor, net::asio::use_awaitable);
    requests.push_back(request);
    if (scripts.empty()) co_return Error{Errc::network, "connection refused", request.url, "", 0};
    StreamScript script = std::move(scripts.front());
    scripts.pop_front();
    std::unique_ptr<net::ReplyStream> stream = std::make_unique<ScriptedStream>(std::move(script), request.url);
    co_return std::move(stream);
  }

  std::deque<StreamScript> scripts;
  std::vector<net::FetchRequest> requests;
};

}  // namespace resso::fakes
