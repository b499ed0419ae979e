// What is called off and what is put off, and to which date.
#pragma once

#include "agenda/extract_drafts.hpp"

#include <vector>

namespace resso::agenda::extraction {

/// `events`: one for each draft, in their order.
void tell_statuses(const Wording& words, const Marks& marks, const std::vector<Draft>& drafts, std::vector<ExtractedEvent>& events);

}  // namespace resso::agenda::extraction
