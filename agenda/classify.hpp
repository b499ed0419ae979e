// Second step of the agenda: topics by explicit mark, each with its reason. (Topics by words are the classifier of topics.toml: they join
// here.)
#pragma once

#include "agenda/rules.hpp"
#include "model/post.hpp"

#include <string>
#include <vector>

namespace resso::agenda {

/// What there is to go by.
struct Marks {
  std::vector<std::string> hashtags;    ///< display forms
  std::vector<std::string> categories;  ///< as the source files it
  std::string entity;                   ///< slug
  std::vector<std::string> source_topics;
  Instant published{};  ///< a campaign counts within its dates only
};

/// Each topic once with its strongest reason: hashtag, category, campaign, source, entity. In that order, then by id.
std::vector<TopicMark> classify(const Marks& marks, const Rules& rules);

}  // namespace resso::agenda
