// How sure the name of a place is, by what stands around it.
#pragma once

#include "agenda/extract_place.hpp"
#include "agenda/extract_place_name.hpp"

namespace resso::agenda::extraction {

class PlaceRanks {
 public:
  PlaceRanks(const Wording& words, const std::vector<bool>& taken, const PlaceNames& names) : words_(words), taken_(taken), names_(names) {}

  /// Of the name [first, end) by what stands before it; 0: it is no place.
  int before(std::size_t first, std::size_t end) const;
  /// Words that say where people meet or set out from stand before item `i`. `of`: only "of" leads to it.
  bool near_meeting(std::size_t i, bool of) const;

 private:
  bool has_capital(std::size_t first, std::size_t last) const;
  bool stands_alone(std::size_t first, std::size_t last) const;
  bool speaks_from(std::size_t i) const;

  const Wording& words_;
  const std::vector<bool>& taken_;
  const PlaceNames& names_;
};

}  // namespace resso::agenda::extraction
