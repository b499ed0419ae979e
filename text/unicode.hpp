// Words as people compare them. All strings are UTF-8; ill-formed bytes are replaced by U+FFFD, never passed on. ICU inside.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace resso::text {

/// NFKC_Casefold: for identity ("Straße" = "STRASSE").
std::string casefold(std::string_view utf8);

/// casefold, marks stripped, the Catalan l·l written ll: the one fold for hashtags, search, titles and names
/// ("Català" = "catala", "Col·lectiu" = "COL.LECTIU" = "collectiu", "n'Anna" keeps its apostrophe as a space).
/// Punctuation becomes single spaces; the result is trimmed.
std::string fold_words(std::string_view utf8);

/// casefold and marks stripped, letters, digits and '_' only: "#Català" and "catala" are one hashtag.
std::string fold_hashtag(std::string_view utf8);

bool is_valid_utf8(std::string_view bytes);
std::string repair_utf8(std::string_view bytes);

/// At most `max` bytes, cut before a code point, never inside one.
std::string_view truncate_utf8(std::string_view utf8, std::size_t max);

/// At most `max` code points, at a word's end where there is one, with "…" when something was cut.
std::string abridge(std::string_view utf8, std::size_t max);

/// First letter in upper case, for the head of a sentence.
std::string capitalised(std::string_view utf8);

/// White space runs (Unicode) become one space; trimmed.
std::string collapse_space(std::string_view utf8);
std::string_view trim(std::string_view ascii_space);
bool iequals(std::string_view a, std::string_view b);  ///< ASCII only
std::string to_lower_ascii(std::string_view text);

}  // namespace resso::text
