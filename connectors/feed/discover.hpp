// The search for feeds serves other kinds too: it stands a floor below.
#pragma once

#include "connectors/discover.hpp"

namespace resso::connectors::feed {

using connectors::offered_feeds;
using connectors::OfferedFeed;

}  // namespace resso::connectors::feed
