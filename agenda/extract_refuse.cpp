// The rules by which a date or a time makes no event. Each is one function and one line.
#include "agenda/extract_marks.hpp"

#include <algorithm>

namespace resso::agenda::extraction {
namespace {

class Refuser {
 public:
  Refuser(const Wording& words, LocalDate today, Marks& marks) : words_(words), today_(today), marks_(marks) {}

  void run() {
    for (Mark& mark : marks_.marks) mark.refused = reason(mark);
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

  bool in_sentence(Role role, const Mark& mark) const { return marks_.has_in_sentence(words_, role, mark.first); }
  std::size_t sentence_start(std::size_t item) const {
    while (item > 0 && words_.same_sentence(item - 1, item)) --item;
    return item;
  }

  /// The cue governs the mark: it stands before it in its sentence with no act between; or after it, with no act before or between.
  bool governed_by(Role role, const Mark& mark) const {
    const std::size_t start = sentence_start(mark.first);
    std::size_t before = words_.size(), after = words_.size();
    for (const Cue& cue : marks_.cues) {
      if (cue.role != role || !words_.same_sentence(cue.item, mark.first)) continue;
      if (cue.item < mark.first)
        before = cue.item;
      else if (after == words_.size())
        after = cue.item;
    }
    if (before < words_.size() && !marks_.has_between(Role::act, before + 1, mark.first)) return true;
    return after < words_.size() && !marks_.has_between(Role::act, start, after) && !time_between(mark.last, after);
  }
  bool time_between(std::size_t first, std::size_t last) const {
    return std::any_of(marks_.marks.begin(), marks_.marks.end(),
                       [&](const Mark& mark) { return mark.kind == Mark::Kind::time && mark.first >= first && mark.last <= last; });
  }

  /// Told with nothing that points to the future: "dissabte", "avui".
  static bool is_loose(const Mark& mark) {
    return std::all_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) {
      return !day.month && !day.next && !day.this_ && !day.next_week && !day.weekend && (!day.relative || *day.relative <= 0);
    });
  }
  static bool is_weekday_range(const Mark& mark) {
    return mark.date.kind == DatePhrase::Kind::range && mark.date.days[0].weekday && !mark.date.days[0].day && !mark.date.days[1].day;
  }
  bool asks(const Mark& mark) const {
    std::size_t i = mark.last;
    while (i < words_.size() && words_.same_sentence(i, mark.first)) ++i;
    return i > 0 && words_.is_sign(i - 1, '?');
  }

  std::string_view date_reason(const Mark& mark) const;
  std::string_view series_reason(const Mark& mark) const;
  std::string_view time_reason(const Mark& mark) const;
  std::string_view topic_reason(const Mark& mark) const;
  bool is_told_of_past(const Mark& mark) const;

  const Wording& words_;
  LocalDate today_;
  Marks& marks_;
};

/// What the whole sentence, or the whole text, is about when no act is named.
std::string_view Refuser::topic_reason(const Mark& mark) const {
  const bool act_here = in_sentence(Role::act, mark), act = marks_.has(Role::act);
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
    if (!act_here && !in_sentence(Role::meeting, mark) && in_sentence(rule.role, mark)) return rule.name;
    if (rule.whole_text && !act && marks_.has(rule.role)) return rule.name;
  }
  return {};
}

/// A sentence in the past tense, or a text that reports: loose dates are of what has been.
bool Refuser::is_told_of_past(const Mark& mark) const {
  const bool loose = is_loose(mark);
  const bool dated = std::any_of(mark.date.days.begin(), mark.date.days.end(), [](const DayWords& day) { return day.month.has_value(); });
  if (in_sentence(Role::past, mark) && (loose || mark.days.far) && !in_sentence(Role::invite, mark)) return true;
  if (in_sentence(Role::report, mark) && (loose || mark.days.far)) return true;
  if (!marks_.has(Role::report) && !(marks_.has(Role::past) && mark.days.far)) return false;
  return mark.days.far || (loose && !dated && !time_between(mark.last, std::min(mark.last + 6, words_.size())));
}

std::string_view Refuser::date_reason(const Mark& mark) const {
  if (mark.days.past || mark.days.days.empty()) return "past";
  if (mark.date.kind == DatePhrase::Kind::before) return "deadline";
  if (is_weekday_range(mark) && !mark.date.definite) return "opening hours";
  if (governed_by(Role::deadline, mark)) return "deadline";
  if (governed_by(Role::opening, mark)) return "opening hours";
  const bool closed_here = in_sentence(Role::closed, mark);
  if ((closed_here || (marks_.has(Role::closed) && !in_sentence(Role::act, mark))) && !time_between(mark.last, mark.last + 8))
    return "closed";
  if (mark.date.kind == DatePhrase::Kind::until && !marks_.has(Role::exhibition) && !in_sentence(Role::postponed, mark) &&
      !in_sentence(Role::moved, mark))
    return "deadline";
  if (is_told_of_past(mark)) return "past report";
  if (const std::string_view topic = topic_reason(mark); !topic.empty()) return topic;
  if (asks(mark) && is_loose(mark) && in_sentence(Role::poll, mark)) return "poll";
  return {};
}

std::string_view Refuser::series_reason(const Mark& mark) const {
  if (governed_by(Role::deadline, mark)) return "deadline";
  // A heading that speaks of hours, over a text that names no act.
  if (governed_by(Role::opening, mark) || (marks_.has(Role::opening) && !marks_.has(Role::act))) return "opening hours";
  if (in_sentence(Role::past, mark) && !in_sentence(Role::act, mark)) return "past report";
  return topic_reason(mark);
}

std::string_view Refuser::time_reason(const Mark& mark) const {
  const auto before = [&](Role role, std::size_t within) {
    return std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
      return cue.role == role && cue.item < mark.first && cue.item + within >= mark.first && words_.same_sentence(cue.item, mark.first);
    });
  };
  const bool called_after = std::any_of(marks_.cues.begin(), marks_.cues.end(), [&](const Cue& cue) {
    return cue.role == Role::second_call && cue.item >= mark.last && cue.item <= mark.last + 1 &&
           words_.same_sentence(cue.item, mark.first);
  });
  if (called_after || before(Role::second_call, 3)) return "second call";
  if (before(Role::instead, 2)) return "the old hour";
  if (in_sentence(Role::phone, mark) && governed_by(Role::phone, mark)) return "telephone hours";
  if (governed_by(Role::opening, mark)) return "opening hours";
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
