// The rules by which a date or a time makes no event. Each is one function and one line.
#include "agenda/extract_context.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

class Refuser {
 public:
  Refuser(const Wording& words, LocalDate today, Marks& marks) : words_(words), today_(today), marks_(marks), context_(words, marks) {}

  void run() {
    for (std::size_t i = 0; i < marks_.marks.size(); ++i) {
      Mark& mark = marks_.marks[i];
      mark.refused = reason(mark);
      if (mark.refused.empty() && mark.kind == Mark::Kind::time && i > 0) mark.refused = reason_of_its_day(marks_.marks[i - 1], mark);
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

  /// "Inscripcions fins divendres 17 a les 20 h": the hour goes with the day that makes no event.
  std::string_view reason_of_its_day(const Mark& day, const Mark& hour) const {
    if (day.refused.empty() || !words_.same_sentence(day.first, hour.first)) return {};
    if (marks_.has_between(Role::act, day.last, hour.first)) return {};
    if (is_weekday_range(day) && is_within_weeks(day)) return {};
    const bool of_the_day =
        day.kind != Mark::Kind::time && day.refused != "denied" && day.refused != "nearer in the past" && day.refused != "in a title";
    return of_the_day ? day.refused : std::string_view();
  }
  /// Offices, sales and payments: the cue stands before the mark in its sentence, and no act between.
  bool is_of_an_office(const Mark& mark) const {
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      return cue.role == Role::office && cue.item < mark.first && words_.same_sentence(cue.item, mark.first) &&
             !marks_.has_between(Role::act, cue.item + 1, mark.first);
    });
  }
  /// "Només 2 derrotes des del 12 de gener": since a day that is nearer in the past.
  bool is_since_past(const Mark& mark) const {
    if (mark.date.kind != DatePhrase::Kind::since || mark.date.days.size() != 1) return false;
    const DayWords& day = mark.date.days[0];
    if (words_.is(mark.first, Role::since_past) && is_loose(mark) && !time_between(mark.last, mark.last + 6))
      return true;  // "des de dimarts tenim nova presidenta"
    return day.month && !day.year && mark.days.days.front() > today_ + std::chrono::days(150);
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
    return mark.date.kind == DatePhrase::Kind::days && mark.date.days.size() == 1 && mark.first > 0 &&
           words_.is(mark.first - 1, Role::week);
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
  /// "Hem demanat reunió avui", "hemos pasado": the perfect, where no hour is told in its sentence and nothing is arranged.
  bool is_told_in_perfect(const Mark& mark) const {
    if (in_sentence(Role::arranging, mark) || in_sentence(Role::cancelled, mark) || in_sentence(Role::postponed, mark) ||
        in_sentence(Role::moved, mark))
      return false;
    bool found = false;
    for (std::size_t i = sentence_start(mark.first); i < words_.size() && words_.same_sentence(i, mark.first); ++i) found |= is_perfect(i);
    return found && !time_in_sentence(mark);
  }
  bool is_perfect(std::size_t i) const {
    return words_.is(i, Role::perfect_helper) && words_[i + 1].folded_size >= 4 && words_.ends_as(i + 1, Role::participle);
  }
  bool time_starts(std::size_t first, std::size_t last) const {
    return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& mark) {
      return mark.kind == Mark::Kind::time && mark.first >= first && mark.first < last && words_.same_sentence(mark.first, first);
    });
  }
  bool has_time() const {
    return std::any_of(marks_.marks.begin(), marks_.marks.end(), [](const Mark& mark) { return mark.kind == Mark::Kind::time; });
  }
  /// "Avui no, demà tampoc"
  bool is_denied(const Mark& mark) const {
    if (!words_.is(mark.last, Role::not_) || !words_.same_sentence(mark.first, mark.last)) return false;
    std::size_t end = mark.last + 1;
    while (end < mark.last + 4 && words_.is_word(end) && !marks_.taken[end] && !marks_.has_between(Role::act, end, end + 1)) ++end;
    return words_[end].kind == Item::Kind::sign || words_.is_break(end);
  }
  /// Weeks told by both ends, that a weekday range tells more of: "del 29 de juny al 10 de juliol, de dilluns a divendres, de 10 a 11 h".
  bool is_within_weeks(const Mark& mark) const {
    if (marks_.has(Role::exhibition)) return false;  // those are its visiting hours
    return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& other) {
      return other.kind == Mark::Kind::date && other.date.kind == DatePhrase::Kind::range && other.days.explicit_day &&
             other.refused.empty() && other.first < mark.first && words_[mark.first].sentence - words_[other.first].sentence <= 1;
    });
  }

  bool in_sentence(Role role, const Mark& mark) const { return context_.in_sentence(role, mark); }
  std::size_t sentence_start(std::size_t item) const { return context_.sentence_start(item); }
  bool governed_by(Role role, const Mark& mark) const { return context_.governed_by(role, mark); }
  bool time_between(std::size_t first, std::size_t last) const { return context_.time_between(first, last); }

  /// Told with nothing that points to the future: "dissabte", "avui".
  static bool is_loose(const Mark& mark) {
    return std::all_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) {
      return !day.month && !day.next && !day.this_ && !day.next_week && !day.weekend && (!day.relative || *day.relative <= 0);
    });
  }
  static bool is_weekday_range(const Mark& mark) {
    return mark.kind == Mark::Kind::date && mark.date.kind == DatePhrase::Kind::range && mark.date.days[0].weekday &&
           !mark.date.days[0].day && !mark.date.days[1].day;
  }
  /// "¿Mejor en sábado o en domingo?"
  bool is_polled(const Mark& mark) const {
    return context_.asks(mark) && (in_sentence(Role::poll, mark) || context_.has_alternative(mark));
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
      return !has_own_act(mark) && !context_.begins_anew(mark.last, cue.item);  // "dissabte 28 potser quedem"
    });
  }
  /// "L'informe presentat dijous": a day right after what was done on it.
  bool is_of_a_deed(const Mark& mark) const {
    return is_loose(mark) && mark.first > 0 && words_.is(mark.first - 1, Role::done) && !time_between(mark.last, mark.last + 8) &&
           words_.same_sentence(mark.first - 1, mark.first);
  }
  /// "Un 9 % més que el 2026": figures, where neither an hour nor an invitation is told.
  bool is_of_statistics(const Mark& mark) const {
    if (in_sentence(Role::invite, mark) || time_in_sentence(mark)) return false;
    for (std::size_t i = sentence_start(mark.first); i < context_.sentence_end(mark.first); ++i)
      if (words_.is_sign(i, '%')) return true;
    return false;
  }
  /// "El Ple ha donat llum verda a la compra. Es firmarà el 15 d'abril": what a body decided, told as news.
  bool is_of_a_decision(const Mark& mark) const {
    return marks_.has(Role::approval) && !in_sentence(Role::invite, mark) && !time_in_sentence(mark) &&
           (in_sentence(Role::approval, mark) || !in_sentence(Role::act, mark));
  }
  bool date_in_sentence(const Mark& mark) const {
    return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& other) {
      const bool day = other.kind == Mark::Kind::date || other.kind == Mark::Kind::series;
      return day && words_.same_sentence(other.first, mark.first);
    });
  }
  bool time_in_sentence(const Mark& mark) const {
    return std::any_of(marks_.marks.begin(), marks_.marks.end(),
                       [&](const Mark& other) { return other.kind == Mark::Kind::time && words_.same_sentence(other.first, mark.first); });
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
  /// An act that is told of the sentence's date; "huelga de limpieza" is a strike.
  bool has_own_act(const Mark& mark) const {
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      if (cue.role != Role::act || !words_.same_sentence(cue.item, mark.first)) return false;
      std::size_t before = cue.item;
      while (before > 0 && (words_.is(before - 1, Role::of) || words_.is(before - 1, Role::article))) --before;
      return before == cue.item || before == 0 || !words_.is(before - 1, Role::notice);
    });
  }
  bool is_of_old_year(const Mark& mark) const {
    return context_.is_of_old_year(mark, static_cast<int>(std::chrono::year_month_day(today_).year()));
  }
  /// "Amb horari de 10 a 20 h", of days that an act is told for in the same sentence.
  bool is_hours_of_act(const Mark& mark) const {
    return std::any_of(marks_.marks.begin(), marks_.marks.end(), [&](const Mark& day) {
      return day.kind == Mark::Kind::date && day.refused.empty() && day.days.explicit_day && day.last <= mark.first &&
             words_.same_sentence(day.first, mark.first) && marks_.has_between(Role::act, sentence_start(mark.first), day.last);
    });
  }

  std::string_view date_reason(const Mark& mark) const;
  std::string_view common_reason(const Mark& mark) const;
  std::string_view series_reason(const Mark& mark) const;
  std::string_view time_reason(const Mark& mark) const;
  std::string_view topic_reason(const Mark& mark) const;
  bool is_told_of_past(const Mark& mark) const;

  const Wording& words_;
  LocalDate today_;
  Marks& marks_;
  MarkContext context_;
};

/// What refuses days, series and hours alike.
std::string_view Refuser::common_reason(const Mark& mark) const {
  if (context_.is_quoted(mark)) return "in a title";
  if (is_full(mark)) return "full";
  if (in_sentence(Role::broadcast, mark) && !in_sentence(Role::invite, mark)) return "broadcast";
  if (is_polled(mark)) return "poll";
  if (is_tentative(mark) || is_unsettled(mark)) return "date to be announced";
  if (is_of_statistics(mark)) return "statistics";
  if (is_of_old_year(mark)) return "past report";
  return {};
}

/// What the whole sentence, or the whole text, is about when no act is named.
std::string_view Refuser::topic_reason(const Mark& mark) const {
  const bool act_here = has_own_act(mark), act = marks_.has(Role::act);
  struct Rule {
    Role role;
    std::string_view name;
    bool whole_text;
  };
  static constexpr Rule kRules[]{{Role::notice, "notice", true},
                                 {Role::job, "job offer", true},
                                 {Role::poll, "poll", true},
                                 {Role::unannounced, "date to be announced", false},
                                 {Role::commemoration, "commemoration", false}};
  for (const Rule& rule : kRules) {
    if (in_sentence(Role::meeting, mark)) continue;
    if (!act_here && in_sentence(rule.role, mark)) return rule.name;
    if (rule.whole_text && !act && marks_.has(rule.role)) return rule.name;
  }
  return {};
}

/// A sentence in the past tense, or a text that reports: loose dates are of what has been.
bool Refuser::is_told_of_past(const Mark& mark) const {
  const bool loose = is_loose(mark);
  const bool dated = std::any_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) { return day.month.has_value(); });
  // "Gràcies a la recollida de dissabte": the sentence begins with it.
  const std::size_t start = sentence_start(mark.first);
  if (is_of_a_deed(mark)) return true;
  // "Potser ja ho heu sentit, però dimecres a les 18 h…": what comes after the "but" is to come.
  if (marks_.has_between(Role::but, start, mark.first) && time_in_sentence(mark)) return false;
  if (loose && marks_.has_between(Role::past, start, std::min(start + 2, mark.first))) return true;
  if ((loose || mark.days.far) && !in_sentence(Role::invite, mark) && is_told_in_perfect(mark)) return true;
  if (mark.days.far && !in_sentence(Role::invite, mark) && context_.tells_what_was(mark)) return true;
  if (in_sentence(Role::past, mark) && (loose || mark.days.far) && !in_sentence(Role::invite, mark)) return true;
  if (in_sentence(Role::report, mark) && (loose || mark.days.far || (!dated && !has_time()))) return true;
  if (!dated && governed_by(Role::report, mark)) return true;  // "Photos coming on Tuesday"
  if (!marks_.has(Role::report) && !(marks_.has(Role::past) && mark.days.far)) return false;
  return mark.days.far || (loose && !dated && !time_between(mark.last, std::min(mark.last + 6, words_.size())));
}

std::string_view Refuser::date_reason(const Mark& mark) const {
  if (mark.days.past || mark.days.days.empty()) return "past";
  if (mark.date.kind == DatePhrase::Kind::before) return "deadline";
  if (is_weekday_range(mark) && !mark.date.definite) return "opening hours";
  if (is_denied(mark)) return "denied";
  if (is_given_up(mark) && !in_sentence(Role::postponed, mark) && !in_sentence(Role::moved, mark)) return "the old date";
  if (is_alternative(mark)) return "if it rains";
  if (has_nothing_on(mark)) return "nothing is on";
  if (is_negated(mark)) return "denied";
  if (is_a_week(mark)) return "a week";
  if (is_since_past(mark)) return "past";
  if (governed_by(Role::deadline, mark)) return "deadline";
  if (governed_by(Role::effect, mark)) return "in force from then";
  if (governed_by(Role::opening, mark) || is_of_an_office(mark)) return "opening hours";
  const bool closed_here = in_sentence(Role::closed, mark);
  if ((closed_here || (marks_.has(Role::closed) && !in_sentence(Role::act, mark))) && !time_between(mark.last, mark.last + 8))
    return "closed";
  if (mark.date.kind == DatePhrase::Kind::until && !marks_.has(Role::exhibition) && !in_sentence(Role::postponed, mark) &&
      !in_sentence(Role::moved, mark))
    return "deadline";
  if (is_told_of_past(mark)) return "past report";
  if (is_of_a_decision(mark)) return "decided elsewhere";
  if (const std::string_view topic = topic_reason(mark); !topic.empty()) return topic;
  return common_reason(mark);
}

std::string_view Refuser::series_reason(const Mark& mark) const {
  if (governed_by(Role::deadline, mark)) return "deadline";
  if (is_of_an_office(mark)) return "opening hours";
  // A heading that speaks of hours, over a text that names no act.
  if (governed_by(Role::opening, mark) || (marks_.has(Role::opening) && !marks_.has(Role::act))) return "opening hours";
  const bool past_before = std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    return cue.role == Role::past && cue.item < mark.first && words_.same_sentence(cue.item, mark.first);
  });
  if (past_before && !in_sentence(Role::act, mark)) return "past report";
  if (const std::string_view common = common_reason(mark); !common.empty()) return common;
  return topic_reason(mark);
}

std::string_view Refuser::time_reason(const Mark& mark) const {
  // "segona" alone tells of a call only where the first one is told.
  const bool calls = marks_.has(Role::first_call);
  const bool called = std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    if (cue.item >= mark.last && time_starts(cue.item, cue.item + 4)) return false;  // "17.15 h i segona 17.30 h": of the next hour
    if (cue.role != Role::second_call || !words_.same_sentence(cue.item, mark.first)) return false;
    if (words_.is_sign(cue.item - 1, '(') && words_.is_sign(cue.item + 1, ')') && cue.item == mark.last + 1) return true;
    if (!calls && words_.folded(cue.item).find(' ') == std::string_view::npos) return false;
    return (cue.item >= mark.last && cue.item <= mark.last + 1) ||
           (cue.item < mark.first && cue.item + 3 >= mark.first && !time_between(cue.item, mark.first));
  });
  if (called) return "second call";
  if (mark.first > 0 && words_.is(mark.first - 1, Role::before)) return "deadline";                   // "arribada abans de les 14 h"
  const bool hours = mark.time.end_only || (mark.time.slots.front().end && !date_in_sentence(mark));  // "Matrícula: de 16 a 19 h"
  if (hours && governed_by(Role::deadline, mark)) return "deadline";
  if (is_given_up(mark)) return "the old hour";
  if ((in_sentence(Role::phone, mark) && governed_by(Role::phone, mark)) || context_.follows_phone_number(mark)) return "telephone hours";
  if ((governed_by(Role::opening, mark) && !is_hours_of_act(mark)) || is_of_an_office(mark)) return "opening hours";
  if (const std::string_view common = common_reason(mark); !common.empty()) return common;
  if (is_within_weeks(mark)) return {};
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
