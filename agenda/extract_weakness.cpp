#include "agenda/extract_weakness.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda::extraction {
namespace {

const Mark* mark_of(const Marks& marks, int index) { return index < 0 ? nullptr : &marks.marks[static_cast<std::size_t>(index)]; }

}  // namespace

std::size_t first_item(const Wording& words, const Marks& marks, const Draft& draft) {
  const Mark* time = mark_of(marks, draft.time_mark);
  const Mark* date = mark_of(marks, draft.date_mark);
  if (time == nullptr) return draft.anchor;
  // "de divendres 13 a les 19 h al Casal s'ajorna a divendres 20": the hour told with the old date
  if (date != nullptr && draft.anchor == date->first && time->first < date->first) return draft.anchor;
  const bool together =
      date != nullptr && words.same_sentence(date->first, time->first) && date->first < time->first && draft.anchor <= date->first;
  return together ? date->first : time->first;
}

/// "L'import es transferirà el 21", "debutarà dissabte": what somebody will do, and nobody is asked to.
bool DraftWeakness::is_done_then(const Mark& date) const {
  for (std::size_t i = 0; i < words_.size(); ++i)
    if (words_.same_sentence(i, date.first) && words_[i].senses == nullptr && words_[i].folded_size >= 5 &&
        words_.ends_as(i, Role::future_other))
      return true;
  return false;
}

/// "… sábado torneo a las 17 h, y el domingo a descansar": a weekday alone, with words but no act up to the next day.
bool DraftWeakness::is_bare_aside(const Mark& date) const {
  const DayWords& day = date.date.days[0];
  if (date.date.days.size() != 1 || !day.weekday || day.day || day.next || day.this_ || words_[date.first].line_start) return false;
  std::size_t first = date.first, last = date.last;
  while (first > 0 && words_.same_sentence(first - 1, date.first) && !marks_.taken[first - 1]) --first;
  while (last < words_.size() && words_.same_sentence(last, date.first) && !marks_.taken[last]) ++last;
  if (first == 0 || !words_.same_sentence(first - 1, date.first) || !words_.is_word(date.last)) return false;
  const auto told = [&](Role role) { return marks_.has_between(role, first, last); };
  return !told(Role::act) && !told(Role::invite) && !told(Role::exhibition) && !told(Role::cancelled) && !told(Role::postponed) &&
         !told(Role::moved) && !told(Role::same);
}

bool DraftWeakness::is_about_act(const Draft& draft, const Mark& date) const {
  static constexpr std::array kOfActs{Role::act,       Role::invite, Role::exhibition, Role::cancelled,
                                      Role::postponed, Role::moved,  Role::new_date};
  return draft.old_date ||
         std::any_of(kOfActs.begin(), kOfActs.end(), [&](Role role) { return marks_.has_in_sentence(words_, role, date.first); });
}

bool DraftWeakness::place_in_sentence(const Mark& date) const {
  return std::any_of(places_.begin(), places_.end(), [&](const PlacePhrase& phrase) {
    return phrase.rank >= rank_online && words_.same_sentence(phrase.first, date.first);
  });
}

/// Days that others lie in; but a fair or an exhibition goes on for itself, beside acts that are told by their names.
bool DraftWeakness::is_told_day_by_day(const Draft& draft, const Mark& date, bool place_here) const {
  int within = 0, apart = 0;
  for (const Draft& other : drafts_) {
    if (!other.slot || !other.rrule.empty() || other.first_day < draft.first_day || other.first_day > draft.last_day) continue;
    ++within;
    const std::size_t item = first_item(words_, marks_, other);
    apart += !words_.same_sentence(item, date.first) && marks_.has_in_sentence(words_, Role::act, item);
  }
  const bool shown =
      marks_.has(Role::exhibition) && ((place_here && apart == within) || draft.last_day - draft.first_day >= std::chrono::days(8));
  return within >= 2 && !shown;
}

/// An hour needs less: an invitation, or any place.
std::string_view DraftWeakness::of_hour(const Draft& draft) const {
  static constexpr std::array kShown{Role::act,       Role::invite, Role::meeting,   Role::cancelled,
                                     Role::postponed, Role::moved,  Role::first_call};
  const bool known = draft.explicit_day || std::any_of(kShown.begin(), kShown.end(), [&](Role role) { return marks_.has(role); });
  const bool somewhere = std::any_of(places_.begin(), places_.end(), [](const PlacePhrase& phrase) { return phrase.rank >= rank_start; });
  return known || somewhere ? std::string_view() : "no act";
}

std::string_view DraftWeakness::of_day(const Draft& draft, const Mark& date) const {
  const bool timed_elsewhere = std::any_of(drafts_.begin(), drafts_.end(), [](const Draft& other) { return other.slot.has_value(); });
  const bool act_here = marks_.has_in_sentence(words_, Role::act, date.first);
  const bool place = std::any_of(places_.begin(), places_.end(), [](const PlacePhrase& phrase) { return phrase.rank >= rank_online; });
  const bool told_by_date = date.kind == Mark::Kind::date;
  if (!draft.rrule.empty()) return act_here || place ? std::string_view() : "a habit without an hour";
  const bool today = told_by_date && date.date.days[0].relative == 0 && date.date.days.size() == 1;
  const bool put_off = marks_.has_in_sentence(words_, Role::postponed, date.first) && act_here;  // "Ajornada l'assemblea d'avui"
  if (today && !put_off && (timed_elsewhere || !act_here)) return "no act";
  const bool place_here = place_in_sentence(date), about_act = is_about_act(draft, date);
  const bool one_day = draft.first_day == draft.last_day && date.date.kind == DatePhrase::Kind::days;
  if (timed_elsewhere && one_day && !draft.old_date && is_bare_aside(date)) return "no act";
  const bool since = told_by_date && date.date.kind == DatePhrase::Kind::since;
  if (!about_act && !place_here && (since || (one_day && is_done_then(date)))) return "no act";
  // "Concert dijous a les 20 h. El programa complet, el 15 de juny": of something else.
  if (timed_elsewhere && one_day && !about_act && !place_here && !words_[date.first].line_start) return "no act";
  if (draft.umbrella && is_told_day_by_day(draft, date, place_here)) return "the programme is told day by day";
  if (draft.far && told_by_date && !date.date.days[0].month) return "nearer in the past";
  const bool act = marks_.has(Role::act) || marks_.has(Role::invite);
  return act || (place && draft.explicit_day) ? std::string_view() : "no act";
}

std::string_view DraftWeakness::of(const Draft& draft) const {
  if (draft.slot) return of_hour(draft);
  const Mark* date = mark_of(marks_, draft.date_mark);
  return date == nullptr ? "no hour" : of_day(draft, *date);
}

}  // namespace resso::agenda::extraction
