// What stands around a date or an hour: which cue of its sentence speaks of it, and what is told in between.
#pragma once

#include "agenda/extract_marks.hpp"

namespace resso::agenda::extraction {

class MarkContext {
 public:
  MarkContext(const Wording& words, const Marks& marks, LocalDate today) : words_(words), marks_(marks), today_(today) {}

  std::size_t sentence_start(std::size_t item) const;
  std::size_t sentence_end(std::size_t item) const;
  bool in_sentence(Role role, const Mark& mark) const { return marks_.has_in_sentence(words_, role, mark.first); }
  /// A cue of that role stands before the mark in its sentence.
  bool told_before(Role role, const Mark& mark) const;
  bool time_between(std::size_t first, std::size_t last) const;
  /// One begins in the sentence of `first`.
  bool time_starts(std::size_t first, std::size_t last) const;
  bool time_in_sentence(const Mark& mark) const;
  /// A colon or a "but" in between: what was said before it does not speak of what comes after.
  bool begins_anew(std::size_t first, std::size_t last) const;
  /// The cue speaks of the mark: it stands before it in its sentence with no act between; or after it, with no act before or between.
  bool governed_by(Role role, const Mark& mark) const;
  bool asks(const Mark& mark) const;
  /// Between brackets that the mark is outside of: "su aniversario (se fundó en 1976), con una marcha el domingo".
  bool is_aside(std::size_t item, const Mark& mark) const;
  /// That, with a day or an hour of its own there: "paella (tiquets fins dimecres); a les 16 h, sorteig".
  bool is_dated_aside(std::size_t item, const Mark& mark) const;
  /// "el 14 o el 21", "en sábado o en domingo": another of its kind, with an "or" between.
  bool has_alternative(const Mark& mark) const;
  bool in_quotes(std::size_t item) const;
  /// Within «…»: part of a name.
  bool is_quoted(const Mark& mark) const;
  /// "al 937 00 00 00 (de 9 a 14 h)"
  bool follows_phone_number(const Mark& mark) const;
  /// A verb of the past in its sentence, and none to come nearer to the mark: "com que dimarts va ploure, la sortida es farà dissabte".
  bool tells_past(const Mark& mark) const;
  /// That, or a verb of what used to be: "es pagaven 780 euros".
  bool tells_what_was(const Mark& mark) const;
  /// "En 1966 se reunían los domingos": the sentence tells of a year that has been.
  bool is_of_old_year(const Mark& mark, int this_year) const;

 private:
  bool shields(std::size_t cue, const Mark& mark) const;
  bool is_complement(std::size_t cue, std::size_t act, const Mark& mark) const;
  bool is_future(std::size_t item) const;
  bool is_window_of(std::size_t cue, std::size_t act, const Mark& mark) const;
  bool is_of_act(std::size_t act, std::size_t verb) const;
  bool is_topic_of_act(std::size_t cue) const;
  bool is_of_exhibition(std::size_t opening) const;
  bool tells_of_this(const Mark& mark) const;

  const Wording& words_;
  const Marks& marks_;
  LocalDate today_;
};

}  // namespace resso::agenda::extraction
