#include "text/unicode.hpp"

#include "text/byte_set.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <simdjson.h>

#include <algorithm>
#include <stdexcept>

namespace resso::text {
namespace {

using Instance = const icu::Normalizer2* (*)(UErrorCode&);

const icu::Normalizer2& instance(Instance get) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = get(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalisation data: install libicu's data");
  return *found;
}

std::string normalise(const icu::Normalizer2& form, std::string_view utf8) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(utf8.size()));
  UErrorCode status = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), sink, nullptr, status);
  return out;
}

void append(std::string& out, UChar32 c) {
  char bytes[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  out.append(bytes, length);
}

/// The code point at `i`, which moves on; U+FFFD for each maximal ill-formed part.
UChar32 next(std::string_view utf8, std::size_t& i) {
  UChar32 c;
  U8_NEXT_OR_FFFD(utf8.data(), i, utf8.size(), c);
  return c;
}

/// u_isUWhiteSpace, asked only where more than a few characters could be meant.
bool is_white_space(UChar32 c) {
  return c < 0x1680 ? c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 : u_isUWhiteSpace(c) != 0;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Accents and the like, which any script may borrow; not the vowel signs of Indic scripts nor the voicing marks of kana, which are letters
/// to their readers.
bool is_strippable_mark(UChar32 c) {
  if (c < 0x300 || u_charType(c) != U_NON_SPACING_MARK || c == 0x3099 || c == 0x309A) return false;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status) == USCRIPT_INHERITED;
}

/// Letters that Unicode does not decompose and that people type without their stroke.
const char* plain_letter(UChar32 c) {
  switch (c) {
    case 0xE6: return "ae";
    case 0xF8: return "o";
    case 0x111: return "d";
    case 0x127: return "h";
    case 0x131: return "i";
    case 0x142: return "l";
    case 0x153: return "oe";
    case 0x167: return "t";
    default: return nullptr;
  }
}

std::string strip_marks(std::string_view folded) {
  static const icu::Normalizer2& decomposed = instance(icu::Normalizer2::getNFDInstance);
  static const icu::Normalizer2& composed = instance(icu::Normalizer2::getNFCInstance);
  const std::string apart = normalise(decomposed, folded);
  std::string out;
  out.reserve(apart.size());
  for (std::size_t i = 0; i < apart.size();) {
    const UChar32 c = next(apart, i);
    if (is_strippable_mark(c)) continue;
    if (const char* plain = plain_letter(c))
      out += plain;
    else
      append(out, c);
  }
  return normalise(composed, out);
}

/// What people type between the two l of "col·lectiu".
bool is_middle_dot(UChar32 c) {
  return c == 0xB7 || c == '.' || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22C5 || c == 0x30FB || c == 0xFF65;
}

bool is_word_char(UChar32 c) { return u_isalnum(c) || (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_N_MASK)) != 0; }

/// Words of `folded` (casefolded, marks stripped); what is no word character goes through `separate`.
template <class Separate>
std::string keep_words(std::string_view folded, Separate separate) {
  std::string out;
  out.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size();) {
    const UChar32 c = next(folded, i);
    if (is_word_char(c))
      append(out, c);
    else if (!(is_middle_dot(c) && !out.empty() && out.back() == 'l' && i < folded.size() && folded[i] == 'l'))
      separate(out, c);
  }
  return out;
}

}  // namespace

std::string casefold(std::string_view utf8) {
  if (is_ascii(utf8)) return to_lower_ascii(utf8);
  static const icu::Normalizer2& form = instance(icu::Normalizer2::getNFKCCasefoldInstance);
  if (!is_valid_utf8(utf8)) return normalise(form, repair_utf8(utf8));
  return normalise(form, utf8);
}

std::string fold_words(std::string_view utf8) {
  std::string folded = casefold(utf8);
  if (!is_ascii(folded)) folded = strip_marks(folded);
  std::string words = keep_words(folded, [](std::string& out, UChar32) {
    if (!out.empty() && out.back() != ' ') out += ' ';
  });
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

std::string fold_hashtag(std::string_view utf8) {
  std::string folded = casefold(utf8);
  const bool ascii = is_ascii(folded);
  if (!ascii) folded = strip_marks(folded);
  std::string words = keep_words(folded, [](std::string& out, UChar32 c) {
    if (c == '_') out += '_';
  });
  // What stood apart may now stand beside: marks of other scripts have an order of their own.
  return ascii ? words : normalise(instance(icu::Normalizer2::getNFCInstance), words);
}

bool is_valid_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::string repair_utf8(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  std::string out;
  out.reserve(bytes.size() + 16);
  for (std::size_t i = 0; i < bytes.size();) append(out, next(bytes, i));
  return out;
}

std::string_view truncate_utf8(std::string_view utf8, std::size_t max) {
  if (utf8.size() <= max) return utf8;
  while (max > 0 && (static_cast<unsigned char>(utf8[max]) & 0xC0) == 0x80) --max;
  return utf8.substr(0, max);
}

std::string abridge(std::string_view utf8, std::size_t max) {
  if (utf8.size() <= max) return std::string(utf8);  // it has no more characters than bytes
  std::size_t i = 0, points = 0, fits = 0, word_end = 0;
  bool in_word = false;
  while (i < utf8.size()) {
    const std::size_t start = i;
    const bool space = is_white_space(next(utf8, i));
    if (points + 1 <= max) fits = start;  // room for "…" after what comes before
    if (space && in_word && points + 1 <= max) word_end = start;
    in_word = !space;
    if (++points > max) break;
  }
  if (points <= max) return std::string(utf8);
  if (max == 0) return {};
  // A single long word is cut inside; otherwise no more than half is given up to end at a word.
  const std::size_t cut = word_end * 2 >= fits ? word_end : fits;
  return std::string(trim(utf8.substr(0, cut))) + "…";
}

std::string capitalised(std::string_view utf8) {
  if (utf8.empty()) return {};
  std::size_t i = 0;
  std::string out;
  append(out, u_totitle(next(utf8, i)));
  return out += utf8.substr(i);
}

std::string collapse_space(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool pending = false;
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t word = i;  // of ASCII: most are
    while (i < utf8.size() && utf8[i] > ' ') ++i;
    if (i > word) {
      if (pending) out += ' ';
      pending = false;
      out += utf8.substr(word, i - word);
      continue;
    }
    const UChar32 c = next(utf8, i);
    if (is_white_space(c)) {
      pending = !out.empty();
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    append(out, c);
  }
  return out;
}

std::string_view trim(std::string_view ascii_space) {
  constexpr ByteSet kSpace(" \t\r\n\f\v");
  const std::size_t first = kSpace.find_other_in(ascii_space);
  if (first == std::string_view::npos) return {};
  std::size_t end = ascii_space.size();
  while (kSpace.contains(ascii_space[end - 1])) --end;
  return ascii_space.substr(first, end - first);
}

bool iequals(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace resso::text
