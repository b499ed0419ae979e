// JSON that some servers of the family write and a strict reader refuses whole.
#pragma once

#include <string>
#include <string_view>

namespace resso::connectors::mastodon {

/// Ill-formed UTF-8 and escapes of lone surrogates ("\ud83d" cut from its other half by a length limit) become U+FFFD; a byte order mark
/// goes. Linear.
std::string mend_json(std::string_view json);

}  // namespace resso::connectors::mastodon
