#include "feeds/pages/topic_checks.hpp"

#include "feeds/pages/act_line.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

constexpr int kMostInSight = 8;

void append_check(Html& h, const PageContext& context, const std::string& topic, bool chosen) {
  h.raw("<label class=\"check\"><input type=\"checkbox\" name=\"topic\"").attribute(" value", topic);
  h.raw(chosen ? Markup(" checked> ") : Markup("> "));
  append_topic(h, context, topic, true);
  h.raw("</label>\n");
}

}  // namespace

void append_topic_checks(Html& h, const PageContext& context, const Filter& filter) {
  Html chosen, others;
  int count = 0;
  for (const auto& topic : context.snapshot.topics) {
    const bool is_chosen = std::find(filter.topics.begin(), filter.topics.end(), topic.id) != filter.topics.end();
    append_check(is_chosen ? chosen : others, context, topic.id, is_chosen);
    if (!is_chosen) ++count;
  }
  const bool folds = count > kMostInSight;
  if (!folds) chosen.append(others);
  if (chosen.size() > 0) h.raw("<div class=\"checks\">\n").append(chosen).raw("</div>\n");
  if (!folds) return;
  h.raw("<details>\n<summary>").text(context.say("form.more_topics", {{"n", std::to_string(count)}}));
  h.raw("</summary>\n<div class=\"checks\">\n").append(others).raw("</div>\n</details>\n");
}

}  // namespace resso::feeds
