#include "net/deadline_set.hpp"

namespace resso::net {

DeadlineSet::Watch::Watch(DeadlineSet& set, Clock::time_point when, std::function<void()> end)
    : set_(set), end_(std::move(end)), place_(set.watches_.emplace(when, this)) {
  const bool is_only = set.watches_.size() == 1;
  if (is_only || when < set.next_.expiry()) set.wait_for_next();
}

DeadlineSet::Watch::~Watch() {
  if (place_ == set_.watches_.end()) return;
  set_.watches_.erase(place_);
  if (set_.watches_.empty()) set_.next_.cancel();  // a timer would keep the executor busy
}

void DeadlineSet::wait_for_next() {
  next_.expires_at(closed_ ? Clock::now() : watches_.begin()->first);
  next_.async_wait([set = weak_from_this()](const boost::system::error_code&) {
    if (const auto still_here = set.lock()) still_here->end_due();
  });
}

/// Also comes when the timer was set anew, which does no harm.
void DeadlineSet::end_due() {
  const auto now = Clock::now();
  while (!watches_.empty() && (closed_ || watches_.begin()->first <= now)) {
    Watch& watch = *watches_.begin()->second;
    watches_.erase(watches_.begin());
    watch.place_ = watches_.end();
    watch.was_late_ = !closed_;
    watch.end_();
  }
  if (!watches_.empty() && next_.expiry() <= now) wait_for_next();
}

void DeadlineSet::close() {
  closed_ = true;
  for (auto* timer : timers_) timer->cancel();
  if (!watches_.empty()) next_.cancel();  // end_due comes
}

}  // namespace resso::net
