#include "net/connection_pool.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <list>
#include <unordered_map>

namespace resso::net {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

class ConnectionPool::State : public std::enable_shared_from_this<State> {
 public:
  State(asio::any_io_executor executor, Limits limits) : executor_(std::move(executor)), limits_(limits) {}

  asio::awaitable<Place> enter(std::string name);
  std::optional<Place> try_enter(const std::string& name);
  void leave(const std::string& name);
  std::unique_ptr<SocketStream> take_idle(const std::string& name);
  void keep(const std::string& name, std::unique_ptr<SocketStream> stream, int generation);
  void close_idle() {
    idle_.clear();
    ++generation_;
  }
  int generation() const { return generation_; }
  std::size_t idle() const { return idle_.size(); }

 private:
  struct Waiter {
    explicit Waiter(const asio::any_io_executor& executor) : called(executor, Clock::time_point::max()) {}
    asio::steady_timer called;
    bool has_place = false, gone = false;
  };
  struct Origin {
    int taken = 0;
    bool is_ready = false;  ///< stands in ready_
    std::deque<std::shared_ptr<Waiter>> waiters;
  };
  struct Idle {
    std::string origin;
    std::unique_ptr<SocketStream> stream;
    Clock::time_point since;
  };

  void let_in(const std::string& name, Origin& origin);
  void make_ready(const std::string& name, Origin& origin);
  void drop_old();
  void withdraw(const std::string& name, Waiter& waiter);

  asio::any_io_executor executor_;
  Limits limits_;
  int taken_ = 0;
  int generation_ = 0;
  std::unordered_map<std::string, Origin> origins_;
  std::deque<std::string> ready_;  ///< origins with somebody waiting and a place of their own free, in turn
  std::list<Idle> idle_;           ///< oldest first
};

std::optional<ConnectionPool::Place> ConnectionPool::State::try_enter(const std::string& name) {
  if (taken_ >= limits_.total) return std::nullopt;
  Origin& origin = origins_[name];
  if (origin.taken >= limits_.per_origin || !origin.waiters.empty()) return std::nullopt;
  ++origin.taken;
  ++taken_;
  return Place(shared_from_this(), name);
}

asio::awaitable<ConnectionPool::Place> ConnectionPool::State::enter(std::string name) {
  if (auto place = try_enter(name)) co_return std::move(*place);
  const auto self = shared_from_this();
  Origin& origin = origins_[name];  // stays: an origin goes only when nobody is in or waits
  const auto waiter = std::make_shared<Waiter>(executor_);
  origin.waiters.push_back(waiter);
  make_ready(name, origin);
  struct Withdrawal {
    State& state;
    const std::string& name;
    Waiter& waiter;
    ~Withdrawal() { state.withdraw(name, waiter); }
  } withdrawal{*this, name, *waiter};
  while (!waiter->has_place) {
    boost::system::error_code woken;
    co_await waiter->called.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  waiter->has_place = false;  // it is the Place's now
  co_return Place(self, name);
}

/// A waiter that is cancelled may have been called at the same moment.
void ConnectionPool::State::withdraw(const std::string& name, Waiter& waiter) {
  waiter.gone = true;
  if (waiter.has_place) leave(name);
}

void ConnectionPool::State::make_ready(const std::string& name, Origin& origin) {
  if (origin.is_ready || origin.waiters.empty() || origin.taken >= limits_.per_origin) return;
  origin.is_ready = true;
  ready_.push_back(name);
}

void ConnectionPool::State::leave(const std::string& name) {
  const auto found = origins_.find(name);
  --found->second.taken;
  --taken_;
  make_ready(name, found->second);
  if (found->second.taken == 0 && found->second.waiters.empty()) origins_.erase(found);
  while (taken_ < limits_.total && !ready_.empty()) {
    const std::string next = std::move(ready_.front());
    ready_.pop_front();
    const auto origin = origins_.find(next);
    if (origin != origins_.end()) let_in(next, origin->second);
  }
}

void ConnectionPool::State::let_in(const std::string& name, Origin& origin) {
  origin.is_ready = false;
  while (!origin.waiters.empty() && origin.waiters.front()->gone) origin.waiters.pop_front();
  if (origin.waiters.empty()) {
    if (origin.taken == 0) origins_.erase(name);
    return;
  }
  const auto waiter = std::move(origin.waiters.front());
  origin.waiters.pop_front();
  ++origin.taken;
  ++taken_;
  waiter->has_place = true;
  waiter->called.cancel();
  make_ready(name, origin);
}

void ConnectionPool::State::drop_old() {
  const auto oldest_kept = Clock::now() - limits_.idle_timeout;
  while (!idle_.empty() && idle_.front().since < oldest_kept) idle_.pop_front();
  while (!idle_.empty() && static_cast<int>(idle_.size()) + taken_ > limits_.total) idle_.pop_front();
}

std::unique_ptr<SocketStream> ConnectionPool::State::take_idle(const std::string& name) {
  std::unique_ptr<SocketStream> found;
  for (auto idle = idle_.end(); idle != idle_.begin() && !found;) {
    --idle;
    if (idle->origin != name) continue;
    if (idle->since >= Clock::now() - limits_.idle_timeout && idle->stream->is_quiet()) found = std::move(idle->stream);
    idle = idle_.erase(idle);
  }
  drop_old();  // makes room for the connection that its asker will make if there was none
  return found;
}

void ConnectionPool::State::keep(const std::string& name, std::unique_ptr<SocketStream> stream, int generation) {
  if (generation != generation_) return;
  idle_.push_back(Idle{name, std::move(stream), Clock::now()});
}

ConnectionPool::ConnectionPool(asio::any_io_executor executor, Limits limits)
    : state_(std::make_shared<State>(std::move(executor), limits)) {}
ConnectionPool::~ConnectionPool() = default;

asio::awaitable<ConnectionPool::Place> ConnectionPool::enter(std::string origin) { return state_->enter(std::move(origin)); }
std::optional<ConnectionPool::Place> ConnectionPool::try_enter(const std::string& origin) { return state_->try_enter(origin); }
void ConnectionPool::close_idle() { state_->close_idle(); }
std::size_t ConnectionPool::idle() const { return state_->idle(); }

ConnectionPool::Place::Place(std::shared_ptr<State> state, std::string origin)
    : state_(std::move(state)), origin_(std::move(origin)), generation_(state_->generation()) {}
ConnectionPool::Place::~Place() {
  if (state_) state_->leave(origin_);
}
std::unique_ptr<SocketStream> ConnectionPool::Place::take_idle() { return state_->take_idle(origin_); }
void ConnectionPool::Place::keep(std::unique_ptr<SocketStream> stream) { state_->keep(origin_, std::move(stream), generation_); }

}  // namespace resso::net
