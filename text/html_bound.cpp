#include "text/html_bound.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <vector>

namespace resso::text {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 6> kNeverShown{"iframe", "noembed", "noframes", "script", "style", "noscript"};
constexpr std::array<std::string_view, 3> kTextOnly{"textarea", "title", "xmp"};
constexpr std::array<std::string_view, 14> kVoid{"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                                 "input", "link", "meta", "param", "source", "track", "wbr"};
/// Without them the tree builder makes its own. (gumbo 0.10.1 fails an assertion on some odd orders of them.)
constexpr std::array<std::string_view, 3> kStructure{"body", "head", "html"};
/// The tree builder's list of active formatting elements, without <a>, which closes itself.
constexpr std::array<std::string_view, 13> kFormatting{"b", "big",   "code",   "em",     "font", "i", "nobr",
                                                       "s", "small", "strike", "strong", "tt",   "u"};
constexpr std::array<std::string_view, 9> kScopes{"applet", "button", "caption", "marquee", "object", "select", "td", "template", "th"};
/// A new one of these closes an open one of its kind that nobody has closed.
constexpr std::array<std::string_view, 12> kSelfClosing{"dd", "dt", "li", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "tr"};

bool is_in(std::string_view name, Names names) { return std::find(names.begin(), names.end(), name) != names.end(); }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

/// A start or end tag in the input, by the tokenizer's rules (WHATWG HTML §13.2.5.6 to .39).
struct Tag {
  std::string name;                          ///< lower case
  std::size_t end = std::string_view::npos;  ///< after '>'; npos: the input ends before
  std::size_t attributes = 0;
};

Tag read_tag(std::string_view html, std::size_t name_at) {
  Tag tag;
  std::size_t i = name_at;
  while (i < html.size() && !is_space(html[i]) && html[i] != '/' && html[i] != '>') ++i;
  tag.name = to_lower_ascii(html.substr(name_at, i - name_at));
  while (i < html.size()) {
    if (html[i] == '>') {
      tag.end = i + 1;
      return tag;
    }
    if (is_space(html[i]) || html[i] == '/') {
      ++i;
      continue;
    }
    ++tag.attributes;
    ++i;  // even '=' may begin a name
    while (i < html.size() && !is_space(html[i]) && html[i] != '/' && html[i] != '>' && html[i] != '=') ++i;
    std::size_t value = i;
    while (value < html.size() && is_space(html[value])) ++value;
    if (value >= html.size() || html[value] != '=') continue;
    i = value + 1;
    while (i < html.size() && is_space(html[i])) ++i;
    if (i >= html.size()) break;
    if (html[i] == '"' || html[i] == '\'') {
      const std::size_t closing = html.find(html[i], i + 1);
      i = closing == std::string_view::npos ? html.size() : closing + 1;
    } else {
      while (i < html.size() && !is_space(html[i]) && html[i] != '>') ++i;
    }
  }
  return tag;
}

/// Where the "</name" is that ends raw content begun at `from`; the input's end if there is none.
std::size_t raw_end(std::string_view html, std::size_t from, std::string_view name) {
  for (std::size_t at = html.find("</", from); at != std::string_view::npos; at = html.find("</", at + 2)) {
    const std::size_t after = at + 2 + name.size();
    if (after < html.size() && iequals(html.substr(at + 2, name.size()), name) &&
        (is_space(html[after]) || html[after] == '/' || html[after] == '>'))
      return at;
  }
  return html.size();
}

/// After a comment whose "<!--" is at `at`.
std::size_t comment_end(std::string_view html, std::size_t at) {
  if (html.substr(at + 4, 1) == ">") return at + 5;
  if (html.substr(at + 4, 2) == "->") return at + 6;
  for (std::size_t end = html.find("--", at + 4); end != std::string_view::npos; end = html.find("--", end + 1)) {
    if (html.substr(end + 2, 1) == ">") return end + 3;
    if (html.substr(end + 2, 2) == "!>") return end + 4;
  }
  return html.size();
}

std::size_t after(std::string_view html, char c, std::size_t from) {
  const std::size_t at = html.find(c, from);
  return at == std::string_view::npos ? html.size() : at + 1;
}

class Bounder {
 public:
  Bounder(std::string_view html, const HtmlBounds& bounds) : html_(html), bounds_(bounds) { out_.reserve(html.size()); }

  std::string run() {
    while (at_ < html_.size() && reopened_ <= bounds_.reopened) {
      const std::size_t open = std::min(html_.find('<', at_), html_.size());
      if (open > at_) reopened_ += formatting_;
      out_ += html_.substr(at_, open - at_);
      at_ = open;
      if (at_ < html_.size()) markup();
    }
    return std::move(out_);
  }

 private:
  void markup() {
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
    const char third = at_ + 2 < html_.size() ? html_[at_ + 2] : ' ';
    if (is_alpha(next)) return start_tag();
    if (next == '!' && html_.substr(at_, 4) == "<!--")
      at_ = comment_end(html_, at_);
    else if (next == '!' || next == '?')
      at_ = after(html_, '>', at_);
    else if (next == '/' && is_alpha(third))
      end_tag();
    else if (next == '/' && at_ + 2 < html_.size())
      at_ = after(html_, '>', at_);
    else {
      out_ += "&lt;";
      ++at_;
    }
  }

  void start_tag() {
    const std::size_t from = at_;
    const Tag tag = read_tag(html_, from + 1);
    at_ = std::min(tag.end, html_.size());
    if (tag.end == std::string_view::npos) return;
    reopened_ += formatting_;
    if (is_in(tag.name, kNeverShown)) return raw(from, tag.name);
    if (is_in(tag.name, kTextOnly)) return as_text(tag.name);
    if (tag.name == "plaintext" || tag.name == "frameset" || tag.name == "frame" || tag.name == "isindex") return;
    if (bounds_.keep_meaning && tag.name == "body" && tag.attributes > 0 && tag.attributes <= bounds_.attributes) {
      out_ += "<div" + std::string(html_.substr(from + 5, at_ - from - 5));
      return;
    }
    if (!bounds_.keep_structure && is_in(tag.name, kStructure)) return;

    const bool formatting = is_in(tag.name, kFormatting);
    if (is_in(tag.name, kSelfClosing)) close_same(tag.name);
    if (stack_.size() >= bounds_.depth || (formatting && formatting_ >= bounds_.formatting)) return;
    if (!is_in(tag.name, kVoid)) {
      stack_.push_back(tag.name);
      ++open_[tag.name];
      formatting_ += formatting ? 1 : 0;
    }
    constexpr std::size_t kMostOnFormatting = 8;  // they are copied wherever the tree builder opens the element again
    const bool bare = formatting && !(bounds_.keep_meaning && tag.attributes <= kMostOnFormatting);
    if (bare || tag.attributes > bounds_.attributes)
      out_ += '<' + tag.name + '>';
    else
      out_ += html_.substr(from, at_ - from);
  }

  void end_tag() {
    const Tag tag = read_tag(html_, at_ + 2);
    at_ = std::min(tag.end, html_.size());
    if (tag.end == std::string_view::npos) return;
    if (tag.name == "br") out_ += "<br>";
    if (!has_open(tag.name)) return;
    out_ += "</" + tag.name + '>';
    const bool formatting = is_in(tag.name, kFormatting);
    for (auto open = stack_.rbegin(); open != stack_.rend(); ++open) {
      if (*open == tag.name) {
        formatting_ -= formatting ? 1 : 0;
        close(std::next(open).base());
        return;
      }
      if (formatting && is_in(*open, kScopes)) return;  // the tree builder does not look past these either
    }
  }

  bool has_open(const std::string& name) const {
    const auto found = open_.find(name);
    return found != open_.end() && found->second > 0;
  }

  void close(std::vector<std::string>::iterator element) {
    --open_[*element];
    stack_.erase(element);
  }

  void close_same(std::string_view name) {
    if (!stack_.empty() && stack_.back() == name) close(std::prev(stack_.end()));
  }

  void raw(std::size_t from, std::string_view name) {
    const bool frame = name == "iframe";
    if (frame && no_frame_end_) return;
    const std::size_t content = at_, closing = raw_end(html_, content, name);
    if (frame && closing == html_.size()) {  // nobody closes it: what follows was meant to be read
      no_frame_end_ = true;
      return;
    }
    at_ = closing == html_.size() ? closing : after(html_, '>', closing);
    if (bounds_.keep_scripts && (name == "script" || name == "style") && closing != html_.size()) out_ += html_.substr(from, at_ - from);
  }

  void as_text(std::string_view name) {
    const std::size_t closing = raw_end(html_, at_, name);
    for (const char c : html_.substr(at_, closing - at_)) {
      if (c == '<')
        out_ += "&lt;";
      else
        out_ += c;
    }
    at_ = closing == html_.size() ? closing : after(html_, '>', closing);
  }

  std::string_view html_;
  const HtmlBounds& bounds_;
  std::string out_;
  std::size_t at_ = 0;
  std::unordered_map<std::string, int> open_;  // how many of each name are on the stack
  std::vector<std::string> stack_;             // open elements as far as one can tell without building the tree
  std::size_t formatting_ = 0;                 // of those, formatting elements
  std::size_t reopened_ = 0;
  bool no_frame_end_ = false;
};

}  // namespace

std::string bound_html(std::string_view html, const HtmlBounds& bounds) { return Bounder(truncate_utf8(html, bounds.bytes), bounds).run(); }

}  // namespace resso::text
