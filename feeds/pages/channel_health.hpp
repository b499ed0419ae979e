// The health of channels in plain words: how it goes, since when, what was understood, what to do.
#pragma once

#include "feeds/pages/layout.hpp"
#include "feeds/source_standing.hpp"

#include <optional>
#include <span>
#include <vector>

namespace resso::feeds {

std::vector<const SourceFacts*> channels_of(const Snapshot& snapshot, std::string_view entity);
/// What needs a hand most among them; unset: there is none.
std::optional<Standing> worst_standing(std::span<const SourceFacts* const> channels);

/// The sign and the word: "● Va bé". Unset: nothing is known.
void append_standing(Html& h, const PageContext& context, std::optional<Standing> standing);
/// <ul> of one entity's channels, for a narrow column: the dates are folded.
void append_channels(Html& h, const PageContext& context, std::span<const SourceFacts* const> channels);
/// As <li>, with its name, its entity and its dates in sight.
void append_source(Html& h, const PageContext& context, const SourceFacts& facts);

}  // namespace resso::feeds
