// What single hours tell: an end, a length, which half of the day, where people gather before the act.
#include "agenda/extract_assembler.hpp"

#include <algorithm>

namespace resso::agenda::extraction {

void Assembler::on_end(const Mark& mark) {
  if (current_ < 0) return;
  Group& group = groups_[static_cast<std::size_t>(current_)];
  if (group.drafts.empty() || (mark.time.end_only && !near(group.last_item, mark.first))) return;
  Draft& last = group.drafts.back();
  if (!last.slot || last.slot->end) return;
  int end = mark.time.slots.front().start;
  // "Sortida a les 7 h, tornada a les 17 h": it sets out in the morning.
  if (end <= last.slot->start && mark_at(last.time_mark).time.guessed && last.slot->start >= kNoon && last.slot->start - kNoon < end)
    last.slot->start -= kNoon;
  if (end <= last.slot->start && end + kNoon > last.slot->start && end < kNoon && end >= 8 * 60) end += kNoon;
  if (end <= last.slot->start && is_after_midnight(mark, mark.time.slots.front())) end -= kNoon;  // "22.30 h ball, fins a les 3 h"
  if (end <= last.slot->start) end += kDay;
  for (Draft& draft : group.drafts)
    if (draft.time_mark == last.time_mark && draft.slot) draft.slot->end = end;
}

/// "we finish at the Swan around noon", "acabarem a la plaça a les 13 h": nothing but a place between the verb and the hour.
bool Assembler::is_where_it_ends(const Mark& mark) const {
  for (std::size_t i = mark.first; i-- > 0 && i + 6 >= mark.first && words_.is_word(i) && words_.same_sentence(i, mark.first);) {
    if (words_.is(i, Role::ends)) return !words_.is(i, Role::act) && words_.is(i + 1, Role::at) && !words_.is(i + 1, Role::belongs);
    if (marks_.taken[i] || words_.is(i, Role::act)) return false;
  }
  return false;
}

/// "Totes les projeccions a les 22 h"
bool Assembler::is_of_every_act(const Mark& mark) const {
  for (std::size_t i = mark.first; i-- > 0 && i + 3 >= mark.first && words_.same_sentence(i, mark.first);)
    if (words_.is(i, Role::every) && words_.is(i + 1, Role::act)) return true;
  return false;
}

void Assembler::on_duration(const Mark& mark) {
  const Group* group = current_ < 0 ? nullptr : &groups_[static_cast<std::size_t>(current_)];
  if (group == nullptr || group->drafts.empty() || !group->drafts.back().slot) {
    pending_length_ = &mark;
    return;
  }
  auto& drafts = groups_[static_cast<std::size_t>(current_)].drafts;
  const int last = drafts.back().time_mark;
  for (Draft& draft : drafts)  // of each session that was told together
    if (draft.slot && draft.time_mark == last && !draft.slot->end) draft.slot->end = draft.slot->start + mark.minutes;
  if (!words_.is_sign(mark.first + 1, ':')) return;
  // "Dos passis: divendres 23 a les 21 h i dissabte 24 a les 19 h. Durada: 1 hora"
  for (Group& before : groups_) {
    if (before.drafts.size() != 1 || before.series || !before.drafts[0].slot || before.drafts[0].slot->end) continue;
    const int time = before.drafts[0].time_mark;
    if (time >= 0 && last >= 0 && words_.same_sentence(mark_at(time).first, mark_at(last).first))
      before.drafts[0].slot->end = before.drafts[0].slot->start + mark.minutes;
  }
}

/// "21.30 h sopar, 23 h orquestra, 3 h DJ": a small hour after late ones is of the night.
bool Assembler::is_after_midnight(const Mark& mark, const TimeSlot& slot) const {
  if (slot.end || slot.start < 13 * 60 || slot.start >= 19 * 60) return false;
  for (std::size_t i = mark.first; i < mark.last; ++i)
    if (words_.is_number(i)) return static_cast<int>(words_[i].number) * 60 + kNoon == slot.start / 60 * 60;
  return false;
}

/// "Durada: 45 minuts. Diumenge, doble funció: 11.30 i 12.45 h", or told in the sentence of the hour.
bool Assembler::is_length_of(const Mark& length, const Mark& hour) const {
  return words_.same_sentence(length.first, hour.first) ||
         (words_.is(length.first, Role::duration) && words_.is_sign(length.first + 1, ':'));
}

/// "Sopar a les 9": where the sentence names nothing else, and no other hour.
bool Assembler::is_of_the_evening(const Mark& mark) const {
  const auto of_it = [&](const Cue& cue) { return cue.role == Role::act && words_.same_sentence(cue.item, mark.first); };
  const bool only =
      std::all_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) { return !of_it(cue) || words_.is(cue.item, Role::late); });
  const auto hours = std::count_if(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& other) {
    return other.kind == Mark::Kind::time && words_.same_sentence(other.first, mark.first);
  });
  return only && hours == 1 && marks_.has_in_sentence(words_, Role::late, mark.first);
}

/// "10 h: trobada a la plaça", "10.30 h, inici de la caminada", but not "10 h: trobada de gegants".
bool Assembler::opens_with(Role role, const Mark& mark) const {
  const std::size_t i = words_[mark.last].kind == Item::Kind::sign ? mark.last + 1 : mark.last;
  if (!words_.is(i, role) || !words_.same_sentence(i, mark.first)) return false;
  return role != Role::gathering || !words_.is(i + 1, Role::of);
}

}  // namespace resso::agenda::extraction
