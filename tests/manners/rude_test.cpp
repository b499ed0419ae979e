// The same hosts and a visitor without manners: what the week's zeros are worth.
#include "tests/manners/city.hpp"
#include "tests/manners/judges.hpp"

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>

#include <string>

namespace resso::manners {
namespace {

using namespace std::chrono_literals;

constexpr Instant kBegan{std::chrono::sys_days{2026y / 10 / 20} + 12h};

TEST(ARudeVisitor, IsComplainedOfByEveryJudge) {
  VirtualTime time;
  asio::io_context io(1);
  Web web(time, kBegan);
  const config::Settings settings = make_city(web);
  for (int round = 0; round < 30; ++round) {
    time.run(io, Time(62h + round * 1h / 5));
    for (const Source& source : settings.sources) {
      const bool mastodon = source.kind == SourceKind::mastodon_hashtag || source.kind == SourceKind::mastodon_account;
      net::FetchRequest request(mastodon ? source.url + "/api/v1/timelines/tag/barri0?limit=40&max_id=1000100" : source.url);
      if (round % 5 == 3) request.headers.add("If-None-Match", "\"made-up\"");
      if (round % 7 == 5) request.headers.add("Cookie", "session=1");
      asio::co_spawn(io, web.fetch(std::move(request)), [](std::exception_ptr, Result<net::FetchReply>) {});
    }
  }
  time.run(io, Time(80h));
  const auto figures = judge(web.visits);
  for (const char* name : {"unconditional requests", "invented validators", "inside a Retry-After", "inside max-age or ttl",
                           "in a skipped hour", "after a 410", "bursts per host", "parallel per host", "parallel per address",
                           "over a host's bucket", "faster than the minimum", "cookies and referers"})
    EXPECT_GT(count_of(figures, name), 0u) << name;
}

}  // namespace
}  // namespace resso::manners
