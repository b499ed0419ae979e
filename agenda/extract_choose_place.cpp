#include "agenda/extract_choose_place.hpp"

#include "agenda/extract_weakness.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

class PlaceChooser {
 public:
  PlaceChooser(const Wording& words, const Marks& marks, const std::vector<Draft>& drafts, const std::vector<Region>& regions,
               const std::vector<PlacePhrase>& places)
      : words_(words), marks_(marks), drafts_(drafts), regions_(regions), places_(places) {}

  std::vector<int> choose();

 private:
  const Mark* mark_of(int index) const { return index < 0 ? nullptr : &marks_.marks[static_cast<std::size_t>(index)]; }
  std::size_t anchor_of(std::size_t index) const { return first_item(words_, marks_, drafts_[index]); }
  bool tells_one_place() const;
  bool is_of_its_day(const PlacePhrase& place, const Draft& draft) const;
  int best_place(const Region& region, std::size_t anchor) const;
  bool is_of_an_office(const PlacePhrase& place) const;
  bool is_in_refused_bracket(const PlacePhrase& place) const;
  bool is_of_what_is_paid(const PlacePhrase& place) const;
  bool follows_hour(const PlacePhrase& place) const;
  int carried_place(std::size_t index) const;
  bool tells_same_place(std::size_t index) const;
  bool is_told_before_all(const PlacePhrase& place) const;
  bool closes_the_text(const PlacePhrase& place) const;
  bool is_told_at(const PlacePhrase& place, const Draft& draft, int surest = rank_start) const;

  const Wording& words_;
  const Marks& marks_;
  const std::vector<Draft>& drafts_;
  const std::vector<Region>& regions_;
  const std::vector<PlacePhrase>& places_;
  std::vector<int> chosen_;
};

/// "la sortida a la serra del Corb (8 h, estació d'autobusos)"
bool PlaceChooser::follows_hour(const PlacePhrase& place) const {
  return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& hour) {
    return hour.kind == Mark::Kind::time && hour.refused.empty() && hour.last + 1 == place.first && words_.is_sign(hour.last, ',') &&
           hour.first > 0 && words_.is_sign(hour.first - 1, '(');
  });
}

int PlaceChooser::best_place(const Region& region, std::size_t anchor) const {
  int best = -1;
  const auto score = [&](const PlacePhrase& place) {
    return place.rank * 4 - (place.online ? 5 : 0) + (words_.same_sentence(place.first, anchor) ? 2 : 0) + (place.first > anchor ? 1 : 0) +
           (follows_hour(place) ? 5 : 0);
  };
  for (int i = 0; i < static_cast<int>(places_.size()); ++i) {
    const PlacePhrase& place = places_[static_cast<std::size_t>(i)];
    if (place.first < region.first || place.first >= region.last || place.programme || is_of_an_office(place)) continue;
    if (best < 0 || score(place) > score(places_[static_cast<std::size_t>(best)])) best = i;
  }
  return best;
}

/// "paella (10 €, reserves fins dijous a la botiga)": with nothing but refused days between its brackets.
bool PlaceChooser::is_in_refused_bracket(const PlacePhrase& place) const {
  std::size_t open = place.first, close = place.last;
  const auto bracket = [&](std::size_t i) { return words_.is_sign(i, '(') || words_.is_sign(i, ')'); };
  while (open > 0 && words_.same_sentence(open - 1, place.first) && !bracket(open)) --open;
  while (words_.same_sentence(close, place.first) && close < words_.size() && !bracket(close)) ++close;
  if (!words_.is_sign(open, '(') || !words_.is_sign(close, ')')) return false;
  bool any = false;
  for (const Mark& mark : marks_.marks) {
    if (mark.first < open || mark.first > close) continue;
    if (mark.refused.empty()) return false;
    any = true;
  }
  return any;
}

/// "El dinero se devuelve en la oficina": a sentence that tells neither when nor what.
bool PlaceChooser::is_of_what_is_paid(const PlacePhrase& place) const {
  const auto here = [&](std::size_t item) { return words_.same_sentence(item, place.first); };
  return marks_.has_in_sentence(words_, Role::office, place.first) && !marks_.has_in_sentence(words_, Role::act, place.first) &&
         !marks_.has_in_sentence(words_, Role::meeting, place.first) &&
         std::none_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& mark) { return here(mark.first); }) &&
         std::any_of(places_.begin(), places_.end(), [&](const PlacePhrase& other) { return !here(other.first); });
}

/// "Informació dimarts i dijous de 19 a 21 h al local": where nothing but refused hours is told, unless no other place is.
bool PlaceChooser::is_of_an_office(const PlacePhrase& place) const {
  const auto refused_here = [&](const PlacePhrase& one) {
    bool any = false;
    for (const Mark& mark : marks_.marks) {
      if (!words_.same_sentence(mark.first, one.first)) continue;
      if (mark.refused != "opening hours" && mark.refused != "deadline") return false;
      any = true;
    }
    return any;
  };
  if (is_in_refused_bracket(place) || is_of_what_is_paid(place)) return true;
  if (!refused_here(place)) return false;
  return place.rank < rank_venue || !std::all_of(places_.begin(), places_.end(), refused_here);
}

/// A line after the last of several acts that tells nothing but the place.
bool PlaceChooser::closes_the_text(const PlacePhrase& place) const {
  if (drafts_.size() < 2 || place.rank < rank_venue || !words_[place.first].line_start) return false;
  std::size_t last = place.last;
  while (words_[last].kind == Item::Kind::sign && !words_.is_break(last)) ++last;
  const auto before = [&](const Draft& draft) { return draft.anchor < place.first; };
  return words_.is_break(last) && std::all_of(drafts_.begin(), drafts_.end(), before) &&
         !words_.same_sentence(drafts_.back().anchor, place.first);
}

/// "a les 17 h a l'església": a plain name with its article, in the sentence of one of several acts, is where that one is.
bool PlaceChooser::is_told_at(const PlacePhrase& place, const Draft& draft, int surest) const {
  const Mark* time = mark_of(draft.time_mark);
  if (drafts_.size() < 2 || time == nullptr || !words_.same_sentence(place.first, time->first)) return false;
  if (place.rank == rank_named) return place.first >= time->last && place.first <= time->last + 2;
  return place.rank >= rank_start && place.rank <= surest && place.first > time->first;
}

/// "al mateix lloc", "in the same room", "misma iglesia"
bool PlaceChooser::tells_same_place(std::size_t index) const {
  const std::size_t item = anchor_of(index);
  for (std::size_t i = regions_[index].first; i < regions_[index].last; ++i) {
    if (!words_.same_sentence(i, item)) continue;
    const bool kind = words_.is(i + 1, Role::venue) || words_.is(i + 1, Role::street) || words_.is(i + 1, Role::part);
    if (words_.is(i, Role::same) || words_.is(i, Role::same_place) || (words_.is(i, Role::same_one) && kind)) return true;
  }
  return false;
}

/// Where the act before is, when this one is of the same day; where people set out from is of one act only.
int PlaceChooser::carried_place(std::size_t index) const {
  const int before = chosen_[index - 1];
  if (before < 0) return before;
  const bool same_day = drafts_[index].date_mark == drafts_[index - 1].date_mark;
  const Mark* time = mark_of(drafts_[0].time_mark >= 0 ? drafts_[0].time_mark : drafts_[0].date_mark);
  const auto over_all = [&](int place) { return place >= 0 && places_[static_cast<std::size_t>(place)].first < time->first; };
  if (time != nullptr && over_all(chosen_[0])) return chosen_[0];
  if (time != nullptr && over_all(before)) return before;
  return same_day && places_[static_cast<std::size_t>(before)].rank != rank_meeting ? before : -1;
}

/// "18 h inflables; 20 h pregó des del balcó; 22 h havaneres a la platja": else each has its own, and the rest none.
bool PlaceChooser::tells_one_place() const {
  int one = -1;
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const int own = best_place(regions_[i], anchor_of(i));
    if (own < 0 || own == one || !is_told_at(places_[static_cast<std::size_t>(own)], drafts_[i], rank_venue)) continue;
    if (one >= 0) return false;
    one = own;
  }
  return true;
}

/// "Diumenge, tot al camp de futbol": a place for all that is told with a day is that of its acts only.
bool PlaceChooser::is_of_its_day(const PlacePhrase& place, const Draft& draft) const {
  return std::all_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& day) {
    if (!place.programme || day.kind != Mark::Kind::date || day.days.days.size() != 1 || !day.refused.empty()) return true;
    if (day.first > place.first || !words_.same_sentence(day.first, place.first) || drafts_.back().anchor >= day.first) return true;
    return day.days.days.front() == draft.first_day;
  });
}

/// "Des de l'Oficina de Comunicació us expliquem la fira. Divendres 28 …": in a sentence before all that tells when.
bool PlaceChooser::is_told_before_all(const PlacePhrase& place) const {
  return std::all_of(marks_.marks.begin(), marks_.marks.end(),
                     [&](const Mark& mark) { return mark.first > place.last && !words_.same_sentence(mark.first, place.first); });
}

std::vector<int> PlaceChooser::choose() {
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
    int best = best_place(regions_[i], anchor_of(i));
    const int rank = best < 0 ? 0 : places_[static_cast<std::size_t>(best)].rank;
    const bool own = best >= 0 && is_told_at(places_[static_cast<std::size_t>(best)], drafts_[i]);
    const bool apart = best >= 0 && drafts_.size() > 1 && is_told_before_all(places_[static_cast<std::size_t>(best)]);
    if ((rank < rank_venue || apart) && for_all >= 0 && !own && is_of_its_day(places_[static_cast<std::size_t>(for_all)], drafts_[i]))
      best = for_all;
    if (rank < rank_online && for_all < 0 && strong == 1 && !own) best = only;
    if (best < 0 && i > 0) best = tells_same_place(i) ? chosen_[i - 1] : carried_place(i);
    chosen_.push_back(best);
  }
  for (int& place : chosen_)
    if (place < 0) place = strong == 1 ? only : for_all;
  // A place that is told after several acts is that of all before it.
  const auto first = std::find_if(chosen_.begin(), chosen_.end(), [](int place) { return place >= 0; });
  if (first != chosen_.end() && shared) std::fill(chosen_.begin(), first, *first);
  return std::move(chosen_);
}

}  // namespace

std::vector<int> choose_places(const Wording& words, const Marks& marks, const std::vector<Draft>& drafts,
                               const std::vector<Region>& regions, const std::vector<PlacePhrase>& places) {
  return PlaceChooser(words, marks, drafts, regions, places).choose();
}

}  // namespace resso::agenda::extraction
