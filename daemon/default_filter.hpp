// What pages show until somebody chooses: a line of the configuration, written in the grammar of filters, which stands above it.
#pragma once

#include "config/read.hpp"
#include "feeds/snapshot.hpp"

#include <string>

namespace resso::daemon {

/// `query`: "district=4&topic=eix-71"; empty: the empty filter. Errors: bad_input as in feeds::parse_filter, also for what makes no sense
/// as a default: days that go by, a number, the language (pages have their own).
Result<Filter> read_default_filter(const std::string& query, const feeds::Snapshot& snapshot);

/// The machine, that also judges filters: what every command reads its configuration with.
config::Outside judging_machine();

}  // namespace resso::daemon
