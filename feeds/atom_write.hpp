// Atom 1.0 (RFC 4287). A cancelled act stays as an entry whose title says so: a tombstone would only make it vanish.
#pragma once

#include "feeds/channel.hpp"

namespace resso::feeds {

std::string atom_text(const Channel& channel);

}  // namespace resso::feeds
