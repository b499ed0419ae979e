#include "agenda/extract_marks.hpp"

#include "agenda/extract_bare_hours.hpp"
#include "agenda/extract_day.hpp"
#include "agenda/extract_english.hpp"
#include "agenda/extract_habits.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda::extraction {
namespace {

constexpr std::array kCues{
    Role::report,      Role::past,        Role::deadline,    Role::opening, Role::closed,     Role::commemoration, Role::notice,
    Role::job,         Role::poll,        Role::unannounced, Role::phone,   Role::cancelled,  Role::postponed,     Role::moved,
    Role::new_date,    Role::conditional, Role::not_,        Role::act,     Role::invite,     Role::exhibition,    Role::doors,
    Role::second_call, Role::instead,     Role::moved_hour,  Role::ends,    Role::afterwards, Role::first_call,    Role::same,
    Role::meeting,     Role::programme,   Role::early,       Role::office,  Role::gathering,  Role::departure,     Role::inauguration,
    Role::arranging,   Role::nothing_on,  Role::full,        Role::effect,  Role::window,     Role::tentative,     Role::rather,
    Role::approval,    Role::late,        Role::broadcast,   Role::but,     Role::tune_in,    Role::last_year,     Role::asking,
    Role::day_off,     Role::advert,      Role::also,        Role::terms,   Role::cut,        Role::handing_in};

/// Whether a role is one of them: most words have none, and are told from the others by it alone.
constexpr auto kIsCue = [] {
  std::array<bool, 256> is_cue{};
  for (const Role role : kCues) is_cue[static_cast<std::size_t>(role)] = true;
  return is_cue;
}();

bool may_be_cue(const Item& item) {
  return item.senses != nullptr && std::any_of(item.senses->begin(), item.senses->end(),
                                               [](const Sense& sense) { return kIsCue[static_cast<std::size_t>(sense.role)]; });
}

bool is_quarters(const Wording& words, std::size_t i) {
  return words.is_number(i) && words.is_sign(i + 1, '/') && words.is_number(i + 2) && words[i + 2].number == 4 &&
         (words.is(i + 3, Role::of) || words.is(i + 3, Role::and_)) && words.is_number(i + 4);
}

class MarkReader {
 public:
  MarkReader(const Wording& words, LocalDate today) : words_(words), today_(today), bare_hours_(words) {
    marks_.taken.assign(words.size(), false);
  }

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
    if (may_be_cue(item))
      for (const Role role : kCues)
        if (words_.is(i, role) && !is_other_sense(role, i)) marks_.cues.push_back({role, i});
    if (is_past_verb(i)) marks_.cues.push_back({Role::past, i});
    return i + 1;
  }

  /// "three hours" tells no opening, "a l'era" no past, "apunteu: divendres 3 …" no deadline.
  bool is_other_sense(Role role, std::size_t i) const {
    const bool counted = i > 0 && (words_.is_number(i - 1) || words_.is(i - 1, Role::number));
    switch (role) {
      case Role::opening:  // "assaig obert de la colla"
        return (counted && words_.is(i, Role::hour_unit)) ||
               (i > 0 && words_.is(i - 1, Role::act) && words_.is(i + 1, Role::article) && words_.folded(i).ends_with(" de"));
      case Role::past:
        return is_of_name(i) || (i > 0 && words_.is(i, Role::venue) && (words_.is(i - 1, Role::article) || words_.is(i - 1, Role::at)));
      case Role::act:  // "oficina tancada", but "la tancada a la facultat"
        return words_.is(i, Role::closed) && !(i > 0 && (words_.is(i - 1, Role::article) || words_.is(i - 1, Role::number)));
      case Role::invite:
        return i > 0 && words_.is(i, Role::part) &&
               (words_.is(i - 1, Role::article) || words_.is(i - 1, Role::of) || words_.is(i - 1, Role::at));
      case Role::deadline: return words_.is(i, Role::note_down) && words_.is_sign(i + 1, ':');
      case Role::job: return is_denied(i);
      case Role::report: return is_ahead(i);
      default: return false;
    }
  }

  /// "No booking needed", "no es necessita material"
  bool is_denied(std::size_t i) const {
    for (std::size_t back = 1; back <= 3 && back <= i && words_.same_sentence(i - back, i); ++back)
      if (words_.is(i - back, Role::not_)) return true;
    return false;
  }

  /// "Quina festa ens espera dissabte!"
  bool is_ahead(std::size_t i) const {
    for (std::size_t next = i + 1; next < words_.size() && words_.same_sentence(next, i); ++next)
      if (words_.is(next, Role::ahead)) return true;
    return false;
  }

  /// "tres dimarts, 11, 18 i 25 de novembre": how many of them, before their numbers.
  bool is_count_of_days(std::size_t i) const {
    const bool counted = i > 0 && words_.is(i - 1, Role::number) && !marks_.taken[i - 1] && words_.is(i, Role::weekday);
    const std::size_t next = words_.is_sign(i + 1, ',') || words_.is_sign(i + 1, ':') ? i + 2 : i + 1;
    return counted && next == i + 2 && words_.is_number(next);
  }

  /// "Orquesta Nueva Era": a capital within a line, after another.
  bool is_of_name(std::size_t i) const {
    const auto capital = [&](std::size_t k) { return words_.is_word(k) && words_[k].capital; };
    return !words_.shouts() && i > 0 && !words_[i].line_start && capital(i) && capital(i - 1);
  }

  /// "vam encendre", "es van proclamar"; "acabó", "llegaron", "vinisteis": the endings that only the past has.
  bool is_past_verb(std::size_t i) const {
    if (is_of_name(i)) return false;
    if (words_.is(i, Role::past_helper)) return words_[i + 1].folded_size > 2 && words_.ends_as(i + 1, Role::infinitive);
    return words_[i].folded_size >= 5 && words_.ends_as(i, Role::verb_past);
  }

  /// The day that was told right before item `i`, so that bare numbers here are its hours: "dijous 14 de maig, 10-12".
  bool follows_day(std::size_t i) const {
    if (marks_.marks.empty() || i == 0) return false;
    const Mark& before = marks_.marks.back();
    if (before.kind != Mark::Kind::date || !words_.same_sentence(before.first, i)) return false;
    const bool month = before.date.days.back().month.has_value() || before.date.days.back().relative.has_value();
    if (before.last == i) return month;
    const Item& sign = words_[i - 1];
    return before.last + 1 == i && sign.kind == Item::Kind::sign && sign.sign != '/' && sign.sign != '.' && (month || sign.sign != '-');
  }

  /// "Passeig 22 de Juliol", "plaza del Dos de Mayo": the name of a street.
  bool is_street_name(std::size_t i) const {
    if (i > 0 && words_.is(i - 1, Role::street)) return words_.is_number(i) && words_.is(i + 1, Role::of) && words_.is(i + 2, Role::month);
    return words_.is(i, Role::of) && is_street_name_after(i);
  }
  bool is_street_name_after(std::size_t i) const {
    return i > 0 && words_.is(i - 1, Role::street) && words_.is_number(i + 1) && words_.is(i + 2, Role::of) &&
           words_.is(i + 3, Role::month);
  }

  /// "recital dels Poetes del Dimecres": a weekday with its capital, in languages that write it without, after another within a sentence.
  bool is_named_after_weekday(std::size_t i) const {
    if (i < 2 || !words_.is(i, Role::of) || !words_.is(i + 1, Role::weekday) || words_.language() == "en" || words_.shouts()) return false;
    const Item &name = words_[i - 1], &day = words_[i + 1];
    if (!name.capital || name.line_start || !day.capital || day.folded_size <= 4 || is_day_number(words_, i + 2)) return false;
    const bool several = words_.folded(i - 2).ends_with('s') && (words_.is(i - 2, Role::of) || words_.is(i - 2, Role::plural_article) ||
                                                                 words_.is(i - 2, Role::article) || words_.is(i - 2, Role::particle));
    return words_.same_sentence(i - 2, i) && (several || !words_.is(i - 1, Role::act));
  }

  std::size_t read_when(std::size_t i) {
    // "at 12 High Street" tells no hour
    if (const std::size_t street = numbered_street_end(words_, i); street > i) return street;
    if (words_.is(i, Role::at) && numbered_street_end(words_, i + 1) > i + 1) return i + 1;
    if (is_count_of_days(i)) return i + 1;
    if (is_named_after_weekday(i)) return i + 2;
    if (is_street_name(i)) return i + (words_.is(i, Role::of) ? 4 : 3);
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
    auto time = read_time(words_, i, follows_day(i));
    if (!time) time = bare_hours_.read(i, marks_.marks);
    if (time) {
      mark.kind = Mark::Kind::time;
      mark.first = i;
      mark.last = time->last;
      mark.time = std::move(*time);
      return add(std::move(mark));
    }
    return i;
  }

  /// "El 12 i 13 de juny. Dissabte: …; diumenge: …": bare weekdays below days that were told are those days.
  std::optional<LocalDate> heading_day(const DatePhrase& date) const {
    if (date.kind != DatePhrase::Kind::days || date.days.size() != 1) return std::nullopt;
    const DayWords& day = date.days[0];
    if (!day.weekday || day.day || day.this_ || day.next || day.past || day.next_week || day.nth) return std::nullopt;
    // "Divendres 19: sopar. Dissabte: cursa."; "l'endemà, dissabte"
    const bool opens = date.first == 0 || !words_.same_sentence(date.first - 1, date.first);
    const bool renamed = !marks_.marks.empty() && marks_.marks.back().kind == Mark::Kind::date && !marks_.marks.back().date.days.empty() &&
                         marks_.marks.back().date.days[0].day_after && marks_.marks.back().last + 1 == date.first;
    if (renamed && latest_ && weekday_of(*latest_) == *day.weekday) return *latest_;
    if (const auto told = told_day(*day.weekday)) return told;
    if (opens && earlier_ && latest_ && *latest_ >= *earlier_)
      for (int after = 1; after <= 2; ++after)
        if (weekday_of(*latest_ + std::chrono::days(after)) == *day.weekday) return *latest_ + std::chrono::days(after);
    if (heading_.empty()) return std::nullopt;
    for (LocalDate one = std::max(heading_.front(), today_); one <= heading_.back(); one += std::chrono::days(1))
      if (weekday_of(one) == *day.weekday) return one;
    return std::nullopt;
  }

  /// "Divendres 14 … Dissabte 15 … Diumenge 16 … Diumenge, tot al camp": the one of the days told that this is.
  std::optional<LocalDate> told_day(int weekday) const {
    const auto is_it = [&](LocalDate day) { return weekday_of(day) == weekday; };
    if (told_.size() < 2 || std::count_if(told_.begin(), told_.end(), is_it) != 1) return std::nullopt;
    return *std::find_if(told_.begin(), told_.end(), is_it);
  }

  /// "del 16 de gener al 7 de febrer, i el mateix dissabte 16": of the days told before the one that this is, or the latest.
  LocalDate same_day(const DayWords& day) const {
    for (std::size_t i = marks_.marks.size(); i-- > 0;) {
      const Mark& mark = marks_.marks[i];
      if (mark.kind != Mark::Kind::date || mark.days.days.empty()) continue;
      const bool range = mark.date.kind == DatePhrase::Kind::range;
      const LocalDate last = std::min(mark.days.days.back(), mark.days.days.front() + std::chrono::days(62));
      for (LocalDate one = mark.days.days.front(); one <= last; one += std::chrono::days(1)) {
        const bool told = range || std::find(mark.days.days.begin(), mark.days.days.end(), one) != mark.days.days.end();
        if (told && fits(one, day)) return one;
      }
    }
    return *latest_;
  }
  static bool fits(LocalDate one, const DayWords& day) {
    const int number = static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(one).day()));
    return (!day.weekday || weekday_of(one) == *day.weekday) && (!day.day || number == *day.day);
  }

  std::size_t add_date(DatePhrase date) {
    Mark mark;
    mark.first = date.first;
    mark.last = date.last;
    mark.days = resolve(date, heading_day(date).value_or(today_), date.days.front().day_after ? latest_ : earlier_);
    mark.date = std::move(date);
    if (mark.date.days.front().same && latest_) {  // "el mateix dissabte"
      mark.days.days = {same_day(mark.date.days.front())};
      mark.days.past = mark.days.days.front() < today_;
    }
    if (!mark.days.past && mark.days.explicit_day && mark.days.days.size() == 1 && mark.date.kind == DatePhrase::Kind::days)
      told_.push_back(mark.days.days.front());
    if (!mark.days.past && mark.days.explicit_day && mark.days.days.size() > 1 &&
        mark.days.days.back() - mark.days.days.front() <= std::chrono::days(10))
      heading_ = mark.days.days;
    if (!mark.days.days.empty()) latest_ = mark.days.days.back();
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
  std::optional<LocalDate> earlier_, latest_;
  std::vector<LocalDate> told_;     ///< single days that were told by their number
  std::vector<LocalDate> heading_;  ///< the last days that were told together
  BareHours bare_hours_;
  Marks marks_;
};

}  // namespace

bool Marks::has(Role role) const {
  return std::any_of(cues.begin(), cues.end(), [&](const Cue& cue) { return cue.role == role; });
}

bool Marks::has(Mark::Kind kind) const {
  return std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) { return mark.kind == kind; });
}

bool Marks::has_between(Role role, std::size_t first, std::size_t last) const {
  return std::any_of(cues.begin(), cues.end(), [&](const Cue& cue) { return cue.role == role && cue.item >= first && cue.item < last; });
}

bool Marks::has_in_sentence(const Wording& words, Role role, std::size_t item) const {
  return std::any_of(cues.begin(), cues.end(), [&](const Cue& cue) { return cue.role == role && words.same_sentence(cue.item, item); });
}

Marks read_marks(const Wording& words, LocalDate today) {
  Marks marks = MarkReader(words, today).read();
  make_habits(words, marks);
  refuse_marks(words, today, marks);
  return marks;
}

}  // namespace resso::agenda::extraction
