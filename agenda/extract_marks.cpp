#include "agenda/extract_marks.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda::extraction {
namespace {

constexpr std::array kCues{Role::report,    Role::past,       Role::deadline,   Role::opening,     Role::closed,  Role::commemoration,
                           Role::notice,    Role::job,        Role::poll,       Role::unannounced, Role::phone,   Role::cancelled,
                           Role::postponed, Role::moved,      Role::new_date,   Role::conditional, Role::not_,    Role::act,
                           Role::invite,    Role::exhibition, Role::doors,      Role::second_call, Role::instead, Role::moved_hour,
                           Role::ends,      Role::afterwards, Role::first_call, Role::same,        Role::meeting, Role::programme,
                           Role::early};

bool is_quarters(const Wording& words, std::size_t i) {
  return words.is_number(i) && words.is_sign(i + 1, '/') && words.is_number(i + 2) && words[i + 2].number == 4 &&
         (words.is(i + 3, Role::of) || words.is(i + 3, Role::and_)) && words.is_number(i + 4);
}

class MarkReader {
 public:
  MarkReader(const Wording& words, LocalDate today) : words_(words), today_(today) { marks_.taken.assign(words.size(), false); }

  Marks read() {
    for (std::size_t i = 0; i < words_.size();) i = std::max(read_at(i), i + 1);
    return std::move(marks_);
  }

 private:
  std::size_t read_at(std::size_t i) {
    const Item& item = words_[i];
    if (item.kind != Item::Kind::word && item.kind != Item::Kind::number) return i + 1;
    if (const std::size_t next = read_when(i); next > i) return next;
    // "fa 95 anys"
    if (words_.is(i, Role::year_words) && i > 1 && words_.is_number(i - 1) && words_.is(i - 2, Role::ago))
      marks_.cues.push_back({Role::commemoration, i});
    for (const Role role : kCues)
      if (item.senses != nullptr && words_.is(i, role)) marks_.cues.push_back({role, i});
    return i + 1;
  }

  std::size_t read_when(std::size_t i) {
    Mark mark;
    if (auto series = read_series(words_, i)) {
      mark.kind = Mark::Kind::series;
      mark.first = i;
      mark.last = series->last;
      mark.series = std::move(*series);
      return add(std::move(mark));
    }
    if (const auto duration = read_duration(words_, i)) {
      mark.kind = Mark::Kind::duration;
      mark.first = i;
      mark.last = duration->last;
      mark.minutes = duration->minutes;
      return add(std::move(mark));
    }
    if (!is_quarters(words_, i)) {
      if (auto date = read_date(words_, i)) return add_date(std::move(*date));
    }
    if (auto time = read_time(words_, i)) {
      mark.kind = Mark::Kind::time;
      mark.first = i;
      mark.last = time->last;
      mark.time = std::move(*time);
      return add(std::move(mark));
    }
    return i;
  }

  std::size_t add_date(DatePhrase date) {
    Mark mark;
    mark.first = date.first;
    mark.last = date.last;
    mark.days = resolve(date, today_, earlier_);
    mark.date = std::move(date);
    if (!mark.days.past && !mark.days.days.empty() && mark.days.explicit_day && mark.date.kind == DatePhrase::Kind::days)
      earlier_ = mark.days.days.front();
    return add(std::move(mark));
  }

  std::size_t add(Mark mark) {
    const std::size_t last = mark.last;
    std::fill(marks_.taken.begin() + static_cast<std::ptrdiff_t>(mark.first),
              marks_.taken.begin() + static_cast<std::ptrdiff_t>(std::min(last, marks_.taken.size())), true);
    marks_.marks.push_back(std::move(mark));
    return last;
  }

  const Wording& words_;
  LocalDate today_;
  std::optional<LocalDate> earlier_;
  Marks marks_;
};

}  // namespace

bool Marks::has(Role role) const {
  return std::any_of(cues.begin(), cues.end(), [&](const Cue& cue) { return cue.role == role; });
}

bool Marks::has_between(Role role, std::size_t first, std::size_t last) const {
  return std::any_of(cues.begin(), cues.end(), [&](const Cue& cue) { return cue.role == role && cue.item >= first && cue.item < last; });
}

bool Marks::has_in_sentence(const Wording& words, Role role, std::size_t item) const {
  return std::any_of(cues.begin(), cues.end(), [&](const Cue& cue) { return cue.role == role && words.same_sentence(cue.item, item); });
}

namespace {

bool is_bare_weekday(const DayWords& day) { return day.weekday && !day.day && !day.this_ && !day.next && !day.past && !day.next_week; }

/// Some weeks told by their first day or by both ends.
bool is_span_of_weeks(const Mark& mark) {
  if (mark.kind != Mark::Kind::date || mark.days.days.empty() || mark.days.past || !mark.days.explicit_day) return false;
  if (mark.date.kind == DatePhrase::Kind::since) return true;
  return mark.date.kind == DatePhrase::Kind::range && mark.days.days.back() - mark.days.days.front() >= std::chrono::days(8);
}

/// "curs de català: dilluns i dimecres de 10 a 11.30 h, a partir del 21 de setembre": bare weekdays within weeks are a series.
void make_series(const Wording& words, Marks& marks, std::size_t index) {
  Mark& mark = marks.marks[index];
  const bool days = mark.kind == Mark::Kind::date && mark.date.kind == DatePhrase::Kind::days;
  if (!days || !std::all_of(mark.date.days.begin(), mark.date.days.end(), is_bare_weekday)) return;
  const std::uint32_t sentence = words[mark.first].sentence;
  const auto spans = [&](const Mark& other) {
    const std::uint32_t there = words[other.first].sentence;
    return is_span_of_weeks(other) && (there > sentence ? there - sentence : sentence - there) <= 1;
  };
  if (std::none_of(marks.marks.begin(), marks.marks.end(), spans)) return;
  mark.kind = Mark::Kind::series;
  mark.series.first = mark.first;
  mark.series.last = mark.last;
  for (const DayWords& day : mark.date.days) mark.series.weekdays.push_back(*day.weekday);
}

}  // namespace

Marks read_marks(const Wording& words, LocalDate today) {
  Marks marks = MarkReader(words, today).read();
  for (std::size_t i = 0; i + 1 < marks.marks.size(); ++i) make_series(words, marks, i);
  refuse_marks(words, today, marks);
  return marks;
}

}  // namespace resso::agenda::extraction
