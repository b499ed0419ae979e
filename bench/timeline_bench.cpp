// A page of a Mastodon timeline to posts, against the bare extraction of the same fields by simdjson.
#include "bench/measure.hpp"
#include "connectors/mastodon/map.hpp"
#include "connectors/mastodon/parse.hpp"

#include <simdjson.h>

namespace resso::bench {
namespace {

struct Fields {
  std::string id, uri, url, created, content, spoiler, visibility, language, acct, name, account_url, avatar, note;
  std::int64_t replies = 0, boosts = 0, favourites = 0, followers = 0;
  std::vector<std::string> tags, media;
};

std::string words(simdjson::simdjson_result<simdjson::ondemand::value> value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::int64_t number(simdjson::simdjson_result<simdjson::ondemand::value> value) {
  std::int64_t count = 0;
  return value.get(count) == simdjson::SUCCESS ? count : 0;
}

void extract(simdjson::ondemand::parser& parser, const simdjson::padded_string& json) {
  auto document = parser.iterate(json);
  std::vector<Fields> all;
  for (auto each : document.get_array()) {
    auto status = each.get_object();
    Fields fields;
    // In the order of the document, which is what the on-demand parser is fast at.
    fields.id = words(status["id"]);
    fields.created = words(status["created_at"]);
    fields.spoiler = words(status["spoiler_text"]);
    fields.visibility = words(status["visibility"]);
    fields.language = words(status["language"]);
    fields.uri = words(status["uri"]);
    fields.url = words(status["url"]);
    fields.replies = number(status["replies_count"]);
    fields.boosts = number(status["reblogs_count"]);
    fields.favourites = number(status["favourites_count"]);
    fields.content = words(status["content"]);
    auto account = status["account"].get_object();
    fields.acct = words(account["acct"]);
    fields.name = words(account["display_name"]);
    fields.note = words(account["note"]);
    fields.account_url = words(account["url"]);
    fields.avatar = words(account["avatar"]);
    fields.followers = number(account["followers_count"]);
    for (auto media : status["media_attachments"].get_array()) fields.media.push_back(words(media["url"]));
    for (auto tag : status["tags"].get_array()) fields.tags.push_back(words(tag["name"]));
    all.push_back(std::move(fields));
  }
  use(all.size());
}

void parse_and_map(const std::string& json) {
  const auto page = connectors::mastodon::parse_statuses(json);
  const connectors::mastodon::Vantage vantage{"https://mastodont.example", "mastodont.example", {}, ""};
  std::size_t posts = 0;
  for (const auto& status : page->statuses) posts += connectors::mastodon::map_status(status, vantage).post.has_value();
  use(posts);
}

}  // namespace

void measure_timeline() {
  constexpr int kStatuses = 40;
  const std::string json = timeline(kStatuses);
  const simdjson::padded_string padded(json);
  simdjson::ondemand::parser parser;
  const Pair pair = measure([&] { parse_and_map(json); }, [&] { extract(parser, padded); });
  report(std::to_string(json.size() / 1024) + " KB Mastodon page of 40", "posts", kStatuses / pair.ours, "simdjson, 19 fields",
         kStatuses / pair.reference, 0.5);
  const Pair parsed = measure([&] { use(connectors::mastodon::parse_statuses(json)->statuses.size()); }, [&] { extract(parser, padded); });
  report("  of that, parsing alone", "posts", kStatuses / parsed.ours, "simdjson, 19 fields", kStatuses / parsed.reference, 0);
}

}  // namespace resso::bench
