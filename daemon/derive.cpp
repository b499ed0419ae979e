#include "daemon/derive.hpp"

#include "agenda/attribute.hpp"
#include "agenda/classify.hpp"
#include "agenda/locate.hpp"
#include "agenda/moderate.hpp"
#include "text/digest.hpp"
#include "text/hashtag.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

std::string search_text_of(const Post& post) {
  std::string text = post.title + ' ' + post.text + ' ' + post.author.display_name;
  for (const auto& hashtag : post.hashtags) text += ' ' + hashtag;
  return text::fold_words(text);
}

std::string search_text_of(const Event& event) {
  std::string text = event.title + ' ' + event.summary + ' ' + event.place.name + ' ' + event.place.address + ' ' + event.organiser;
  for (const auto& hashtag : event.hashtags) text += ' ' + hashtag;
  for (const auto& category : event.categories) text += ' ' + category;
  return text::fold_words(text);
}

// Of all the sources that show the post: who polls it last must not decide.
std::vector<std::string> topics_of_sources(const std::optional<Post>& before, const Source& source, const agenda::Rules& rules) {
  std::vector<std::string> topics = source.topics;
  for (const auto& id : before ? before->seen_on : std::vector<std::string>())
    for (const auto& topic : rules.topics_of_source(id))
      if (std::find(topics.begin(), topics.end(), topic) == topics.end()) topics.push_back(topic);
  std::sort(topics.begin(), topics.end());
  return topics;
}

void add_missing(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const auto& one : from)
    if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

bool says_the_same(const Post& post, const Post& before) {
  return post.title == before.title && post.text == before.text && post.hashtags == before.hashtags &&
         post.categories == before.categories && post.author.display_name == before.author.display_name &&
         post.published == before.published && post.entity == before.entity;
}

bool is_seen_on(const Post& post, const Source& source) {
  return std::find(post.seen_on.begin(), post.seen_on.end(), source.id) != post.seen_on.end();
}

}  // namespace

std::string heard_by(const Source& source, const agenda::Rules& rules) {
  return source.id + '\n' + std::to_string(kDerivationVersion) + '\n' + rules.derivation();
}

Post derive_post(Post post, const std::optional<Post>& before, const Source& source, const agenda::Rules& rules, Instant now,
                 bool same_rules) {
  post.id = text::short_id(post.uri);
  if (post.published == Instant{}) post.published = before ? before->published : now;
  post.hashtags = text::unique_hashtags(std::move(post.hashtags));
  auto attribution = agenda::attribute(post, source, rules);
  post.entity = std::move(attribution.entity);
  post.districts = std::move(attribution.districts);
  if (same_rules && before && is_seen_on(*before, source) && says_the_same(post, *before)) {
    post.topics = before->topics;
    post.search_text = before->search_text;
  } else {
    const std::string words = post.title + '\n' + post.text;
    post.topics = agenda::classify(
        {post.hashtags, post.categories, post.entity, topics_of_sources(before, source, rules), post.published, words}, rules);
    post.search_text = search_text_of(post);
  }
  post.moderation = agenda::moderate(post, source, rules, before ? std::optional(before->moderation) : std::nullopt, now);
  return post;
}

void derive_statement(StatedEvent& stated, const std::optional<StatedEvent>& before, const Source& source, const agenda::Rules& rules,
                      store::Reader& reader, Instant now) {
  Event& event = stated.event;
  event.hashtags = text::unique_hashtags(std::move(event.hashtags));
  if (stated.evidence != Evidence::extracted) {  // what was found in a post is its post's entity's, and its place has been looked up
    auto attribution = agenda::attribute(stated, source, rules);
    event.entity = std::move(attribution.entity);
    event.districts = std::move(attribution.districts);
    agenda::locate(event.place, rules.merge(), rules.extraction().places());
  }
  if (!event.place.district.empty()) add_missing(event.districts, {event.place.district});
  const std::string words = event.title + '\n' + event.summary;
  event.topics = agenda::classify({event.hashtags, event.categories, event.entity, source.topics, stated.seen, words}, rules);
  event.search_text = search_text_of(event);
  std::optional<Moderation> said_in;
  if (!stated.post_uri.empty())
    if (const auto post = reader.post_by_uri(stated.post_uri)) said_in = post->moderation;
  event.moderation = agenda::moderate(stated, source, rules, said_in, now);
  if (before && before->event.moderation.state == event.moderation.state && before->event.moderation.reason == event.moderation.reason)
    event.moderation = before->event.moderation;
}

std::vector<const Source*> sources_of_post(const Post& post, const Configuration& configuration) {
  std::vector<const Source*> sources;
  for (const auto& id : post.seen_on)
    if (const Source* source = configuration.source(id)) sources.push_back(source);
  return sources;
}

Source source_of_post(const Post& post, const Configuration& configuration) {
  const auto sources = sources_of_post(post, configuration);
  Source one;
  one.trust = Trust::known;
  if (!post.seen_on.empty()) one.id = post.seen_on.front();
  if (!sources.empty()) one = *sources.front();
  for (const Source* source : sources) {
    add_missing(one.topics, source->topics);
    add_missing(one.districts, source->districts);
  }
  return one;
}

}  // namespace resso::daemon
