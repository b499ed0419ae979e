// The form of /subscribe: every key of the filter that lasts, as a form of GET that any browser can send.
#pragma once

#include "feeds/pages/agenda_view.hpp"

namespace resso::feeds {

/// Sent as it is, it gives `filter` again.
void append_subscribe_form(Html& h, const PageContext& context, const Filter& filter);

}  // namespace resso::feeds
