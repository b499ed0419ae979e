// How drafts are put together: the groups of days that hours are of. extract_drafts reads the marks in turn, extract_assemble_hours what
// an hour tells, extract_assemble_series the series among them, extract_headings settles in the end what headings, old dates and doors
// mean.
#pragma once

#include "agenda/extract_clock.hpp"
#include "agenda/extract_drafts.hpp"

namespace resso::agenda::extraction {

/// The days that the hours which follow are of.
struct Group {
  std::vector<LocalDate> days;  ///< of a range: first and last
  bool range = false;
  int date_mark = -1;
  std::optional<SeriesPhrase> series;
  std::optional<LocalDate> since, until;
  std::vector<Draft> drafts;
  std::optional<int> latest;  ///< start of the last hour so far
  bool old_date = false, explicit_day = false, contradiction = false, far = false;
  std::size_t last_item = 0;
};

class Assembler {
 public:
  Assembler(const Wording& words, LocalDate today, Marks& marks) : words_(words), today_(today), marks_(marks) {}

  std::vector<Draft> run() {
    for (const int index : order()) {
      const Mark& mark = marks_.marks[static_cast<std::size_t>(index)];
      if (!mark.refused.empty()) continue;
      switch (mark.kind) {
        case Mark::Kind::date: on_date(index); break;
        case Mark::Kind::series: on_series(index); break;
        case Mark::Kind::time: on_time(index); break;
        case Mark::Kind::duration: on_duration(mark); break;
      }
    }
    return finish();
  }

 private:
  Mark& mark_at(int index) { return marks_.marks[static_cast<std::size_t>(index)]; }
  std::vector<int> order() const;
  bool is_over_list(int index) const;
  void on_date(int index);
  void on_series(int index);
  void on_time(int index);
  void on_duration(const Mark& mark);
  void on_end(const Mark& mark);
  bool is_where_it_ends(const Mark& mark) const;
  void apply(int index, Group& group);
  void apply_slot(const Mark& mark, int index, TimeSlot slot, Group& group);
  bool is_of_every_act(const Mark& mark) const;
  bool is_of_doors(const Mark& mark) const;
  bool opens_with(Role role, const Mark& mark) const;
  bool is_length_of(const Mark& length, const Mark& hour) const;
  bool is_of_the_evening(const Mark& mark) const;
  bool is_after_midnight(const Mark& mark, const TimeSlot& slot) const;
  void add_days(Group& group, const Draft& draft);
  bool refine_series(const Mark& mark);
  bool retell_series(const SeriesPhrase& series);
  bool is_listed_below(const Mark& mark, const SeriesPhrase& series) const;
  bool is_only_day(const Mark& mark, const Group& group) const;
  void drop_series_of_list();
  bool reopen(const Mark& mark);
  Group group_of(const Mark& mark, int index) const;
  std::optional<LocalDate> opening_day() const;
  void put_off(int index);
  bool is_put_off(const Mark& mark) const;
  void start(Group group);
  void finish_series(Group& group);
  void finish_untimed(Group& group);
  void find_old_date();
  void drop_doors(Group& group);
  void share_hours_of_heading();
  void share_hour_over_days();
  void share_hour_of_alternatives();
  void repeat_hours(const std::vector<Draft>& told, Group& group);
  void take_same_hour(const Group& before, Group& group);
  void share_hours_of_old_dates();
  std::vector<Draft> finish();
  bool near(std::size_t a, std::size_t b) const { return words_[b].sentence - words_[a].sentence <= 1; }
  bool cue_before(Role role, const Mark& mark, std::size_t within) const;

  const Wording& words_;
  LocalDate today_;
  Marks& marks_;
  std::vector<Group> groups_;
  int current_ = -1;
  int heading_time_ = -1;                 ///< the hour that came before all dates
  std::vector<int> more_pending_;         ///< and those after it
  int pending_time_ = -1;                 ///< an hour that came before any date
  const Mark* pending_length_ = nullptr;  ///< "visita de dues hores, dissabte a les 11": told before the hour
};

}  // namespace resso::agenda::extraction
