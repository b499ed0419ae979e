#include "agenda/extract_habits.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

bool is_bare_weekday(const DayWords& day) { return day.weekday && !day.day && !day.this_ && !day.next && !day.past && !day.next_week; }

/// "Primera classe el 20 de setembre", "Inici: 5 d'octubre"
bool begins_habit(const Wording& words, const Mark& mark) {
  std::size_t before = mark.first;
  while (before > 0 && (words.is(before - 1, Role::article) || words.is_sign(before - 1, ':') || words.is_sign(before - 1, ','))) --before;
  return mark.date.kind == DatePhrase::Kind::days && mark.days.days.size() == 1 && before > 0 && words.is(before - 1, Role::begins) &&
         words.same_sentence(before - 1, mark.first);
}

/// "El lunes arranca el curso: lunes y miércoles de 9.30 a 11": days with others between them, one of which begins it.
bool begins_on_one_of(const Wording& words, const Mark& begin, const Mark& days) {
  if (begin.kind != Mark::Kind::date || begin.days.past || begin.days.days.size() != 1 || !words.is(begin.last, Role::begins) ||
      begin.last > days.first || !words.same_sentence(begin.first, days.first) || days.date.days.size() < 2)
    return false;
  bool among = false, apart = true;
  for (std::size_t i = 0; i < days.date.days.size(); ++i) {
    among |= weekday_of(begin.days.days.front()) == *days.date.days[i].weekday;
    apart &= i == 0 || *days.date.days[i].weekday > *days.date.days[i - 1].weekday + 1;
  }
  return among && apart;
}

/// Some weeks told by their first day or by both ends.
bool is_span_of_weeks(const Wording& words, const Mark& mark) {
  if (mark.kind != Mark::Kind::date || mark.days.days.empty() || mark.days.past || mark.days.far || !mark.days.explicit_day) return false;
  if (mark.date.kind == DatePhrase::Kind::since || begins_habit(words, mark)) return true;
  return mark.date.kind == DatePhrase::Kind::range && mark.days.days.back() - mark.days.days.front() >= std::chrono::days(8);
}

/// "curs de català: dilluns i dimecres de 10 a 11.30 h, a partir del 21 de setembre": bare weekdays within weeks are a series.
void make_series(const Wording& words, Marks& marks, std::size_t index) {
  Mark& mark = marks.marks[index];
  const bool days = mark.kind == Mark::Kind::date && mark.date.kind == DatePhrase::Kind::days;
  if (!days || !std::all_of(mark.date.days.begin(), mark.date.days.end(), is_bare_weekday)) return;
  if (marks.has_in_sentence(words, Role::past, mark.first)) return;  // "cerró el domingo"
  const std::uint32_t sentence = words[mark.first].sentence;
  const auto spans = [&](const Mark& other) {
    const std::uint32_t there = words[other.first].sentence;
    const bool shut = marks.has_in_sentence(words, Role::closed, other.first);
    return !shut && (is_span_of_weeks(words, other) || begins_on_one_of(words, other, mark)) &&
           (there > sentence ? there - sentence : sentence - there) <= 1;
  };
  if (std::none_of(marks.marks.begin(), marks.marks.end(), spans)) return;
  mark.kind = Mark::Kind::series;
  mark.series.first = mark.first;
  mark.series.last = mark.last;
  for (const DayWords& day : mark.date.days) mark.series.weekdays.push_back(*day.weekday);
}

}  // namespace

void make_habits(const Wording& words, Marks& marks) {
  for (std::size_t i = 0; i + 1 < marks.marks.size(); ++i) make_series(words, marks, i);
}

}  // namespace resso::agenda::extraction
