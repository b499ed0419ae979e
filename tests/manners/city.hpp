// A thousand sources on some sixty hosts, with habits mixed as on the real web.
#pragma once

#include "config/settings.hpp"
#include "tests/manners/web.hpp"

namespace resso::manners {

/// Puts the hosts into `web` and gives the settings of a city that follows all their sources.
config::Settings make_city(Web& web);

}  // namespace resso::manners
