#include "agenda/extract_status.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

class StatusTeller {
 public:
  StatusTeller(const Wording& words, const Marks& marks, const std::vector<Draft>& drafts, std::vector<ExtractedEvent>& events)
      : words_(words), marks_(marks), drafts_(drafts), events_(events) {}

  void run();

 private:
  const Mark* mark_of(int index) const { return index < 0 ? nullptr : &marks_.marks[static_cast<std::size_t>(index)]; }
  bool is_told_off(const Cue& cue) const;
  bool is_of_past(const Cue& cue) const;
  bool tells_of_others(const Cue& cue) const;
  void cancel(const Cue& cue);
  void postpone();
  std::vector<std::size_t> told_with(const Cue& cue) const;

  const Wording& words_;
  const Marks& marks_;
  const std::vector<Draft>& drafts_;
  std::vector<ExtractedEvent>& events_;
};

/// "Després de la cancel·lació del concert de l'11, ...": told of what has been only.
bool StatusTeller::is_of_past(const Cue& cue) const {
  const auto is_past = [](const Mark& mark) { return mark.refused == "past" || mark.refused == "past report"; };
  bool past = false, dated = false;
  for (const Mark& mark : marks_.marks) {
    if (mark.kind != Mark::Kind::date || !words_.same_sentence(mark.first, cue.item)) continue;
    if (mark.first > cue.item) return is_past(mark);  // the date that is told right after it
    past = is_past(mark);
    dated = true;
  }
  // "L'any passat la pluja va obligar a suspendre la festa"
  return dated ? past : marks_.has_in_sentence(words_, Role::last_year, cue.item);
}

/// "no es cancel·la", "si plou se suspendrà", "no es farà a l'Ateneu sinó al Casal"
bool StatusTeller::is_told_off(const Cue& cue) const {
  if (is_of_past(cue)) return true;
  for (const Cue& other : marks_.cues) {
    if (!words_.same_sentence(other.item, cue.item) || other.item == cue.item) continue;
    if (other.role == Role::conditional) return true;
    if (other.role == Role::rather && other.item > cue.item) return true;
    if (other.role == Role::not_ && other.item < cue.item && other.item + 3 >= cue.item) return true;
  }
  return false;
}

/// "La setmana vinent no hi ha assaig, però el dilluns 13 tornem-hi": what comes after the "but" is not off.
bool StatusTeller::tells_of_others(const Cue& cue) const {
  return std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& draft) {
    const Mark* date = mark_of(draft.date_mark);
    return date != nullptr && date->first > cue.item && words_.same_sentence(date->first, cue.item) &&
           marks_.has_between(Role::but, cue.item, date->first);
  });
}

/// The events of the cue's sentence; else the only one; else all when it is said before any; else the last told before it.
std::vector<std::size_t> StatusTeller::told_with(const Cue& cue) const {
  std::vector<std::size_t> told;
  const auto with_cue = [&](const Mark* mark) {
    if (mark == nullptr || !words_.same_sentence(mark->first, cue.item)) return false;
    for (std::size_t i = std::min(mark->first, cue.item); i < std::max(mark->first, cue.item); ++i)
      if (words_.is_sign(i, ';') || (i > cue.item && words_.is(i, Role::but))) return false;
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
  if (!told.empty() || drafts_.empty() || tells_of_others(cue)) return told;
  if (drafts_.size() == 1 || cue.item < drafts_.front().anchor) {
    for (std::size_t i = 0; i < drafts_.size(); ++i) told.push_back(i);
    return told;
  }
  for (std::size_t i = drafts_.size(); i-- > 0;) {
    if (drafts_[i].anchor < cue.item) return {i};
  }
  return told;
}

void StatusTeller::cancel(const Cue& cue) {
  for (const std::size_t i : told_with(cue)) {
    const Mark* date = mark_of(drafts_[i].date_mark);
    // "Nova data per a la caminada suspesa: diumenge 28"
    const bool anew = date != nullptr && date->first > cue.item && marks_.has_between(Role::new_date, 0, cue.item) &&
                      marks_.has_in_sentence(words_, Role::new_date, cue.item);
    if (drafts_[i].old_date || anew) continue;
    events_[i].status = EventStatus::cancelled;
    events_[i].status_span = words_.span(cue.item, cue.item + 1);
  }
}

/// The first date is the old one; a later one is where the act went.
void StatusTeller::postpone() {
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
    events_[old].status = EventStatus::postponed;
    events_[old].status_span = words_.span(cue.item, cue.item + 1);
    if (goes_on) {
      events_[old].moved_to = events_[now].times;
      events_[now].title = events_[old].title;  // the same act
      events_[now].title_span = events_[old].title_span;
    }
    return;
  }
}

void StatusTeller::run() {
  if (drafts_.empty()) return;
  const bool put_off = marks_.has(Role::postponed);
  for (const Cue& cue : marks_.cues)
    if (cue.role == Role::cancelled && !put_off && !is_told_off(cue)) cancel(cue);
  postpone();
}

}  // namespace

void tell_statuses(const Wording& words, const Marks& marks, const std::vector<Draft>& drafts, std::vector<ExtractedEvent>& events) {
  StatusTeller(words, marks, drafts, events).run();
}

}  // namespace resso::agenda::extraction
