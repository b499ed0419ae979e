#include "connectors/page/merge.hpp"

#include "connectors/event_times.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <unordered_map>

namespace resso::connectors::page {
namespace {

/// What is compared, worked out once.
struct Traits {
  std::string name, url, place;
  std::optional<EventClock> start;
};

Traits traits_of(const PageEvent& event, const text::Zone& zone) {
  return {text::fold_words(event.name), event.url.empty() ? std::string() : text::url_key(event.url), text::fold_words(event.place.name),
          read_clock(event.start, zone)};
}

LocalTime day_of(LocalTime at) { return std::chrono::floor<std::chrono::days>(at); }

bool same_start(const Traits& a, const Traits& b) {
  if (!a.start || !b.start) return !a.start && !b.start;
  if (a.start->date_only || b.start->date_only) return day_of(a.start->face) == day_of(b.start->face);
  return a.start->local == b.start->local || a.start->face == b.start->face;
}

bool contradict(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a.find(b) == std::string::npos && b.find(a) == std::string::npos;
}

bool same_event(const Traits& a, const Traits& b) {
  const bool named = !a.name.empty() && a.name == b.name;
  const bool addressed = !a.url.empty() && a.url == b.url;
  return (named || (addressed && (a.name.empty() || b.name.empty()))) && same_start(a, b) && !contradict(a.place, b.place);
}

/// Plugins of one site that each tell of the act in the vocabulary of the other. Acts that a page tells apart by an id are two.
bool told_again(const PageEvent& a, const PageEvent& b, const Traits& of_a, const Traits& of_b) {
  if (a == b) return true;
  const bool apart = !a.id.empty() && !b.id.empty() && a.id != b.id;
  return !apart && !a.url.empty() && of_a.url == of_b.url && of_a.name == of_b.name && a.start == b.start && a.end == b.end &&
         !contradict(of_a.place, of_b.place);
}

void fill(std::string& field, const std::string& from) {
  if (field.empty()) field = from;
}

void fill(PageEvent& to, const PageEvent& from) {
  for (const auto field : {&PageEvent::id, &PageEvent::name, &PageEvent::url, &PageEvent::organizer, &PageEvent::language,
                           &PageEvent::description, &PageEvent::status, &PageEvent::end, &PageEvent::duration, &PageEvent::rrule})
    fill(to.*field, from.*field);
  if (to.start.size() <= 10 && from.start.size() > 10) to.start = from.start;  // a day gives way to a time
  fill(to.start, from.start);
  if (to.image.empty()) {
    to.image = from.image;
    to.image_alt = from.image_alt;
  }
  fill(to.place.name, from.place.name);
  fill(to.place.address, from.place.address);
  fill(to.place.online_url, from.place.online_url);
  if (!to.place.point) to.place.point = from.place.point;
  if (to.keywords.empty()) to.keywords = from.keywords;
}

}  // namespace

std::vector<PageEvent> each_once(std::vector<PageEvent> events, std::string_view city_zone) {
  const text::Zone zone = text::Zone::find(city_zone).value_or(text::Zone::utc());
  std::vector<PageEvent> kept;
  std::vector<Traits> traits;
  std::unordered_multimap<std::string, std::size_t> by_word;  // name and address
  for (PageEvent& event : events) {
    Traits own = traits_of(event, zone);
    bool told = false;
    for (const std::string& word : {own.name, own.url}) {
      const auto [first, last] = by_word.equal_range(word);
      for (auto at = first; at != last && !told && !word.empty(); ++at) {
        PageEvent& other = kept[at->second];
        const Traits& its = traits[at->second];
        told = other.vocabulary == event.vocabulary ? told_again(other, event, its, own) : same_event(its, own);
        if (told) fill(other, event);
      }
    }
    if (told) continue;
    if (!own.name.empty()) by_word.emplace(own.name, kept.size());
    if (!own.url.empty()) by_word.emplace(own.url, kept.size());
    kept.push_back(std::move(event));
    traits.push_back(std::move(own));
  }
  return kept;
}

}  // namespace resso::connectors::page
