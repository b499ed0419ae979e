// Bars as inline SVG: the values are printed on them, and whoever does not see them has the title, the description and the table beside.
#include "feeds/pages/figures.hpp"
#include "feeds/pages/numbers.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

constexpr int kWidth = 360;

std::int64_t highest(std::span<const Bar> bars) {
  std::int64_t top = 1;
  for (const auto& bar : bars) top = std::max(top, bar.value.value_or(0));
  return top;
}

/// `span` pixels at most, in whole pixels: the same bytes everywhere.
int scaled(std::int64_t value, std::int64_t top, int span) {
  const auto safe = std::clamp<std::int64_t>(value, 0, top);
  return static_cast<int>(static_cast<double>(safe) / static_cast<double>(top) * span + 0.5);
}

void append_text(Html& h, Markup classes, int x, int y, std::string_view words) {
  h.raw("<text class=\"").raw(classes).raw("\" x=\"").number(x).raw("\" y=\"").number(y).raw("\">").text(words).raw("</text>");
}

void append_rect(Html& h, Markup classes, int x, int y, int width, int height) {
  h.raw("<rect class=\"").raw(classes).raw("\" x=\"").number(x).raw("\" y=\"").number(y);
  h.raw("\" width=\"").number(width).raw("\" height=\"").number(height).raw("\"/>");
}

void append_upright(Html& h, const PageContext& context, std::span<const Bar> bars) {
  constexpr int kBase = 126, kSpan = 105;
  const auto top = highest(bars);
  const int count = static_cast<int>(bars.size());
  const int step = kWidth / std::max(count, 1);
  const int width = std::clamp(step - (step > 8 ? 4 : 1), 1, 44);
  // Values and labels stand where there is room for them.
  const int every = std::max(1, (42 + step - 1) / std::max(step, 1));
  for (int i = 0; i < count; ++i) {
    const auto& bar = bars[static_cast<std::size_t>(i)];
    const int middle = i * step + step / 2;
    if (!bar.value) {
      append_rect(h, "c-bg", i * step, 10, step, kBase - 10);
    } else {
      const int height = scaled(*bar.value, top, kSpan);
      append_rect(h, "c-bar", middle - width / 2, kBase - height, width, height);
      const bool room = step >= 26 || *bar.value == top;
      if (room && *bar.value > 0) append_text(h, "c c-m", middle, kBase - height - 4, format_number(context.language(), *bar.value));
    }
    if (i % every == 0) append_text(h, "c c-s c-m", std::clamp(middle, 14, kWidth - 14), 142, bar.label);
  }
  h.raw("<path class=\"c-ax\" d=\"M0 126H360\"/>");
}

void append_lying(Html& h, const PageContext& context, std::span<const Bar> bars) {
  constexpr int kLeft = 132, kSpan = 176, kStep = 24;
  const auto top = highest(bars);
  int y = 0;
  for (const auto& bar : bars) {
    append_text(h, "c", 0, y + 16, text::abridge(bar.label, 21));
    if (bar.value) {
      const int width = std::max(scaled(*bar.value, top, kSpan), 1);
      append_rect(h, "c-bar", kLeft, y + 4, width, kStep - 8);
      append_text(h, "c", kLeft + width + 5, y + 16, format_number(context.language(), *bar.value));
    } else {
      append_rect(h, "c-bg", kLeft, y + 4, kSpan, kStep - 8);
      append_text(h, "c c-s", kLeft + 5, y + 16, context.say("figure.no_data"));
    }
    y += kStep;
  }
  h.raw("<path class=\"c-ax\" d=\"M132 0V").number(y).raw("\"/>");
}

}  // namespace

void append_chart(Html& h, const PageContext& context, std::string_view title, std::string_view description, std::span<const Bar> bars,
                  bool upright) {
  const int height = upright ? 150 : static_cast<int>(bars.size()) * 24;
  h.raw("<svg viewBox=\"0 0 360 ").number(height).raw("\" role=\"img\" aria-labelledby=\"c-t c-d\"><title id=\"c-t\">").text(title);
  h.raw("</title><desc id=\"c-d\">").text(description).raw("</desc>");
  if (upright) {
    append_upright(h, context, bars);
  } else {
    append_lying(h, context, bars);
  }
  h.raw("</svg>\n");
}

}  // namespace resso::feeds
