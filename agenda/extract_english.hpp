// What English writes otherwise than Catalan and Spanish.
#pragma once

#include "agenda/extract_text.hpp"

namespace resso::agenda::extraction {

/// The "s" of "St Mary's Church".
bool is_genitive(const Wording& words, std::size_t i);

/// "38 Castle Street", "12 St John's Road": English tells the number first. The item after it; `i` when there is none.
std::size_t numbered_street_end(const Wording& words, std::size_t i);

}  // namespace resso::agenda::extraction
