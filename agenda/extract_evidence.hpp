// What speaks of something else than an act to come: the kind of the whole text, and of the heading over it.
#pragma once

#include "agenda/extract_context.hpp"

namespace resso::agenda::extraction {

class TextEvidence {
 public:
  TextEvidence(const Wording& words, const Marks& marks);

  /// The first line tells hours, closing, works or a job, and the mark's sentence names no act.
  std::string_view heading_reason(const Mark& mark) const;
  /// Nothing in the whole text that one could go to, but a door that is open or shut.
  bool is_of_doors_only() const { return doors_only_; }
  /// "Sintonitzeu el 107.4": what is heard and seen at home, unless the tool is an online one.
  bool is_broadcast() const { return broadcast_; }
  /// "Busquem voluntaris": a text that begins with whom it seeks.
  bool seeks_people() const { return seeks_; }
  /// "Busquem monitora, dissabtes de 15 a 19 h. Incorporació el 10 de gener": and tells of terms of work.
  bool offers_work() const { return seeks_ && marks_.has(Role::terms); }
  /// "Trobat un joc de claus dissabte": a text that begins with what was lost, found or stolen, or is for sale.
  bool is_of_a_finding() const { return found_; }
  /// "Dijous 19 - Festiu. No hi ha activitats": in its line, where no hour is told.
  bool is_day_off(const Mark& mark) const;

 private:
  std::size_t heading_end() const;

  const Wording& words_;
  const Marks& marks_;
  std::string_view heading_;
  bool doors_only_ = false, broadcast_ = false, found_ = false, seeks_ = false;
};

}  // namespace resso::agenda::extraction
