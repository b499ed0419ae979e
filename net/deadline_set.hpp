// Deadlines that their owner can end all at once: what they bound is then cancelled.
#pragma once

#include "net/deadline.hpp"

#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

namespace resso::net {

class DeadlineSet {
 public:
  /// with_deadline, which close() ends too, with Errc::cancelled.
  template <class T>
  static boost::asio::awaitable<Result<T>> bound(std::shared_ptr<DeadlineSet> set, boost::asio::awaitable<Result<T>> work,
                                                 std::chrono::milliseconds limit, std::string what) {
    if (set->closed_) co_return Error{Errc::cancelled, "cancelled", "", "", 0};
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, limit);
    struct Registration {
      std::unordered_set<boost::asio::steady_timer*>& all;
      boost::asio::steady_timer* one;
      ~Registration() { all.erase(one); }
    } registration{set->timers_, &timer};
    set->timers_.insert(&timer);
    auto bounded = with_deadline(std::move(work), timer, std::move(what));
    co_return co_await std::move(bounded);
  }

  /// Nothing begins any more.
  void close() {
    closed_ = true;
    for (auto* timer : timers_) timer->cancel();
  }
  bool is_closed() const { return closed_; }

 private:
  std::unordered_set<boost::asio::steady_timer*> timers_;
  bool closed_ = false;
};

}  // namespace resso::net
