// From the store and the configuration to the snapshot that outputs are made of.
#pragma once

#include "config/settings.hpp"
#include "feeds/snapshot.hpp"
#include "store/store.hpp"

#include <memory>

namespace resso::daemon {

/// The day of the city at `now`.
LocalDate city_day(const config::Settings& settings, Instant now);

/// Reads on the calling thread, over one consistent view of the store. The same store on the same day gives an equal snapshot.
/// `as_files`: its pages will be files (feeds::publish_as_files).
std::shared_ptr<const feeds::Snapshot> load_snapshot(store::Reader& reader, const config::Settings& settings, Instant now,
                                                     bool as_files = false);

/// Midnight to midnight in the city: 30 days back, 400 days on (outputs.md).
Window published_window(const config::Settings& settings, Instant now);

}  // namespace resso::daemon
