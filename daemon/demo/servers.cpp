#include "daemon/demo/servers.hpp"

#include "daemon/poll_words.hpp"
#include "net/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <thread>
#include <vector>

namespace resso::daemon::demo {
namespace {

namespace asio = boost::asio;

constexpr auto kTick = std::chrono::seconds(10);

using Answer = std::function<net::ServerResponse(const net::ServerRequest&)>;

asio::awaitable<net::ServerResponse> respond(Answer answer, net::ServerRequest request) { co_return answer(request); }

asio::awaitable<void> tick(Clock* clock) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    timer.expires_after(kTick);
    co_await timer.async_wait(asio::use_awaitable);
    clock->advance();
  }
}

}  // namespace

class Servers::State {
 public:
  explicit State(Instant started) : clock(started) {}
  ~State() {
    context.stop();
    if (thread.joinable()) thread.join();
  }

  Result<void> listen(std::string& address, Answer answer) {
    auto server = net::Server::listen(context.get_executor(), {}, [answer = std::move(answer)](net::ServerRequest request) {
      return respond(answer, std::move(request));
    });
    if (!server) return server.error();
    address = (*server)->address();
    servers.push_back(std::move(*server));
    return {};
  }

  Clock clock;
  Addresses addresses;
  asio::io_context context{1};
  std::vector<std::unique_ptr<net::Server>> servers;
  std::thread thread;
};

Servers::Servers(Instant started) : state_(std::make_unique<State>(started)) {}
Servers::~Servers() = default;

Result<void> Servers::start(bool ticking) {
  State& state = *state_;
  for (const char name : {'a', 'b'}) {
    auto answer = [&state, name](const net::ServerRequest& request) {
      return answer_mastodon(name, request, state.addresses, state.clock);
    };
    if (const auto listening = state.listen(name == 'a' ? state.addresses.a : state.addresses.b, answer); !listening) return listening;
  }
  auto answer = [&state](const net::ServerRequest& request) { return answer_web(request, state.addresses, state.clock); };
  if (const auto listening = state.listen(state.addresses.web, answer); !listening) return listening;
  if (ticking)
    asio::co_spawn(state.context, tick(&state.clock), [](std::exception_ptr failure) {
      if (failure) log_exception("demo", failure);
    });
  state.thread = std::thread([&state] { state.context.run(); });
  return {};
}

const Addresses& Servers::addresses() const { return state_->addresses; }
Clock& Servers::clock() { return state_->clock; }

}  // namespace resso::daemon::demo
