// The daemon put together: store, fetcher, poller, publisher, listeners, signals, and an end in good order.
#pragma once

#include "config/read.hpp"
#include "config/settings.hpp"
#include "model/error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace resso::daemon {

struct AppOptions {
  /// Reads the configuration again at SIGHUP; empty: SIGHUP is noted and nothing is done.
  std::function<std::variant<config::Settings, config::Problems>()> reread;
  /// Called once on the coordinating thread when citizens are answered, with the addresses.
  std::function<void(const std::vector<std::string>& addresses)> on_ready;
  bool watch_signals = true;
};

class App {
 public:
  /// Errors: storage (the store cannot be opened, or another daemon has it), network (an address cannot be listened on), bad_input (TLS
  /// files).
  static Result<std::unique_ptr<App>> create(config::Settings settings, AppOptions options);
  ~App();

  /// Blocks until stopped by a signal or stop(). 0: ended in good order.
  int run();
  /// From any thread.
  void stop();
  /// From any thread: as SIGHUP.
  void reload();

 private:
  class State;
  explicit App(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Options of the fetcher that the configuration asks for.
struct Version {
  static constexpr const char* text = RESSO_VERSION;  // of CMakeLists.txt
};
std::string user_agent(const config::Settings& settings);

}  // namespace resso::daemon
