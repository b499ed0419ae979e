#include "agenda/extract.hpp"

#include "agenda/extract_drafts.hpp"
#include "agenda/extract_place.hpp"
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
    find_regions();
    choose_places();
    for (std::size_t i = 0; i < drafts_.size(); ++i) result_.events.push_back(event_of(i));
    set_status();
    for (const Mark& mark : marks_.marks)
      if (!mark.refused.empty()) result_.refusals.push_back({words_.span(mark.first, mark.last), std::string(mark.refused)});
    return std::move(result_);
  }

 private:
  struct Region {
    std::size_t first = 0, last = 0;
  };

  const Mark* mark_of(int index) const { return index < 0 ? nullptr : &marks_.marks[static_cast<std::size_t>(index)]; }
  std::size_t first_item(const Draft& draft) const { return extraction::first_item(words_, marks_, draft); }
  std::size_t line_or_sentence_start(std::size_t item) const;
  void drop_weak_drafts();
  void find_regions();
  void choose_places();
  bool tells_one_place() const;
  bool is_of_its_day(const PlacePhrase& place, const Draft& draft) const;
  int best_place(const Region& region, std::size_t anchor) const;
  bool is_of_an_office(const PlacePhrase& place) const;
  int carried_place(std::size_t index) const;
  bool tells_same_place(std::size_t index) const;
  bool closes_the_text(const PlacePhrase& place) const;
  bool is_told_at(const PlacePhrase& place, const Draft& draft, int surest = rank_start) const;
  ExtractedEvent event_of(std::size_t index);
  TitleWords title_of(std::size_t index) const;
  bool is_of_another(const TitleWords& title, std::size_t index) const;
  EventTimes times_of(const Draft& draft) const;
  void weigh(ExtractedEvent& event, const Draft& draft, bool named) const;
  void set_status();
  bool is_told_off(const Cue& cue) const;
  bool is_of_past(const Cue& cue) const;
  void cancel(const Cue& cue);
  void postpone();
  std::vector<std::size_t> told_with(const Cue& cue) const;

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

std::size_t Extractor::line_or_sentence_start(std::size_t item) const {
  while (item > 0 && words_.same_sentence(item - 1, item)) --item;
  return item;
}

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

/// The part of the text that each event is told in: from its sentence, or its own first word when another event is told in it.
void Extractor::find_regions() {
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const std::size_t own = first_item(drafts_[i]);
    std::size_t first = line_or_sentence_start(own);
    if (i == 0) {
      first = 0;
    } else {
      const Mark* before = mark_of(drafts_[i - 1].time_mark >= 0 ? drafts_[i - 1].time_mark : drafts_[i - 1].date_mark);
      if (before != nullptr && before->last > first) first = std::max(before->last, std::min(own, words_.size()));
      if (first_item(drafts_[i - 1]) == own) first = regions_.back().first;
    }
    regions_.push_back({first, words_.size()});
  }
  for (std::size_t i = regions_.size(); i-- > 1;) {
    const bool same = regions_[i].first == regions_[i - 1].first;
    regions_[i - 1].last = same ? regions_[i].last : std::max(regions_[i].first, regions_[i - 1].first);
  }
}

int Extractor::best_place(const Region& region, std::size_t anchor) const {
  int best = -1;
  const auto score = [&](const PlacePhrase& place) {
    return place.rank * 4 - (place.online ? 5 : 0) + (words_.same_sentence(place.first, anchor) ? 2 : 0) + (place.first > anchor ? 1 : 0);
  };
  for (int i = 0; i < static_cast<int>(places_.size()); ++i) {
    const PlacePhrase& place = places_[static_cast<std::size_t>(i)];
    if (place.first < region.first || place.first >= region.last || place.programme || is_of_an_office(place)) continue;
    if (best < 0 || score(place) > score(places_[static_cast<std::size_t>(best)])) best = i;
  }
  return best;
}

/// "Informació dimarts i dijous de 19 a 21 h al local": where nothing but refused hours is told, unless no other place is.
bool Extractor::is_of_an_office(const PlacePhrase& place) const {
  const auto refused_here = [&](const PlacePhrase& one) {
    bool any = false;
    for (const Mark& mark : marks_.marks) {
      if (!words_.same_sentence(mark.first, one.first)) continue;
      if (mark.refused != "opening hours" && mark.refused != "deadline") return false;
      any = true;
    }
    return any;
  };
  if (!refused_here(place)) return false;
  return place.rank < rank_venue || !std::all_of(places_.begin(), places_.end(), refused_here);
}

/// A line after the last of several acts that tells nothing but the place.
bool Extractor::closes_the_text(const PlacePhrase& place) const {
  if (drafts_.size() < 2 || place.rank < rank_venue || !words_[place.first].line_start) return false;
  std::size_t last = place.last;
  while (words_[last].kind == Item::Kind::sign && !words_.is_break(last)) ++last;
  const auto before = [&](const Draft& draft) { return draft.anchor < place.first; };
  return words_.is_break(last) && std::all_of(drafts_.begin(), drafts_.end(), before) &&
         !words_.same_sentence(drafts_.back().anchor, place.first);
}

/// "a les 17 h a l'església": a plain name with its article, in the sentence of one of several acts, is where that one is.
bool Extractor::is_told_at(const PlacePhrase& place, const Draft& draft, int surest) const {
  const Mark* time = mark_of(draft.time_mark);
  if (drafts_.size() < 2 || time == nullptr || !words_.same_sentence(place.first, time->first)) return false;
  if (place.rank == rank_named) return place.first >= time->last && place.first <= time->last + 2;
  return place.rank >= rank_start && place.rank <= surest && place.first > time->first;
}

/// "al mateix lloc", "in the same room", "misma iglesia"
bool Extractor::tells_same_place(std::size_t index) const {
  const std::size_t item = first_item(drafts_[index]);
  for (std::size_t i = regions_[index].first; i < regions_[index].last; ++i) {
    if (!words_.same_sentence(i, item)) continue;
    const bool kind = words_.is(i + 1, Role::venue) || words_.is(i + 1, Role::street) || words_.is(i + 1, Role::part);
    if (words_.is(i, Role::same) || (words_.is(i, Role::same_one) && kind)) return true;
  }
  return false;
}

/// Where the act before is, when this one is of the same day; where people set out from is of one act only.
int Extractor::carried_place(std::size_t index) const {
  const int before = chosen_[index - 1];
  if (before < 0) return before;
  const bool same_day = drafts_[index].date_mark == drafts_[index - 1].date_mark;
  const Mark* time = mark_of(drafts_[0].time_mark);
  const auto over_all = [&](int place) { return place >= 0 && places_[static_cast<std::size_t>(place)].first < time->first; };
  if (time != nullptr && over_all(chosen_[0])) return chosen_[0];
  if (time != nullptr && over_all(before)) return before;
  return same_day && places_[static_cast<std::size_t>(before)].rank != rank_meeting ? before : -1;
}

/// "18 h inflables; 20 h pregó des del balcó; 22 h havaneres a la platja": else each has its own, and the rest none.
bool Extractor::tells_one_place() const {
  int one = -1;
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const int own = best_place(regions_[i], first_item(drafts_[i]));
    if (own < 0 || own == one || !is_told_at(places_[static_cast<std::size_t>(own)], drafts_[i], rank_venue)) continue;
    if (one >= 0) return false;
    one = own;
  }
  return true;
}

/// "Diumenge, tot al camp de futbol": a place for all that is told with a day is that of its acts only.
bool Extractor::is_of_its_day(const PlacePhrase& place, const Draft& draft) const {
  return std::all_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& day) {
    if (!place.programme || day.kind != Mark::Kind::date || day.days.days.size() != 1 || !day.refused.empty()) return true;
    if (day.first > place.first || !words_.same_sentence(day.first, place.first) || drafts_.back().anchor >= day.first) return true;
    return day.days.days.front() == draft.first_day;
  });
}

void Extractor::choose_places() {
  int for_all = -1, only = -1, strong = 0;
  for (int i = 0; i < static_cast<int>(places_.size()); ++i) {
    const PlacePhrase& place = places_[static_cast<std::size_t>(i)];
    if (place.programme || closes_the_text(place)) for_all = i;
    if (place.rank >= rank_venue && !is_of_an_office(place)) {
      only = i;
      ++strong;
    }
  }
  const bool shared = tells_one_place();
  if (!shared && strong == 1) strong = 0;
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    int best = best_place(regions_[i], first_item(drafts_[i]));
    const int rank = best < 0 ? 0 : places_[static_cast<std::size_t>(best)].rank;
    const bool own = best >= 0 && is_told_at(places_[static_cast<std::size_t>(best)], drafts_[i]);
    if (rank < rank_venue && for_all >= 0 && !own && is_of_its_day(places_[static_cast<std::size_t>(for_all)], drafts_[i])) best = for_all;
    if (rank < rank_online && for_all < 0 && strong == 1 && !own) best = only;
    if (best < 0 && i > 0) best = tells_same_place(i) ? chosen_[i - 1] : carried_place(i);
    chosen_.push_back(best);
  }
  for (int& place : chosen_)
    if (place < 0) place = strong == 1 ? only : for_all;
  // A place that is told after several acts is that of all before it.
  const auto first = std::find_if(chosen_.begin(), chosen_.end(), [](int place) { return place >= 0; });
  if (first != chosen_.end() && shared) std::fill(chosen_.begin(), first, *first);
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
  const auto holds = [&](const Region& region) { return region.first <= title.first && title.first < region.last; };
  return !holds(regions_[index]) && std::any_of(regions_.begin(), regions_.end(), holds);
}

/// "Després de la cancel·lació del concert de l'11, ...": told of what has been only.
bool Extractor::is_of_past(const Cue& cue) const {
  const auto is_past = [](const Mark& mark) { return mark.refused == "past" || mark.refused == "past report"; };
  bool past = false;
  for (const Mark& mark : marks_.marks) {
    if (mark.kind != Mark::Kind::date || !words_.same_sentence(mark.first, cue.item)) continue;
    if (mark.first > cue.item) return is_past(mark);  // the date that is told right after it
    past = is_past(mark);
  }
  return past;
}

/// "no es cancel·la", "si plou se suspendrà", "no es farà a l'Ateneu sinó al Casal"
bool Extractor::is_told_off(const Cue& cue) const {
  if (is_of_past(cue)) return true;
  for (const Cue& other : marks_.cues) {
    if (!words_.same_sentence(other.item, cue.item) || other.item == cue.item) continue;
    if (other.role == Role::conditional) return true;
    if (other.role == Role::rather && other.item > cue.item) return true;
    if (other.role == Role::not_ && other.item < cue.item && other.item + 3 >= cue.item) return true;
  }
  return false;
}

/// The events of the cue's sentence; else the only one; else all when it is said before any; else the last told before it.
std::vector<std::size_t> Extractor::told_with(const Cue& cue) const {
  std::vector<std::size_t> told;
  const auto with_cue = [&](const Mark* mark) {
    if (mark == nullptr || !words_.same_sentence(mark->first, cue.item)) return false;
    for (std::size_t i = std::min(mark->first, cue.item); i < std::max(mark->first, cue.item); ++i)
      if (words_.is_sign(i, ';')) return false;
    return true;
  };
  // "S'anul·la l'assaig de dijous 22 (21.30 h). El de canalla sí que es fa, 18.30 h": the hour says which of the day.
  const auto hour_told = [&](int date_mark) {
    return std::any_of(drafts_.begin(), drafts_.end(),
                       [&](const Draft& draft) { return draft.date_mark == date_mark && with_cue(mark_of(draft.time_mark)); });
  };
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const bool of_day = with_cue(mark_of(drafts_[i].date_mark)) && (drafts_[i].time_mark < 0 || !hour_told(drafts_[i].date_mark));
    if (of_day || with_cue(mark_of(drafts_[i].time_mark))) told.push_back(i);
  }
  if (!told.empty() || drafts_.empty()) return told;
  if (drafts_.size() == 1 || cue.item < drafts_.front().anchor) {
    for (std::size_t i = 0; i < drafts_.size(); ++i) told.push_back(i);
    return told;
  }
  for (std::size_t i = drafts_.size(); i-- > 0;) {
    if (drafts_[i].anchor < cue.item) return {i};
  }
  return told;
}

void Extractor::cancel(const Cue& cue) {
  for (const std::size_t i : told_with(cue)) {
    if (drafts_[i].old_date) continue;
    result_.events[i].status = EventStatus::cancelled;
    result_.events[i].status_span = words_.span(cue.item, cue.item + 1);
  }
}

/// The first date is the old one; a later one is where the act went.
void Extractor::postpone() {
  for (const Cue& cue : marks_.cues) {
    if ((cue.role != Role::postponed && cue.role != Role::moved) || is_told_off(cue)) continue;
    const auto told = told_with(cue);
    if (told.empty()) continue;
    std::size_t old = told.front();
    std::size_t now = old + 1;
    while (now < drafts_.size() && drafts_[now].first_day == drafts_[old].first_day) ++now;
    const bool goes_on = now < drafts_.size() && (drafts_[old].old_date || (told.size() > 1 && told.back() >= now) ||
                                                  marks_.has(Role::new_date) || cue.role == Role::postponed);
    const Mark* date = mark_of(drafts_[old].date_mark);
    // "Ball ajornat! El fem dissabte 13", "Nova data: dissabte 13"
    const bool told_anew =
        date != nullptr && ((!words_.same_sentence(date->first, cue.item) && marks_.has_in_sentence(words_, Role::invite, date->first)) ||
                            marks_.has_between(Role::new_date, 0, date->first));
    const bool only_new = date != nullptr && !goes_on && date->first > cue.item && date->first > 0 &&
                          (told_anew || words_.is(date->first, Role::to) || words_.is(date->first - 1, Role::to)) &&
                          !words_.is(date->first, Role::from);
    if (only_new || (!goes_on && cue.role == Role::moved)) continue;
    result_.events[old].status = EventStatus::postponed;
    result_.events[old].status_span = words_.span(cue.item, cue.item + 1);
    if (goes_on) {
      result_.events[old].moved_to = result_.events[now].times;
      result_.events[now].title = result_.events[old].title;  // the same act
      result_.events[now].title_span = result_.events[old].title_span;
    }
    return;
  }
}

void Extractor::set_status() {
  if (drafts_.empty()) return;
  const bool put_off = marks_.has(Role::postponed);
  for (const Cue& cue : marks_.cues)
    if (cue.role == Role::cancelled && !put_off && !is_told_off(cue)) cancel(cue);
  postpone();
}

}  // namespace
}  // namespace resso::agenda::extraction

namespace resso::agenda {

Extraction extract(const Utterance& utterance, const ExtractRules& rules) { return extraction::Extractor(utterance, rules).run(); }

}  // namespace resso::agenda
