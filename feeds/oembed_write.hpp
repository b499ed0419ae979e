// oEmbed 1.0 (oembed.com): who pastes an address of ours into a system that knows oEmbed gets the frame of what stands there.
#pragma once

#include "feeds/output.hpp"

namespace resso::feeds {

/// "/oembed". Own keys: url, format (json, xml; json by itself), maxwidth, maxheight. Errors: bad_input without a url or with a size that
/// is none; not_found for an address that is not of an agenda, entity or event here; limit for another format.
Result<std::string> write_oembed(const Snapshot& snapshot, const OutputRequest& request);
std::string_view oembed_media_type(const OutputRequest& request);

}  // namespace resso::feeds
