// merge_lexicon.hpp's second half: when two words are one, by what they mean or by how they are spelt.
#include "agenda/merge_lexicon.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

struct Change {
  std::string_view from, to;
};
// What Catalan, Spanish and English write differently for the same sound or ending; longest first.
constexpr std::array kChanges{
    Change{"ciones", "sio"}, Change{"cions", "sio"}, Change{"tions", "sio"}, Change{"cion", "sio"}, Change{"tion", "sio"},
    Change{"sion", "sio"},   Change{"dades", "tat"}, Change{"tats", "tat"},  Change{"dad", "tat"},  Change{"ce", "se"},
    Change{"ci", "si"},      Change{"tx", "x"},      Change{"ch", "x"},      Change{"sh", "x"},     Change{"ph", "f"},
    Change{"th", "t"},       Change{"ny", "n"},      Change{"qu", "c"},      Change{"ck", "c"},     Change{"ix", "x"},
    Change{"tg", "g"},       Change{"tj", "g"},      Change{"k", "c"},       Change{"j", "g"},      Change{"y", "i"},
    Change{"z", "s"},        Change{"v", "b"},       Change{"w", "b"},       Change{"h", ""},       Change{"_", ""}};

constexpr std::array<bool, 256> kMayChange = [] {
  std::array<bool, 256> begins{};
  for (const Change& change : kChanges) begins[static_cast<unsigned char>(change.from.front())] = true;
  return begins;
}();

// At the front of it; null: none.
const Change* change_at(std::string_view rest) {
  if (!kMayChange[static_cast<unsigned char>(rest.front())]) return nullptr;
  const auto found = std::find_if(kChanges.begin(), kChanges.end(), [&](const Change& c) { return rest.starts_with(c.from); });
  return found == kChanges.end() ? nullptr : &*found;
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin()).first - a.begin());
}

// Optimal string alignment: changes, gaps, and neighbours that changed places.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), older;
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    older = std::move(before);
    before = row;
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], older[j - 2] + 1);
    }
  }
  return row.back();
}

bool intersect(const std::vector<int>& a, const std::vector<int>& b) {
  return std::any_of(a.begin(), a.end(), [&](int value) { return std::binary_search(b.begin(), b.end(), value); });
}

// "bici" and "bicicletes", "lloguer" and "lloguers", "astronomia" and "astronòmica".
bool one_stem(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
  const std::size_t common = common_prefix(a, b);
  if (common < 4 || longer - common > 6) return false;
  return common == shorter || (common >= 5 && common + 2 >= shorter && longer - common <= 5);
}

// "datura" of "d'atura": an apostrophe that was forgotten.
bool is_elided(const Word& shorter, const Word& longer) {
  return longer.may_be_elided && shorter.text.size() >= 4 && longer.text.size() == shorter.text.size() + 1 &&
         longer.text.ends_with(shorter.text);
}

// "sant_joan" and "sant_jordi" begin alike and are two.
bool is_phrase(const Word& word) { return word.text.find('_') != std::string::npos; }

// "12s" is no "14s" badly written.
bool has_digit(const Word& word) { return word.text.find_first_of("0123456789") != std::string::npos; }

}  // namespace

std::string skeleton_of(std::string_view folded) {
  std::string out;
  for (std::size_t i = 0; i < folded.size();) {
    const Change* change = change_at(folded.substr(i));
    const std::string_view piece = change != nullptr ? change->to : folded.substr(i, 1);
    for (const char c : piece)
      if (out.empty() || out.back() != c) out += c;  // "ll" as "l", "ss" as "s"
    i += change != nullptr ? change->from.size() : 1;
  }
  if (out.size() > 4 && out.back() == 's') out.pop_back();
  while (out.size() > 4 && is_vowel(out.back())) out.pop_back();
  return out;
}

bool may_be_slip(const Word& a, const Word& b) {
  if (has_digit(a) || has_digit(b) || a.text.front() != b.text.front()) return false;
  if (!a.meanings.empty() && !b.meanings.empty()) return false;
  const std::string &shorter = a.text.size() <= b.text.size() ? a.text : b.text, &longer = a.text.size() <= b.text.size() ? b.text : a.text;
  if (edits(shorter, longer) * 3 <= longer.size()) return true;
  // "gral" of "general", "asoc" of "asociacion"
  std::size_t at = 0;
  for (const char c : longer) at += at < shorter.size() && shorter[at] == c;
  return at == shorter.size() && shorter.size() >= 2 && shorter.size() * 2 <= longer.size() + 1;
}

double likeness(const Word& a, const Word& b) {
  if (a.text == b.text) return 1;
  if (!a.meanings.empty() && !b.meanings.empty()) return intersect(a.meanings, b.meanings) ? 0.95 : 0;
  const bool digits = a.number >= 0 || b.number >= 0;
  if (digits) return 0;
  if (a.skeleton == b.skeleton && a.skeleton.size() >= 4) return 0.95;
  if (!is_phrase(a) && !is_phrase(b) && one_stem(a.skeleton, b.skeleton)) return 0.85;
  if (is_elided(a, b) || is_elided(b, a)) return 0.85;
  const std::size_t shorter = std::min(a.text.size(), b.text.size()), longer = std::max(a.text.size(), b.text.size());
  // "F. Canyameres"
  if (shorter == 1) return a.text.front() == b.text.front() && longer > 2 ? 0.8 : 0;
  if (shorter == 4 && longer == 5) return a.text.front() == b.text.front() && edits(a.text, b.text) == 1 ? 0.8 : 0;
  if (shorter < 5 || longer - shorter > 2 || a.text.front() != b.text.front()) return 0;
  return edits(a.text, b.text) <= (shorter >= 8 ? 2U : 1U) ? 0.8 : 0;
}

}  // namespace resso::agenda
