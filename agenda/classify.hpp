// Second step of the agenda: topics by explicit mark and by the words of the text, each with its reason.
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
  Instant published{};      ///< a campaign counts within its dates only
  std::string_view text{};  ///< plain words: title and text
};

/// Each topic once with its strongest reason: hashtag, category, campaign, words, source, entity. In that order. Words add topics until
/// there are three; they may also set aside what a hashtag says, where the topics file prefers a nearer one.
std::vector<TopicMark> classify(const Marks& marks, const Rules& rules);

}  // namespace resso::agenda
