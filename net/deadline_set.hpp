// Deadlines that their owner can end all at once: what they bound is then cancelled.
#pragma once

#include "net/deadline.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

namespace resso::net {

class DeadlineSet : public std::enable_shared_from_this<DeadlineSet> {
 public:
  using Clock = std::chrono::steady_clock;
  explicit DeadlineSet(boost::asio::any_io_executor executor) : next_(std::move(executor)) {}

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

  /// The same for work that can be told to end: it needs no coroutine and no timer of its own, which cost more than a short exchange does.
  /// While it lives, `end` is called once, at `when` or soon after close(); `end` must not destroy it. Must not outlive the set.
  class Watch {
   public:
    Watch(DeadlineSet& set, Clock::time_point when, std::function<void()> end);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    bool was_late() const { return was_late_; }  ///< `end` was called because of the deadline

   private:
    friend class DeadlineSet;
    DeadlineSet& set_;
    std::function<void()> end_;
    std::multimap<Clock::time_point, Watch*>::iterator place_;  ///< in watches_; its end: not there
    bool was_late_ = false;
  };

  /// Nothing begins any more.
  void close();
  bool is_closed() const { return closed_; }

 private:
  void wait_for_next();
  void end_due();

  std::unordered_set<boost::asio::steady_timer*> timers_;
  std::multimap<Clock::time_point, Watch*> watches_;
  boost::asio::steady_timer next_;  ///< runs while there are watches, until the first of them is due or earlier
  bool closed_ = false;
};

}  // namespace resso::net
