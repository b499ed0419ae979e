#include "agenda/extract.hpp"

#include "agenda/extract_choose_place.hpp"
#include "agenda/extract_drafts.hpp"
#include "agenda/extract_place.hpp"
#include "agenda/extract_regions.hpp"
#include "agenda/extract_status.hpp"
#include "agenda/extract_title.hpp"
#include "agenda/extract_weakness.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <cmath>

namespace resso::agenda::extraction {
namespace {

using std::chrono::days;

class Extractor {
 public:
  Extractor(const Utterance& utterance, const ExtractRules& rules)
      : rules_(rules),
        words_(utterance.text, rules, utterance.language),
        today_(std::chrono::floor<days>(rules.zone().to_local(utterance.published))) {}

  Extraction run() {
    result_.language = words_.language();
    marks_ = read_marks(words_, today_);
    drafts_ = make_drafts(words_, today_, marks_);
    places_ = read_places(words_, marks_.taken);
    drop_weak_drafts();
    regions_ = find_regions(words_, marks_, drafts_);
    chosen_ = choose_places(words_, marks_, drafts_, regions_, places_);
    for (std::size_t i = 0; i < drafts_.size(); ++i) result_.events.push_back(event_of(i));
    tell_statuses(words_, marks_, drafts_, result_.events);
    for (const Mark& mark : marks_.marks)
      if (!mark.refused.empty()) result_.refusals.push_back({words_.span(mark.first, mark.last), std::string(mark.refused)});
    return std::move(result_);
  }

 private:
  const Mark* mark_of(int index) const { return index < 0 ? nullptr : &marks_.marks[static_cast<std::size_t>(index)]; }
  void drop_weak_drafts();
  ExtractedEvent event_of(std::size_t index);
  TitleWords title_of(std::size_t index) const;
  bool is_of_another(const TitleWords& title, std::size_t index) const;
  EventTimes times_of(const Draft& draft) const;
  void weigh(ExtractedEvent& event, const Draft& draft, bool named) const;

  const ExtractRules& rules_;
  Wording words_;
  LocalDate today_;
  Marks marks_;
  std::vector<Draft> drafts_;
  std::vector<PlacePhrase> places_;
  std::vector<Region> regions_;
  std::vector<int> chosen_;  ///< a place for each draft, -1: none
  Extraction result_;
};

void Extractor::drop_weak_drafts() {
  const DraftWeakness weakness(words_, marks_, places_, drafts_);
  std::vector<Draft> kept;
  for (const Draft& draft : drafts_) {
    const std::string_view reason = weakness.of(draft);
    if (reason.empty()) {
      kept.push_back(draft);
    } else if (draft.date_mark >= 0) {
      std::string_view& refused = marks_.marks[static_cast<std::size_t>(draft.date_mark)].refused;
      if (refused.empty()) refused = reason;
    }
  }
  drafts_ = std::move(kept);
}

EventTimes Extractor::times_of(const Draft& draft) const {
  EventTimes times;
  times.zone = rules_.zone().name();
  if (!draft.slot) {
    times.all_day = true;
    times.start = LocalTime(draft.first_day);
    if (draft.last_day != draft.first_day) times.end = LocalTime(draft.last_day + days(1));
    return times;
  }
  times.start = LocalTime(draft.first_day) + std::chrono::minutes(draft.slot->start);
  if (!draft.slot->end) return times;
  const LocalTime end = LocalTime(draft.last_day) + std::chrono::minutes(*draft.slot->end);
  if (end > times.start) times.end = end;  // else the hours contradict each other: that it begins is the surer of the two
  return times;
}

/// The sum of what speaks for the event and against it.
void Extractor::weigh(ExtractedEvent& event, const Draft& draft, bool named) const {
  struct Part {
    bool holds;
    double weight;
    const char* words;
  };
  const Part parts[]{{true, 0.30, "a date of today or later"},
                     {draft.explicit_day || !draft.rrule.empty(), 0.15, "the day of the month, or a series"},
                     {draft.slot.has_value(), 0.20, "a clock time"},
                     {!event.place.name.empty(), 0.15, "a place"},
                     {named, 0.15, "an act is named"},
                     {marks_.has(Role::invite), 0.05, "words of invitation"},
                     {draft.contradiction, -0.25, "the weekday is not that of the date"},
                     {draft.far, -0.15, "most of a year away, and no year told"},
                     {marks_.has(Role::report) || marks_.has(Role::past), -0.10, "the text tells of what has been"},
                     {marks_.has_in_sentence(words_, Role::deadline, draft.anchor), -0.05, "registration is told in the same sentence"}};
  double sum = 0;
  for (const Part& part : parts) {
    if (!part.holds) continue;
    sum += part.weight;
    char line[16];
    std::snprintf(line, sizeof line, "%+.2f ", part.weight);
    event.reasons.push_back(line + std::string(part.words));
  }
  event.confidence = std::clamp(std::round(sum * 100) / 100, 0.0, 1.0);
}

ExtractedEvent Extractor::event_of(std::size_t index) {
  const Draft& draft = drafts_[index];
  ExtractedEvent event;
  event.times = times_of(draft);
  event.rrule = draft.rrule;
  if (draft.slot && !draft.slot->end && draft.last_day != draft.first_day) event.rrule = every_day_until(draft.last_day);
  if (const Mark* mark = mark_of(draft.date_mark)) event.date_span = words_.span(mark->first, mark->last);
  if (const Mark* mark = mark_of(draft.time_mark)) event.time_span = words_.span(mark->first, mark->last);
  if (chosen_[index] >= 0) {
    const PlacePhrase& place = places_[static_cast<std::size_t>(chosen_[index])];
    event.place = place_of(words_, rules_, place);
    event.place_span = words_.span(place.first, place.last);
  }
  TitleWords title = title_of(index);
  event.title = std::move(title.text);
  event.title_span = title.span;
  weigh(event, draft, title.names_act);
  return event;
}

/// By the words around its date; where those name no act, by an act of the whole text, but not by that of another event's sentence.
TitleWords Extractor::title_of(std::size_t index) const {
  TitleWords title = read_title(words_, marks_, places_, regions_[index].first, regions_[index].last);
  if (!title.names_act) {
    TitleWords other = read_title(words_, marks_, places_, 0, words_.size());
    if (title.text.empty() || (other.names_act && !is_of_another(other, index))) title = std::move(other);
  }
  if (title.text.empty()) title.text = text::abridge(text::collapse_space(words_.text()), kLongestTitle);
  return title;
}

bool Extractor::is_of_another(const TitleWords& title, std::size_t index) const {
  if (words_.same_sentence(title.first, regions_[index].first)) return false;
  const auto holds = [&](const Region& region) { return region.holds(title.first); };
  return !holds(regions_[index]) && std::any_of(regions_.begin(), regions_.end(), holds);
}

}  // namespace
}  // namespace resso::agenda::extraction

namespace resso::agenda {

Extraction extract(const Utterance& utterance, const ExtractRules& rules) { return extraction::Extractor(utterance, rules).run(); }

}  // namespace resso::agenda
