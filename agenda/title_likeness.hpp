// What two titles have in common, and what only one of them says.
#pragma once

#include "agenda/event_traits.hpp"

namespace resso::agenda {

struct TitleComparison {
  int shared = 0;                ///< words of what the act is about that both say
  int shared_setting = 0;        ///< words of when or for whom it is, as Christmas or families, that both say: many acts have them
  int shared_known = 0;          ///< names of the body or the place that both say
  bool shared_act = false;       ///< the same kind of act
  bool shared_several = false;   ///< that kind is one of which a house has several at once: workshops
  bool acts_differ = false;      ///< both say a kind of act, and not the same
  int rest_a = 0, rest_b = 0;    ///< words of what it is about that only one says
  int size_a = 0, size_b = 0;    ///< shared and rest
  bool one_exchanged = false;    ///< the same words but for one in the same place: "Sortida geològica", "Sortida botànica"
  std::string exchanged;         ///< which
  bool exchanged_part = false;   ///< one of them is the opening or the end of what the other is: "Exposició", "Inauguració"
  bool each_says_which = false;  ///< "Club de lectura jove", "Club de lectura de poesia": for whom, and of what
  bool one_heading = false;      ///< "Sant Jordi: roses", "Sant Jordi: poemes": before the colon they agree, after it in nothing
  bool one_beginning = false;    ///< so do two workshops of one subject: "Curs de cuina italiana", "Curs de cuina de mercat"
  bool acts_left_a = false, acts_left_b = false;  ///< a kind of act that only one says
  bool other_people = false;                      ///< the same frame around other names: "Concert de Nil Bosch", "Concert de Jana Coll"
  bool other_works = false;                       ///< what they quote is not the same, in one language
  bool equal = false;                             ///< nothing is left on either side
};

/// `one_body`: the same body announces both, so that its name tells nothing; of two bodies, each name may be what the act is about.
TitleComparison compare_titles(const EventTraits& a, const EventTraits& b, bool one_body);

/// Two words of one set, as "infants" and "adults", of which neither side says the other; empty: none.
std::string words_apart(const Words& a, const Words& b);

/// Words of `title` (what it is about) that `other` has too.
int count_found(const Words& title, const Words& other);

/// Neither a kind of act nor when or for whom it is.
bool is_content(const Word& word);

}  // namespace resso::agenda
