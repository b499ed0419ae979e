// What a sentence, or the whole text, is about when no act is told of its date.
#pragma once

#include "agenda/extract_context.hpp"

namespace resso::agenda::extraction {

class MarkSubject {
 public:
  MarkSubject(const Wording& words, const Marks& marks, LocalDate today) : words_(words), marks_(marks), context_(words, marks, today) {}

  /// Works, jobs, polls, questions, days to remember; empty: none of them.
  std::string_view reason(const Mark& mark) const;
  /// An act that is told of the sentence's date; "huelga de limpieza" is a strike.
  bool has_own_act(const Mark& mark) const;
  /// "Un 9 % més que el 2026": figures, where neither an hour nor an invitation is told.
  bool is_of_statistics(const Mark& mark) const;
  /// "El Ple ha donat llum verda a la compra. Es firmarà el 15 d'abril": what a body decided, told as news.
  bool is_of_a_decision(const Mark& mark) const;
  /// "El tráfico quedará cortado los tres días de 9 a 22 h": an hour of streets or supplies that are cut off.
  bool is_of_a_cut(const Mark& mark) const;

 private:
  bool in_sentence(Role role, const Mark& mark) const { return marks_.has_in_sentence(words_, role, mark.first); }
  bool has_act_but_causes(const Mark& mark) const;
  bool is_cause(std::size_t act) const;
  bool invites(const Mark& mark) const;
  bool is_named_day(const Mark& mark) const;

  const Wording& words_;
  const Marks& marks_;
  MarkContext context_;
};

}  // namespace resso::agenda::extraction
