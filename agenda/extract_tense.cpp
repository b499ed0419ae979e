#include "agenda/extract_tense.hpp"

#include <algorithm>

namespace resso::agenda::extraction {

bool is_loose(const Mark& mark) {
  return std::all_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) {
    return !day.month && !day.next && !day.this_ && !day.next_week && !day.weekend && (!day.relative || *day.relative <= 0);
  });
}

/// Told without its year, and so long ahead that in a sentence of the past it has been.
bool MarkTense::is_far(const Mark& mark) const {
  if (mark.days.far) return true;
  const bool yearless = mark.date.kind == DatePhrase::Kind::days && std::all_of(mark.date.days.begin(), mark.date.days.end(),
                                                                                [](const DayWords& day) { return day.month && !day.year; });
  return yearless && !mark.days.days.empty() && mark.days.days.front() > today_ + std::chrono::days(120);
}

bool MarkTense::is_since_past(const Mark& mark) const {
  if (mark.date.kind != DatePhrase::Kind::since || mark.date.days.size() != 1) return false;
  const DayWords& day = mark.date.days[0];
  if (words_.is(mark.first, Role::since_past) && is_loose(mark) && !context_.time_between(mark.last, mark.last + 6))
    return true;  // "des de dimarts tenim nova presidenta"
  return day.month && !day.year && mark.days.days.front() > today_ + std::chrono::days(150);
}

bool MarkTense::is_arranged(const Mark& mark) const {
  return in_sentence(Role::arranging, mark) || in_sentence(Role::cancelled, mark) || in_sentence(Role::postponed, mark) ||
         in_sentence(Role::moved, mark);
}

/// "Hem demanat reunió avui", "hemos pasado": the perfect, where no hour is told in its sentence and nothing is arranged.
bool MarkTense::is_told_in_perfect(const Mark& mark) const {
  if (is_arranged(mark)) return false;
  bool found = false;
  for (std::size_t i = context_.sentence_start(mark.first); i < words_.size() && words_.same_sentence(i, mark.first); ++i)
    found |= is_perfect(i);
  return found && !context_.time_in_sentence(mark);
}

bool MarkTense::is_perfect(std::size_t i) const {
  return words_.is(i, Role::perfect_helper) && words_[i + 1].folded_size >= 4 && words_.ends_as(i + 1, Role::participle);
}

/// "L'informe presentat dijous": a day right after what was done on it.
bool MarkTense::is_of_a_deed(const Mark& mark) const {
  return is_loose(mark) && mark.first > 0 && words_.is(mark.first - 1, Role::done) && !context_.time_between(mark.last, mark.last + 8) &&
         words_.same_sentence(mark.first - 1, mark.first);
}

bool MarkTense::is_of_old_year(const Mark& mark) const {
  return context_.is_of_old_year(mark, static_cast<int>(std::chrono::year_month_day(today_).year()));
}

bool MarkTense::is_of_last_year(const Mark& mark) const {
  return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    if (cue.role != Role::last_year || cue.item >= mark.first || !words_.same_sentence(cue.item, mark.first)) return false;
    const bool happened = std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& verb) {
      return verb.role == Role::past && !words_.is(verb.item, Role::last_year) && words_.same_sentence(verb.item, mark.first);
    });
    return happened && !context_.begins_anew(cue.item, mark.first) && !marks_.has_between(Role::invite, cue.item, mark.first);
  });
}

bool MarkTense::is_hour_of_past(const Mark& mark) const {
  if (in_sentence(Role::invite, mark) || in_sentence(Role::arranging, mark)) return false;
  const bool ahead = std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& day) {
    return (day.kind == Mark::Kind::date || day.kind == Mark::Kind::series) && day.refused.empty() &&
           words_.same_sentence(day.first, mark.first);
  });
  return !ahead && context_.tells_past(mark);
}

/// "Qui s'ho va perdre té una altra ocasió: visita, dissabte 25 a les 11": an act with its hour after a colon or a "but".
bool MarkTense::announces_anew(const Mark& mark) const {
  const std::size_t start = context_.sentence_start(mark.first);
  if (!context_.time_in_sentence(mark)) return false;
  if (marks_.has_between(Role::but, start, mark.first)) return true;
  std::size_t colon = mark.first;
  while (colon > start && !words_.is_sign(colon, ':')) --colon;
  const bool numbered = std::all_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) { return day.day.has_value(); });
  return numbered && colon > start && marks_.has_between(Role::past, start, colon) && marks_.has_between(Role::act, colon, mark.first) &&
         !marks_.has_between(Role::past, colon, context_.sentence_end(mark.first));
}

/// "El dia de més gent va ser el 23 d'abril": the verb right before the day.
bool MarkTense::is_right_after_past(const Mark& mark) const {
  if (is_arranged(mark)) return false;
  std::size_t before = mark.first;
  while (before > 0 && mark.first - before < 2 && words_.is(before - 1, Role::article)) --before;
  const bool verb =
      before > 1 && (marks_.has_between(Role::past, before - 1, before) || marks_.has_between(Role::past, before - 2, before));
  return verb && words_.is_word(before - 1) && words_.same_sentence(before - 1, mark.first) && context_.tells_past(mark);
}

/// "Balance de la semana: el acto más concurrido, el del viernes a las 19 h": a bare day in a text that begins as a report.
bool MarkTense::is_of_headed_report(const Mark& mark) const {
  const bool bare = std::all_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) { return !day.day; });
  return bare && is_loose(mark) && marks_.has_between(Role::report, 0, 2) && !in_sentence(Role::invite, mark);
}

/// "Quina revetlla la de dissabte!", "¡Qué noche la del viernes!"
bool MarkTense::is_exclaimed(const Mark& mark) const {
  if (in_sentence(Role::invite, mark) || context_.time_in_sentence(mark)) return false;
  std::size_t start = context_.sentence_start(mark.first);
  while (start < mark.first && !words_.is_word(start)) ++start;
  std::size_t of = words_.is(mark.first, Role::of) ? mark.first : mark.first - std::min<std::size_t>(mark.first, 1);
  return words_.is(start, Role::exclaim) && words_.is(of, Role::of) && of > start + 1 && words_.is(of - 1, Role::article);
}

bool MarkTense::is_told_of_past(const Mark& mark) const {
  const bool loose = is_loose(mark), far = is_far(mark);
  const bool dated = std::any_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) { return day.month.has_value(); });
  const std::size_t start = context_.sentence_start(mark.first);
  if (is_of_a_deed(mark) || is_of_last_year(mark) || (loose && is_exclaimed(mark))) return true;
  if (far && context_.asks(mark) && in_sentence(Role::asking, mark)) return true;  // "¿Os acordáis del concierto del 21 de junio?"
  if (announces_anew(mark)) return false;
  // "Gràcies a la recollida de dissabte": the sentence begins with it.
  if (loose && marks_.has_between(Role::past, start, std::min(start + 2, mark.first))) return true;
  if ((loose || far) && !in_sentence(Role::invite, mark) && is_told_in_perfect(mark)) return true;
  if (far && !in_sentence(Role::invite, mark) && context_.tells_what_was(mark)) return true;
  if (context_.tells_past(mark) && (loose || far) && !in_sentence(Role::invite, mark)) return true;
  if (is_of_headed_report(mark) || is_right_after_past(mark)) return true;
  if (in_sentence(Role::report, mark) && (loose || mark.days.far || (!dated && !marks_.has(Mark::Kind::time)))) return true;
  if (!dated && context_.governed_by(Role::report, mark)) return true;  // "Photos coming on Tuesday"
  if (!marks_.has(Role::report) && !(marks_.has(Role::past) && mark.days.far)) return false;
  // "Dijous 5: taller, a les 18 h" in a letter that has a report too
  const bool item = !in_sentence(Role::past, mark) && (in_sentence(Role::act, mark) || words_[mark.first].line_start) &&
                    context_.time_in_sentence(mark) &&
                    std::all_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) { return day.day.has_value(); });
  return mark.days.far || (loose && !dated && !item && !context_.time_starts(mark.last, std::min(mark.last + 6, words_.size())));
}

}  // namespace resso::agenda::extraction
