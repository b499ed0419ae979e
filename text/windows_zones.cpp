// Windows' names of zones by CLDR's windowsZones, as ICU carries it.
#include "text/zone.hpp"

#include <unicode/ucal.h>
#include <unicode/unistr.h>
#include <array>

namespace resso::text {

std::string windows_zone_to_iana(std::string_view windows, std::string_view territory) {
  if (windows.empty() || windows.size() > 100) return {};
  const icu::UnicodeString name = icu::UnicodeString::fromUTF8(icu::StringPiece(windows.data(), static_cast<int>(windows.size())));
  const std::string region(territory.empty() || territory.size() > 10 ? std::string_view("001") : territory);
  std::array<UChar, 128> iana{};
  UErrorCode status = U_ZERO_ERROR;
  const auto length =
      ucal_getTimeZoneIDForWindowsID(name.getBuffer(), name.length(), region.c_str(), iana.data(), static_cast<int>(iana.size()), &status);
  if (U_FAILURE(status) || length <= 0) return {};
  std::string utf8;
  icu::UnicodeString(iana.data(), length).toUTF8String(utf8);
  return utf8;
}

}  // namespace resso::text
