// The health of an entity's channels in plain words: how it goes, since when, what to do.
#pragma once

#include "feeds/pages/layout.hpp"

#include <span>
#include <vector>

namespace resso::feeds {

enum class Health { good, improvable, down, unknown };
Health health_of(const SourceState& state);

std::vector<const SourceFacts*> channels_of(const Snapshot& snapshot, std::string_view entity);
/// <ul> of channels; what is wrong tells its remedy.
void append_channels(Html& h, const PageContext& context, std::span<const SourceFacts* const> channels);
/// The sign and the word: "● Va bé".
void append_health(Html& h, const PageContext& context, Health health);

}  // namespace resso::feeds
