#include "connectors/mastodon/feed_entry.hpp"

#include "text/hashtag.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::connectors::mastodon {
namespace {

/// "/@anna/115" or "/@anna/statuses/115" or "/users/anna/statuses/115" or "/p/anna/77".
struct StatusPath {
  std::string user, id;
  bool is_pixelfed = false;
};

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(text::percent_decode(path.substr(0, end)));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

StatusPath read_path(std::string_view path) {
  const auto parts = segments_of(path);
  if (parts.size() == 2 && parts[0].starts_with('@')) return {parts[0].substr(1), parts[1]};
  if (parts.size() == 3 && parts[0].starts_with('@') && parts[1] == "statuses") return {parts[0].substr(1), parts[2]};
  if (parts.size() == 4 && parts[0] == "users" && parts[2] == "statuses") return {parts[1], parts[3]};
  if (parts.size() == 3 && parts[0] == "p") return {parts[1], parts[2], true};
  return {};
}

/// What the feed says is the entry's id, when it is an address of the ActivityPub object (Akkoma).
std::string object_uri(const Post& entry, const text::Url& url) {
  const auto space = entry.uri.rfind(' ');
  const std::string identity = space == std::string::npos ? std::string() : entry.uri.substr(space + 1);
  const auto id = text::parse_url(identity.find("://") == std::string::npos ? url.scheme + "://" + identity : identity);
  const bool is_object = id && id->host == url.host && (id->path().starts_with("/objects/") || id->path().starts_with("/activities/"));
  return is_object ? url.scheme + "://" + id->authority() + id->target : std::string();
}

}  // namespace

std::vector<std::string> hashtag_feed_paths(std::string_view hashtag) {
  return {"/tags/" + text::percent_encode(text::casefold(hashtag)) + ".rss"};
}

std::vector<std::string> account_feed_paths(std::string_view name) {
  const std::string user = text::percent_encode(name);
  return {"/@" + user + ".rss", "/@" + user + "/feed.rss", "/users/" + user + "/feed.rss", "/users/" + user + ".atom"};
}

std::optional<Post> status_of_entry(const Post& entry) {
  const auto url = text::parse_url(entry.url);
  if (!url) return std::nullopt;
  const StatusPath path = read_path(url->path());
  Post post = entry;
  post.kind = PostKind::status;
  post.title.clear();
  post.summary_text.clear();
  post.uri = object_uri(entry, *url);
  if (post.uri.empty())
    post.uri = path.id.empty() || path.is_pixelfed ? url->str() : url->origin() + "/users/" + path.user + "/statuses/" + path.id;
  for (const std::string& category : entry.categories) post.hashtags.push_back(category);
  post.hashtags = text::unique_hashtags(std::move(post.hashtags));
  post.categories.clear();
  if (path.user.empty()) return post;
  post.author.acct = path.user.find('@') == std::string::npos ? path.user + '@' + url->authority() : path.user;
  post.author.uri = post.author.url = url->origin() + "/@" + path.user;
  if (post.author.display_name.empty()) post.author.display_name = path.user;
  return post;
}

}  // namespace resso::connectors::mastodon
