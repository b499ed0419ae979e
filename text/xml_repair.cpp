#include "text/xml_repair.hpp"

#include "text/html.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"
#include "text/xml_wellformed.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace resso::text {
namespace {

constexpr int kWarningsOfAKind = 3;
constexpr std::size_t kLongestName = 200;

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// HTML elements that never have an end tag.
constexpr std::array<std::string_view, 9> kVoid{"br", "hr", "img", "input", "wbr", "area", "col", "embed", "param"};
// Elements that never stand within their like; an open one has lost its end tag.
constexpr std::array<std::string_view, 2> kEntries{"item", "entry"};
// Children of an item or a channel that hold text only: one does not begin within another.
constexpr std::array<std::string_view, 13> kLeaves{"title",   "link",      "guid", "pubDate",       "author",   "category", "comments",
                                                   "updated", "published", "id",   "lastBuildDate", "language", "ttl"};
constexpr std::array<std::string_view, 8> kDocuments{"<?xml", "<rss", "<feed", "<rdf:RDF", "<opml", "<urlset", "<channel", "<atom:feed"};
// What a document begins with when it does not begin with itself: the words of a broken program.
constexpr std::array<std::string_view, 12> kBroken{"br", "b", "p", "div", "font", "pre", "i", "strong", "html", "script", "style", "link"};
// End tags of HTML within text: without a start tag they are dropped, and never taken for a misspelt one.
constexpr std::array<std::string_view, 32> kInline{
    "a",     "b",     "i",  "u",  "p",  "em", "strong", "span", "div", "font", "br",    "ul",  "ol",  "li",     "td",         "tr",
    "table", "tbody", "h1", "h2", "h3", "h4", "h5",     "h6",   "pre", "code", "small", "sub", "sup", "center", "blockquote", "img"};

std::string_view local_part(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Mender {
 public:
  explicit Mender(std::string_view text) : text_(text) { out_.reserve(text.size() + text.size() / 16); }

  XmlRepair mend() {
    at_ = start();
    keep_lines(0, at_);
    while (at_ < text_.size()) {
      if (text_[at_] == '<')
        markup();
      else
        words();
    }
    if (!open_.empty()) warn(text_.size(), "xml_truncated", {"the document ends within <", open_.back().name, ">"});
    close_down_to(0);
    return XmlRepair{std::move(out_), std::move(warnings_)};
  }

 private:
  struct Open {
    std::string_view name;
    bool has_children = false;
  };

  /// The words are put together only when they are kept: hostile input has millions of faults.
  void warn(std::size_t offset, const char* code, std::initializer_list<std::string_view> words) {
    if (++counts_[code] > kWarningsOfAKind) return;
    std::string what;
    for (const std::string_view word : words) what += word;
    // Offsets come in rising order but for a few bytes: lines are counted on from the last one.
    if (offset >= counted_to_) {
      line_ += static_cast<int>(
          std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_to_), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
      counted_to_ = offset;
    }
    warnings_.push_back(Warning{std::move(what), code, line_});
  }

  void keep_lines(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (text_[i] == '\n') out_ += '\n';
    }
  }

  /// Where the document begins: after words that do not belong to it.
  std::size_t start() {
    std::size_t first = 0;
    while (first < text_.size() && is_xml_space(text_[first])) ++first;
    const bool tag = first < text_.size() && text_[first] == '<';
    const std::string_view rest = text_.substr(first);
    const std::string name = tag ? to_lower_ascii(rest.substr(1, xml_name_length(rest.substr(1)))) : std::string();
    const bool foreign = !tag || one_of(kBroken, name);
    if (!foreign) return first;
    std::size_t best = std::string_view::npos;
    for (const std::string_view opening : kDocuments) {
      const auto found = text_.find(opening, first);
      best = std::min(best, found);
    }
    if (best == std::string_view::npos) return first;
    warn(best, "xml_junk", {"text before the document was passed over"});
    return best;
  }

  // ---- text

  void append_utf8(unsigned long code) {
    std::string letter;
    if (code < 0x80) {
      letter += static_cast<char>(code);
    } else if (code < 0x800) {
      letter += static_cast<char>(0xC0 | code >> 6);
    } else if (code < 0x10000) {
      letter += static_cast<char>(0xE0 | code >> 12);
      letter += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    } else {
      letter += static_cast<char>(0xF0 | code >> 18);
      letter += static_cast<char>(0x80 | (code >> 12 & 0x3F));
      letter += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    }
    if (code >= 0x80) letter += static_cast<char>(0x80 | (code & 0x3F));
    append_escaped_xml(out_, letter);
  }

  void append_code(unsigned long code) {
    // HTML's table for 128-159; otherwise the code itself.
    if (code < 0x80 || code > 0x9F) return append_utf8(code);
    append_escaped_xml(out_, decode_entities("&#" + std::to_string(code) + ";"));
  }

  /// As HTML has it, remembered: a document uses few entities many times.
  const std::string& meaning_of(std::string_view reference) {
    constexpr std::size_t kRemembered = 300;
    if (const auto known = meanings_.find(reference); known != meanings_.end()) return known->second;
    if (meanings_.size() >= kRemembered) meanings_.clear();
    return meanings_.emplace(reference, decode_entities(reference)).first->second;
  }

  /// Without markup and without references but those to characters.
  static bool is_plain(std::string_view value) {
    if (value.find_first_of("<%") != std::string_view::npos) return false;
    for (auto at = value.find('&'); at != std::string_view::npos; at = value.find('&', at + 1)) {
      constexpr std::array<std::string_view, 6> kGood{"#", "amp;", "lt;", "gt;", "quot;", "apos;"};
      const std::string_view rest = value.substr(at + 1);
      if (std::none_of(kGood.begin(), kGood.end(), [&](std::string_view good) { return rest.starts_with(good); })) return false;
    }
    return true;
  }

  /// The entities that a DOCTYPE declares as plain text: <!ENTITY nom "Casal de Barri">. None with others in it, so nothing multiplies.
  void read_entities(std::string_view subset) {
    constexpr std::string_view kDeclares = "<!ENTITY";
    constexpr std::size_t kMost = 100, kLongestValue = 256;
    for (auto at = subset.find(kDeclares); at != std::string_view::npos && declared_.size() < kMost; at = subset.find(kDeclares, at)) {
      at += kDeclares.size();
      const auto name_at = subset.find_first_not_of(" \t\r\n", at);
      if (name_at == std::string_view::npos || name_at == at) continue;
      const std::size_t length = xml_name_length(subset.substr(name_at));
      const auto quote = subset.find_first_not_of(" \t\r\n", name_at + length);
      if (length == 0 || quote == std::string_view::npos || (subset[quote] != '"' && subset[quote] != '\'')) continue;
      const auto end = subset.find(subset[quote], quote + 1);
      if (end == std::string_view::npos) return;
      const std::string_view value = subset.substr(quote + 1, end - quote - 1);
      if (value.size() <= kLongestValue && is_plain(value))
        declared_.emplace("&" + std::string(subset.substr(name_at, length)) + ";", decode_entities(value));
      at = end;
    }
  }

  /// Writes what the document itself declares, up to a megabyte of it all.
  bool declared_entity(std::string_view reference) {
    constexpr std::size_t kMostOfAll = 1u << 20;
    const auto found = declared_.find(std::string(reference));
    if (found == declared_.end() || expanded_ > kMostOfAll) return false;
    expanded_ += found->second.size();
    append_escaped_xml(out_, found->second);
    at_ += reference.size();
    return true;
  }

  /// An '&' at at_: as a reference where it is one, else written out.
  void ampersand() {
    const std::string_view rest = text_.substr(at_);
    if (const auto found = read_character_reference(rest)) {
      append_code(found->code);
      at_ += found->length;
      return;
    }
    const std::size_t length = xml_name_length(rest.substr(1, kLongestName));
    if (length > 0 && rest.size() > length + 1 && rest[length + 1] == ';') {
      const std::string_view reference = rest.substr(0, length + 2);
      if (declared_entity(reference)) return;
      const std::string& meaning = meaning_of(reference);
      if (meaning != reference) {
        const bool of_xml =
            reference == "&amp;" || reference == "&lt;" || reference == "&gt;" || reference == "&quot;" || reference == "&apos;";
        if (!of_xml) warn(at_, "xml_entity", {reference, " is HTML's; XML does not know it"});
        append_escaped_xml(out_, meaning);
        at_ += reference.size();
        return;
      }
    }
    warn(at_, "xml_ampersand", {"an ampersand is not written as &amp;"});
    out_ += "&amp;";
    ++at_;
  }

  void words() {
    const std::size_t end = std::min(text_.find_first_of("<&", at_), text_.size());
    const std::string_view part = text_.substr(at_, end - at_);
    if (open_.empty()) {
      const bool blank = std::all_of(part.begin(), part.end(), is_xml_space);
      if (!blank) warn(at_, "xml_junk", {"text outside of the document was passed over"});
      keep_lines(at_, end);
      at_ = end;
      if (at_ < text_.size() && text_[at_] == '&') ++at_;
      return;
    }
    append_escaped_xml(out_, part);  // also "]]>", quotes and what XML forbids
    at_ = end;
    if (at_ < text_.size() && text_[at_] == '&') ampersand();
  }

  // ---- markup

  void skip_to(std::size_t end) {
    keep_lines(at_, end);
    at_ = end;
  }

  void skip_past(std::string_view closing, std::string_view emergency) {
    // What is not found once is not there later either: without this, many openings would make the search quadratic.
    bool& missing = closing == "-->" ? no_comment_end_ : no_instruction_end_;
    auto end = missing ? std::string_view::npos : text_.find(closing, at_ + 2);
    if (end == std::string_view::npos) {
      missing = true;
      warn(at_, "xml_truncated", {"the end \"", closing, "\" is missing"});
      end = text_.find(emergency, at_);
      return skip_to(end == std::string_view::npos ? text_.size() : end + emergency.size());
    }
    skip_to(end + closing.size());
  }

  void markup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return skip_past("-->", ">");
    if (rest.starts_with("<![CDATA[")) return cdata();
    if (rest.starts_with("<?")) return skip_past("?>", ">");
    if (rest.starts_with("<!")) return doctype();
    if (rest.starts_with("</") && xml_name_length(rest.substr(2)) > 0) return end_tag();
    if (xml_name_length(rest.substr(1)) > 0) return start_tag();
    if (!open_.empty()) {
      warn(at_, "xml_less_than", {"a less-than sign is not written as &lt;"});
      out_ += "&lt;";
    }
    ++at_;
  }

  void cdata() {
    const std::size_t from = at_ + 9;
    auto end = text_.find("]]>", from);
    const bool cut = end == std::string_view::npos;
    if (cut) {
      warn(at_, "xml_truncated", {"a CDATA section has no end"});
      end = text_.size();
    }
    if (!open_.empty()) append_escaped_xml(out_, text_.substr(from, end - from));
    at_ = cut ? end : end + 3;
  }

  void doctype() {
    std::size_t i = at_ + 2;
    bool subset = false;
    for (; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '[') subset = !no_subset_end_;
      if (c == ']') subset = false;
      if (c == '>' && !subset) break;
      if (c == '<' && !subset) break;
    }
    if (i >= text_.size()) {  // a subset without an end: give up at the first '>'
      no_subset_end_ = true;
      const auto end = text_.find('>', at_);
      i = end == std::string_view::npos ? text_.size() : end;
    }
    read_entities(text_.substr(at_, std::min(i, text_.size()) - at_));
    skip_to(std::min(i < text_.size() && text_[i] == '>' ? i + 1 : i, text_.size()));
  }

  void close_down_to(std::size_t depth) {
    while (open_.size() > depth) {
      out_ += "</";
      out_ += open_.back().name;
      out_ += '>';
      open_.pop_back();
    }
  }

  void end_tag() {
    const std::size_t begin = at_;
    at_ += 2;
    const std::size_t length = xml_name_length(text_.substr(at_));
    const std::string_view name = text_.substr(at_, length);
    const auto close = text_.find_first_of("<>", at_ + length);
    skip_to(close == std::string_view::npos ? text_.size() : text_[close] == '>' ? close + 1 : close);
    if (!open_.empty() && open_.back().name == name) return close_down_to(open_.size() - 1);
    if (one_of(kVoid, to_lower_ascii(local_part(name)))) return;
    const auto same = [&](const Open& each) { return each.name == name; };
    const auto found = std::find_if(open_.rbegin(), open_.rend(), same);
    if (found != open_.rend()) {
      warn(begin, "xml_mismatch", {"<", open_.back().name, "> is ended by </", name, ">"});
      return close_down_to(static_cast<std::size_t>(open_.rend() - found) - 1);
    }
    warn(begin, "xml_mismatch", {"</", name, "> ends nothing"});
    if (open_.empty() || open_.back().has_children || one_of(kInline, to_lower_ascii(name))) return;
    // Between text and the next tag, in an element that holds text only: its own end, misspelt.
    if (open_.size() > 1 && !one_of(kInline, to_lower_ascii(open_.back().name))) close_down_to(open_.size() - 1);
  }

  /// An item within an item, a title within a link: what is open has lost its end tag.
  void close_forgotten(std::string_view name) {
    if (one_of(kEntries, name)) {
      const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const Open& each) { return each.name == name; });
      if (found == open_.rend()) return;
      warn(at_, "xml_mismatch", {"<", name, "> begins within <", name, ">"});
      close_down_to(static_cast<std::size_t>(open_.rend() - found) - 1);
    } else if (!open_.empty() && one_of(kLeaves, name) && one_of(kLeaves, open_.back().name) && open_.size() > 1) {
      warn(at_, "xml_mismatch", {"<", name, "> begins within <", open_.back().name, ">"});
      close_down_to(open_.size() - 1);
    }
  }

  void start_tag() {
    const std::size_t begin = at_;
    const std::size_t name_length = xml_name_length(text_.substr(at_ + 1));
    const std::string_view name = text_.substr(at_ + 1, name_length);
    if (name_length > kLongestName || open_.size() >= kXmlDepth || ++elements_ > kXmlElements) {
      warn(at_, "xml_limit", {"elements are more, or nested deeper, than we read"});
      const auto close = text_.find_first_of("<>", at_ + 1);
      return skip_to(close == std::string_view::npos ? text_.size() : text_[close] == '>' ? close + 1 : close);
    }
    close_forgotten(name);
    if (!open_.empty()) open_.back().has_children = true;
    out_ += '<';
    out_ += name;
    at_ += 1 + name_length;
    const bool empty = attributes(begin, name);
    if (empty || one_of(kVoid, to_lower_ascii(local_part(name)))) {
      out_ += "/>";
    } else {
      out_ += '>';
      open_.push_back({name, false});
    }
  }

  /// Up to and past '>' ; true when the tag is empty ("/>").
  bool attributes(std::size_t begin, std::string_view name) {
    seen_.clear();
    while (true) {
      while (at_ < text_.size() && is_xml_space(text_[at_])) out_ += text_[at_++];
      if (at_ >= text_.size()) {
        warn(begin, "xml_truncated", {"the document ends within the tag <", name, ">"});
        return false;
      }
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("/>")) {
        at_ += 2;
        return true;
      }
      if (rest.front() == '>') {
        ++at_;
        return false;
      }
      if (rest.front() == '<') {  // the next tag: this one lost its end
        warn(begin, "xml_tag", {"the tag <", name, "> does not end as it should"});
        return false;
      }
      const std::size_t length = xml_name_length(rest);
      if (length == 0) {
        warn(at_, "xml_attribute", {"the tag <", name, "> holds what it may not"});
        do ++at_;  // a whole character
        while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80);
        continue;
      }
      attribute(rest.substr(0, length));
    }
  }

  void attribute(std::string_view key) {
    const std::size_t begin = at_;
    at_ += key.size();
    std::size_t after = at_;
    while (after < text_.size() && is_xml_space(text_[after])) ++after;
    const bool has_value = after < text_.size() && text_[after] == '=';
    std::string_view value = key;
    if (has_value) {
      ++after;
      while (after < text_.size() && is_xml_space(text_[after])) ++after;
      value = attribute_value(after);
    } else {
      warn(begin, "xml_attribute", {"an attribute has no value"});
    }
    const bool repeated = std::find(seen_.begin(), seen_.end(), key) != seen_.end();
    if (repeated) warn(begin, "xml_duplicate_attribute", {"an attribute stands twice in one tag"});
    if (repeated || seen_.size() >= kXmlAttributes || key.size() > kLongestName) return keep_lines(begin, at_);
    seen_.push_back(key);
    out_ += ' ';
    out_ += key;
    out_ += "=\"";
    escape_value(value);
    out_ += '"';
    const std::size_t value_end = static_cast<std::size_t>(value.data() - text_.data()) + value.size();
    if (!has_value) return;
    keep_lines(begin, static_cast<std::size_t>(value.data() - text_.data()));
    keep_lines(value_end, at_);
  }

  /// The value from `from` on; at_ moves past it. A quote without its partner ends where the tag does.
  std::string_view attribute_value(std::size_t from) {
    at_ = std::min(from, text_.size());
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '"' && quote != '\'') {
      warn(at_, "xml_attribute", {"an attribute's value is not quoted"});
      std::size_t end = std::min(text_.find_first_of(" \t\r\n<>", at_), text_.size());
      if (end > at_ && end < text_.size() && text_[end] == '>' && text_[end - 1] == '/') --end;
      const std::string_view value = text_.substr(at_, end - at_);
      at_ = end;
      return value;
    }
    const std::size_t close = text_.find(quote, at_ + 1);
    const std::string_view inside = text_.substr(at_ + 1, close == std::string_view::npos ? close : close - at_ - 1);
    const std::size_t tag_end = inside.find('>'), next_tag = inside.find('<');
    const bool runs_away =
        close == std::string_view::npos || (tag_end != std::string_view::npos && next_tag != std::string_view::npos && tag_end < next_tag);
    const std::size_t end = runs_away ? at_ + 1 + std::min({tag_end, next_tag, inside.size()}) : close;
    if (runs_away) warn(at_, "xml_attribute", {"an attribute's value lacks a quote"});
    const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = runs_away ? end : end + 1;
    return value;
  }

  void escape_value(std::string_view value) {
    const std::size_t resume = at_;
    std::size_t i = static_cast<std::size_t>(value.data() - text_.data());
    const std::size_t end = i + value.size();
    while (i < end) {
      const std::size_t next = std::min(text_.find('&', i), end);
      append_escaped_xml(out_, text_.substr(i, next - i));
      if (next == end) break;
      at_ = next;
      ampersand();
      i = at_;
    }
    at_ = resume;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<Warning> warnings_;
  std::map<std::string_view, int> counts_;
  std::map<std::string_view, std::string> meanings_;
  std::map<std::string, std::string> declared_;  // "&nom;" to its text
  std::size_t expanded_ = 0;                     // bytes of those, written
  std::size_t counted_to_ = 0;
  int line_ = 1;
  std::vector<Open> open_;
  std::vector<std::string_view> seen_;
  std::size_t elements_ = 0;
  bool no_comment_end_ = false, no_instruction_end_ = false, no_subset_end_ = false;
};

}  // namespace

XmlRepair repair_xml(std::string_view utf8) { return Mender(utf8).mend(); }

}  // namespace resso::text
