// Subscriptions to hubs: asked for where a feed offers one, kept alive, answered when the hub comes back. Polling goes on as the truth.
// Lives on the coordinating thread.
#pragma once

#include "daemon/threads.hpp"
#include "model/subscription.hpp"
#include "net/clock.hpp"
#include "net/fetcher.hpp"
#include "net/server.hpp"
#include "store/store.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <string>
#include <unordered_set>

namespace resso::daemon {

inline constexpr std::string_view kWebSubPath = "/websub/";
inline constexpr std::size_t kDeliveryLimit = 2u << 20;  ///< of a delivery's body: what is larger is polled

class WebSub {
 public:
  struct Parts {
    asio::any_io_executor executor, writer;
    store::Store* store = nullptr;
    net::Fetcher* fetcher = nullptr;  ///< a polite one
    std::function<Instant()> now;
    net::Clock* clock = &net::Clock::system();
    bool wanted = true;      ///< [network] websub: false ends what there is
    std::string public_url;  ///< where hubs find us, without a final slash
    /// Which sources have a hub that tells of news: after every change.
    std::function<void(std::unordered_set<std::string> source_ids)> on_alive;
    /// What a hub brought for a source, believed by now.
    std::function<void(std::string source_id, net::FetchReply delivery)> on_delivery;
  };
  explicit WebSub(Parts parts);

  /// Reads the subscriptions. To be called before anything else.
  Result<void> load();
  /// Asks hubs when it is time, for ever.
  asio::awaitable<void> run();
  /// One round of that: everything that is due now.
  asio::awaitable<void> attend();

  /// A poll found a hub in this source's feed. Another hub or topic than before takes the place of the old subscription.
  void offered(const std::string& source_id, const std::string& hub, const std::string& topic);
  /// Subscriptions of sources that are not among these end.
  void follow_only(const std::unordered_set<std::string>& source_ids);
  /// What the configuration says now. At another address subscriptions begin anew; hubs are told that those of the old one end.
  void reconfigure(bool wanted, std::string public_url);

  /// GET and POST below kWebSubPath: a hub that makes sure of us, a hub that delivers.
  asio::awaitable<net::ServerResponse> answer(net::ServerRequest request);

 private:
  asio::awaitable<void> ask_hub(std::string token);
  asio::awaitable<bool> keep(std::string token);
  asio::awaitable<bool> forget(std::string token);
  asio::awaitable<net::ServerResponse> answer_question(std::string token, std::string query);
  net::ServerResponse take_delivery(Subscription& subscription, net::ServerRequest request);
  void leave(Subscription& subscription);
  void add(Subscription subscription);
  void settle();
  bool is_elsewhere(const Subscription& subscription) const;
  std::string address_of(const Subscription& subscription) const;
  void tell_alive();
  void wake() { timer_.cancel(); }

  Parts parts_;
  std::string former_url_;  ///< before it was configured anew: the hubs know it as ours
  asio::steady_timer timer_;
  std::map<std::string, Subscription> subscriptions_;  // by token
};

}  // namespace resso::daemon
