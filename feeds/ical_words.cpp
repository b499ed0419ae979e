#include "feeds/ical_words.hpp"

#include "feeds/city_times.hpp"
#include "feeds/pages/phrases.hpp"
#include "feeds/scope.hpp"
#include "text/html.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

constexpr std::size_t kLongestDescription = 4000;  // code points; some calendars cut or refuse more

void add_paragraph(std::string& text, std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += paragraph;
}

bool is_only_extracted(const Event& event) {
  return !event.sources.empty() && std::all_of(event.sources.begin(), event.sources.end(),
                                               [](const EventSource& source) { return source.evidence == Evidence::extracted; });
}

}  // namespace

std::string status_word(std::string_view language, EventStatus status) {
  return status == EventStatus::confirmed ? std::string() : Phrases(language)("status." + std::string(name_of(status)));
}

std::string place_line(const Place& place) {
  std::string line = place.name;
  if (!place.address.empty() && text::fold_words(line).find(text::fold_words(place.address)) == std::string::npos) {
    line += (line.empty() ? "" : ", ") + place.address;
  }
  return line.empty() ? place.online_url : line;
}

std::vector<std::string> category_names(const Snapshot& snapshot, std::string_view language, const Event& event) {
  std::vector<std::string> names, folded;
  const auto add = [&](std::string name) {
    auto key = text::fold_words(name);
    if (key.empty() || std::find(folded.begin(), folded.end(), key) != folded.end()) return;
    folded.push_back(std::move(key));
    names.push_back(std::move(name));
  };
  for (const auto& mark : event.topics) add(topic_title(snapshot, language, mark.topic));
  for (const auto& category : event.categories) add(category);
  for (const auto& tag : event.hashtags) add(tag);
  return names;
}

std::vector<std::string> notes(const Snapshot& snapshot, std::string_view language, const Event& event, EventStatus status) {
  const Phrases say(language);
  std::vector<std::string> out;
  if (status != EventStatus::confirmed) out.push_back(status_word(language, status) + ".");
  if (status == EventStatus::postponed && event.moved_to) {
    out.push_back(say("event.moved_to", {{"when", when_in_short(language, city_times(snapshot, *event.moved_to), snapshot.today)}}));
  }
  if (is_only_extracted(event)) out.push_back(say("act.extracted") + ".");
  return out;
}

std::string description_text(const Snapshot& snapshot, std::string_view language, const Event& event, const Instance& instance) {
  const Phrases say(language);
  std::string text, note;
  for (const auto& sentence : notes(snapshot, language, event, instance.status)) note += (note.empty() ? "" : " ") + sentence;
  add_paragraph(text, note);
  const auto described = text::html_to_text(instance.description_html);
  add_paragraph(text, text::abridge(described.empty() ? instance.summary : std::string_view(described), kLongestDescription));
  std::string facts;
  const auto add_fact = [&](std::string_view label, std::string_view value) {
    if (!value.empty()) facts.append(facts.empty() ? "" : "\n").append(label).append(": ").append(value);
  };
  add_fact(say("event.who"), actor_name(snapshot, event));
  add_fact(say("event.more"), instance.url);
  add_fact("Ressò", event_url(snapshot, event));
  add_paragraph(text, facts);
  return text;
}

}  // namespace resso::feeds
