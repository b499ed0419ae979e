#include "text/html_scan.hpp"

#include "text/byte_set.hpp"
#include "text/html_bound.hpp"
#include "text/unicode.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <forward_list>
#include <vector>

namespace resso::text {
namespace {

/// How the tree builder treats an element (WHATWG HTML §13.2.6.4.7), as far as it matters here.
enum class Sort : unsigned char {
  formatting,  ///< opened again after what closes it: must be closed in order
  link,        ///< formatting, and closes another one
  phrase,      ///< nothing special
  block,       ///< closes a paragraph
  list,        ///< a block that holds items
  heading,     ///< a block that closes another heading
  item,
  paragraph,
  empty,  ///< no content
  rule,   ///< no content, closes a paragraph
};

/// A name of at most 12 letters as two numbers, which compare at once.
struct Name {
  std::uint64_t front = 0;
  std::uint32_t back = 0;

  constexpr explicit Name(std::string_view lower) {
    for (std::size_t i = 0; i < lower.size(); ++i) add(lower[i], i);
  }
  constexpr void add(char c, std::size_t at) {
    const auto byte = static_cast<unsigned char>(c);
    if (at < 8)
      front |= std::uint64_t{byte} << (8 * at);
    else
      back |= std::uint32_t{byte} << (8 * (at - 8));
  }
  constexpr bool operator==(const Name&) const = default;
};
constexpr std::size_t kLongestName = 12;

struct Known {
  constexpr Known(std::string_view lower, GumboTag its_tag, Sort its_sort) : name(lower), tag(its_tag), sort(its_sort) {}
  Name name;
  GumboTag tag;
  Sort sort;
};

/// Those met most come first: the table is searched in order. All of them are shown (html_sanitize.cpp), none is hidden (html_text.cpp).
constexpr std::array kKnown{
    Known{"p", GUMBO_TAG_P, Sort::paragraph},
    Known{"a", GUMBO_TAG_A, Sort::link},
    Known{"span", GUMBO_TAG_SPAN, Sort::phrase},
    Known{"br", GUMBO_TAG_BR, Sort::empty},
    Known{"strong", GUMBO_TAG_STRONG, Sort::formatting},
    Known{"li", GUMBO_TAG_LI, Sort::item},
    Known{"em", GUMBO_TAG_EM, Sort::formatting},
    Known{"img", GUMBO_TAG_IMG, Sort::empty},
    Known{"div", GUMBO_TAG_DIV, Sort::block},
    Known{"b", GUMBO_TAG_B, Sort::formatting},
    Known{"i", GUMBO_TAG_I, Sort::formatting},
    Known{"ul", GUMBO_TAG_UL, Sort::list},
    Known{"h2", GUMBO_TAG_H2, Sort::heading},
    Known{"h3", GUMBO_TAG_H3, Sort::heading},
    Known{"figure", GUMBO_TAG_FIGURE, Sort::block},
    Known{"figcaption", GUMBO_TAG_FIGCAPTION, Sort::block},
    Known{"blockquote", GUMBO_TAG_BLOCKQUOTE, Sort::block},
    Known{"ol", GUMBO_TAG_OL, Sort::list},
    Known{"h1", GUMBO_TAG_H1, Sort::heading},
    Known{"h4", GUMBO_TAG_H4, Sort::heading},
    Known{"h5", GUMBO_TAG_H5, Sort::heading},
    Known{"h6", GUMBO_TAG_H6, Sort::heading},
    Known{"u", GUMBO_TAG_U, Sort::formatting},
    Known{"s", GUMBO_TAG_S, Sort::formatting},
    Known{"small", GUMBO_TAG_SMALL, Sort::formatting},
    Known{"code", GUMBO_TAG_CODE, Sort::formatting},
    Known{"hr", GUMBO_TAG_HR, Sort::rule},
    Known{"section", GUMBO_TAG_SECTION, Sort::block},
    Known{"article", GUMBO_TAG_ARTICLE, Sort::block},
    Known{"header", GUMBO_TAG_HEADER, Sort::block},
    Known{"footer", GUMBO_TAG_FOOTER, Sort::block},
    Known{"time", GUMBO_TAG_TIME, Sort::phrase},
    Known{"abbr", GUMBO_TAG_ABBR, Sort::phrase},
    Known{"cite", GUMBO_TAG_CITE, Sort::phrase},
    Known{"sub", GUMBO_TAG_SUB, Sort::phrase},
    Known{"sup", GUMBO_TAG_SUP, Sort::phrase},
    Known{"del", GUMBO_TAG_DEL, Sort::phrase},
    Known{"ins", GUMBO_TAG_INS, Sort::phrase},
    Known{"q", GUMBO_TAG_Q, Sort::phrase},
};

bool has_no_content(const Known& element) { return element.sort == Sort::empty || element.sort == Sort::rule; }

/// Bytes of text that need a look.
enum class Byte : unsigned char { plain, less, ampersand, forbidden, c2, ef, four };

constexpr ByteSet kAttributeBytes("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:");

constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = Byte::forbidden;
  table['\t'] = table['\n'] = Byte::plain;
  table['<'] = Byte::less;
  table['&'] = Byte::ampersand;
  table[0x7F] = Byte::forbidden;
  table[0xC2] = Byte::c2;
  table[0xEF] = Byte::ef;
  for (std::size_t c = 0xF0; c < 0x100; ++c) table[c] = Byte::four;
  return table;
}();

/// All that are not plain.
using Notable = NotableBytes<decltype([](unsigned char c) {
  return ((c < 0x20) & (c != '\t') & (c != '\n')) | (c == '<') | (c == '&') | (c == 0x7F) | (c == 0xC2) | (c == 0xEF) | (c >= 0xF0);
})>;

Byte byte_at(std::string_view text, std::size_t i) { return kBytes[static_cast<unsigned char>(text[i])]; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alnum(char c) { return is_alpha(c) || (c >= '0' && c <= '9'); }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c; }

/// Of well-formed UTF-8: does the sequence at `i` stand for a character that the tree builder changes?
bool is_odd_character(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
  switch (byte_at(text, i)) {
    case Byte::forbidden: return true;
    case Byte::c2: return byte(1) < 0xA0;
    case Byte::ef: return byte(1) == 0xB7 || (byte(1) == 0xBB && byte(2) == 0xBF) || (byte(1) == 0xBF && byte(2) >= 0xBE);
    case Byte::four: return byte(2) == 0xBF && byte(3) >= 0xBE;
    default: return false;
  }
}

class Attributes final : public HtmlAttributes {
 public:
  bool empty() const override { return pairs_.empty(); }
  std::optional<std::string_view> find(std::string_view name) const override {
    for (const auto& [key, value] : pairs_) {
      if (key == name) return value;
    }
    return std::nullopt;
  }
  void clear() {
    pairs_.clear();
    made_.clear();
  }
  std::size_t size() const { return pairs_.size(); }
  void add(std::string_view key, std::string_view value) { pairs_.emplace_back(key, value); }
  /// What does not stand in the document as it means.
  std::string_view keep(std::string made) { return made_.emplace_front(std::move(made)); }

 private:
  std::vector<std::pair<std::string_view, std::string_view>> pairs_;
  std::forward_list<std::string> made_;
};

const Attributes kNoAttributes;

class Scan {
 public:
  Scan(std::string_view html, HtmlEvents& events) : html_(html), events_(events) {}

  bool run() {
    while (at_ < html_.size()) {
      if (!text()) return false;
      if (at_ < html_.size() && !markup()) return false;
    }
    for (; !open_.empty(); open_.pop_back()) events_.close(open_.back()->tag);
    return true;
  }

 private:
  /// Up to the next markup.
  bool text() {
    if (!begun_)  // white space before everything is none of the body's
      while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    const std::size_t first = at_;
    std::size_t from = at_;
    const auto flush = [&](std::size_t to) {
      if (to > from) events_.text(html_.substr(from, to - from));
    };
    for (;; ++at_) {
      at_ = Notable::find_in(html_, at_);
      if (at_ == html_.size()) break;
      const Byte byte = byte_at(html_, at_);
      if (byte == Byte::less) {
        if (begins_markup()) break;
        reopened_ += formatting_;
        continue;
      }
      if (byte != Byte::ampersand) {
        if (is_odd_character(html_, at_)) return false;
        continue;
      }
      if (at_ + 1 == html_.size() || is_space(html_[at_ + 1])) continue;
      const auto reference = read_plain_reference(html_.substr(at_));
      if (!reference) return false;
      flush(at_);
      events_.text(reference->utf8);
      at_ += reference->length - 1;
      from = at_ + 1;
    }
    flush(at_);
    if (at_ > first) begun_ = true;
    if (at_ > first) reopened_ += formatting_;
    return reopened_ <= kBounds.reopened;
  }

  bool begins_markup() const {
    if (at_ + 1 == html_.size()) return false;
    const char next = html_[at_ + 1];
    return is_alpha(next) || next == '/' || next == '!' || next == '?';
  }

  bool markup() {
    if (html_[at_ + 1] == '!') return comment();
    if (html_[at_ + 1] == '/') return end_tag();
    return is_alpha(html_[at_ + 1]) && start_tag();
  }

  bool comment() {
    if (!html_.substr(at_).starts_with("<!--")) return false;
    const std::size_t end = html_.find("--", at_ + 4);
    if (end == std::string_view::npos || html_.substr(end, 3) != "-->" || html_[at_ + 4] == '>' || html_[at_ + 4] == '-') return false;
    at_ = end + 3;
    // What is before and after it are one text for the tree builder.
    return true;
  }

  /// The known element whose name is at `at_`, which goes behind it; null: none, or a name that goes on.
  const Known* name() {
    Name name("");
    for (std::size_t length = 0; at_ < html_.size() && is_alnum(html_[at_]) && length < kLongestName; ++length)
      name.add(lower(html_[at_++]), length);
    if (at_ >= html_.size() || (html_[at_] != '>' && html_[at_] != '/' && !is_space(html_[at_]))) return nullptr;
    const auto found = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& each) { return each.name == name; });
    return found == kKnown.end() ? nullptr : &*found;
  }

  bool start_tag() {
    ++at_;
    const Known* const element = name();
    if (element == nullptr) return false;
    bool closes_itself = false;
    if (!attributes(closes_itself)) return false;
    begun_ = true;
    reopened_ += formatting_;
    if (closes_itself && !has_no_content(*element)) return false;
    if (!may_stand_here(element->sort)) return false;
    // bound_html takes the attributes of formatting elements.
    events_.open(element->tag, element->sort == Sort::formatting ? kNoAttributes : attributes_);
    if (!has_no_content(*element)) push(element);
    return true;
  }

  bool may_stand_here(Sort sort) const {
    if (open_.size() >= kDeepest) return false;
    switch (sort) {
      case Sort::formatting: return formatting_ + 1 < kBounds.formatting;
      case Sort::link: return links_ == 0;
      case Sort::phrase:
      case Sort::empty: return true;
      case Sort::heading: return paragraphs_ == 0 && headings_ == 0;
      case Sort::item: return paragraphs_ == 0 && !open_.empty() && open_.back()->sort == Sort::list;
      case Sort::block:
      case Sort::list:
      case Sort::paragraph:
      case Sort::rule: return paragraphs_ == 0;
    }
    return false;
  }

  void push(const Known* element) {
    open_.push_back(element);
    count(element->sort, 1);
  }

  void count(Sort sort, std::size_t by) {  // by: 1, or -1 as an unsigned number
    if (sort == Sort::formatting) formatting_ += by;
    if (sort == Sort::link) links_ += by;
    if (sort == Sort::heading) headings_ += by;
    if (sort == Sort::paragraph) paragraphs_ += by;
  }

  bool end_tag() {
    at_ += 2;
    const Known* const element = at_ < html_.size() && is_alpha(html_[at_]) ? name() : nullptr;
    if (element == nullptr || has_no_content(*element)) return false;
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] != '>') return false;
    ++at_;
    if (std::find(open_.begin(), open_.end(), element) == open_.end()) return true;  // it ends nothing
    if (open_.back() != element) return false;
    open_.pop_back();
    count(element->sort, std::size_t{0} - 1);
    events_.close(element->tag);
    return true;
  }

  /// To behind the tag's '>'.
  bool attributes(bool& closes_itself) {
    attributes_.clear();
    while (true) {
      const bool apart = is_space(html_[at_]);
      while (at_ < html_.size() && is_space(html_[at_])) ++at_;
      if (at_ >= html_.size()) return false;
      if (html_[at_] == '/') {
        closes_itself = true;
        ++at_;
      }
      if (at_ < html_.size() && html_[at_] == '>') {
        ++at_;
        return true;
      }
      if (closes_itself || !apart || attributes_.size() >= kBounds.attributes || !attribute()) return false;
      if (at_ >= html_.size()) return false;
    }
  }

  /// name="value" only.
  bool attribute() {
    const std::size_t first = at_;
    bool has_capitals = false;
    for (; at_ < html_.size() && kAttributeBytes.contains(html_[at_]); ++at_) has_capitals = has_capitals || is_capital(html_[at_]);
    std::string_view key = html_.substr(first, at_ - first);
    if (key.empty() || at_ + 1 >= html_.size() || html_[at_] != '=') return false;
    const char quote = html_[++at_];
    if (quote != '"' && quote != '\'') return false;
    const std::size_t end = html_.find(quote, ++at_);
    if (end == std::string_view::npos) return false;
    const auto value = decode(html_.substr(at_, end - at_));
    if (!value) return false;
    if (has_capitals) key = attributes_.keep(to_lower_ascii(key));
    attributes_.add(key, *value);
    at_ = end + 1;
    return true;
  }

  std::optional<std::string_view> decode(std::string_view raw) {
    std::string made;
    std::size_t from = 0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const Byte byte = byte_at(raw, i);
      if (byte == Byte::plain || byte == Byte::less) continue;
      if (byte != Byte::ampersand) {
        if (is_odd_character(raw, i)) return std::nullopt;
        continue;
      }
      if (i + 1 == raw.size() || is_space(raw[i + 1]) || begins_parameter(raw.substr(i + 1))) continue;
      const auto reference = read_plain_reference(raw.substr(i));
      if (!reference) return std::nullopt;
      made.append(raw, from, i - from);
      made += reference->utf8;
      i += reference->length - 1;
      from = i + 1;
    }
    if (from == 0) return raw;
    made.append(raw, from);
    return attributes_.keep(std::move(made));
  }

  /// "b=2" after the ampersand of an address: no reference in an attribute (WHATWG §13.2.5.73).
  static bool begins_parameter(std::string_view text) {
    const std::size_t end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_alnum) - text.begin());
    return end > 0 && end < text.size() && text[end] == '=';
  }

  static constexpr HtmlBounds kBounds{};
  static constexpr std::size_t kDeepest = 64;

  std::string_view html_;
  HtmlEvents& events_;
  std::size_t at_ = 0;
  bool begun_ = false;
  std::vector<const Known*> open_;
  std::size_t formatting_ = 0, links_ = 0, headings_ = 0, paragraphs_ = 0;  // of the open elements
  std::size_t reopened_ = 0;                                                // as bound_html counts it
  Attributes attributes_;
};

}  // namespace

bool scan_html(std::string_view html, HtmlEvents& events) {
  if (html.size() > HtmlBounds{}.bytes || !is_valid_utf8(html)) return false;
  return Scan(html, events).run();
}

bool is_plain_utf8(std::string_view text) {
  if (!is_valid_utf8(text)) return false;
  for (std::size_t i = Notable::find_in(text, 0); i < text.size(); i = Notable::find_in(text, i + 1)) {
    if (is_odd_character(text, i)) return false;
  }
  return true;
}

}  // namespace resso::text
