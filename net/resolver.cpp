#include "net/resolver.hpp"

#include "net/address_guard.hpp"

#include <ares.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>

namespace resso::net {

namespace asio = boost::asio;

namespace {

using Addresses = std::vector<asio::ip::address>;

constexpr int kTimeoutMs = 2000, kTries = 3;  // 2 + 4 + 8 s a server at most: within a fetch's deadline

/// One lookup: c-ares answers into it, whether somebody still waits or not.
struct Lookup {
  explicit Lookup(const asio::any_io_executor& executor) : answered(executor, asio::steady_timer::time_point::max()) {}
  asio::steady_timer answered;  ///< cancelled when the answer is here
  bool done = false;
  int status = ARES_ECANCELLED;
  Addresses addresses;
};

Addresses copy_addresses(const ares_addrinfo* info) {
  Addresses out;
  for (const auto* node = info ? info->nodes : nullptr; node; node = node->ai_next) {
    asio::ip::address address;
    if (node->ai_family == AF_INET) {
      const auto* in = reinterpret_cast<const sockaddr_in*>(node->ai_addr);
      address = asio::ip::address_v4(ntohl(in->sin_addr.s_addr));
    } else if (node->ai_family == AF_INET6) {
      const auto* in = reinterpret_cast<const sockaddr_in6*>(node->ai_addr);
      asio::ip::address_v6::bytes_type bytes;
      std::copy_n(in->sin6_addr.s6_addr, bytes.size(), bytes.begin());
      address = asio::ip::address_v6(bytes, in->sin6_scope_id);
    } else {
      continue;
    }
    if (std::find(out.begin(), out.end(), address) == out.end()) out.push_back(address);
  }
  return out;
}

Error describe_status(int status, const std::string& host) {
  switch (status) {
    case ARES_ECANCELLED:
    case ARES_EDESTRUCTION: return Error{Errc::cancelled, "cancelled", "", "", 0};
    case ARES_ENOTFOUND:
    case ARES_ENONAME:
      return Error{Errc::network, "there is no host named " + host, "", "look for a typing mistake in the address", 0, "network_name"};
    case ARES_ENODATA: return Error{Errc::network, "the name " + host + " has no address", "", "", 0, "network_no_address"};
    case ARES_EBADNAME:
    case ARES_EBADQUERY:
      return Error{Errc::network, host + " cannot be the name of a host", "", "look for a typing mistake in the address", 0,
                   "network_name"};
    case ARES_ETIMEOUT: return Error{Errc::network, "the name servers gave no answer about " + host, "", "", 0, "network_name_servers"};
    case ARES_ECONNREFUSED:
      return Error{Errc::network, "the name servers cannot be reached", "", "see /etc/resolv.conf", 0, "network_name_servers"};
    default:
      return Error{Errc::network,         "the name servers have no answer about " + host + ": " + ares_strerror(status), "", "", 0,
                   "network_name_servers"};
  }
}

std::int64_t modified(const char* path) {
  struct stat found {};
  return stat(path, &found) == 0 ? static_cast<std::int64_t>(found.st_mtime) : 0;
}

}  // namespace

class Resolver::State : public std::enable_shared_from_this<State> {
 public:
  State(asio::any_io_executor executor, std::vector<std::pair<std::string, std::string>> hosts, std::string servers)
      : executor_(executor), hosts_(std::move(hosts)), servers_(std::move(servers)), timer_(std::move(executor)) {}
  ~State() { close(); }

  asio::awaitable<Result<Addresses>> resolve(std::string host);

  void close() {
    closed_ = true;
    close_channel();
  }

 private:
  struct Watch {
    Watch(const asio::any_io_executor& executor, int fd) : descriptor(executor, fd) {}
    ~Watch() {
      if (descriptor.is_open()) descriptor.release();  // c-ares closes its own sockets
    }
    asio::posix::stream_descriptor descriptor;
    bool reads = false, writes = false;                  ///< what c-ares wants
    bool waits_to_read = false, waits_to_write = false;  ///< what is under way
  };

  std::optional<Addresses> known(const std::string& host) const;
  bool open_channel();
  void close_channel();
  void watch(int fd, bool readable, bool writable);
  void wait(int fd, const std::shared_ptr<Watch>& watch);
  void process(int read_fd, int write_fd);
  void set_timer();
  void leave();

  asio::any_io_executor executor_;
  std::vector<std::pair<std::string, std::string>> hosts_;
  std::string servers_;
  asio::steady_timer timer_;
  ares_channel channel_ = nullptr;
  std::int64_t configured_at_ = 0;
  std::map<int, std::shared_ptr<Watch>> watches_;
  std::size_t waiting_ = 0;    ///< coroutines
  std::size_t in_flight_ = 0;  ///< questions
  bool closed_ = false;
};

std::optional<Addresses> Resolver::State::known(const std::string& host) const {
  boost::system::error_code failure;
  if (const std::string numeric = canonical_address(host); !numeric.empty()) {
    const auto address = asio::ip::make_address(numeric, failure);
    if (!failure) return Addresses{address};
  }
  Addresses out;
  for (const auto& [name, address] : hosts_)
    if (canonical_host(name) == host) out.push_back(asio::ip::make_address(address, failure));
  if (!out.empty()) return out;
  // RFC 6761 §6.3: never asked of anybody else.
  if (host == "localhost" || host.ends_with(".localhost"))
    return Addresses{asio::ip::address_v4::loopback(), asio::ip::address_v6::loopback()};
  return std::nullopt;
}

bool Resolver::State::open_channel() {
  static std::once_flag once;
  std::call_once(once, [] { ares_library_init(ARES_LIB_INIT_ALL); });
  // A laptop changes networks: read resolv.conf again when it changed, as soon as no question is under way.
  const std::int64_t changed = modified("/etc/resolv.conf");
  if (channel_ && in_flight_ == 0 && changed != configured_at_) close_channel();
  if (channel_) return true;
  configured_at_ = changed;
  ares_options options{};
  char lookups[] = "fb";  // /etc/hosts, then DNS
  options.timeout = kTimeoutMs;
  options.tries = kTries;
  options.lookups = lookups;
  options.sock_state_cb_data = this;
  options.sock_state_cb = [](void* self, ares_socket_t fd, int readable, int writable) {
    static_cast<State*>(self)->watch(fd, readable != 0, writable != 0);
  };
  const int mask = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS | ARES_OPT_SOCK_STATE_CB;
  if (ares_init_options(&channel_, &options, mask) != ARES_SUCCESS) {
    channel_ = nullptr;
    return false;
  }
  if (!servers_.empty()) ares_set_servers_ports_csv(channel_, servers_.c_str());
  return true;
}

void Resolver::State::close_channel() {
  timer_.cancel();
  if (!channel_) return;
  ares_destroy(std::exchange(channel_, nullptr));  // answers all with ARES_EDESTRUCTION, ends all watches
  watches_.clear();
}

void Resolver::State::watch(int fd, bool readable, bool writable) {
  if (!readable && !writable) {  // c-ares is about to close it; waits under way hold the Watch
    const auto found = watches_.find(fd);
    if (found == watches_.end()) return;
    found->second->descriptor.release();
    watches_.erase(found);
    return;
  }
  auto& watch = watches_[fd];
  if (!watch) watch = std::make_shared<Watch>(executor_, fd);
  watch->reads = readable;
  watch->writes = writable;
  wait(fd, watch);
}

void Resolver::State::wait(int fd, const std::shared_ptr<Watch>& watch) {
  const auto begin = [&](asio::posix::stream_descriptor::wait_type type, bool Watch::*wanted, bool Watch::*under_way) {
    if (!((*watch).*wanted) || (*watch).*under_way) return;
    (*watch).*under_way = true;
    watch->descriptor.async_wait(type, [weak = weak_from_this(), fd, watch, wanted, under_way](boost::system::error_code failure) {
      (*watch).*under_way = false;
      const auto self = weak.lock();
      const bool is_current = self && self->channel_ && self->watches_.contains(fd) && self->watches_[fd] == watch;
      if (failure || !is_current) return;
      if ((*watch).*wanted) self->process(wanted == &Watch::reads ? fd : ARES_SOCKET_BAD, wanted == &Watch::writes ? fd : ARES_SOCKET_BAD);
      if (self->watches_.contains(fd) && self->watches_[fd] == watch) self->wait(fd, watch);
    });
  };
  begin(asio::posix::stream_descriptor::wait_read, &Watch::reads, &Watch::waits_to_read);
  begin(asio::posix::stream_descriptor::wait_write, &Watch::writes, &Watch::waits_to_write);
}

void Resolver::State::process(int read_fd, int write_fd) {
  ares_process_fd(channel_, read_fd, write_fd);
  set_timer();
}

void Resolver::State::set_timer() {
  timeval room{};
  const timeval* wait = channel_ ? ares_timeout(channel_, nullptr, &room) : nullptr;
  if (!wait) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(std::chrono::seconds(wait->tv_sec) + std::chrono::microseconds(wait->tv_usec) + std::chrono::milliseconds(1));
  timer_.async_wait([weak = weak_from_this()](boost::system::error_code failure) {
    const auto self = weak.lock();
    if (!failure && self && self->channel_) self->process(ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  });
}

/// Questions that nobody waits for would keep the executor busy for seconds.
void Resolver::State::leave() {
  if (--waiting_ > 0 || in_flight_ == 0 || !channel_) return;
  ares_cancel(channel_);
  set_timer();
}

asio::awaitable<Result<Addresses>> Resolver::State::resolve(std::string host) {
  const auto self = shared_from_this();
  if (auto addresses = known(host)) co_return std::move(*addresses);
  if (closed_) co_return describe_status(ARES_ECANCELLED, host);
  if (!open_channel()) co_return describe_status(ARES_ECONNREFUSED, host);

  auto lookup = std::make_shared<Lookup>(executor_);
  struct Ticket {
    std::shared_ptr<Lookup> lookup;
    std::shared_ptr<State> state;
  };
  ares_addrinfo_hints hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  ++in_flight_;
  ++waiting_;
  struct Leave {
    State& state;
    ~Leave() { state.leave(); }
  } leave_at_end{*this};
  ares_getaddrinfo(
      channel_, host.c_str(), nullptr, &hints,
      [](void* data, int status, int, ares_addrinfo* info) {
        const std::unique_ptr<Ticket> ticket(static_cast<Ticket*>(data));
        --ticket->state->in_flight_;
        ticket->lookup->status = status;
        ticket->lookup->addresses = copy_addresses(info);
        ticket->lookup->done = true;
        ticket->lookup->answered.cancel();
        if (info) ares_freeaddrinfo(info);
      },
      new Ticket{lookup, self});
  set_timer();
  boost::system::error_code woken;
  if (!lookup->done) co_await lookup->answered.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  if (!lookup->done) co_return describe_status(ARES_ECANCELLED, host);
  if (lookup->status != ARES_SUCCESS) co_return describe_status(lookup->status, host);
  if (lookup->addresses.empty()) co_return describe_status(ARES_ENODATA, host);
  co_return std::move(lookup->addresses);
}

Resolver::Resolver(asio::any_io_executor executor, std::vector<std::pair<std::string, std::string>> hosts, std::string servers)
    : state_(std::make_shared<State>(std::move(executor), std::move(hosts), std::move(servers))) {}
Resolver::~Resolver() { state_->close(); }

asio::awaitable<Result<Addresses>> Resolver::resolve(std::string host) { return state_->resolve(std::move(host)); }

void Resolver::close() { state_->close(); }

}  // namespace resso::net
