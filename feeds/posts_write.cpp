// "/api/v1/posts": what was said, for programs, newest first: of the newest that are kept at hand.
#include "feeds/api_page.hpp"
#include "feeds/city_times.hpp"
#include "feeds/filter.hpp"
#include "feeds/ical_text.hpp"

#include <tuple>

namespace resso::feeds {
namespace {

using text::JsonWriter;

struct Position {
  std::int64_t published = 0;
  std::string_view id;
};

std::int64_t published_at(const Post& post) { return static_cast<std::int64_t>(post.published.time_since_epoch().count()); }

// As Snapshot::build sorts: newest first, then by id.
bool at_or_before(const Post& post, const Position& position) {
  const auto published = published_at(post);
  return published > position.published || (published == position.published && post.id <= position.id);
}

std::optional<Position> read_cursor(std::string_view cursor) {
  const auto published = take_cursor_number(cursor);
  if (!published || cursor.empty()) return {};
  return Position{*published, cursor};
}

void write_author(JsonWriter& json, const Post& post) {
  json.key("author").begin_object().member("name", post.author.display_name.empty() ? post.author.acct : post.author.display_name);
  json.member_if("account", post.author.acct);
  if (is_plain_web_address(post.author.url)) json.member("url", post.author.url);
  json.end_object();
}

void write_counters(JsonWriter& json, const Counters& counters) {
  const auto count = [&](std::string_view name, const std::optional<std::int64_t>& n) {
    if (n) json.member(name, *n);
  };
  json.key("counters").begin_object();
  count("replies", counters.replies);
  count("boosts", counters.boosts);
  count("favourites", counters.favourites);
  count("quotes", counters.quotes);
  json.end_object();
}

void write_post(JsonWriter& json, const Snapshot& snapshot, std::string_view language, const Post& post) {
  std::vector<std::string> topics;
  for (const auto& mark : post.topics) topics.push_back(mark.topic);
  json.begin_object().member("id", post.id).member("kind", name_of(post.kind));
  if (is_plain_web_address(post.url)) json.member("url", post.url);
  json.member("published", offset_time(snapshot, post.published));
  if (post.updated) json.member("updated", offset_time(snapshot, *post.updated));
  json.member_if("content_warning", post.content_warning).member_if("title", post.title).member("text", post.text);
  json.member_if("html", post.html).member_if("language", post.language);
  write_author(json, post);
  write_entity_reference(json, snapshot, post.entity);
  json.strings("districts", post.districts);
  write_topics(json, snapshot, language, topics);
  json.strings("hashtags", post.hashtags);
  write_counters(json, post.counters);
  json.end_object();
}

}  // namespace

Result<std::string> posts_json(const Snapshot& snapshot, const OutputRequest& request) {
  const auto asked = request.own_value("cursor");
  const auto position = read_cursor(asked);
  if (!asked.empty() && !position) return wrong_cursor(asked);
  auto filter = request.filter;
  filter.limit.reset();  // of the page, not of the list
  const auto all = select_posts(snapshot, filter);
  const auto cut = cut_page(
      all, request, [&](const Post* post) { return at_or_before(*post, *position); },
      [](const Post* post) { return std::to_string(published_at(*post)) + "~" + post->id; });
  JsonWriter json(1);
  begin_api_page(json, snapshot, request, "/api/v1/posts", all.size(), cut, "posts");
  for (auto i = cut.begin; i < cut.end; ++i) write_post(json, snapshot, request.language, *all[i]);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace resso::feeds
