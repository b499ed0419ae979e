// Many documents fetched from one server by the one HTTP client, as a poll round does. Run by bench/fetch.py, which knows the reference.
#include "bench/measure.hpp"
#include "net/http_client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>

namespace resso::bench {
namespace {

namespace asio = boost::asio;

struct Count {
  int next = 0, failed = 0;
  std::size_t bytes = 0;
};

/// One of those who fetch, one document after the other, until all are taken.
asio::awaitable<void> fetch_some(net::HttpClient& client, std::string server, int documents, Count& count) {
  while (count.next < documents) {
    net::FetchRequest request(server + "/" + std::to_string(count.next++));
    const auto reply = co_await client.fetch(std::move(request));
    if (reply && reply->status == 200)
      count.bytes += reply->body.size();
    else
      ++count.failed;
  }
}

}  // namespace

int fetch_all(const std::string& server, int documents) {
  constexpr int kAtOnce = 100;
  asio::io_context context{1};
  net::FetcherOptions options;
  options.connections = options.connections_per_host = kAtOnce;
  options.allow_hosts = {server.substr(server.find("://") + 3)};
  net::HttpClient client(context.get_executor(), options);
  Count count;
  int working = kAtOnce;
  const double began = cpu_seconds();
  for (int i = 0; i < kAtOnce; ++i) {
    asio::co_spawn(context, fetch_some(client, server, documents, count), [&](const std::exception_ptr&) {
      if (--working == 0) client.close();
    });
  }
  context.run();
  std::printf("%f %zu %d\n", cpu_seconds() - began, count.bytes, count.failed);
  return count.failed == 0 ? 0 : 1;
}

}  // namespace resso::bench
