#include "text/hashtag.hpp"

#include "text/byte_set.hpp"
#include "text/unicode.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <unordered_set>

namespace resso::text {
namespace {

/// May stand inside a tag but not begin or end it: "col·lectiu", and what joins letters in Japanese, Persian and Sinhala.
bool is_separator(UChar32 c) { return c == 0xB7 || c == 0x30FB || c == 0x200C || c == 0x200D; }

bool is_letter(UChar32 c) { return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0; }

bool is_word_char(UChar32 c) {
  return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0 || u_hasBinaryProperty(c, UCHAR_ALPHABETIC);
}

/// After these '#' is part of something else: an address, "C#", "=#".
bool forbids_tag(UChar32 before) { return before == '/' || before == ')' || before == '=' || before == '&' || u_isalnum(before); }

bool is_variation_selector(UChar32 c) { return (c >= 0xFE00 && c <= 0xFE0F) || c == 0x20E3; }

struct Name {
  std::size_t end = 0;  ///< after the last word character
  bool valid = false;
};

/// The longest name at `at`, which is after the '#'.
Name read_name(std::string_view text, std::size_t at) {
  Name name;
  bool first = true;
  for (std::size_t i = at; i < text.size();) {
    UChar32 c;
    U8_NEXT_OR_FFFD(text.data(), i, text.size(), c);
    if (is_word_char(c) && !(first && is_variation_selector(c))) {
      name.end = i;
      name.valid = name.valid || is_letter(c) || (c == '_' && !first);
    } else if (first || !is_separator(c)) {
      break;
    }
    first = false;
  }
  return name;
}

/// Where a tag or an address may begin; 0xEF is of the full-width '#'.
using Beginning = NotableBytes<decltype([](unsigned char c) { return (c == '#') | (c == 'h') | (c == 'H') | (c == 0xEF); })>;

UChar32 last_character(std::string_view text) {
  text.remove_prefix(text.size() - std::min<std::size_t>(text.size(), 4));
  auto i = static_cast<std::int32_t>(text.size());
  UChar32 c;
  U8_PREV_OR_FFFD(text.data(), 0, i, c);
  return c;
}

/// An address swallows all up to white space: nothing in it is a tag.
std::size_t skip_address(std::string_view text, std::size_t at) {
  if ((text[at] | 32) != 'h') return at;
  const std::string_view rest = text.substr(at);
  if (!iequals(rest.substr(0, 7), "http://") && !iequals(rest.substr(0, 8), "https://")) return at;
  return at + std::min(rest.find_first_of(" \t\r\n<>\""), rest.size());
}

}  // namespace

std::vector<std::string> find_hashtags(std::string_view text) {
  std::vector<std::string> tags;
  if (text.find('#') == std::string_view::npos && text.find("\uFF03") == std::string_view::npos) return tags;
  UChar32 before = ' ';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t beginning = Beginning::find_in(text, i);
    if (beginning == text.size()) break;
    if (beginning > i) before = last_character(text.substr(i, beginning - i));
    i = beginning;
    if (const std::size_t after = skip_address(text, i); after != i && !u_isalnum(before)) {
      i = after;
      before = ' ';
      continue;
    }
    UChar32 c;
    U8_NEXT_OR_FFFD(text.data(), i, text.size(), c);
    if ((c == '#' || c == 0xFF03) && !forbids_tag(before)) {
      const Name name = read_name(text, i);
      if (name.valid && text.substr(name.end, 3) != "://") {
        tags.emplace_back(text.substr(i, name.end - i));
        i = name.end;
        c = 'x';
      }
    }
    before = c;
  }
  return tags;
}

std::vector<std::string> unique_hashtags(std::vector<std::string> tags) {
  std::unordered_set<std::string> seen;
  std::erase_if(tags, [&](const std::string& tag) {
    const std::string folded = fold_hashtag(tag);
    return folded.empty() || !seen.insert(folded).second;
  });
  return tags;
}

}  // namespace resso::text
