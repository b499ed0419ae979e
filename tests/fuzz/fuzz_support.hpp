// What fuzz targets share: the input as text, cut into pieces, and facts that must hold.
#pragma once

#include "text/unicode.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace resso::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

/// Takes the first line off `rest`: an input of several values, one a line.
inline std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

/// Ends the run, so that the input is kept, when a fact does not hold.
inline void require(bool fact, const char* what, std::string_view shown = {}) {
  if (fact) return;
  std::fprintf(stderr, "does not hold: %s: %.*s\n", what, static_cast<int>(std::min<std::size_t>(shown.size(), 2000)), shown.data());
  std::abort();
}

inline void require_utf8(std::string_view text, const char* what) { require(text::is_valid_utf8(text), what, text); }

inline void require_equal(std::string_view first, std::string_view second, const char* what) {
  if (first == second) return;
  std::fprintf(stderr, "first:  %.*s\nsecond: %.*s\n", static_cast<int>(first.size()), first.data(), static_cast<int>(second.size()),
               second.data());
  require(false, what);
}

}  // namespace resso::fuzz
