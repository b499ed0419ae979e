// HTML made harmless for the tree builder's time and memory, not yet for readers. Everything goes through here before gumbo sees it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace resso::text {

struct HtmlBounds {
  std::size_t bytes = 256u << 10;  ///< input beyond is cut
  std::size_t depth = 256;         ///< start tags deeper than this lose their tag and keep their content
  std::size_t formatting = 16;     ///< <b>, <i>, … open at once: the tree builder opens them again in every block
  std::size_t attributes = 64;     ///< a tag with more loses them all: gumbo compares each with all others
  std::size_t reopened = 200'000;  ///< formatting elements times what follows them: input beyond is cut
  bool keep_scripts = false;       ///< <script> and <style> stay: for those who read JSON-LD
  bool keep_structure = false;     ///< <html>, <head> and <body> stay: for those who read their attributes
  /// Attributes of <b>, <i>, … stay, and <body> becomes a <div>: for those who read what classes and itemprop say.
  bool keep_meaning = false;
};

/// The same document for a browser, in linear time, without comments, scripts, styles and other content that is never shown; <title>,
/// <textarea> and <xmp> give their content as text.
std::string bound_html(std::string_view html, const HtmlBounds& bounds = {});

}  // namespace resso::text
