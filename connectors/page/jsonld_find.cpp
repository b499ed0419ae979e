#include "connectors/page/jsonld_find.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::connectors::page {
namespace {

constexpr std::size_t kMaxBlocks = 200;

bool ends_tag_name(char c) { return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// Position of `word` (lower case) at or after `from`, ASCII case ignored.
std::size_t find_nocase(std::string_view text, std::string_view word, std::size_t from) {
  if (from >= text.size()) return std::string_view::npos;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto at = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), word.begin(), word.end(),
                              [&](char a, char b) { return lower(a) == b; });
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

/// End of the tag that begins at `from`: '>' in a quoted attribute value does not count.
std::size_t tag_end(std::string_view html, std::size_t from) {
  char quote = 0;
  for (std::size_t i = from; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<JsonLdBlock> find_jsonld(std::string_view html) {
  std::vector<JsonLdBlock> blocks;
  int line = 1;
  std::size_t counted = 0;
  const auto line_at = [&](std::size_t position) {
    line += static_cast<int>(
        std::count(html.begin() + static_cast<std::ptrdiff_t>(counted), html.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
    counted = position;
    return line;
  };
  std::size_t at = 0;
  while (blocks.size() < kMaxBlocks && (at = html.find('<', at)) != std::string_view::npos) {
    if (html.substr(at).starts_with("<!--")) {
      const auto end = html.find("-->", at + 4);
      if (end == std::string_view::npos) break;
      at = end + 3;
      continue;
    }
    const bool script = html.size() > at + 7 && text::iequals(html.substr(at + 1, 6), "script") && ends_tag_name(html[at + 7]);
    if (!script) {
      ++at;
      continue;
    }
    const auto open_end = tag_end(html, at);
    if (open_end == std::string_view::npos) break;
    const auto close = find_nocase(html, "</script", open_end + 1);
    const auto end = close == std::string_view::npos ? html.size() : close;
    if (find_nocase(html.substr(at, open_end - at), "application/ld+json", 0) != std::string_view::npos) {
      blocks.push_back({std::string(html.substr(open_end + 1, end - open_end - 1)), line_at(open_end)});
    }
    at = end;
    if (close == std::string_view::npos) break;
    at += 8;
  }
  return blocks;
}

}  // namespace resso::connectors::page
