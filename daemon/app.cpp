#include "daemon/app.hpp"

#include "daemon/admin.hpp"
#include "daemon/claim.hpp"
#include "daemon/engine.hpp"
#include "daemon/log.hpp"
#include "daemon/poll_words.hpp"
#include "daemon/routes.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <tuple>

namespace resso::daemon {
namespace {

constexpr auto kServerGrace = std::chrono::milliseconds(1500);
constexpr auto kPollerGrace = std::chrono::milliseconds(2000);
constexpr auto kWholeGrace = std::chrono::milliseconds(4800);

// Ends the process when an orderly end takes too long, for example while a system call hangs.
class Watchdog {
 public:
  void start() {
    thread_ = std::thread([this] {
      std::unique_lock lock(mutex_);
      if (ended_.wait_for(lock, kWholeGrace, [this] { return done_; })) return;
      log(Level::error, "stop", {{"what", "not all ended in time"}, {"remedy", "nothing is lost: what was not stored is asked for again"}});
      std::_Exit(1);
    });
  }
  ~Watchdog() {
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    ended_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  bool done_ = false;
  std::thread thread_;
};

/// `asks_hubs` is read by the web thread whenever somebody posts something, as long as the server lives.
net::ServerOptions public_options(const config::Settings& settings, const config::ListenAddress& address,
                                  const std::atomic<bool>& asks_hubs) {
  net::ServerOptions options;
  options.host = address.host;
  options.port = address.port;
  options.tls_certificate = settings.server.tls_certificate;
  options.tls_key = settings.server.tls_key;
  options.max_connections = settings.server.max_connections;
  options.max_connections_per_address = settings.server.max_connections_per_address;
  options.trusted_proxies = settings.server.trusted_proxies;
  options.takes_post = [&asks_hubs](std::string_view target) { return asks_hubs && target.starts_with(kWebSubPath); };
  options.body_limit = kDeliveryLimit;
  options.on_error = [](const std::string& message) { log(Level::warning, "http", {{"what", message}}); };
  return options;
}

net::ServerOptions admin_options(const config::Settings& settings) {
  net::ServerOptions options;
  options.host = settings.server.admin.host;
  options.port = settings.server.admin.port;
  options.allow_body = true;
  options.max_connections = 50;
  options.on_error = [](const std::string& message) { log(Level::warning, "admin", {{"what", message}}); };
  return options;
}

auto how_many(const config::Network& network) {
  return std::tuple(network.connections, network.connections_per_host, network.max_redirects);
}

net::ServerStatistics sum(const std::vector<std::unique_ptr<net::Server>>& servers) {
  net::ServerStatistics total;
  for (const auto& server : servers) {
    const auto one = server->statistics();
    total.connections += one.connections;
    total.connections_refused += one.connections_refused;
    total.requests += one.requests;
    total.bad_requests += one.bad_requests;
    total.timeouts += one.timeouts;
    total.bytes_sent += one.bytes_sent;
    total.open += one.open;
  }
  return total;
}

}  // namespace

class App::State {
 public:
  State(config::Settings settings, AppOptions options)
      : options_(std::move(options)), configuration_(std::make_shared<const Configuration>(std::move(settings))) {}

  Result<void> prepare() {
    const auto& settings = configuration_->settings;
    set_up_log(settings.log);
    auto claim = Claim::take(settings.store.path);
    if (!claim) return claim.error();
    claim_ = std::move(*claim);
    auto engine = Engine::create(coordinator_.get_executor(), configuration_);
    if (!engine) return engine.error();
    engine_ = std::move(*engine);
    if (const auto published = engine_->publisher().publish_now(); !published) return published.error();
    return listen();
  }

  int run() {
    std::thread web([this] { web_.run(); });
    asio::co_spawn(coordinator_, live(), [this](std::exception_ptr failure) {
      if (failure) log_exception("daemon", failure);
      failed_ = failure != nullptr;
      coordinator_.stop();
    });
    coordinator_.run();
    web_.stop();
    web.join();
    engine_->join_threads();
    log(Level::info, "stopped");
    return failed_ ? 1 : 0;
  }

  void stop() {
    asio::post(coordinator_, [this] {
      stop_.cancel();
      stopping_ = true;
    });
  }

  void reload() {
    asio::post(coordinator_, [this] { reload_now(); });
  }

 private:
  Result<void> listen() {
    const auto& settings = configuration_->settings;
    asks_hubs_ = settings.network.websub;
    routes_ = std::make_unique<Routes>(Routes::Parts{&engine_->threads(), &engine_->store(), &engine_->metrics(), &engine_->published(),
                                                     &engine_->websub(), coordinator_.get_executor()});
    for (const auto& address : settings.server.listen) {
      auto server = net::Server::listen(web_.get_executor(), public_options(settings, address, asks_hubs_),
                                        [this](net::ServerRequest request) { return routes_->answer(std::move(request)); });
      if (!server) return server.error();
      servers_.push_back(std::move(*server));
    }
    Admin::Parts parts;
    parts.coordinator = coordinator_.get_executor();
    parts.threads = &engine_->threads();
    parts.store = &engine_->store();
    parts.metrics = &engine_->metrics();
    parts.published = &engine_->published();
    parts.poller = &engine_->poller();
    parts.publisher = &engine_->publisher();
    parts.rederiver = &engine_->rederiver();
    parts.public_statistics = [this] { return sum(servers_); };
    parts.now = Engine::now;
    parts.on_accounts_decided = [this] { return engine_->reconfigure(configuration_); };
    parts.token = settings.server.admin_token;
    admin_ = std::make_unique<Admin>(std::move(parts));
    auto server = net::Server::listen(web_.get_executor(), admin_options(settings),
                                      [this](net::ServerRequest request) { return admin_->answer(std::move(request)); });
    if (!server) return server.error();
    admin_server_ = std::move(*server);
    claim_.announce(admin_server_->address());
    return {};
  }

  asio::awaitable<void> live() {
    engine_->start();
    if (options_.watch_signals) asio::co_spawn(coordinator_, watch_signals(), asio::bind_cancellation_slot(signals_end_.slot(), ignore_));
    announce();
    stop_.expires_at(std::chrono::steady_clock::time_point::max());
    boost::system::error_code woken;
    if (!stopping_) co_await stop_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    log(Level::info, "stopping");
    watchdog_.start();
    auto ending = end();
    co_await std::move(ending);
  }

  void announce() {
    std::vector<std::string> addresses;
    for (const auto& server : servers_) addresses.push_back(server->address());
    for (const auto& address : addresses) log(Level::info, "listening", {{"address", address}});
    log(Level::info, "admin", {{"address", admin_server_->address()}});
    if (options_.on_ready) options_.on_ready(addresses);
  }

  asio::awaitable<void> watch_signals() {
    asio::signal_set signals(coordinator_, SIGTERM, SIGINT, SIGHUP);
    for (;;) {
      const int signal = co_await signals.async_wait(asio::use_awaitable);
      if (signal != SIGHUP) break;
      reload_now();
    }
    stopping_ = true;
    stop_.cancel();
  }

  void reload_now() {
    if (!options_.reread) return;
    auto read = options_.reread();
    if (const auto* problems = std::get_if<config::Problems>(&read)) {
      for (const auto& problem : *problems) log_failure("reload", problem);
      log(Level::error, "reload", {{"what", "the old configuration stays in force"}, {"problems", problems->size()}});
      return;
    }
    auto configuration = std::make_shared<const Configuration>(std::move(std::get<config::Settings>(read)));
    const auto& before = configuration_->settings;
    const auto& after = configuration->settings;
    if (before.server.listen != after.server.listen || before.server.admin != after.server.admin || before.store.path != after.store.path)
      log(Level::warning, "reload", {{"what", "listen, admin and the store's path change at the next start only"}});
    if (how_many(before.network) != how_many(after.network))
      log(Level::warning, "reload", {{"what", "numbers of connections and of redirects change at the next start only"}});
    if (const auto done = engine_->reconfigure(configuration); !done) {
      log_failure("reload", done.error());
      return;
    }
    set_up_log(after.log);
    asks_hubs_ = after.network.websub;
    configuration_ = std::move(configuration);
    log(Level::info, "reload",
        {{"sources", configuration_->settings.sources.size()}, {"entities", configuration_->settings.entities.size()}});
  }

  asio::awaitable<void> end() {
    auto closing = asio::co_spawn(web_, stop_servers(), asio::use_awaitable);
    co_await std::move(closing);
    auto ending = engine_->stop(kPollerGrace);
    const bool all_ended = co_await std::move(ending);
    if (!all_ended) log(Level::warning, "stop", {{"what", "some polls did not end in time"}});
    signals_end_.emit(asio::cancellation_type::terminal);
  }

  asio::awaitable<void> stop_servers() {
    for (auto& server : servers_) {
      auto stopping = server->stop(kServerGrace);
      co_await std::move(stopping);
    }
    auto stopping = admin_server_->stop(std::chrono::milliseconds(100));
    co_await std::move(stopping);
  }

  Watchdog watchdog_;
  AppOptions options_;
  ConfigurationPtr configuration_;
  std::atomic<bool> asks_hubs_ = false;  ///< [network] websub as it is now
  Claim claim_;
  asio::io_context coordinator_{1};
  asio::io_context web_{1};
  asio::executor_work_guard<asio::io_context::executor_type> web_work_{web_.get_executor()};
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Routes> routes_;
  std::unique_ptr<Admin> admin_;
  std::vector<std::unique_ptr<net::Server>> servers_;
  std::unique_ptr<net::Server> admin_server_;
  asio::steady_timer stop_{coordinator_};
  asio::cancellation_signal signals_end_;
  struct Ignore {
    void operator()(std::exception_ptr) const {}
  } ignore_;
  bool stopping_ = false;
  bool failed_ = false;
};

App::App(std::unique_ptr<State> state) : state_(std::move(state)) {}
App::~App() = default;

Result<std::unique_ptr<App>> App::create(config::Settings settings, AppOptions options) {
  auto state = std::make_unique<State>(std::move(settings), std::move(options));
  if (const auto prepared = state->prepare(); !prepared) return prepared.error();
  return std::unique_ptr<App>(new App(std::move(state)));
}

int App::run() { return state_->run(); }
void App::stop() { state_->stop(); }
void App::reload() { state_->reload(); }

}  // namespace resso::daemon
