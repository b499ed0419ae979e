#include "agenda/classify.hpp"

#include "text/unicode.hpp"
#include "text/zone.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

class Collector {
 public:
  void add(const std::vector<std::string>& topics, const std::string& reason) {
    for (const auto& topic : topics) {
      const bool known = std::any_of(marks_.begin(), marks_.end(), [&](const TopicMark& mark) { return mark.topic == topic; });
      if (!known) marks_.push_back({topic, reason});
    }
  }
  std::vector<TopicMark> take() { return std::move(marks_); }

 private:
  std::vector<TopicMark> marks_;
};

bool runs_on(const Campaign& campaign, LocalDate day) {
  return (!campaign.from || *campaign.from <= day) && (!campaign.to || day <= *campaign.to);
}

}  // namespace

std::vector<TopicMark> classify(const Marks& marks, const Rules& rules) {
  Collector topics;
  for (const auto& hashtag : marks.hashtags) topics.add(rules.topics_of_hashtag(hashtag), "hashtag #" + hashtag);
  for (const auto& category : marks.categories) topics.add(rules.topics_of_category(category), "category " + category);
  if (!rules.campaigns().empty()) {
    const auto zone = text::Zone::find(rules.city_zone()).value_or(text::Zone::utc());
    const auto day = std::chrono::floor<std::chrono::days>(zone.to_local(marks.published));
    for (const auto& campaign : rules.campaigns()) {
      const auto folded = text::fold_hashtag(campaign.hashtag);
      const bool marked = std::any_of(marks.hashtags.begin(), marks.hashtags.end(),
                                      [&](const std::string& hashtag) { return text::fold_hashtag(hashtag) == folded; });
      if (marked && runs_on(campaign, day)) topics.add(campaign.topics, "campaign " + campaign.name);
    }
  }
  topics.add(marks.source_topics, "source");
  if (const Entity* entity = rules.entity(marks.entity)) topics.add(entity->topics, "entity " + entity->slug);
  return topics.take();
}

}  // namespace resso::agenda
