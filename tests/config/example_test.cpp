#include "config_test_support.hpp"

namespace resso::config {
namespace {

using testing::all_of;
using testing::good;

TEST(Example, IsValidAsItStandsAndSaysTheDefaults) {
  const Settings example = good(example_toml());
  const Settings defaults = good("");
  EXPECT_TRUE(example.warnings.empty()) << all_of(example.warnings);
  EXPECT_EQ(example.network.timeout, defaults.network.timeout);
  EXPECT_EQ(example.network.body_limit, defaults.network.body_limit);
  EXPECT_EQ(example.network.feed_interval, defaults.network.feed_interval);
  EXPECT_EQ(example.network.hashtag_interval, defaults.network.hashtag_interval);
  EXPECT_EQ(example.network.max_interval, defaults.network.max_interval);
  EXPECT_EQ(example.network.connections_per_host, defaults.network.connections_per_host);
  EXPECT_EQ(example.store.path, defaults.store.path);
  EXPECT_EQ(example.store.retention_samples_days, defaults.store.retention_samples_days);
  EXPECT_EQ(example.server.max_connections, defaults.server.max_connections);
  EXPECT_EQ(example.moderation.confidence_threshold, defaults.moderation.confidence_threshold);
  EXPECT_EQ(example.log.level, defaults.log.level);
}

TEST(Example, IsStillValidWhenEveryKeyInAComment_IsSet) {
  // "# key = value" lines come alive; words of explanation stay comments, as they have no " = ".
  std::string toml(example_toml());
  std::string live;
  for (std::size_t at = 0; at < toml.size();) {
    const auto end = std::min(toml.find('\n', at), toml.size());
    std::string line = toml.substr(at, end - at);
    const bool commented = line.starts_with("# ") && (line.find(" = ") != std::string::npos || line.starts_with("# [["));
    live += (commented && line.find("--config") == std::string::npos ? line.substr(2) : line) + "\n";
    at = end + 1;
  }
  testing::FakeMachine machine;
  for (const char* file : {"logo.svg", "tls/chain.pem", "tls/key.pem", "secrets/admin", "secrets/mastodon.example", "secrets/casal-dav"}) {
    machine.files[std::string("/etc/resso/") + file] = "content";
  }
  for (const char* file : {"topics.toml", "places.toml", "days.toml", "merge_words.toml"})
    machine.files[std::string("/etc/resso/") + file] = "";
  machine.files["/etc/resso/topics.toml"] =
      "[[topic]]\nid = \"eix-71\"\ntitle.ca = \"a\"\n[[topic]]\nid = \"eix-80\"\ntitle.ca = \"b\"\n[[topic]]\nid = \"eix-81\"\ntitle.ca = "
      "\"c\"\n";
  const Settings settings = good(live, machine);
  EXPECT_EQ(settings.city.accent, "#0b6e4f");
  EXPECT_EQ(settings.server_credentials.size(), 1u);
  EXPECT_EQ(settings.server.tls_key, "/etc/resso/tls/key.pem");
  EXPECT_EQ(settings.watches.at(0).webhook, "https://chat.example/hooks/1");
  const auto caldav =
      std::find_if(settings.sources.begin(), settings.sources.end(), [](const Source& s) { return s.kind == SourceKind::caldav; });
  ASSERT_NE(caldav, settings.sources.end());
  EXPECT_EQ(caldav->credentials->user, "casal");
  EXPECT_EQ(caldav->credentials->password.reveal(), "content");
}

}  // namespace
}  // namespace resso::config
