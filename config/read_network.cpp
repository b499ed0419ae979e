#include "config/intervals.hpp"
#include "config/sections.hpp"

#include <algorithm>

namespace resso::config {
namespace {

constexpr Seconds kLongest{86400};

/// "host" or "host:port", as the address guard compares them.
void read_allow_hosts(Reader& reader, Network& network) {
  for (const Text& text : reader.texts("allow_hosts")) {
    const auto url = text::parse_url("http://" + text.value);
    const bool plain = url && url->target == "/" && url->user.empty() && text.value.find('/') == std::string::npos;
    if (plain) {
      network.allow_hosts.push_back(text.value);
    } else {
      reader.problem(text.at, "not a host: " + in_quotes(text.value), "write it as \"host.example\" or \"127.0.0.1:18101\"");
    }
  }
}

void read_intervals(Reader& reader, Network& network) {
  // What is shorter than the manners allow is for the operator's own hosts only (config/intervals.hpp); for the rest it is lengthened.
  const Seconds least = network.allow_hosts.empty() ? Seconds{900} : Seconds{1};
  const Seconds least_hashtag = network.allow_hosts.empty() ? Seconds{300} : Seconds{1};
  const auto read = [&](std::string_view key, Seconds floor, Seconds& value) {
    if (const auto found = reader.duration(key, floor, kLongest)) value = found->value;
  };
  read("feed_interval", least, network.feed_interval);
  read("calendar_interval", least, network.calendar_interval);
  read("account_interval", least, network.account_interval);
  read("hashtag_interval", least_hashtag, network.hashtag_interval);
  read("min_interval", least, network.min_interval);
  read("max_interval", least, network.max_interval);
  if (network.min_interval > network.max_interval) {
    reader.problem(reader.spot(reader.has("min_interval") ? "min_interval" : "max_interval"),
                   "“min_interval” is longer than “max_interval”", "exchange them");
  }
}

void read_user_agent(Reader& reader, Network& network) {
  const auto suffix = reader.text("user_agent_suffix");
  if (!suffix) return;
  const bool plain = std::all_of(suffix->value.begin(), suffix->value.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (!plain || suffix->value.size() > 100) {
    reader.problem(suffix->at, "cannot go into a request: " + in_quotes(suffix->value), "at most 100 characters of plain ASCII");
  } else {
    network.user_agent_suffix = suffix->value;
  }
}

/// Hubs must be able to come back to us: an address that only this machine knows would be asked for in vain. [city] is read before.
void read_websub(Reader& reader, Settings& settings) {
  const auto wanted = reader.flag("websub");
  if (!wanted || !*wanted) return;
  settings.network.websub = true;
  const auto url = text::parse_url(settings.city.public_url);
  const bool ours_alone = url && (url->host == "localhost" || url->host == "::1" || url->host.starts_with("127."));
  if (!url || (ours_alone && !is_allowed_host(settings.network, settings.city.public_url))) {
    reader.problem(reader.spot("websub"), "hubs cannot reach “public_url” of [city]: " + in_quotes(settings.city.public_url),
                   "give the address that citizens use, or leave “websub” out");
  }
}

}  // namespace

void read_network(Reader& root, Reading& reading) {
  Network& network = reading.settings.network;
  auto reader = root.table("network");
  if (!reader) return;
  read_allow_hosts(*reader, network);
  if (const auto timeout = reader->duration("timeout", Seconds{1}, Seconds{600})) network.timeout = timeout->value;
  if (const auto limit = reader->bytes("body_limit", 1 << 10, 1 << 30)) network.body_limit = static_cast<std::size_t>(limit->value);
  const auto read = [&](std::string_view key, int least, int most, int& value) {
    if (const auto count = reader->integer(key, least, most)) value = static_cast<int>(count->value);
  };
  read("connections_per_host", 1, 8, network.connections_per_host);
  read("connections", 1, 10'000, network.connections);
  read("max_redirects", 0, 20, network.max_redirects);
  read("backfill_days", 0, 3650, network.backfill_days);
  read_user_agent(*reader, network);
  read_websub(*reader, reading.settings);
  read_intervals(*reader, network);
  reader->finish();
}

}  // namespace resso::config
