// An address as a QR code (ISO/IEC 18004), drawn as inline SVG: a phone's camera takes it over from the screen or from paper.
#pragma once

#include "feeds/pages/html.hpp"

namespace resso::feeds {

/// False, and nothing written, when the address is so long that cameras would not read it any more.
bool append_qr_code(Html& h, std::string_view address, std::string_view label);

}  // namespace resso::feeds
