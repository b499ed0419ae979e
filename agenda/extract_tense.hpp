// Whether a date is told of what has been: the tense of its sentence, and reports.
#pragma once

#include "agenda/extract_context.hpp"

namespace resso::agenda::extraction {

/// Told with nothing that points to the future: "dissabte", "avui".
bool is_loose(const Mark& mark);

class MarkTense {
 public:
  MarkTense(const Wording& words, const Marks& marks, LocalDate today)
      : words_(words), marks_(marks), today_(today), context_(words, marks, today) {}

  /// A sentence in the past tense, or a text that reports: loose dates are of what has been.
  bool is_told_of_past(const Mark& mark) const;
  /// "Només 2 derrotes des del 12 de gener": since a day that is nearer in the past.
  bool is_since_past(const Mark& mark) const;
  /// "En 1966 se reunían los domingos"
  bool is_of_old_year(const Mark& mark) const;
  /// "L'any passat, el 28 de setembre, vam fer la primera torre"
  bool is_of_last_year(const Mark& mark) const;
  /// "A les tres el gos era sota el llit": an hour in a sentence of the past that tells no day to come.
  bool is_hour_of_past(const Mark& mark) const;

 private:
  bool in_sentence(Role role, const Mark& mark) const { return marks_.has_in_sentence(words_, role, mark.first); }
  bool is_arranged(const Mark& mark) const;
  bool is_told_in_perfect(const Mark& mark) const;
  bool is_perfect(std::size_t i) const;
  bool is_of_a_deed(const Mark& mark) const;
  bool announces_anew(const Mark& mark) const;
  bool is_far(const Mark& mark) const;
  bool is_exclaimed(const Mark& mark) const;
  bool is_right_after_past(const Mark& mark) const;
  bool is_of_headed_report(const Mark& mark) const;

  const Wording& words_;
  const Marks& marks_;
  LocalDate today_;
  MarkContext context_;
};

}  // namespace resso::agenda::extraction
