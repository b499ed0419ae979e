#include "feeds/pages/qr_code.hpp"

#include <memory>
#include <string>

#include <qrencode.h>

namespace resso::feeds {

namespace {

constexpr std::size_t kMostBytes = 600;  // some 90 modules a side: what a phone still reads at arm's length
constexpr int kQuietZone = 4;            // modules of white around it, as the standard wants

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

/// Each row as strokes along its middle: relative moves are shorter than rectangles.
std::string strokes(const QRcode& code) {
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    const auto dark = [&](int x) { return x < code.width && (code.data[y * code.width + x] & 1) != 0; };
    int at = -1;  // where the last stroke of this row ended
    for (int x = 0; x < code.width; ++x) {
      if (!dark(x)) continue;
      int end = x;
      while (dark(end)) ++end;
      if (at < 0) {
        path += "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) + ".5";
      } else {
        path += "m" + std::to_string(x - at) + " 0";
      }
      path += "h" + std::to_string(end - x);
      at = x = end;
    }
  }
  return path;
}

}  // namespace

bool append_qr_code(Html& h, std::string_view address, std::string_view label) {
  if (address.size() > kMostBytes) return false;
  const std::string text(address);
  const Code code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code) return false;
  const auto side = std::to_string(code->width + 2 * kQuietZone);
  h.raw("<svg class=\"qr\" role=\"img\"").attribute(" aria-label", label).attribute(" viewBox", "0 0 " + side + " " + side);
  h.raw(" shape-rendering=\"crispEdges\"><path stroke=\"currentColor\"").attribute(" d", strokes(*code)).raw("/></svg>\n");
  return true;
}

}  // namespace resso::feeds
