// Which bytes matter, and where the next one stands: std::string_view::find_first_of calls memchr once for every byte that it passes.
// ByteSet is for short ways, NotableBytes for texts in which most bytes do not matter.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace resso::text {

class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool contains(char c) const { return has_[static_cast<unsigned char>(c)]; }

  /// Offset of the first byte of the set at or behind `from`; std::string_view::npos: there is none.
  constexpr std::size_t find_in(std::string_view text, std::size_t from = 0) const { return find(text, from, true); }
  /// The same of the first byte that is not of the set.
  constexpr std::size_t find_other_in(std::string_view text, std::size_t from = 0) const { return find(text, from, false); }

 private:
  constexpr std::size_t find(std::string_view text, std::size_t from, bool wanted) const {
    const char* const data = text.data();
    const std::size_t size = text.size();
    for (std::size_t i = from; i < size; ++i) {
      if (contains(data[i]) == wanted) return i;
    }
    return std::string_view::npos;
  }

  std::array<bool, 256> has_{};
};

/// `Notable`: a lambda without captures that says by comparisons alone, joined by | and &, whether a byte matters. Sixteen are then asked
/// at once.
template <class Notable>
class NotableBytes {
 public:
  static constexpr bool contains(char c) { return kTable[static_cast<unsigned char>(c)]; }

  /// Offset of the first one at or behind `from`; the text's size: there is none.
  static std::size_t find_in(std::string_view text, std::size_t from) {
    const char* const data = text.data();
    const std::size_t size = text.size();
    while (from + kAtOnce <= size && !any_in(data + from)) from += kAtOnce;
    while (from < size && !contains(data[from])) ++from;
    return from;
  }

 private:
  static constexpr std::size_t kAtOnce = 16;

  static bool any_in(const char* bytes) {
    unsigned char any = 0;
    for (std::size_t i = 0; i < kAtOnce; ++i) any = static_cast<unsigned char>(any | Notable{}(static_cast<unsigned char>(bytes[i])));
    return any != 0;
  }

  static constexpr std::array<bool, 256> kTable = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c) table[c] = Notable{}(static_cast<unsigned char>(c)) != 0;
    return table;
  }();
};

}  // namespace resso::text
