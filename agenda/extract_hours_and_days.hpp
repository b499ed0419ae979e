// What of days and hours that stand together goes for both: what refuses the one refuses the other, or not.
#pragma once

#include "agenda/extract_context.hpp"

namespace resso::agenda::extraction {

/// "de dilluns a divendres"
bool is_weekday_range(const Mark& mark);

class HoursAndDays {
 public:
  HoursAndDays(const Wording& words, const Marks& marks, LocalDate today) : words_(words), marks_(marks), context_(words, marks, today) {}

  /// "Inscripcions fins divendres 17 a les 20 h": the hour goes with the day that makes no event; "de 10 a 13 i de 17 a 19 h".
  std::string_view reason_of_before(const Mark& before, const Mark& hour) const;
  /// "close at 5pm on Friday 25", "a las 9:15 de un martes": an hour right before the day that makes no event.
  std::string_view reason_of_after(const Mark& hour, const Mark& day) const;
  /// "hasta las 14 h del 22 de mayo", "abans de les 14 h del dia 13": the day of an hour that ends something.
  bool is_of_a_limit(const Mark& mark) const;
  /// "El museu obrirà dissabte 17 de maig de 20 a 1 h, amb entrada gratuïta": one day that is not like the others.
  bool is_open_day(const Mark& mark) const;
  /// "Dimarts 7, per la neteja, obrirem a les 15 h": an opening verb right before the day's only hour, and no act before the day.
  bool is_of_opening_at(const Mark& day, const Mark& hour) const;
  /// "The surgery will close at 1pm on Wednesday 28": the day right after such an hour.
  bool is_after_opening_at(const Mark& hour, const Mark& day) const;
  /// "Data: 28/11/2026 // Horari: 9.30 - 13.45": the hours of the one day that was told before.
  bool is_labelled(const Mark& mark) const;
  /// "s'avança a les 17 h (estava prevista a les 18.30 h)": the hour that a text about a change tells as planned.
  bool was_planned_then(const Mark& hour) const;
  /// "Els dijous …, fins al 17 de desembre": the last day of the series that was told before, and of nothing else.
  bool ends_series(const Mark& until) const;
  /// "l'accés amb cotxe es tanca a les 19 h": a door that shuts right then, of no act.
  bool is_of_a_closing(const Mark& mark) const;
  /// A day in its sentence, with no deadline told after it: "Diumenge, concurs; les obres s'han de lliurar de 17 a 19 h".
  bool has_day_of_its_own(const Mark& mark) const;
  /// "Amb horari de 10 a 20 h", of days that an act is told for in the same sentence.
  bool is_hours_of_act(const Mark& mark) const;
  /// "Tanquem del 3 al 7 d'agost": a day on which something is shut, here or by what the rest of the text says.
  bool is_closed(const Mark& mark) const;
  /// Weeks told by both ends, that a weekday range tells more of: "del 29 de juny al 10 de juliol, de dilluns a divendres, de 10 a 11 h".
  bool is_within_weeks(const Mark& mark) const;

 private:
  bool in_sentence(Role role, const Mark& mark) const { return marks_.has_in_sentence(words_, role, mark.first); }
  bool goes_ahead(const Mark& mark) const;
  bool is_heading_apart(const Mark& mark) const;
  bool opens_with_act(const Mark& day) const;
  bool is_for_act(const Mark& day) const;
  bool opens_with_title(const Mark& day) const;

  const Wording& words_;
  const Marks& marks_;
  MarkContext context_;
};

}  // namespace resso::agenda::extraction
