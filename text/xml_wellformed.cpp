#include "text/xml_wellformed.hpp"

#include "text/byte_set.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

namespace resso::text {
namespace {

constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kXmlnsUri = "http://www.w3.org/2000/xmlns/";
constexpr std::size_t kMostBindings = 128;

enum class Sort : unsigned char { plain, less, ampersand, bracket, forbidden, ef };

constexpr std::array<Sort, 256> kSorts = [] {
  std::array<Sort, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = Sort::forbidden;
  table['\t'] = table['\n'] = table['\r'] = Sort::plain;
  table['<'] = Sort::less;
  table['&'] = Sort::ampersand;
  table[']'] = Sort::bracket;
  table[0xEF] = Sort::ef;
  return table;
}();

Sort sort_of(char c) { return kSorts[static_cast<unsigned char>(c)]; }

/// Forbidden, or perhaps the beginning of a noncharacter.
constexpr auto kIsDoubtful = [](unsigned char c) { return ((c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r')) | (c == 0xEF); };
using Doubtful = NotableBytes<decltype(kIsDoubtful)>;
/// All that are not plain.
using Notable = NotableBytes<decltype([](unsigned char c) { return kIsDoubtful(c) | (c == '<') | (c == '&') | (c == ']'); })>;

struct Attribute {
  std::string_view name, value;
};

struct Binding {
  std::string_view prefix, uri;
};

std::pair<std::string_view, std::string_view> split_name(std::string_view name) {
  const auto colon = name.find(':');
  if (colon == std::string_view::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { bindings_.push_back({"xml", kXmlUri}); }

  XmlLook scan() {
    if (declaration() && document() && !look_.fault) {
      if (!seen_root_) fail("xml_no_root", "there is no document element");
    }
    return std::move(look_);
  }

 private:
  bool fail(std::string_view code, std::string what) { return fail_at(at_, code, std::move(what)); }
  bool fail_at(std::size_t offset, std::string_view code, std::string what) {
    if (!look_.fault) look_.fault = Warning{std::move(what), std::string(code), line_at(text_, offset)};
    return false;
  }

  bool done() const { return at_ >= text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool starts_with(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  bool accept(std::string_view what) {
    if (!starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  bool skip_space() {
    const std::size_t before = at_;
    while (!done() && is_xml_space(text_[at_])) ++at_;
    return at_ != before;
  }
  std::string_view name() {
    const std::size_t length = xml_name_length(text_.substr(at_));
    const std::string_view found = text_.substr(at_, length);
    at_ += length;
    return found;
  }

  // ---- prolog

  /// name = "value"
  bool pseudo_attribute(std::string_view expected, std::string_view& value) {
    const std::size_t before = at_;
    if (!skip_space() || !accept(expected)) {
      at_ = before;
      return false;
    }
    skip_space();
    if (!accept("=")) return fail("xml_declaration", "the XML declaration lacks an equals sign");
    skip_space();
    const char quote = peek();
    const auto end = quote == '"' || quote == '\'' ? text_.find(quote, at_ + 1) : std::string_view::npos;
    if (end == std::string_view::npos) return fail("xml_declaration", "the XML declaration lacks a quote");
    value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return true;
  }

  bool declaration() {
    if (!starts_with("<?xml") || text_.size() < 6 || !is_xml_space(text_[5])) return true;
    at_ += 5;
    std::string_view version, encoding, standalone;
    if (!pseudo_attribute("version", version) || !version.starts_with("1.") || version.size() < 3)
      return fail("xml_declaration", "the XML declaration has no good version");
    const auto is_label = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    if (pseudo_attribute("encoding", encoding) && (encoding.empty() || !std::all_of(encoding.begin(), encoding.end(), is_label)))
      return fail("xml_declaration", "the encoding in the XML declaration is no name");
    if (pseudo_attribute("standalone", standalone) && standalone != "yes" && standalone != "no")
      return fail("xml_declaration", "\"standalone\" in the XML declaration is neither yes nor no");
    standalone_ = standalone == "yes";
    skip_space();
    if (look_.fault) return false;
    return accept("?>") || fail("xml_declaration", "the XML declaration does not end as it should");
  }

  bool document() {
    bool seen_doctype = false;
    while (!done()) {
      if (open_.empty() ? !between() : !text()) return false;
      if (done()) break;
      const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      const bool good = next == '/'   ? end_tag()
                        : next == '!' ? declaration_or_section(seen_doctype)
                        : next == '?' ? instruction()
                                      : start_tag();
      if (!good) return false;
    }
    if (!open_.empty()) return fail("xml_truncated", "the document ends within <" + std::string(open_.back().name) + ">");
    return true;
  }

  /// What begins with "<!": a comment, the document type, a CDATA section; anything else is a tag without a name.
  bool declaration_or_section(bool& seen_doctype) {
    if (starts_with("<!--")) return comment();
    if (starts_with("<![CDATA[")) return open_.empty() ? fail("xml_junk", "text outside of the document element") : cdata();
    if (!starts_with("<!DOCTYPE")) return start_tag();
    if (seen_root_ || seen_doctype) return fail("xml_doctype", "a DOCTYPE stands where none may");
    seen_doctype = true;
    return doctype();
  }

  bool between() {
    skip_space();
    return done() || peek() == '<' || fail("xml_junk", seen_root_ ? "text after the document element" : "text before the document element");
  }

  // ---- content

  bool noncharacter() {  // U+FFFE, U+FFFF
    return at_ + 2 < text_.size() && text_[at_ + 1] == '\xBF' && (text_[at_ + 2] == '\xBE' || text_[at_ + 2] == '\xBF');
  }

  bool text() {
    for (; at_ = Notable::find_in(text_, at_), !done(); ++at_) {
      switch (sort_of(text_[at_])) {
        case Sort::plain: break;
        case Sort::less: return true;
        case Sort::ampersand:
          if (!reference()) return false;
          --at_;
          break;
        case Sort::bracket:
          if (starts_with("]]>")) return fail("xml_cdata_end", "\"]]>\" stands in text");
          break;
        case Sort::forbidden: return fail("xml_character", "a control character that XML does not allow");
        case Sort::ef:
          if (noncharacter()) return fail("xml_character", "a character that XML does not allow");
          break;
      }
    }
    return true;
  }

  bool reference() {
    if (starts_with("&#")) {
      const auto found = read_character_reference(text_.substr(at_));
      if (!found) return fail("xml_reference", "a character reference that means no character");
      at_ += found->length;
      return true;
    }
    const std::size_t length = xml_name_length(text_.substr(at_ + 1));
    if (length == 0 || at_ + 1 + length >= text_.size() || text_[at_ + 1 + length] != ';')
      return fail("xml_ampersand", "an ampersand that is not written as &amp;");
    const std::string_view entity = text_.substr(at_ + 1, length);
    const bool predefined = entity == "amp" || entity == "lt" || entity == "gt" || entity == "quot" || entity == "apos";
    if (!predefined) {
      look_.undefined_entities = true;
      if (!entities_.contains(entity) && !(external_subset_ && !standalone_))
        return fail("xml_entity", "&" + std::string(entity.substr(0, 40)) + "; is no entity of XML");
    }
    at_ += length + 2;
    return true;
  }

  bool characters_are_good(std::string_view part) {
    for (std::size_t i = Doubtful::find_in(part, 0); i < part.size(); i = Doubtful::find_in(part, i + 1)) {
      const bool is_good_ef =
          part[i] == '\xEF' && !(i + 2 < part.size() && part[i + 1] == '\xBF' && (part[i + 2] == '\xBE' || part[i + 2] == '\xBF'));
      if (!is_good_ef) return fail("xml_character", "a character that XML does not allow");
    }
    return true;
  }

  bool comment() {
    const auto end = text_.find("--", at_ + 4);
    if (end == std::string_view::npos) return fail("xml_truncated", "a comment without an end");
    if (!text_.substr(end).starts_with("-->")) return fail_at(end, "xml_comment", "\"--\" stands within a comment");
    const std::string_view part = text_.substr(at_, end - at_);
    if (!characters_are_good(part)) return false;
    at_ = end + 3;
    return true;
  }

  bool cdata() {
    const auto end = text_.find("]]>", at_ + 9);
    if (end == std::string_view::npos) return fail("xml_truncated", "a CDATA section without an end");
    if (!characters_are_good(text_.substr(at_, end - at_))) return false;
    at_ = end + 3;
    return true;
  }

  bool instruction() {
    const std::size_t begin = at_;
    at_ += 2;
    const std::string_view target = name();
    if (target.empty() || target.find(':') != std::string_view::npos)
      return fail("xml_instruction", "a processing instruction without a name");
    if (target.size() == 3 && (target[0] | 32) == 'x' && (target[1] | 32) == 'm' && (target[2] | 32) == 'l')
      return fail_at(begin, "xml_junk", "an XML declaration that is not the first thing in the document");
    const auto end = text_.find("?>", at_);
    if (end == std::string_view::npos) return fail("xml_truncated", "a processing instruction without an end");
    if (end != at_ && !is_xml_space(text_[at_])) return fail("xml_instruction", "a processing instruction without a good name");
    if (!characters_are_good(text_.substr(at_, end - at_))) return false;
    at_ = end + 2;
    return true;
  }

  // ---- the document type: only what well-formedness needs of it

  bool literal() {
    const char quote = peek();
    if (quote != '"' && quote != '\'') return fail("xml_doctype", "a quoted text is missing in the DOCTYPE");
    const auto end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return fail("xml_truncated", "the DOCTYPE lacks a quote");
    at_ = end + 1;
    return true;
  }

  bool doctype() {
    at_ += 9;
    if (!skip_space() || name().empty()) return fail("xml_doctype", "the DOCTYPE has no name");
    skip_space();
    if (accept("SYSTEM")) {
      skip_space();
      if (!literal()) return false;
      external_subset_ = true;
    } else if (accept("PUBLIC")) {
      skip_space();
      if (!literal()) return false;
      if (!skip_space()) return fail("xml_doctype", "the DOCTYPE has no system identifier");
      if (!literal()) return false;
      external_subset_ = true;
    }
    skip_space();
    if (accept("[") && !internal_subset()) return false;
    skip_space();
    return accept(">") || fail("xml_doctype", "the DOCTYPE does not end as it should");
  }

  bool internal_subset() {
    while (skip_space(), !done()) {
      if (accept("]")) return true;
      if (starts_with("<!--")) {
        if (!comment()) return false;
      } else if (starts_with("<?")) {
        if (!instruction()) return false;
      } else if (starts_with("<!")) {
        if (!markup_declaration()) return false;
      } else if (accept("%")) {
        if (name().empty() || !accept(";")) return fail("xml_doctype", "a reference in the DOCTYPE that is none");
        external_subset_ = true;
      } else {
        return fail("xml_doctype", "the DOCTYPE holds what it may not");
      }
    }
    return fail("xml_truncated", "the DOCTYPE has no end");
  }

  bool markup_declaration() {
    at_ += 2;
    const std::string_view keyword = name();
    if (keyword != "ENTITY" && keyword != "ELEMENT" && keyword != "ATTLIST" && keyword != "NOTATION")
      return fail("xml_doctype", "the DOCTYPE holds what it may not");
    if (!skip_space()) return fail("xml_doctype", "a declaration in the DOCTYPE has no name");
    if (keyword == "ENTITY" && peek() != '%') {
      const std::string_view entity = name();
      if (entity.empty()) return fail("xml_doctype", "an entity without a name");
      entities_.insert(entity);
    }
    for (; !done() && peek() != '>'; ++at_) {
      if (peek() == '<') return fail("xml_doctype", "a declaration in the DOCTYPE has no end");
      if (peek() == '"' || peek() == '\'') {
        if (!literal()) return false;
        --at_;
      }
    }
    return accept(">") || fail("xml_truncated", "the DOCTYPE has no end");
  }

  // ---- tags

  struct Open {
    std::string_view name;
    std::size_t bindings;  // how many there were before it
  };

  bool start_tag() {
    const std::size_t begin = at_++;
    if (open_.empty() && seen_root_) return fail_at(begin, "xml_junk", "more than one document element");
    const std::string_view tag = name();
    if (tag.empty()) return fail_at(begin, "xml_less_than", "a less-than sign that is not written as &lt;");
    attributes_.clear();
    while (true) {
      const bool spaced = skip_space();
      if (done()) return fail("xml_truncated", "the document ends within a tag");
      if (peek() == '>' || peek() == '/') break;
      if (!spaced) return fail("xml_attribute", "attributes of <" + std::string(tag) + "> are not apart");
      if (!attribute(tag)) return false;
    }
    const std::size_t bindings = bindings_.size();
    if (!declare_namespaces() || !check_names(begin, tag)) return false;
    seen_root_ = true;
    if (++elements_ > kXmlElements) return fail_at(begin, "xml_limit", "more elements than we read");
    if (accept("/>")) {
      bindings_.resize(bindings);
      return true;
    }
    if (!accept(">")) return fail("xml_tag", "the tag <" + std::string(tag) + "> does not end as it should");
    open_.push_back({tag, bindings});
    return open_.size() <= kXmlDepth || fail_at(begin, "xml_limit", "elements are nested deeper than we read");
  }

  bool attribute(std::string_view tag) {
    const std::size_t begin = at_;
    const std::string_view key = name();
    if (key.empty()) return fail("xml_attribute", "an attribute of <" + std::string(tag) + "> has no good name");
    skip_space();
    if (!accept("=")) return fail("xml_attribute", "an attribute of <" + std::string(tag) + "> has no value");
    skip_space();
    const char quote = peek();
    if (quote != '"' && quote != '\'') return fail("xml_attribute", "an attribute's value in <" + std::string(tag) + "> is not quoted");
    const std::size_t from = ++at_;
    for (; !done() && peek() != quote; ++at_) {
      const char c = text_[at_];
      if (c == '<') return fail("xml_less_than", "a less-than sign in an attribute's value");
      if (c == '&') {
        if (!reference()) return false;
        --at_;
      } else if (sort_of(c) == Sort::forbidden || (sort_of(c) == Sort::ef && noncharacter())) {
        return fail("xml_character", "a character that XML does not allow");
      }
    }
    if (done()) return fail_at(begin, "xml_truncated", "the document ends within an attribute");
    attributes_.push_back({key, text_.substr(from, at_ - from)});
    ++at_;
    return attributes_.size() <= kXmlAttributes || fail_at(begin, "xml_limit", "more attributes than we read");
  }

  bool declare_namespaces() {
    for (const auto& [key, value] : attributes_) {
      const bool is_default = key == "xmlns";
      if (!is_default && !key.starts_with("xmlns:")) continue;
      const std::string_view prefix = is_default ? std::string_view() : key.substr(6);
      const bool reserved = prefix == "xmlns" || value == kXmlnsUri || (prefix == "xml") != (value == kXmlUri);
      if (reserved) return fail("xml_namespace", "a namespace declaration that is not allowed");
      if (!is_default && value.empty()) return fail("xml_namespace", "the prefix \"" + std::string(prefix) + "\" is declared as nothing");
      bindings_.push_back({prefix, value});
    }
    return bindings_.size() <= kMostBindings || fail("xml_limit", "more namespaces than we read");
  }

  std::optional<std::string_view> uri_of(std::string_view prefix) const {
    const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(), [&](const Binding& each) { return each.prefix == prefix; });
    if (found != bindings_.rend()) return found->uri;
    if (prefix.empty()) return std::string_view();
    return std::nullopt;
  }

  bool good_qualified_name(std::size_t begin, std::string_view qualified) {
    const auto [prefix, local] = split_name(qualified);
    const bool has_colon = local.size() != qualified.size();
    if (has_colon &&
        (prefix.empty() || xml_name_length(local) != local.size() || local.empty() || local.find(':') != std::string_view::npos))
      return fail_at(begin, "xml_namespace", "\"" + std::string(qualified) + "\" is no name with a namespace");
    if (has_colon && !uri_of(prefix))
      return fail_at(begin, "xml_prefix", "the namespace prefix \"" + std::string(prefix) + "\" is not declared");
    return true;
  }

  bool check_names(std::size_t begin, std::string_view tag) {
    if (!good_qualified_name(begin, tag)) return false;
    if (attributes_.empty()) return true;
    // Sorted by local name, so that two of one meaning stand side by side whatever their prefixes.
    keys_.clear();
    for (const auto& [key, value] : attributes_) {
      if (key == "xmlns" || key.starts_with("xmlns:")) {
        keys_.push_back({kXmlnsUri, key});
        continue;
      }
      if (!good_qualified_name(begin, key)) return false;
      const auto [prefix, local] = split_name(key);
      keys_.push_back({prefix.empty() ? std::string_view() : *uri_of(prefix), local});
    }
    std::sort(keys_.begin(), keys_.end());
    if (std::adjacent_find(keys_.begin(), keys_.end()) != keys_.end())
      return fail_at(begin, "xml_duplicate_attribute", "<" + std::string(tag) + "> has one attribute twice");
    return true;
  }

  bool end_tag() {
    const std::size_t begin = at_;
    at_ += 2;
    const std::string_view tag = name();
    skip_space();
    if (!accept(">")) return fail_at(begin, done() ? "xml_truncated" : "xml_tag", "an end tag does not end as it should");
    if (open_.empty()) return fail_at(begin, "xml_mismatch", "</" + std::string(tag) + "> ends nothing");
    if (open_.back().name != tag)
      return fail_at(begin, "xml_mismatch", "<" + std::string(open_.back().name) + "> is ended by </" + std::string(tag) + ">");
    bindings_.resize(open_.back().bindings);
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  XmlLook look_;
  bool standalone_ = false, external_subset_ = false, seen_root_ = false;
  std::size_t elements_ = 0;
  std::unordered_set<std::string_view> entities_;
  std::vector<Open> open_;
  std::vector<Binding> bindings_;
  std::vector<Attribute> attributes_;
  std::vector<std::pair<std::string_view, std::string_view>> keys_;
};

}  // namespace

XmlLook look_at_xml(std::string_view utf8) { return Scanner(utf8).scan(); }

}  // namespace resso::text
