#include "agenda/said_events.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

constexpr std::size_t kLongestSummary = 500;  ///< bytes

std::optional<Media> picture_of(const Post& post) {
  const auto found = std::find_if(post.media.begin(), post.media.end(), [](const Media& media) { return media.type.starts_with("image"); });
  return found == post.media.end() ? std::nullopt : std::optional(*found);
}

StatedEvent state(const Post& post, const std::string& language, ExtractedEvent found, std::size_t number) {
  StatedEvent stated;
  stated.key = post.uri + "#" + std::to_string(number);
  stated.evidence = Evidence::extracted;
  stated.confidence = found.confidence;
  stated.post_uri = post.uri;
  Event& event = stated.event;
  event.title = text::capitalised(found.title);
  event.summary = std::string(text::truncate_utf8(text::collapse_space(post.text), kLongestSummary));
  event.description_html = post.html;
  event.times = std::move(found.times);
  if (!found.rrule.empty()) event.recurrence.rrules.push_back(std::move(found.rrule));
  event.status = found.status;
  event.moved_to = std::move(found.moved_to);
  event.place = std::move(found.place);
  event.url = post.url;
  event.image = picture_of(post);
  event.hashtags = post.hashtags;
  event.categories = post.categories;
  event.language = language;
  event.created = post.published;  // who spoke last decides of a cancellation
  event.modified = post.updated;
  event.entity = post.entity;
  event.districts = post.districts;
  return stated;
}

bool same_start(const StatedEvent& a, const StatedEvent& b) { return a.event.times.start == b.event.times.start; }
bool same_title(const StatedEvent& a, const StatedEvent& b) { return text::fold_words(a.event.title) == text::fold_words(b.event.title); }
bool same_act(const StatedEvent& a, const StatedEvent& b) { return same_start(a, b) && same_title(a, b); }
bool still_told(const StatedEvent&, const StatedEvent& b) { return !b.vanished; }

}  // namespace

std::vector<StatedEvent> said_events(const Post& post, const ExtractRules& rules) {
  if (post.deleted || !post.in_reply_to.empty() || post.visibility != "public") return {};
  const std::string words = post.title.empty() ? post.text : post.title + '\n' + post.text;
  Extraction found = extract({words, post.published, post.language}, rules);
  std::vector<StatedEvent> stated;
  stated.reserve(found.events.size());
  for (auto& event : found.events) stated.push_back(state(post, found.language, std::move(event), stated.size() + 1));
  return stated;
}

void keep_keys(std::vector<StatedEvent>& said, const std::vector<StatedEvent>& before) {
  std::vector<const StatedEvent*> left(before.size());
  std::transform(before.begin(), before.end(), left.begin(), [](const StatedEvent& one) { return &one; });
  std::vector<StatedEvent*> nameless(said.size());
  std::transform(said.begin(), said.end(), nameless.begin(), [](StatedEvent& one) { return &one; });
  for (const auto alike : {same_act, same_start, same_title, still_told})
    std::erase_if(nameless, [&](StatedEvent* one) {
      const auto known = std::find_if(left.begin(), left.end(), [&](const StatedEvent* other) { return alike(*one, *other); });
      if (known == left.end()) return false;
      one->key = (*known)->key;
      left.erase(known);
      return true;
    });
  std::size_t number = 0;
  const auto is_taken = [&](const std::string& key) {
    return std::any_of(before.begin(), before.end(), [&](const StatedEvent& one) { return one.key == key; });
  };
  for (StatedEvent* one : nameless) {
    do one->key = one->post_uri + "#" + std::to_string(++number);
    while (is_taken(one->key));
  }
}

}  // namespace resso::agenda
