#include "connectors/kinds/exchange_recorder.hpp"

#include "net/cache_rules.hpp"
#include "text/charset.hpp"

#include <utility>

namespace resso::connectors {

namespace asio = boost::asio;

namespace {

void note(Exchange& exchange, const net::FetchReply& reply, Instant now) {
  exchange.status = reply.status;
  exchange.redirects = reply.redirects;
  exchange.media_type = text::media_type(reply.headers.get("Content-Type"));
  exchange.validators = net::validators(reply.headers);
  exchange.freshness = net::freshness(reply.headers, now);
  exchange.bytes = reply.bytes_received;
}

}  // namespace

asio::awaitable<Result<net::FetchReply>> ExchangeRecorder::fetch(net::FetchRequest request) {
  if (kept_ && request.method == "GET" && request.url == kept_->first) {
    net::FetchReply again = std::move(kept_->second);
    kept_.reset();
    co_return again;
  }
  Exchange exchange;
  exchange.method = request.method;
  exchange.url = request.url;
  const auto began = std::chrono::steady_clock::now();
  auto asking = inner_.fetch(std::move(request));
  auto reply = co_await std::move(asking);
  exchange.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  if (reply) note(exchange, *reply, now_);
  exchanges_.push_back(std::move(exchange));
  co_return reply;
}

}  // namespace resso::connectors
