#include "feeds/css_color.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace resso::feeds {
namespace {

struct Named {
  std::string_view name;
  int rgb;
};

// The names that differ to the eye, of CSS Color 3 §4.3.
constexpr std::array<Named, 40> kNames{{
    {"black", 0x000000},       {"dimgray", 0x696969},      {"gray", 0x808080},
    {"silver", 0xc0c0c0},      {"white", 0xffffff},        {"maroon", 0x800000},
    {"darkred", 0x8b0000},     {"firebrick", 0xb22222},    {"crimson", 0xdc143c},
    {"red", 0xff0000},         {"tomato", 0xff6347},       {"coral", 0xff7f50},
    {"orangered", 0xff4500},   {"darkorange", 0xff8c00},   {"orange", 0xffa500},
    {"gold", 0xffd700},        {"yellow", 0xffff00},       {"goldenrod", 0xdaa520},
    {"chocolate", 0xd2691e},   {"sienna", 0xa0522d},       {"olive", 0x808000},
    {"darkgreen", 0x006400},   {"green", 0x008000},        {"seagreen", 0x2e8b57},
    {"limegreen", 0x32cd32},   {"lime", 0x00ff00},         {"teal", 0x008080},
    {"darkcyan", 0x008b8b},    {"turquoise", 0x40e0d0},    {"aqua", 0x00ffff},
    {"deepskyblue", 0x00bfff}, {"steelblue", 0x4682b4},    {"royalblue", 0x4169e1},
    {"blue", 0x0000ff},        {"navy", 0x000080},         {"indigo", 0x4b0082},
    {"purple", 0x800080},      {"mediumorchid", 0xba55d3}, {"mediumvioletred", 0xc71585},
    {"hotpink", 0xff69b4},
}};

std::optional<int> parse_hex(std::string_view color) {
  if (color.empty() || color.front() != '#') return {};
  color.remove_prefix(1);
  int value = 0;
  const auto [end, failure] = std::from_chars(color.data(), color.data() + color.size(), value, 16);
  if (failure != std::errc() || end != color.data() + color.size() || value < 0) return {};
  if (color.size() == 6) return value;
  if (color.size() != 3) return {};
  return ((value >> 8) * 0x11 << 16) | ((value >> 4 & 15) * 0x11 << 8) | ((value & 15) * 0x11);
}

int distance(int a, int b) {
  const auto part = [](int rgb, int shift) { return rgb >> shift & 255; };
  const int red = part(a, 16) - part(b, 16), green = part(a, 8) - part(b, 8), blue = part(a, 0) - part(b, 0);
  return 2 * red * red + 4 * green * green + 3 * blue * blue;  // the eye's weights, roughly
}

}  // namespace

std::string_view css_color_name(std::string_view color) {
  for (const auto& named : kNames) {
    if (named.name == color) return named.name;
  }
  const auto rgb = parse_hex(color);
  if (!rgb) return {};
  std::string_view best;
  int least = std::numeric_limits<int>::max();
  for (const auto& named : kNames) {
    if (const int apart = distance(*rgb, named.rgb); apart < least) {
      least = apart;
      best = named.name;
    }
  }
  return best;
}

}  // namespace resso::feeds
