// HTML of others: made safe, or made plain. gumbo inside; size and depth are capped before it sees anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resso::text {

/// Rebuilt from the parsed tree by an allow-list: never the input's own markup. Links and images get absolute http(s) or mailto addresses
/// resolved against `base_url`; links get rel="nofollow noopener". What is not allowed loses its tag and keeps its content, except
/// script, style, template, svg, math, iframe (one that is closed) … whose content goes too. Input over 256 KiB is cut, depth over 256
/// flattened.
std::string sanitize_html(std::string_view html, std::string_view base_url);

/// Plain text that reads well: paragraphs apart by a blank line, <br> and blocks by a line, list items with "- ", entities decoded,
/// white space collapsed; Mastodon's "invisible" spans joined so that a link reads as its address. No markup left.
std::string html_to_text(std::string_view html);

struct HtmlForms {
  std::string safe, plain;
};
/// Both of the above, for one reading of the HTML.
HtmlForms html_forms(std::string_view html, std::string_view base_url);

/// As a browser's tokenizer decodes character references in text (WHATWG §13.2.5.72); markup is not touched.
std::string decode_entities(std::string_view text);

/// Does it hold markup or entities at all? A cheap look.
bool looks_like_html(std::string_view text);

struct HtmlLink {
  std::string href;  ///< absolute
  std::string rel, type, title, text;
  bool is_anchor = false;  ///< <a>, not <link>
};
enum class Anchors { with_rel, all };
/// <link> elements with rel and <a>, in order, resolved against <base> and `base_url`; of a page's first 2 MiB.
std::vector<HtmlLink> html_links(std::string_view html, std::string_view base_url, Anchors anchors = Anchors::with_rel);

}  // namespace resso::text
