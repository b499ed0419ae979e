// The topics of a form as boxes to tick. A city may have dozens: what is chosen is in sight, a long rest is folded.
#pragma once

#include "feeds/filter.hpp"
#include "feeds/pages/layout.hpp"

namespace resso::feeds {

/// Fields named "topic", those of `filter` ticked.
void append_topic_checks(Html& h, const PageContext& context, const Filter& filter);

}  // namespace resso::feeds
