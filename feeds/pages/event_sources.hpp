// Where an act is known from: every statement with its words, and how sure the whole is.
#pragma once

#include "feeds/pages/layout.hpp"

namespace resso::feeds {

void append_what_was_said(Html& h, const PageContext& context, const Event& event);
void append_certainty(Html& h, const PageContext& context, const Event& event);

}  // namespace resso::feeds
