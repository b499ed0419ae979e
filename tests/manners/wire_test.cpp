// What really goes over the wire, judged by a host that reads bytes and knows nothing of our code: a day of some tens of sources over real
// HTTP, with a clock that runs 20,000 times as fast.
#include "daemon/app.hpp"
#include "daemon/poller.hpp"
#include "net/http_client.hpp"
#include "tests/daemon/temporary_directory.hpp"
#include "tests/fakes/loopback.hpp"
#include "tests/manners/judges.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <map>

namespace resso::manners {
namespace {

using namespace std::chrono_literals;

constexpr int kFaster = 20'000;
constexpr Instant kBegan{std::chrono::sys_days{2026y / 10 / 20} + 7h};

class FastClock : public net::Clock {
 public:
  Time now() const override { return Time((std::chrono::steady_clock::now() - began_) * kFaster); }
  asio::awaitable<void> sleep(asio::steady_timer& timer, Duration pause) override {
    return net::Clock::sleep(timer, pause == Duration::max() ? pause : pause / kFaster);
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// Validators as servers really send them, right and wrong.
struct Pair {
  std::string etag, last_modified;
};
const std::array<Pair, 8> kPairs{{{"\"5f2-61ab\"", "Tue, 06 Oct 2026 10:00:00 GMT"},
                                  {"W/\"weak, with a comma\"", ""},
                                  {"unquoted-tag", ""},
                                  {"\"\"", "Tue, 6 Oct 2026 10:00:00 +0000"},
                                  {"", "2026-10-06 10:00:00"},
                                  {"\"ñ-gzip\"", "Tuesday, 06-Oct-26 10:00:00 GMT"},
                                  {"w/\"lower\"", "Tue, 06 Oct 2026 10:00:00 UTC"},
                                  {"", ""}}};

/// The value of a field as it stands after its first colon and one blank; a field that comes twice is as wrong as a wrong one.
std::string field(const std::string& head, const std::string& name) {
  std::string found;
  int times = 0;
  for (std::size_t at = head.find("\r\n"); at != std::string::npos && at + 2 < head.size(); at = head.find("\r\n", at + 2)) {
    const std::string line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    if (line.size() <= name.size() || line[name.size()] != ':') continue;
    const bool same = std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) { return std::tolower(a) == std::tolower(b); });
    if (!same) continue;
    ++times;
    found = line.substr(std::min(line.size(), name.size() + 2));
  }
  return times > 1 ? "twice" : found;
}

class Wire {
 public:
  explicit Wire(asio::io_context& io) : server_(io, [this](const std::string& head, int) { return answer(head); }) {}
  std::string url(const std::string& target) const { return server_.url(target); }
  Visits visits;
  std::vector<std::string> heads;
  FastClock clock;

 private:
  fakes::RawReply answer(const std::string& head) {
    heads.push_back(head);
    const auto blank = head.find(' ');
    Visit visit;
    visit.host = "127.0.0.1";
    visit.target = head.substr(blank + 1, head.find(' ', blank + 1) - blank - 1);
    visit.arrived = clock.now();
    visit.if_none_match = field(head, "If-None-Match");
    visit.if_modified_since = field(head, "If-Modified-Since");
    visit.has_cookie = !field(head, "Cookie").empty();
    visit.has_referer = !field(head, "Referer").empty();
    const std::string agent = field(head, "User-Agent");
    visit.names_itself = agent.starts_with("Resso/") && agent.find("(+https://ciutat.example/contacte)") != std::string::npos;
    const auto number = static_cast<std::size_t>(std::atoi(visit.target.c_str() + 3));
    const std::int64_t version =
        std::chrono::floor<std::chrono::hours>(visit.arrived.time_since_epoch()).count() / (number % 4 == 0 ? 2 : 1000);
    Pair pair = kPairs[number % kPairs.size()];
    if (version % 2 == 1 && !pair.etag.empty()) pair.etag.insert(pair.etag.size() / 2, "x");
    visit.etag = pair.etag;
    visit.last_modified = pair.last_modified;
    const bool known = !pair.etag.empty() ? visit.if_none_match == pair.etag
                                          : !pair.last_modified.empty() && visit.if_modified_since == pair.last_modified;
    visit.status = known ? 304 : 200;
    visit.ended = visit.arrived;
    visits.push_back(visit);
    const std::string body = known ? "" : document(visit.target, version);
    std::string reply = known ? "HTTP/1.1 304 Not Modified\r\n"
                              : "HTTP/1.1 200 OK\r\nSet-Cookie: session=1; Path=/\r\nContent-Type: " + type(visit.target) + "\r\n";
    if (!pair.etag.empty()) reply += "ETag: " + pair.etag + "\r\n";
    if (!pair.last_modified.empty()) reply += "Last-Modified: " + pair.last_modified + "\r\n";
    reply += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    return {reply, fakes::RawReply::End::keep};
  }

  static std::string type(const std::string& target) {
    return target.starts_with("/i/") ? "text/calendar" : target.starts_with("/p/") ? "text/html" : "application/rss+xml";
  }
  static std::string document(const std::string& target, std::int64_t version) {
    const std::string n = std::to_string(version);
    if (target.starts_with("/i/"))
      return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:" + n +
             "\r\nDTSTART:20261101T100000Z\r\nSUMMARY:A\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    if (target.starts_with("/p/")) return "<!DOCTYPE html><title>" + n + "</title>";
    return "<rss version=\"2.0\"><channel><title>t</title><item><guid>" + n + "</guid><title>" + n + "</title></item></channel></rss>";
  }

  fakes::RawServer server_;
};

TEST(OnTheWire, HostsGetTheirValidatorsBackByteForByteAndNothingTheyDidNotGive) {
  asio::io_context io(1);
  Wire wire(io);
  daemon::TemporaryDirectory directory;
  auto store = store::Store::open(directory / "resso.db", {});
  ASSERT_TRUE(store);
  config::Settings settings;
  settings.city.contact = "https://ciutat.example/contacte";
  settings.network.allow_hosts = {"127.0.0.1"};
  const std::array kKinds{std::pair{SourceKind::feed, "/f/"}, std::pair{SourceKind::calendar, "/i/"}, std::pair{SourceKind::page, "/p/"}};
  for (int n = 0; n < 48; ++n) {
    Source source;
    source.kind = kKinds[static_cast<std::size_t>(n) % 3].first;
    source.url = wire.url(kKinds[static_cast<std::size_t>(n) % 3].second + std::to_string(n));
    source.id = source_id(source.kind, source.url, "");
    settings.sources.push_back(source);
  }
  net::FetcherOptions fetching;
  fetching.allow_hosts = {"127.0.0.1"};
  fetching.user_agent = daemon::user_agent(settings);
  net::HttpClient client(io.get_executor(), fetching);
  daemon::Metrics metrics;
  daemon::Poller::Parts parts;
  parts.executor = parts.heavy = parts.writer = io.get_executor();
  parts.store = store->get();
  parts.fetcher = &client;
  parts.metrics = &metrics;
  parts.clock = &wire.clock;
  parts.now = [&] { return kBegan + std::chrono::floor<Seconds>(wire.clock.now().time_since_epoch()); };
  parts.on_stored = [](bool) {};
  daemon::Poller poller(std::move(parts), std::make_shared<const daemon::Configuration>(settings));
  ASSERT_TRUE(poller.load());
  net::TaskGroup tasks(io.get_executor(), [](const std::string& task, std::exception_ptr) { ADD_FAILURE() << task; });
  tasks.spawn("poller", poller.run());
  io.run_for(4s);

  const auto figures = judge(wire.visits);
  std::printf("requests on the wire: %zu\n%s", wire.visits.size(), table(figures).c_str());
  EXPECT_GT(wire.visits.size(), 200u);
  for (const char* name : {"unconditional requests", "invented validators", "mixed validators", "cookies and referers", "without a name"})
    EXPECT_EQ(count_of(figures, name), 0u) << name;
  const auto conditional = std::count_if(wire.visits.begin(), wire.visits.end(), [](const Visit& visit) { return visit.status == 304; });
  EXPECT_GT(conditional, 100) << "validators were of use";
  for (const std::string& head : wire.heads) {
    EXPECT_THAT(head, testing::StartsWith("GET /")) << head;
    EXPECT_EQ(head.find('#'), std::string::npos) << head;
    EXPECT_EQ(field(head, "Host"), wire.url("").substr(7)) << head;
  }
  tasks.cancel();
  asio::co_spawn(io, poller.stop(1s), [](std::exception_ptr, bool) {});
  client.close();
  io.restart();
  io.run_for(500ms);
}

}  // namespace
}  // namespace resso::manners
