// What the agenda page shows of a filter: its period, the acts by day, and what the other choices would give.
#pragma once

#include "feeds/pages/act_line.hpp"
#include "feeds/selection.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace resso::feeds {

inline constexpr int kUsualDays = 7;

struct AgendaDay {
  LocalDate date{};
  std::vector<Selected> acts;                   ///< by hour; whole days and what goes on from before come last
  std::vector<const CommemorativeDay*> kept{};  ///< told before the acts, and never counted as one
};

struct AgendaView {
  Filter base;    ///< the filter without period, limit and language
  Filter period;  ///< the period alone
  LocalDate from{};
  std::optional<LocalDate> to;  ///< included; unset: all that is to come
  std::vector<AgendaDay> days;
  std::shared_ptr<const Selection> selection;                     ///< of the base, for any period
  Selection::Counts by_entity;                                    ///< in the period
  std::size_t total = 0, entities = 0;                            ///< of the whole period
  std::optional<LocalDate> continues_on;                          ///< first day that did not fit on the page
  bool shows(const Filter& other_period, LocalDate today) const;  ///< the same days
  bool filtered() const { return !(base == Filter{}); }
};

/// Without a period the next seven days are meant, or all that is to come when words or entities are looked for; among files, of whatever
/// is looked for. A page ends with the day in which it passes its measure.
AgendaView agenda_view(const Snapshot& snapshot, const Filter& filter);

/// base with this period.
Filter with_period(Filter base, const Filter& period);
Filter period_of_days(int days);
Filter period_between(LocalDate from, LocalDate to);
/// The days of a month that the agenda can still show; unset: none, it is gone.
std::optional<Filter> period_of_month(LocalDate today, std::chrono::year_month month);
/// First and last day of a period; unset: open.
std::pair<LocalDate, std::optional<LocalDate>> days_of_period(const Filter& period, LocalDate today);
/// Saturday and Sunday to come; from today when it is one of them.
std::pair<LocalDate, LocalDate> weekend(LocalDate today);

/// One value of a filter: what it is called, the filter without it, and it alone.
struct AppliedValue {
  std::string label;
  Filter without, alone;
};
std::vector<AppliedValue> applied_values(const PageContext& context, const Filter& filter);

/// Where to go from an empty list: the filter opened a little, as long as something is found, and the acts nearest to what was asked.
void append_nothing_found(Html& h, const PageContext& context, const AgendaView& view);

/// Puts the commemorative days of the shown days in their place. With topics asked for, those about one of them; days without an act
/// appear for them unless the filter asks for what a day cannot have. An agenda without acts stays empty.
void add_commemorative_days(AgendaView& view, const Snapshot& snapshot);
void append_commemorative_days(Html& h, const PageContext& context, const AgendaDay& day);

/// The column beside the list: search, month, filters with counts, subscriptions.
void append_agenda_side(Html& h, const PageContext& context, const AgendaView& view);
void append_month(Html& h, const PageContext& context, const AgendaView& view);

}  // namespace resso::feeds
