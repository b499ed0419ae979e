#include "feeds/channel.hpp"
#include "feeds/ical_text.hpp"
#include "feeds/pages/phrases.hpp"
#include "feeds/scope.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

constexpr int kUsualItems = 50;
constexpr std::size_t kLongestTitle = 90;

bool is_warned(const Post& post) { return !post.content_warning.empty(); }

// A status has no title of its own: its first words are one. Behind a warning nothing of it is shown before the reader opens it.
std::string title_of(const Post& post, std::string_view language) {
  if (is_warned(post)) {
    return Phrases(language)("entity.warning") + " " + text::abridge(text::collapse_space(post.content_warning), kLongestTitle);
  }
  return text::abridge(text::collapse_space(post.title.empty() ? post.text : post.title), kLongestTitle);
}

// Behind a warning only the words: no pictures, no markup.
std::string html_of(const Post& post, std::string_view language) {
  if (!is_warned(post)) return post.html.empty() ? text_to_html(post.text) : post.html;
  return "<p><strong>" + text::escape_xml(Phrases(language)("entity.warning")) + "</strong> " + text::escape_xml(post.content_warning) +
         "</p><hr>" + text_to_html(post.text);
}

Person author_of(const Snapshot& snapshot, const Post& post) {
  Person author{post.author.display_name.empty() ? post.author.acct : post.author.display_name, {}};
  if (is_plain_web_address(post.author.url)) author.url = post.author.url;
  if (const auto* entity = post.entity.empty() ? nullptr : snapshot.entity(post.entity)) {
    if (author.name.empty()) author.name = entity->name;
    if (author.url.empty()) author.url = entity->website;
  }
  return author;
}

std::vector<Category> categories_of(const Snapshot& snapshot, std::string_view language, const Post& post) {
  std::vector<Category> out;
  std::vector<std::string> folded;
  const auto add = [&](std::string term, std::string label) {
    auto key = text::fold_words(label.empty() ? term : label);
    if (key.empty() || std::find(folded.begin(), folded.end(), key) != folded.end()) return;
    folded.push_back(std::move(key));
    out.push_back({std::move(term), std::move(label)});
  };
  for (const auto& tag : post.hashtags) add(tag, {});
  for (const auto& category : post.categories) add(category, {});
  for (const auto& mark : post.topics) add(mark.topic, topic_title(snapshot, language, mark.topic));
  return out;
}

Item item_of(const Snapshot& snapshot, std::string_view language, const Post& post) {
  Item item;
  item.id = "post/" + post.id;
  item.title = title_of(post, language);
  item.own_title = is_warned(post) ? item.title : post.title;
  item.url =
      is_plain_web_address(post.url) ? post.url : snapshot.city.public_url + (post.entity.empty() ? "/" : "/entities/" + post.entity);
  item.html = html_of(post, language);
  item.text = is_warned(post) ? item.title + "\n\n" + post.text : post.text;
  if (!is_warned(post)) item.summary = post.summary_text;
  item.language = post.language;
  item.published = post.published;
  item.updated = std::max(post.published, post.updated.value_or(post.published));
  item.author = author_of(snapshot, post);
  item.categories = categories_of(snapshot, language, post);
  for (const auto& medium : post.media) {
    if (!is_warned(post) && is_plain_web_address(medium.url)) item.media.push_back(medium);
  }
  return item;
}

}  // namespace

Result<Channel> posts_channel(const Snapshot& snapshot, const OutputRequest& request) {
  auto filter = scoped_filter(snapshot, request);
  if (!filter) return filter.error();
  filter->limit = filter->limit.value_or(kUsualItems);
  auto channel = empty_channel(snapshot, request);
  channel.title = scope_title(snapshot, request, Telling::posts);
  channel.description = channel.title;
  Instant newest{};
  for (const auto* post : select_posts(snapshot, *filter)) {
    channel.items.push_back(item_of(snapshot, request.language, *post));
    newest = std::max(newest, channel.items.back().updated);
  }
  if (!channel.items.empty()) channel.updated = newest;
  return channel;
}

}  // namespace resso::feeds
