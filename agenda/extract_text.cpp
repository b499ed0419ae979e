#include "agenda/extract_text.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda::extraction {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A); }

/// The code point at `at` and its bytes. The text is UTF-8; a stray byte stands for itself.
char32_t code_point(std::string_view text, std::size_t at, std::size_t& size) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0); };
  const unsigned char lead = byte(0);
  size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (at + size > text.size()) size = 1;
  if (size == 1) return lead;
  char32_t c = lead & (0xFF >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) c = (c << 6) | (byte(i) & 0x3F);
  return c;
}

/// Letters beyond ASCII that our languages write, those that posters are set in (mathematical letters) and full-width ones.
bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_letter(static_cast<char>(c));
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x300 && c <= 0x36F) || (c >= 0x370 && c <= 0x1FFF) || c == 0xAA ||
         c == 0xBA || (c >= 0x1D400 && c <= 0x1D7CB) || (c >= 0xFF21 && c <= 0xFF5A);
}

bool is_capital(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return (c >= 0xC0 && c <= 0xDE && c != 0xD7) || c == 0x152;
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0xB4 || c == '`'; }
bool joins_silently(char32_t c) {
  return c == 0xFE0F || c == 0x200D || c == 0x200B || c == 0xFEFF || c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF);
}

/// "·" or "." between two l: "cancel·lat", "CANCEL.LAT".
bool is_gemination(std::string_view text, std::size_t at, std::size_t size) {
  const auto is_l = [&](std::size_t i) { return i < text.size() && (text[i] == 'l' || text[i] == 'L'); };
  return at > 0 && is_l(at - 1) && is_l(at + size);
}

}  // namespace

Wording::Wording(std::string_view text, const ExtractRules& rules, std::string_view stated_language) : text_(text), rules_(rules) {
  folded_.reserve(text.size() + 16);
  items_.reserve(text.size() / 4 + 8);
  read_items();
  join_phrases();
  choose_language(stated_language);
  part_sentences();
}

Item& Wording::add(Item::Kind kind, std::size_t begin, std::size_t end) {
  Item item;
  item.kind = kind;
  item.begin = begin;
  item.end = end;
  item.spaced = items_.empty() || items_.back().end < begin || items_.back().kind == Item::Kind::line_end;
  items_.push_back(item);
  return items_.back();
}

void Wording::read_items() {
  bool at_line_start = true;
  for (std::size_t at = 0; at < text_.size();) {
    std::size_t size = 0;
    const char32_t c = code_point(text_, at, size);
    const std::size_t before = items_.size();
    if (c == '\n') {
      add(Item::Kind::line_end, at, at + 1);
      at += 1;
      at_line_start = true;
      continue;
    }
    if (is_blank(c) || c == '\r' || joins_silently(c)) {
      at += size;
      continue;
    }
    if (read_link(at)) continue;
    if (is_digit(static_cast<char>(c)) && c < 0x80)
      read_number(at);
    else if (is_letter(c))
      read_word(at);
    else
      read_sign(at);
    if (items_.size() == before) continue;
    Item& item = items_.back();
    if (item.kind == Item::Kind::sign) continue;
    item.line_start = at_line_start;
    at_line_start = false;
  }
}

bool Wording::read_link(std::size_t& at) {
  const std::string_view rest = text_.substr(at);
  const bool starts_word = items_.empty() || items_.back().end < at || items_.back().kind != Item::Kind::word;
  if (!starts_word) return false;
  const bool mention = rest.size() > 1 && rest[0] == '@' && is_ascii_letter(rest[1]);
  if (!mention && !rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www.")) return false;
  const std::size_t size = std::min(rest.find_first_of(" \t\r\n"), rest.size());
  add(Item::Kind::link, at, at + size);
  at += size;
  return true;
}

void Wording::read_word(std::size_t& at) {
  const std::size_t begin = at;
  std::size_t size = 0;
  bool ascii = true;
  const bool capital = is_capital(code_point(text_, at, size));
  while (at < text_.size()) {
    const char32_t c = code_point(text_, at, size);
    if (!is_letter(c) && !((c == 0xB7 || c == '.') && at > begin && is_gemination(text_, at, size))) break;
    if (c >= 0x80 || c == '.') ascii = false;
    at += size;
  }
  Item& item = add(Item::Kind::word, begin, at);
  item.capital = capital;
  const std::string_view word = text_.substr(begin, at - begin);
  if (!folded_.empty()) folded_ += ' ';
  item.folded = static_cast<std::uint32_t>(folded_.size());
  if (ascii)
    for (const char c : word) folded_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  else
    folded_ += text::fold_words(word);
  item.folded_size = static_cast<std::uint32_t>(folded_.size() - item.folded);
  // An apostrophe or a hyphen inside of words parts them without a sign: "d'octubre", "cafè-tertúlia".
  const char32_t next = at < text_.size() ? code_point(text_, at, size) : 0;
  std::size_t after = 0;
  const bool letter_follows = at + size < text_.size() && is_letter(code_point(text_, at + size, after));
  const bool digit_follows = at + size < text_.size() && is_digit(text_[at + size]);
  if (is_apostrophe(next) && (letter_follows || digit_follows)) at += size;
}

void Wording::read_number(std::size_t& at) {
  const std::size_t begin = at;
  std::uint64_t number = 0;
  while (at < text_.size() && is_digit(text_[at])) {
    number = std::min<std::uint64_t>(number * 10 + static_cast<std::uint64_t>(text_[at] - '0'), 4'000'000'000U);
    ++at;
  }
  Item& item = add(Item::Kind::number, begin, at);
  item.number = static_cast<std::uint32_t>(number);
  item.digits = static_cast<std::uint8_t>(std::min<std::size_t>(at - begin, 200));
  if (!folded_.empty()) folded_ += ' ';
  item.folded = static_cast<std::uint32_t>(folded_.size());
  folded_ += text_.substr(begin, at - begin);
  item.folded_size = static_cast<std::uint32_t>(at - begin);
}

void Wording::read_sign(std::size_t& at) {
  std::size_t size = 0;
  char32_t c = code_point(text_, at, size);
  const bool after_word = !items_.empty() && items_.back().kind == Item::Kind::word && items_.back().end == at;
  std::size_t next_size = 0;
  const bool before_word = at + size < text_.size() && is_letter(code_point(text_, at + size, next_size));
  if (c == '-' && after_word && before_word) {
    at += size;
    return;
  }
  if (is_apostrophe(c)) c = '\'';
  Item& item = add(Item::Kind::sign, at, at + size);
  item.sign = c;
  folded_ += '\n';  // no phrase goes on over a sign
  at += size;
}

std::string_view Wording::folded(std::size_t i) const {
  const Item& item = (*this)[i];
  return std::string_view(folded_).substr(item.folded, item.folded_size);
}

/// The longest known phrase that begins at raw item `first`: how many items it takes; `item` gets its senses.
std::size_t Wording::known_phrase(std::size_t first, Item& item) const {
  const std::string_view word = folded(first);
  const int longest = rules_.longest_from(word);
  std::size_t run = 1;
  while (static_cast<int>(run) < longest && first + run < items_.size()) {
    const Item& next = items_[first + run];
    if (next.kind != Item::Kind::word && next.kind != Item::Kind::number) break;
    ++run;
  }
  for (std::size_t count = longest > 0 ? run : 0; count > 0; --count) {
    const Item& last = items_[first + count - 1];
    const std::size_t size = last.folded + last.folded_size - item.folded;
    if (const Senses* senses = rules_.phrase(std::string_view(folded_).substr(item.folded, size))) {
      item.senses = senses;
      item.folded_size = static_cast<std::uint32_t>(size);
      item.end = last.end;
      return count;
    }
  }
  if (item.kind == Item::Kind::word) item.senses = rules_.stem(word);
  return 1;
}

void Wording::join_phrases() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < items_.size();) {
    Item item = items_[i];
    std::size_t taken = 1;
    if (item.kind == Item::Kind::word || item.kind == Item::Kind::number) taken = known_phrase(i, item);
    if (item.kind == Item::Kind::word && i > 0 && items_[i - 1].kind == Item::Kind::word && items_[i - 1].end + 1 == item.begin &&
        text_[item.begin - 1] == '-')
      item.hyphened = true;
    if (taken > 1) item.kind = Item::Kind::word;
    items_[kept++] = item;
    i += taken;
  }
  items_.resize(kept);
}

void Wording::choose_language(std::string_view stated) {
  std::array<int, 16> counts{};
  const auto& languages = rules_.languages();
  std::size_t letters = 0, capitals = 0;
  for (const Item& item : items_) {
    if (item.kind == Item::Kind::word) {
      letters += 1;
      const std::string_view word = text_.substr(item.begin, item.end - item.begin);
      capitals += item.capital && word.size() > 1 && std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    }
    if (item.senses == nullptr || item.kind != Item::Kind::word) continue;
    const std::uint8_t first = item.senses->front().language;
    const bool only_one = first < counts.size() && std::all_of(item.senses->begin(), item.senses->end(),
                                                               [&](const Sense& sense) { return sense.language == first; });
    if (only_one) counts[first] += item.folded_size >= 3 ? 1 : 0;
    for (const Sense& sense : *item.senses)
      if (sense.role == Role::frequent && sense.language < counts.size()) ++counts[sense.language];
  }
  shouts_ = capitals * 2 > letters && letters > 3;
  int best = 0;
  for (std::size_t i = 0; i < languages.size() && i < counts.size(); ++i) {
    const int score = counts[i] * 2 + (stated.substr(0, 2) == languages[i] ? 3 : 0);
    if (score <= best) continue;
    best = score;
    language_ = static_cast<std::uint8_t>(i);
  }
  for (Item& item : items_) {
    if (item.senses == nullptr) continue;
    item.foreign = std::none_of(item.senses->begin(), item.senses->end(),
                                [&](const Sense& sense) { return sense.language == language_ && sense.role != Role::frequent; });
  }
}

const std::string& Wording::language() const {
  static const std::string none;
  return language_ < rules_.languages().size() ? rules_.languages()[language_] : none;
}

/// A word that the text's language knows has only the senses that it has there; a longer one of another language keeps its own.
const Sense* Wording::sense(std::size_t i, Role role) const {
  const Item& item = (*this)[i];
  if (item.senses == nullptr) return nullptr;
  const bool wide = item.foreign && item.folded_size >= 4;
  for (const Sense& sense : *item.senses) {
    if (sense.role == role && (sense.language == language_ || sense.language == kAnyLanguage || wide)) return &sense;
  }
  return nullptr;
}

bool Wording::ends_as(std::size_t i, Role role) const {
  const Item& item = (*this)[i];
  return item.kind == Item::Kind::word && rules_.ends(folded(i), text_.substr(item.begin, item.end - item.begin), role, language_);
}

std::optional<int> Wording::value(std::size_t i, Role role) const {
  const Sense* found = sense(i, role);
  return found == nullptr ? std::nullopt : std::optional<int>(found->value);
}

bool Wording::is_dash(std::size_t i) const { return is_sign(i, '-') || is_sign(i, 0x2013) || is_sign(i, 0x2014) || is_sign(i, 0x2192); }

bool Wording::is_break(std::size_t i) const { return (*this)[i].kind == Item::Kind::line_end || (*this)[i].kind == Item::Kind::end; }

Span Wording::span(std::size_t first, std::size_t last) const {
  if (first >= last || first >= items_.size()) return {};
  return {items_[first].begin, items_[std::min(last, items_.size()) - 1].end};
}

bool Wording::ends_sentence(std::size_t i) const {
  const Item& item = items_[i];
  if (item.sign == '!' || item.sign == '?' || item.sign == 0x2026) return true;
  if (item.sign != '.') return false;
  const Item& next = (*this)[i + 1];
  if (!next.spaced && next.kind != Item::Kind::end) return false;
  if (i == 0) return true;
  const bool abbreviation =
      items_[i - 1].folded_size <= 4 && (is(i - 1, Role::weekday) || is(i - 1, Role::street) || is(i - 1, Role::phone));
  const bool initial = items_[i - 1].kind == Item::Kind::word && items_[i - 1].folded_size == 1 && !is(i - 1, Role::hour_unit);
  return !abbreviation && !initial;
}

void Wording::part_sentences() {
  std::uint32_t sentence = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    items_[i].sentence = sentence;
    if (items_[i].kind == Item::Kind::line_end || (items_[i].kind == Item::Kind::sign && ends_sentence(i))) ++sentence;
  }
}

}  // namespace resso::agenda::extraction
