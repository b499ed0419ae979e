// [[hashtag]] and [[server]]: what is followed on Mastodon, and what its servers want from us.
#include "config/sections.hpp"

namespace resso::config {
namespace {

constexpr Seconds kLongestInterval{7 * 86400};

void read_window(Reader& reader, HashtagSettings& hashtag) {
  const auto from = reader.date("from"), to = reader.date("to");
  if (from) hashtag.from = from->value;
  if (to) hashtag.to = to->value;
  if (from && to && to->value < from->value) reader.problem(to->at, "ends before it begins", "“to” must not be before “from”");
}

std::vector<Text> read_servers_of(Reader& reader, Report& report, HashtagSettings& hashtag) {
  std::vector<Text> origins;
  const auto stated = reader.texts("servers");
  for (const Text& text : stated) {
    if (auto origin = origin_of(text, report)) {
      hashtag.servers.push_back(*origin);
      origins.push_back({std::move(*origin), text.at});
    }
  }
  if (!reader.has("servers")) {
    reader.problem(reader.spot(), "“servers” is missing", "name the servers to ask: servers = [\"https://mastodon.example\"]");
  } else if (reader.is_list("servers") && reader.is_empty("servers")) {
    reader.problem(reader.spot("servers"), "names no server", "name the servers to ask: [\"https://mastodon.example\"]");
  }
  return origins;
}

void read_hashtag(Reader& reader, Reading& reading) {
  HashtagSettings hashtag;
  const auto name = reader.needed("name", "give the hashtag, without “#”");
  const auto valid = name ? hashtag_of(*name, reading.report) : std::nullopt;
  hashtag.name = valid.value_or("");
  const auto origins = read_servers_of(reader, reading.report, hashtag);
  hashtag.trust = reading.trust(reader);
  hashtag.campaign = reader.text_or("campaign", "");
  read_window(reader, hashtag);
  hashtag.topics = reading.topics(reader);
  const auto interval = reader.duration("interval", Seconds{1}, kLongestInterval);
  if (interval) hashtag.interval = interval->value;
  reader.finish();
  if (!valid) return;

  const bool campaign = !hashtag.campaign.empty() || hashtag.from || hashtag.to;
  for (const Text& origin : origins) {
    StatedSource stated;
    stated.at = origin.at;
    stated.campaign = campaign;
    if (interval) stated.interval_at = interval->at;
    Source& source = stated.source;
    source.kind = SourceKind::mastodon_hashtag;
    source.url = origin.value;
    source.name = hashtag.name;
    source.trust = hashtag.trust;
    source.topics = hashtag.topics;
    source.interval = hashtag.interval;
    reading.sources.push_back(std::move(stated));
  }
  if (campaign) {
    const std::string title = hashtag.campaign.empty() ? "#" + hashtag.name : hashtag.campaign;
    reading.settings.campaigns.push_back({title, hashtag.name, hashtag.from, hashtag.to, hashtag.topics});
  }
  reading.settings.hashtags.push_back(std::move(hashtag));
}

}  // namespace

void read_hashtags(Reader& root, Reading& reading) {
  for (Reader& reader : root.tables("hashtag")) read_hashtag(reader, reading);
}

void read_servers(Reader& root, Reading& reading) {
  // "server[]" is how parse_toml tells [[server]] from [server]; the other name is for tools that write strict TOML.
  std::vector<Reader> readers = root.tables("server[]");
  for (Reader& reader : root.tables("mastodon_server")) readers.push_back(reader);
  for (Reader& reader : readers) {
    const auto url = reader.needed("url", "give the server's address, as \"https://mastodon.example\"");
    const auto origin = url ? origin_of(*url, reading.report) : std::nullopt;
    auto token = secret_of(reader, "token", reading.outside);
    if (!reader.has("token_file") && !reader.has("token_env")) {
      reader.problem(reader.spot(), "says nothing about the server", "give “token_file” or “token_env”, or take it out");
    }
    reader.finish();
    if (!origin || !token) continue;
    Credentials credentials;
    credentials.token = std::move(*token);
    if (!reading.settings.server_credentials.emplace(*origin, std::move(credentials)).second) {
      reader.problem(url->at, "there is another [[server]] for " + in_quotes(*origin), "keep one of them");
    }
  }
}

}  // namespace resso::config
