// Weekdays that are told within weeks: "dilluns i dimecres de 10 a 11 h, a partir del 21 de setembre".
#pragma once

#include "agenda/extract_marks.hpp"

namespace resso::agenda::extraction {

/// Marks of bare weekdays beside some weeks become series.
void make_habits(const Wording& words, Marks& marks);

}  // namespace resso::agenda::extraction
