#include "feeds/city_look.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace resso::feeds {
namespace {

// Of web/style.css.
constexpr Colour kPaper{{246, 246, 241}}, kDarkPaper{{16, 23, 20}};
constexpr Colour kWhite{{255, 255, 255}}, kBlack{{0, 0, 0}};
constexpr double kReadable = 4.6;  // 4.5 and what rounding takes

double luminance(Colour colour) {
  const auto linear = [](int channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.rgb[0]) + 0.7152 * linear(colour.rgb[1]) + 0.0722 * linear(colour.rgb[2]);
}

/// `part` of the way from one to the other.
Colour mix(Colour from, Colour to, double part) {
  Colour mixed;
  for (std::size_t i = 0; i < 3; ++i) mixed.rgb[i] = static_cast<int>(std::lround(from.rgb[i] + (to.rgb[i] - from.rgb[i]) * part));
  return mixed;
}

std::string hex(Colour colour) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "#";
  for (const int channel : colour.rgb) {
    text += kDigits[static_cast<std::size_t>(channel / 16)];
    text += kDigits[static_cast<std::size_t>(channel % 16)];
  }
  return text;
}

struct Roles {
  Colour brand, on_brand, tint;
};

/// Moved towards `end` until words in it stand out from the paper and from its own tint, and words on it from it.
Roles roles_on(Colour paper, Colour accent, Colour end, Colour on_brand) {
  for (int step = 0; step <= 50; ++step) {
    const auto brand = mix(accent, end, step / 50.0);
    const auto tint = mix(paper, brand, 0.12);
    if (std::min({contrast(brand, paper), contrast(brand, tint), contrast(brand, on_brand)}) >= kReadable) return {brand, on_brand, tint};
  }
  return {end, on_brand, mix(paper, end, 0.12)};
}

std::string declared(const Roles& roles) {
  return ":root{--brand:" + hex(roles.brand) + ";--on-brand:" + hex(roles.on_brand) + ";--tint:" + hex(roles.tint);
}

Result<std::string> logo(const Snapshot& snapshot, std::string_view ending) {
  if (snapshot.city.logo.empty() || !snapshot.city.logo_path.ends_with(ending)) {
    return Error{Errc::not_found, "the city has no such logo", "/logo" + std::string(ending), "set city.logo to a file of that kind", 0};
  }
  return snapshot.city.logo;
}

}  // namespace

std::optional<Colour> read_colour(std::string_view text) {
  if ((text.size() != 4 && text.size() != 7) || text[0] != '#') return {};
  const std::size_t digits = text.size() == 4 ? 1 : 2;
  Colour colour;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto part = text.substr(1 + i * digits, digits);
    const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), colour.rgb[i], 16);
    if (failure != std::errc() || end != part.data() + part.size()) return {};
    if (digits == 1) colour.rgb[i] *= 17;
  }
  return colour;
}

double contrast(Colour one, Colour other) {
  const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
  return (light + 0.05) / (dark + 0.05);
}

Result<std::string> write_city_css(const Snapshot& snapshot, const OutputRequest&) {
  const auto accent = read_colour(snapshot.city.accent);
  if (!accent) return std::string();
  const auto light = roles_on(kPaper, *accent, kBlack, kWhite);
  const auto dark = roles_on(kDarkPaper, *accent, kWhite, mix(*accent, kBlack, 0.85));
  // On paper of the other kind words are black, as in our own sheet.
  return declared(light) + ";--bar:" + hex(light.brand) + "}\n@media (prefers-color-scheme: dark){" + declared(dark) +
         "}}\n@media print{:root{--brand:#000;--on-brand:#fff;--tint:#fff}}\n";
}

Result<std::string> write_logo_svg(const Snapshot& snapshot, const OutputRequest&) { return logo(snapshot, ".svg"); }
Result<std::string> write_logo_png(const Snapshot& snapshot, const OutputRequest&) { return logo(snapshot, ".png"); }

}  // namespace resso::feeds
