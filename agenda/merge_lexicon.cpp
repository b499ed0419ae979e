#include "agenda/merge_lexicon.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <charconv>

namespace resso::agenda {
namespace {

constexpr std::array<std::pair<std::string_view, Sign>, 30> kRoles{{{"meaning", Sign::meaning},
                                                                    {"act", Sign::act},
                                                                    {"place", Sign::place},
                                                                    {"apart", Sign::apart},
                                                                    {"doors", Sign::doors},
                                                                    {"session", Sign::session},
                                                                    {"postponed", Sign::postponed},
                                                                    {"cancelled", Sign::cancelled},
                                                                    {"whole", Sign::whole},
                                                                    {"part", Sign::part},
                                                                    {"preparatory", Sign::preparatory},
                                                                    {"weak", Sign::weak},
                                                                    {"everywhere", Sign::everywhere},
                                                                    {"noise", Sign::noise},
                                                                    {"stop", Sign::stop},
                                                                    {"room", Sign::room},
                                                                    {"plain", Sign::plain},
                                                                    {"moved_place", Sign::moved_place},
                                                                    {"moved_hour", Sign::moved_hour},
                                                                    {"hybrid", Sign::hybrid},
                                                                    {"online", Sign::online},
                                                                    {"setting", Sign::setting},
                                                                    {"several", Sign::several},
                                                                    {"beside", Sign::beside},
                                                                    {"address", Sign::address},
                                                                    {"street", Sign::street},
                                                                    {"counted", Sign::counted},
                                                                    {"undecided", Sign::undecided},
                                                                    {"who", Sign::who},
                                                                    {"name", Sign::name}}};

std::uint32_t sign_named(std::string_view role) {
  for (const auto& [name, sign] : kRoles)
    if (name == role) return static_cast<std::uint32_t>(sign);
  return 0;
}

// Of a word that is spelt as none of the file is, but sounds as one.
constexpr std::uint32_t kKept = static_cast<std::uint32_t>(Sign::act) | static_cast<std::uint32_t>(Sign::place) |
                                static_cast<std::uint32_t>(Sign::setting) | static_cast<std::uint32_t>(Sign::several);

constexpr std::uint32_t kOfPieces = static_cast<std::uint32_t>(Sign::doors) | static_cast<std::uint32_t>(Sign::address);

bool gives_meaning(std::string_view role) {
  return role == "meaning" || role == "act" || role == "place" || role == "room" || role == "online" || role == "apart" || role == "name";
}

// Folded text has single spaces.
std::vector<std::string_view> split(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const auto end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

// À to Þ in UTF-8 are C3 80 to C3 9E.
bool begins_capital(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  return (byte(at) >= 'A' && byte(at) <= 'Z') || (byte(at) == 0xC3 && byte(at + 1) >= 0x80 && byte(at + 1) <= 0x9E);
}

// "#AplecDeSardanes" as "Aplec De Sardanes": hashtags have no spaces.
std::string open_hashtags(std::string_view text) {
  std::string out;
  bool within = false, capital = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '#') within = true, capital = true;
    if (c == ' ' || c == '\n') within = false;
    const bool now = begins_capital(text, i);
    if (within && now && !capital) out += ' ';
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) capital = now || c == '#';
    out += c == '#' ? ' ' : c;
  }
  return out;
}

int number_in(std::string_view text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

std::string join(const std::vector<std::string_view>& words, std::size_t from, std::size_t count) {
  std::string out;
  for (std::size_t i = from; i < from + count; ++i) (out += i == from ? "" : "_") += words[i];
  return out;
}

template <class T>
void insert_sorted(std::vector<T>& to, T value) {
  const auto at = std::lower_bound(to.begin(), to.end(), value);
  if (at == to.end() || *at != value) to.insert(at, value);
}

}  // namespace

MergeLexicon::MergeLexicon(const std::vector<config::MergeWord>& rows) {
  int number = 0;
  for (const auto& row : rows) {
    ++number;
    for (const auto& form : row.forms) add(form, row, number);
  }
}

void MergeLexicon::add(const std::string& form, const config::MergeWord& row, int number) {
  const std::string folded = text::fold_words(form);
  const auto words = split(folded);
  if (words.empty()) return;
  if (row.role == "elided") elided_ += words.front();
  if (sign_named(row.role) == 0) return;  // "a les" says where an hour stands; it is no word
  const std::string key = join(words, 0, words.size());
  Entry& entry = entries_[key];
  entry.signs |= sign_named(row.role);
  if (gives_meaning(row.role)) insert_sorted(entry.meanings, number);
  if (row.role == "apart") insert_sorted(entry.apart, {sets_.emplace(row.set, static_cast<int>(sets_.size())).first->second, number});
  if (words.size() > 1) {
    auto& lengths = lengths_[std::string(words.front())];
    if (std::find(lengths.begin(), lengths.end(), words.size()) == lengths.end()) lengths.push_back(words.size());
    std::sort(lengths.rbegin(), lengths.rend());
  } else if (key.size() >= 5 && gives_meaning(row.role)) {
    auto& only = by_skeleton_.try_emplace(skeleton_of(key), key).first->second;
    if (only != key && (only.empty() || entries_[only].meanings != entry.meanings)) only.clear();
  }
}

const MergeLexicon::Entry* MergeLexicon::find(std::string_view text) const {
  if (const auto found = entries_.find(text); found != entries_.end()) return &found->second;
  if (text.size() > 3 && text.back() == 's')
    if (const auto found = entries_.find(text.substr(0, text.size() - 1)); found != entries_.end()) return &found->second;
  return nullptr;
}

Words MergeLexicon::words_of(std::string_view text) const {
  const std::string folded = text::fold_words(open_hashtags(text));
  const auto raw = split(folded);
  Words words;
  words.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size();) {
    std::size_t count = 1;
    if (const auto lengths = lengths_.find(raw[i]); lengths != lengths_.end())
      for (const auto length : lengths->second)
        if (i + length <= raw.size() && entries_.contains(join(raw, i, length))) {
          count = length;
          break;
        }
    Word word;
    word.text = join(raw, i, count);
    word.skeleton = skeleton_of(word.text);
    word.number = number_in(word.text);
    word.may_be_elided = elided_.find(word.text.front()) != std::string::npos;
    if (const Entry* entry = find(word.text)) {
      word.meanings = entry->meanings;
      word.signs = entry->signs;
      word.apart = entry->apart;
    } else if (const auto alike = by_skeleton_.find(word.skeleton);
               word.skeleton.size() >= 5 && alike != by_skeleton_.end() && !alike->second.empty()) {
      // Spelt otherwise, or in a form that the file does not have: it means the same, but explains nothing.
      const Entry& meant = entries_.at(alike->second);
      word.meanings = meant.meanings;
      word.signs = meant.signs & kKept;
    }
    // "Recollida de dorsals" is one word, and still speaks of bibs; "us expliquem" still speaks to people.
    for (std::size_t k = i; count > 1 && k < i + count; ++k)
      if (const Entry* piece = find(raw[k])) word.signs |= piece->signs & kOfPieces;
    words.push_back(std::move(word));
    i += count;
  }
  return words;
}

}  // namespace resso::agenda
