// Derives the store again in the background (daemon/rederive), whenever the rules are not those by which it was derived. Lives on the
// coordinating thread.
#pragma once

#include "daemon/rederive.hpp"
#include "daemon/threads.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace resso::daemon {

class Rederiver {
 public:
  struct Parts {
    asio::any_io_executor executor;
    Threads* threads = nullptr;
    store::Store* store = nullptr;
    std::function<Instant()> now;
    std::function<std::shared_ptr<const agenda::Rules>()> rules;
    std::function<void(bool visible)> on_stored;
  };
  Rederiver(Parts parts, ConfigurationPtr configuration);

  asio::awaitable<void> run();  ///< for ever: what is due now, and after every reconfigure or ask
  void reconfigure(ConfigurationPtr configuration);
  void ask();  ///< begins anew, whatever the rules
  const Rederiving& state() const { return state_; }
  bool finished() const { return state_.finished() && !look_ && !again_ && !beginning_; }
  /// What stands in its way; it is tried again every minute.
  const std::optional<Error>& problem() const { return problem_; }

 private:
  struct Step {
    Rederiving state;
    bool visible = false, begun = false, ended = false;
  };
  asio::awaitable<Result<Step>> begin();
  asio::awaitable<Result<Step>> step();
  asio::awaitable<void> pause();
  void take(Result<Step> done);

  Parts parts_;
  ConfigurationPtr configuration_;
  asio::steady_timer timer_;
  Rederiving state_;
  bool look_ = true;    ///< the rules may be others
  bool again_ = false;  ///< somebody asked
  bool beginning_ = false;
  bool visible_ = false;  ///< something that was not published yet
  std::optional<Error> problem_;
  std::chrono::steady_clock::time_point told_{};
};

}  // namespace resso::daemon
