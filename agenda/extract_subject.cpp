#include "agenda/extract_subject.hpp"

#include <algorithm>

namespace resso::agenda::extraction {

bool MarkSubject::has_own_act(const Mark& mark) const {
  return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    if (cue.role != Role::act || !words_.same_sentence(cue.item, mark.first)) return false;
    std::size_t before = cue.item;
    while (before > 0 && (words_.is(before - 1, Role::of) || words_.is(before - 1, Role::article))) --before;
    return before == cue.item || before == 0 || !words_.is(before - 1, Role::notice);
  });
}

/// "tallat de 8 a 20 h per la fira", "closed during the parade"
bool MarkSubject::is_cause(std::size_t act) const {
  std::size_t before = act;
  while (before > 0 && words_.is(before - 1, Role::article) && !words_.is(before - 1, Role::cause)) --before;
  return before > 0 && words_.is(before - 1, Role::cause);
}

/// An act in the mark's sentence that is not just the reason of something else.
bool MarkSubject::has_act_but_causes(const Mark& mark) const {
  return has_own_act(mark) && std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
           return cue.role == Role::act && words_.same_sentence(cue.item, mark.first) && !is_cause(cue.item);
         });
}

/// "20 de novembre, Dia dels Infants": a day with a name, beside the date.
bool MarkSubject::is_named_day(const Mark& mark) const {
  if (mark.kind != Mark::Kind::date || context_.time_in_sentence(mark)) return false;
  for (std::size_t i = context_.sentence_start(mark.first); i < context_.sentence_end(mark.first); ++i) {
    if (!words_.is(i, Role::day) || !words_[i].capital || !words_.is(i + 1, Role::of) || marks_.taken[i]) continue;
    std::size_t name = i + 2;
    while (words_.is(name, Role::article) || words_.is(name, Role::particle)) ++name;
    const std::size_t gap = i >= mark.last ? i - mark.last : mark.first - i;
    if (words_[name].capital && gap <= 6) return true;
  }
  return false;
}

std::string_view MarkSubject::reason(const Mark& mark) const {
  const bool act_here = has_own_act(mark), act = marks_.has(Role::act);
  struct Rule {
    Role role;
    std::string_view name;
    bool whole_text;
  };
  static constexpr Rule kRules[]{{Role::notice, "notice", true},
                                 {Role::job, "job offer", true},
                                 {Role::poll, "poll", true},
                                 {Role::asking, "a question", true},
                                 {Role::unannounced, "date to be announced", false},
                                 {Role::commemoration, "commemoration", false}};
  if (in_sentence(Role::cut, mark) && !has_act_but_causes(mark)) return "notice";
  if (!act_here && !in_sentence(Role::exhibition, mark) && is_named_day(mark)) return "commemoration";
  for (const Rule& rule : kRules) {
    if (in_sentence(Role::meeting, mark)) continue;
    // "Dissabte 29, a les 11.30 h, es destaparà la placa commemorativa"
    if (rule.role == Role::commemoration && context_.time_in_sentence(mark) && !context_.tells_what_was(mark)) continue;
    if (!act_here && in_sentence(rule.role, mark)) return rule.name;
    if (rule.whole_text && !act && marks_.has(rule.role)) return rule.name;
  }
  return {};
}

bool MarkSubject::is_of_statistics(const Mark& mark) const {
  if (in_sentence(Role::invite, mark) || context_.time_in_sentence(mark)) return false;
  for (std::size_t i = context_.sentence_start(mark.first); i < context_.sentence_end(mark.first); ++i)
    if (words_.is_sign(i, '%')) return true;
  return false;
}

/// "comença", but not "començarà a executar-se": that something begins to be done is no invitation.
bool MarkSubject::invites(const Mark& mark) const {
  return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    if (cue.role != Role::invite || !words_.same_sentence(cue.item, mark.first)) return false;
    return !(words_.is(cue.item + 1, Role::to) && words_.ends_as(cue.item + 2, Role::infinitive));
  });
}

bool MarkSubject::is_of_a_decision(const Mark& mark) const {
  return marks_.has(Role::approval) && !invites(mark) && !context_.time_in_sentence(mark) &&
         (in_sentence(Role::approval, mark) || !in_sentence(Role::act, mark));
}

bool MarkSubject::is_of_a_cut(const Mark& mark) const { return context_.told_before(Role::cut, mark) && !has_act_but_causes(mark); }

}  // namespace resso::agenda::extraction
