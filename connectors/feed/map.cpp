#include "connectors/feed/map.hpp"

#include "connectors/feed/event_map.hpp"
#include "connectors/feed/words_render.hpp"
#include "text/digest.hpp"
#include "text/hashtag.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace resso::connectors::feed {
namespace {

constexpr std::size_t kLongestIdentity = 500;
constexpr std::size_t kLongestTitle = 500;
constexpr Instant kFirstFeeds{std::chrono::sys_days{std::chrono::year{1990} / 1 / 1}};

std::string web_identity(std::string_view id) {
  constexpr std::string_view kPlain = "http://";
  std::string identity = id.starts_with(kPlain) ? "https://" + std::string(id.substr(kPlain.size())) : std::string(id);
  return identity.size() > kLongestIdentity ? text::sha256_hex(identity) : identity;
}

bool is_web(std::string_view url) { return url.starts_with("http://") || url.starts_with("https://"); }

/// A category that its feed calls a tag, or that looks like one, as a hashtag; empty: it is none.
std::string as_hashtag(const Category& category) {
  const std::string scheme = text::to_lower_ascii(category.scheme);
  const bool called = scheme == "tag" || scheme == "post_tag" || scheme.ends_with("/tag") || scheme.find("/tag/") != std::string::npos ||
                      scheme.find("/tags") != std::string::npos;
  const std::string& shown = category.shown();
  if (!called && !shown.starts_with('#')) return {};
  const std::string word = shown.starts_with('#') ? shown.substr(1) : shown;
  const auto found = text::find_hashtags("#" + word);
  return found.size() == 1 && found.front() == word ? word : std::string();
}

std::vector<std::string> hashtags_of(const Entry& entry, const Post& post) {
  std::vector<std::string> tags;
  for (const Category& each : entry.categories) {
    if (std::string tag = as_hashtag(each); !tag.empty()) tags.push_back(std::move(tag));
  }
  for (const std::string* text : {&post.title, &post.text, &post.summary_text}) {
    auto found = text::find_hashtags(*text);
    tags.insert(tags.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  return text::unique_hashtags(std::move(tags));
}

Account account_of(const Entry& entry, const FeedDocument& feed) {
  const std::vector<Person>& people = entry.authors.empty() ? feed.authors : entry.authors;
  Account account;
  if (people.empty()) return account;
  const Person& first = people.front();
  account.display_name = text::collapse_space(first.name);
  account.acct = first.email;
  if (is_web(first.url)) account.url = first.url;
  account.uri = !account.url.empty() ? account.url : first.email.empty() ? std::string() : "mailto:" + first.email;
  return account;
}

std::int64_t length_of(std::string_view written) {
  std::int64_t length = 0;
  const auto [end, problem] = std::from_chars(written.data(), written.data() + written.size(), length);
  return problem == std::errc() && length > 0 ? length : 0;
}

/// Where no type is told, the name's ending may tell one.
std::string type_of(const Enclosure& file) {
  if (!file.type.empty()) return text::to_lower_ascii(file.type);
  const std::string path = text::to_lower_ascii(file.url.substr(0, file.url.find_first_of("?#")));
  for (const std::string_view ending : {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}) {
    if (path.ends_with(ending)) return "image";
  }
  for (const std::string_view ending : {".mp3", ".ogg", ".m4a", ".opus"}) {
    if (path.ends_with(ending)) return "audio";
  }
  return path.ends_with(".mp4") || path.ends_with(".webm") ? "video" : std::string();
}

std::vector<Media> media_of(const Entry& entry) {
  std::vector<Media> media;
  const auto add = [&](const Enclosure& file, std::string type) {
    const auto same = std::find_if(media.begin(), media.end(), [&](const Media& each) { return each.url == file.url; });
    if (same != media.end()) {
      if (same->alt.empty()) same->alt = text::collapse_space(file.alt);
    } else if (is_web(file.url)) {
      media.push_back(Media{file.url, std::move(type), text::collapse_space(file.alt), length_of(file.length)});
    }
  };
  for (const Enclosure& file : entry.enclosures) add(file, type_of(file));
  for (const Enclosure& file : entry.media) add(file, type_of(file));
  if (!entry.image.empty()) add(Enclosure{entry.image, {}, {}, {}}, "image");
  return media;
}

Post to_post(const Entry& entry, const FeedDocument& feed, std::string_view source_id, std::string_view identity) {
  Post post;
  post.uri = "entry:" + std::string(source_id) + " " + std::string(identity);
  post.kind = PostKind::entry;
  post.url = is_web(entry.link) ? entry.link : std::string();
  post.title = text::abridge(plain_line(entry.title), kLongestTitle);
  const Words& main = entry.content.stated() ? entry.content : entry.summary;
  text::HtmlForms said = safe_and_plain(main);
  post.html = std::move(said.safe);
  post.text = std::move(said.plain);
  if (entry.summary.stated()) post.summary_text = &main == &entry.summary ? post.text : plain_text(entry.summary);
  post.language = !entry.language.empty() ? entry.language : feed.language;
  post.author = account_of(entry, feed);
  const auto published = entry.published ? entry.published : entry.updated ? entry.updated : entry.created;
  if (published && *published >= kFirstFeeds) post.published = *published;
  if (entry.updated && entry.updated != published) post.updated = entry.updated;
  for (const Category& each : entry.categories) {
    if (std::find(post.categories.begin(), post.categories.end(), each.shown()) == post.categories.end())
      post.categories.push_back(each.shown());
  }
  post.media = media_of(entry);
  post.hashtags = hashtags_of(entry, post);
  return post;
}

std::string format_of(const FeedDocument& feed) {
  const std::string name(name_of(feed.format));
  return feed.version.empty() ? name : name + " " + text::collapse_space(text::truncate_utf8(feed.version, 20));
}

}  // namespace

std::string identity_of(const Entry& entry) {
  if (!entry.id.empty()) return web_identity(entry.id);
  if (!entry.link.empty()) return web_identity(entry.link);
  std::string words = plain_line(entry.title);
  if (words.empty()) words = text::collapse_space(plain_text(entry.brief()));
  return words.empty() ? std::string() : text::short_id(words);
}

Harvest to_harvest(const FeedDocument& feed, std::string_view source_id, std::string_view city_zone) {
  Harvest harvest;
  harvest.title = plain_line(feed.title);
  harvest.format = format_of(feed);
  harvest.hub = feed.hub;
  harvest.self = feed.self;
  harvest.warnings = feed.warnings;
  harvest.asked_interval = feed.asked_interval;
  harvest.skip_hours = feed.skip_hours;
  harvest.skip_days = feed.skip_days;
  for (const std::string& id : feed.deleted_ids) harvest.deleted_uris.push_back("entry:" + std::string(source_id) + " " + web_identity(id));

  harvest.posts.reserve(feed.entries.size());
  std::unordered_set<std::string> seen;
  int undated = 0, first_undated = 0;
  for (const Entry& entry : feed.entries) {
    const std::string identity = identity_of(entry);
    if (identity.empty()) {
      harvest.warnings.push_back({"an entry without an identity, a link or a title was left out", "empty_entry", entry.line});
      continue;
    }
    if (!seen.insert(identity).second) {
      harvest.warnings.push_back({"two entries have one identity: " + text::abridge(identity, 80), "repeated_entry", entry.line});
      continue;
    }
    Post post = to_post(entry, feed, source_id, identity);
    if (post.published == Instant{} && undated++ == 0) first_undated = entry.line;
    if (entry.event.stated()) {
      auto stated = to_stated_event(entry, post, source_id, identity, city_zone);
      if (stated)
        harvest.events.push_back(std::move(*stated));
      else
        harvest.warnings.push_back({"an event whose date cannot be read, or without a title", "bad_event", entry.line});
    }
    harvest.posts.push_back(std::move(post));
  }
  if (undated > 0)
    harvest.warnings.push_back({std::to_string(undated) + " entries have no date that can be read", "no_date", first_undated});
  constexpr std::size_t kMostWarnings = 100;
  if (harvest.warnings.size() > kMostWarnings) harvest.warnings.resize(kMostWarnings);
  return harvest;
}

}  // namespace resso::connectors::feed
