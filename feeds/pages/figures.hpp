// Figures of visibility in words: every one with its comparison, a gap as a gap, reach as an interval that says it is an estimate.
#pragma once

#include "feeds/pages/layout.hpp"
#include "model/visibility.hpp"

#include <optional>
#include <span>

namespace resso::feeds {

/// "38 més que en el període anterior (+11 %)", "igual que …".
std::string difference_words(const PageContext& context, std::int64_t now, std::int64_t before);
/// "412–2.310", or "sense dades".
std::string reach_words(const PageContext& context, const VisibilityFigures& figures);

/// <dl class="heads"> of one set of figures against those of the period before.
void append_figures(Html& h, const PageContext& context, const VisibilityFigures& now, const VisibilityFigures& before, bool of_one_entity);
/// <dl class="defs">: what every figure means and where it comes from.
void append_definitions(Html& h, const PageContext& context, const VisibilityFigures& whole);

/// What a value of the cut is called.
std::string cut_value(const PageContext& context, Cut cut, std::string_view key);

/// Bars with their values printed, inline SVG, told in words; upright for days, lying for the rest.
struct Bar {
  std::string label;
  std::optional<std::int64_t> value;  ///< unset: a gap
};
void append_chart(Html& h, const PageContext& context, std::string_view title, std::string_view description, std::span<const Bar> bars,
                  bool upright);

}  // namespace resso::feeds
