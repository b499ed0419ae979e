// Who answers for this agenda, as a paragraph: an address of the web or of mail, as the configuration has it.
#pragma once

#include "feeds/pages/layout.hpp"

namespace resso::feeds {

/// Nothing when the city gave no contact.
void append_contact(Html& h, const PageContext& context, std::string_view before);

}  // namespace resso::feeds
