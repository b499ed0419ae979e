#include "agenda/classify.hpp"

#include "text/unicode.hpp"
#include "text/zone.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

constexpr std::size_t kMostByWords = 3;

class Collector {
 public:
  void add(const std::vector<std::string>& topics, const std::string& reason) {
    for (const auto& topic : topics) {
      const bool known = std::any_of(marks_.begin(), marks_.end(), [&](const TopicMark& mark) { return mark.topic == topic; });
      if (!known) marks_.push_back({topic, reason});
    }
  }
  std::size_t size() const { return marks_.size(); }
  std::vector<TopicMark> take() { return std::move(marks_); }

 private:
  std::vector<TopicMark> marks_;
};

bool runs_on(const Campaign& campaign, LocalDate day) {
  return (!campaign.from || *campaign.from <= day) && (!campaign.to || day <= *campaign.to);
}

std::vector<std::string> topics_of_hashtags(const Marks& marks, const Rules& rules) {
  std::vector<std::string> topics;
  for (const auto& hashtag : marks.hashtags)
    for (const auto& topic : rules.topics_of_hashtag(hashtag)) topics.push_back(topic);
  return topics;
}

bool is_among(const std::vector<TopicWords::Scored>& scored, const std::string& topic) {
  return std::any_of(scored.begin(), scored.end(), [&](const auto& one) { return one.topic == topic; });
}

void add_campaigns(Collector& topics, const Marks& marks, const Rules& rules) {
  if (rules.campaigns().empty()) return;
  const auto zone = text::Zone::find(rules.city_zone()).value_or(text::Zone::utc());
  const auto day = std::chrono::floor<std::chrono::days>(zone.to_local(marks.published));
  for (const auto& campaign : rules.campaigns()) {
    const auto folded = text::fold_hashtag(campaign.hashtag);
    const bool marked = std::any_of(marks.hashtags.begin(), marks.hashtags.end(),
                                    [&](const std::string& hashtag) { return text::fold_hashtag(hashtag) == folded; });
    if (marked && runs_on(campaign, day)) topics.add(campaign.topics, "campaign " + campaign.name);
  }
}

}  // namespace

std::vector<TopicMark> classify(const Marks& marks, const Rules& rules) {
  const auto by_words = rules.topic_words().find(marks.text, topics_of_hashtags(marks, rules));
  Collector topics;
  for (const auto& hashtag : marks.hashtags) {
    for (const auto& topic : rules.topics_of_hashtag(hashtag))
      if (is_among(by_words, topic)) topics.add({topic}, "hashtag #" + hashtag);
  }
  for (const auto& category : marks.categories) topics.add(rules.topics_of_category(category), "category " + category);
  add_campaigns(topics, marks, rules);
  for (const auto& scored : by_words)
    if (topics.size() < kMostByWords) topics.add({scored.topic}, scored.reason);
  topics.add(marks.source_topics, "source");
  if (const Entity* entity = rules.entity(marks.entity)) topics.add(entity->topics, "entity " + entity->slug);
  return topics.take();
}

}  // namespace resso::agenda
