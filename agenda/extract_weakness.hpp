// Whether what was read is enough for an event: an hour or a day needs something that shows an act.
#pragma once

#include "agenda/extract_drafts.hpp"
#include "agenda/extract_place.hpp"

namespace resso::agenda::extraction {

/// The item that the draft is told from: its date when its hour follows in the same sentence.
std::size_t first_item(const Wording& words, const Marks& marks, const Draft& draft);

class DraftWeakness {
 public:
  DraftWeakness(const Wording& words, const Marks& marks, const std::vector<PlacePhrase>& places, const std::vector<Draft>& drafts)
      : words_(words), marks_(marks), places_(places), drafts_(drafts) {}

  /// The rule by which it is no event; empty: it is one.
  std::string_view of(const Draft& draft) const;

 private:
  std::string_view of_hour(const Draft& draft) const;
  std::string_view of_day(const Draft& draft, const Mark& date) const;
  bool is_about_act(const Draft& draft, const Mark& date) const;
  bool is_told_day_by_day(const Draft& draft, const Mark& date, bool place_here) const;
  bool is_bare_aside(const Mark& date) const;
  bool is_done_then(const Mark& date) const;
  bool place_in_sentence(const Mark& date) const;

  const Wording& words_;
  const Marks& marks_;
  const std::vector<PlacePhrase>& places_;
  const std::vector<Draft>& drafts_;
};

}  // namespace resso::agenda::extraction
