// The rules by which a date or a time makes no event. Each is one function and one line.
#include "agenda/extract_context.hpp"
#include "agenda/extract_evidence.hpp"
#include "agenda/extract_hours_and_days.hpp"
#include "agenda/extract_subject.hpp"
#include "agenda/extract_tense.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

class Refuser {
 public:
  Refuser(const Wording& words, LocalDate today, Marks& marks)
      : words_(words),
        marks_(marks),
        context_(words, marks, today),
        tense_(words, marks, today),
        evidence_(words, marks),
        together_(words, marks, today),
        topic_(words, marks, today) {}

  void run() {
    for (std::size_t i = 0; i < marks_.marks.size(); ++i) {
      Mark& mark = marks_.marks[i];
      mark.refused = reason(mark);
      if (mark.refused.empty() && mark.kind == Mark::Kind::time && i > 0)
        mark.refused = together_.reason_of_before(marks_.marks[i - 1], mark);
    }
    for (std::size_t i = 0; i + 1 < marks_.marks.size(); ++i) {
      Mark& hour = marks_.marks[i];
      if (hour.kind == Mark::Kind::time && hour.refused.empty()) hour.refused = together_.reason_of_after(hour, marks_.marks[i + 1]);
    }
    for (std::size_t i = 0; i < marks_.marks.size(); ++i) {
      Mark& mark = marks_.marks[i];
      if (mark.kind != Mark::Kind::date || !mark.refused.empty()) continue;
      if (is_wondered(mark)) mark.refused = "a question";
      if (i + 1 < marks_.marks.size() && together_.is_of_opening_at(mark, marks_.marks[i + 1])) mark.refused = "opening hours";
      if (i > 0 && together_.is_after_opening_at(marks_.marks[i - 1], mark)) mark.refused = "opening hours";
    }
  }

 private:
  std::string_view reason(const Mark& mark) const {
    switch (mark.kind) {
      case Mark::Kind::date: return date_reason(mark);
      case Mark::Kind::series: return series_reason(mark);
      case Mark::Kind::time: return time_reason(mark);
      default: return {};
    }
  }

  /// "Dimarts tornarem a demanar-ho al ple?": asked in a text that tells of the past and of no hour to come.
  bool is_wondered(const Mark& mark) const {
    if (!context_.asks(mark) || in_sentence(Role::invite, mark)) return false;
    const auto is_past = [](const Mark& other) { return other.refused == "past report" || other.refused == "past"; };
    return std::any_of(marks_.marks.begin(), marks_.marks.end(), is_past) &&
           std::none_of(marks_.marks.begin(), marks_.marks.end(),
                        [](const Mark& other) { return other.kind == Mark::Kind::time && other.refused.empty(); });
  }
  /// "Documental dijous a la tele", but not what can be followed there too.
  bool is_shown_at_home(const Mark& mark) const {
    return in_sentence(Role::broadcast, mark) && !in_sentence(Role::invite, mark) && !in_sentence(Role::also, mark);
  }
  /// "un martes", "a Friday": any of them.
  bool is_indefinite(const Mark& mark) const {
    if (mark.kind != Mark::Kind::date || mark.date.days.size() != 1 || mark.first == 0) return false;
    const DayWords& day = mark.date.days[0];
    return day.weekday && !day.day && !day.this_ && !day.next && words_.is(mark.first - 1, Role::indefinite) &&
           words_.same_sentence(mark.first - 1, mark.first);
  }
  /// Offices, sales and payments: the cue stands before the mark in its sentence, and no act between; "de 16 a 18 h a secretaria".
  bool is_of_an_office(const Mark& mark) const {
    const bool nothing_else = !in_sentence(Role::act, mark) && !in_sentence(Role::invite, mark);
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      if (cue.role != Role::office || !words_.same_sentence(cue.item, mark.first) || context_.is_dated_aside(cue.item, mark)) return false;
      if (cue.item < mark.first) return !marks_.has_between(Role::act, cue.item + 1, mark.first);
      return nothing_else && words_.is(cue.item - 1, Role::at) && !words_.is(cue.item - 1, Role::belongs);
    });
  }
  /// "Podeu portar-ne els dilluns de 10 a 13 h"; "Ja pots passar a buscar el lot! Els dimecres de 17 a 19 h", in a text that names no act.
  bool is_of_handing_in(const Mark& mark) const {
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      if (cue.role != Role::handing_in || in_sentence(Role::act, mark)) return false;
      const bool before = words_[cue.item].sentence + 1 == words_[mark.first].sentence && !marks_.has(Role::act);
      return before || words_.same_sentence(cue.item, mark.first);
    });
  }
  /// "El bus no passarà els dies 16 i 17": a "no" before the day, with neither an act nor a sign between.
  bool is_negated(const Mark& mark) const {
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      if (cue.role != Role::not_ || cue.item >= mark.first || cue.item + 14 < mark.first || !words_.same_sentence(cue.item, mark.first))
        return false;
      for (std::size_t i = cue.item + 1; i < mark.first; ++i)
        if (words_[i].kind == Item::Kind::sign || marks_.has_between(Role::act, i, i + 1) || marks_.has_between(Role::invite, i, i + 1))
          return false;
      return true;
    });
  }
  /// "la setmana del 21 de juny": no day of it.
  bool is_a_week(const Mark& mark) const {
    std::size_t before = mark.first;
    while (before > 0 && words_.is(before - 1, Role::of)) --before;
    const bool some = mark.date.kind == DatePhrase::Kind::range || mark.date.days.size() == 1;
    return some && before > 0 && words_.is(before - 1, Role::week) && !words_[before - 1].capital;
  }
  /// "Aquest cap de setmana no hi ha activitats": no act that was announced is called off.
  bool has_nothing_on(const Mark& mark) const {
    const bool days = mark.date.kind == DatePhrase::Kind::range || (mark.date.days.size() == 1 && mark.date.days[0].weekend);
    return days && in_sentence(Role::nothing_on, mark);
  }
  /// "Si plou, diumenge": the day that comes after the condition, with no act of its own.
  bool is_alternative(const Mark& mark) const {
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      return cue.role == Role::conditional && cue.item < mark.first && words_.same_sentence(cue.item, mark.first) &&
             !marks_.has_between(Role::act, cue.item, mark.first);
    });
  }
  /// "Avui no, demà tampoc"
  bool is_denied(const Mark& mark) const {
    if (!words_.is(mark.last, Role::not_) || !words_.same_sentence(mark.first, mark.last)) return false;
    std::size_t end = mark.last + 1;
    while (end < mark.last + 4 && words_.is_word(end) && !marks_.taken[end] && !marks_.has_between(Role::act, end, end + 1)) ++end;
    return words_[end].kind == Item::Kind::sign || words_.is_break(end);
  }

  bool in_sentence(Role role, const Mark& mark) const { return context_.in_sentence(role, mark); }
  std::size_t sentence_start(std::size_t item) const { return context_.sentence_start(item); }
  bool governed_by(Role role, const Mark& mark) const { return context_.governed_by(role, mark); }
  bool time_between(std::size_t first, std::size_t last) const { return context_.time_between(first, last); }
  bool time_in_sentence(const Mark& mark) const { return context_.time_in_sentence(mark); }

  /// "¿Mejor en sábado o en domingo?"
  bool is_polled(const Mark& mark) const {
    if (context_.asks(mark) && (in_sentence(Role::poll, mark) || context_.has_alternative(mark))) return true;
    // "Quan us aniria bé la trobada? a) ds. 13 b) ds. 20"
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      if (cue.role != Role::poll || words_[cue.item].sentence + 1 != words_[mark.first].sentence || topic_.has_own_act(mark)) return false;
      // "Enquesta: quin dia preferiu? dimarts 20 h / dijous 21 h": several to choose from
      const bool listed = days_in_sentence(mark) > 1 && !in_sentence(Role::invite, mark);
      return words_.is_sign(context_.sentence_end(cue.item) - 1, '?') && (listed || !time_in_sentence(mark));
    });
  }
  /// "El curs dels dijous ja és ple": who is not in it cannot come.
  bool is_full(const Mark& mark) const {
    return in_sentence(Role::full, mark) && !in_sentence(Role::invite, mark) && !in_sentence(Role::conditional, mark);
  }
  /// "Potser el dia 12": nobody has said that it will be. Not "Potser no ho sabies, però…", nor who calls off.
  bool is_tentative(const Mark& mark) const {
    if (in_sentence(Role::cancelled, mark) || marks_.has_between(Role::invite, sentence_start(mark.first), mark.first)) return false;
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      if (cue.role != Role::tentative || !words_.same_sentence(cue.item, mark.first)) return false;
      if (cue.item < mark.first) return !context_.begins_anew(cue.item, mark.first);
      return !topic_.has_own_act(mark) && !context_.begins_anew(mark.last, cue.item);  // "dissabte 28 potser quedem"
    });
  }
  bool date_in_sentence(const Mark& mark) const { return days_in_sentence(mark) > 0; }
  std::ptrdiff_t days_in_sentence(const Mark& mark) const {
    return std::count_if(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& other) {
      const bool day = other.kind == Mark::Kind::date || other.kind == Mark::Kind::series;
      return day && words_.same_sentence(other.first, mark.first);
    });
  }
  /// "en comptes de dijous 26"
  bool is_given_up(const Mark& mark) const {
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      return cue.role == Role::instead && cue.item < mark.first && cue.item + 2 >= mark.first && words_.same_sentence(cue.item, mark.first);
    });
  }
  /// "el 18 o el 19 de juny", with no hour: not settled.
  bool is_unsettled(const Mark& mark) const {
    return mark.kind == Mark::Kind::date && context_.has_alternative(mark) && !time_in_sentence(mark);
  }
  std::string_view date_reason(const Mark& mark) const;
  std::string_view common_reason(const Mark& mark) const;
  std::string_view series_reason(const Mark& mark) const;
  std::string_view time_reason(const Mark& mark) const;

  const Wording& words_;
  Marks& marks_;
  MarkContext context_;
  MarkTense tense_;
  TextEvidence evidence_;
  HoursAndDays together_;
  MarkSubject topic_;
};

/// What refuses days, series and hours alike.
std::string_view Refuser::common_reason(const Mark& mark) const {
  if (context_.is_quoted(mark)) return "in a title";
  if (is_full(mark)) return "full";
  if (evidence_.is_of_a_finding()) return "notice";
  if (evidence_.offers_work()) return "job offer";
  if (evidence_.seeks_people() && !time_in_sentence(mark) && mark.kind != Mark::Kind::time) return "job offer";
  if (evidence_.is_broadcast() || is_shown_at_home(mark)) return "broadcast";
  if (is_polled(mark)) return "poll";
  if (is_tentative(mark) || is_unsettled(mark)) return "date to be announced";
  if (topic_.is_of_statistics(mark)) return "statistics";
  if (tense_.is_of_old_year(mark)) return "past report";
  return {};
}

std::string_view Refuser::date_reason(const Mark& mark) const {
  if (mark.days.past || mark.days.days.empty()) return "past";
  if (mark.date.kind == DatePhrase::Kind::before) return "deadline";
  if (is_weekday_range(mark) && !mark.date.definite) return "opening hours";
  if (is_denied(mark)) return "denied";
  if (is_given_up(mark) && !in_sentence(Role::postponed, mark) && !in_sentence(Role::moved, mark)) return "the old date";
  if (is_alternative(mark)) return "if it rains";
  if (has_nothing_on(mark) || evidence_.is_day_off(mark)) return "nothing is on";
  if (is_negated(mark)) return "denied";
  if (is_a_week(mark)) return "a week";
  if (is_indefinite(mark)) return "any such day";
  if (together_.is_of_a_limit(mark)) return "deadline";
  if (tense_.is_since_past(mark)) return "past";
  if (governed_by(Role::deadline, mark)) return "deadline";
  if (governed_by(Role::effect, mark)) return "in force from then";
  if ((governed_by(Role::opening, mark) && !together_.is_open_day(mark)) || is_of_an_office(mark)) return "opening hours";
  if (evidence_.is_of_doors_only()) return "opening hours";
  if (together_.is_closed(mark) && !time_between(mark.last, mark.last + 8)) return "closed";
  if (mark.date.kind == DatePhrase::Kind::until && !marks_.has(Role::exhibition) && !together_.ends_series(mark) &&
      !in_sentence(Role::postponed, mark) && !in_sentence(Role::moved, mark))
    return "deadline";
  if (tense_.is_told_of_past(mark)) return "past report";
  if (topic_.is_of_a_decision(mark)) return "decided elsewhere";
  if (const std::string_view topic = topic_.reason(mark); !topic.empty()) return topic;
  if (const std::string_view heading = evidence_.heading_reason(mark); !heading.empty()) return heading;
  return common_reason(mark);
}

std::string_view Refuser::series_reason(const Mark& mark) const {
  if (governed_by(Role::deadline, mark)) return "deadline";
  if (is_of_an_office(mark) || is_of_handing_in(mark)) return "opening hours";
  if (in_sentence(Role::closed, mark) && !in_sentence(Role::act, mark) && !time_in_sentence(mark)) return "closed";
  // A heading that speaks of hours, over a text that names no act.
  if (governed_by(Role::opening, mark) || (marks_.has(Role::opening) && !marks_.has(Role::act))) return "opening hours";
  if (evidence_.is_of_doors_only()) return "opening hours";
  if (const std::string_view heading = evidence_.heading_reason(mark); !heading.empty()) return heading;
  const bool past_before = std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    return cue.role == Role::past && cue.item < mark.first && words_.same_sentence(cue.item, mark.first);
  });
  if (past_before && !in_sentence(Role::act, mark)) return "past report";
  if (const std::string_view common = common_reason(mark); !common.empty()) return common;
  return topic_.reason(mark);
}

std::string_view Refuser::time_reason(const Mark& mark) const {
  // "segona" alone tells of a call only where the first one is told.
  const bool calls = marks_.has(Role::first_call);
  const bool called = std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    if (cue.item >= mark.last && context_.time_starts(cue.item, cue.item + 4))
      return false;  // "17.15 h i segona 17.30 h": of the next hour
    if (cue.role != Role::second_call || !words_.same_sentence(cue.item, mark.first)) return false;
    if (words_.is_sign(cue.item - 1, '(') && words_.is_sign(cue.item + 1, ')') && cue.item == mark.last + 1) return true;
    if (!calls && words_.folded(cue.item).find(' ') == std::string_view::npos) return false;
    return (cue.item >= mark.last && cue.item <= mark.last + 1) ||
           (cue.item < mark.first && cue.item + 3 >= mark.first && !time_between(cue.item, mark.first));
  });
  if (called) return "second call";
  if (mark.first > 0 && words_.is(mark.first - 1, Role::before)) return "deadline";  // "arribada abans de les 14 h"
  const bool hours =
      mark.time.end_only || (mark.time.slots.front().end && !together_.has_day_of_its_own(mark));  // "Matrícula: de 16 a 19 h"
  if (hours && governed_by(Role::deadline, mark)) return "deadline";
  if (is_given_up(mark) || together_.was_planned_then(mark)) return "the old hour";
  if ((in_sentence(Role::phone, mark) && governed_by(Role::phone, mark)) || context_.follows_phone_number(mark)) return "telephone hours";
  if (together_.is_labelled(mark)) return common_reason(mark);
  if ((governed_by(Role::opening, mark) && !together_.is_hours_of_act(mark) && !together_.is_open_day(mark)) || is_of_an_office(mark))
    return "opening hours";
  if (together_.is_of_a_closing(mark) || evidence_.is_of_doors_only()) return "opening hours";
  if (tense_.is_hour_of_past(mark)) return "past report";
  if (topic_.is_of_a_cut(mark)) return "notice";
  if (const std::string_view heading = evidence_.heading_reason(mark); !heading.empty() && !date_in_sentence(mark)) return heading;
  if (const std::string_view common = common_reason(mark); !common.empty()) return common;
  if (together_.is_within_weeks(mark)) return {};
  // Hours of a weekday range: "de dilluns a divendres de 9 a 21 h".
  for (const Mark& other : marks_.marks) {
    if (&other != &mark && other.kind == Mark::Kind::date && is_weekday_range(other) && !other.date.definite &&
        words_.same_sentence(other.first, mark.first) && other.first < mark.first)
      return "opening hours";
  }
  return {};
}

}  // namespace

void refuse_marks(const Wording& words, LocalDate today, Marks& marks) { Refuser(words, today, marks).run(); }

}  // namespace resso::agenda::extraction
