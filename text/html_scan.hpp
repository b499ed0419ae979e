// HTML as most feeds and posts write it, read in one pass without a tree. Not for use outside text/.
//
// What scan_html reads is a part of HTML on which the tree builder's rules change nothing: text, references with their semicolon, elements
// that are closed in the order in which they were opened, blocks not within paragraphs, list items in lists. On everything else it gives
// up, and the tree decides: results are the same by either way (tests/fuzz/html_paths_fuzz.cpp).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace resso::text {

/// Attributes of an element, wherever they were read. Values are decoded.
class HtmlAttributes {
 public:
  virtual bool empty() const = 0;
  virtual std::optional<std::string_view> find(std::string_view name) const = 0;

 protected:
  ~HtmlAttributes() = default;
};

/// Takes what is read, in order. `tag`: a GumboTag. Elements without content (<br>) are opened and not closed.
class HtmlEvents {
 public:
  virtual void text(std::string_view decoded) = 0;
  virtual void open(unsigned tag, const HtmlAttributes& attributes) = 0;
  virtual void close(unsigned tag) = 0;

 protected:
  ~HtmlEvents() = default;
};

/// What is read, as a text.
class HtmlForm : public HtmlEvents {
 public:
  virtual ~HtmlForm() = default;
  virtual std::string take() = 0;
};
std::unique_ptr<HtmlForm> safe_form(std::string_view base_url, std::size_t size_of_html);  ///< of sanitize_html
std::unique_ptr<HtmlForm> plain_form(std::size_t size_of_html);                            ///< of html_to_text

/// False: this needs the tree, and what `events` got until then is to be thrown away.
bool scan_html(std::string_view html, HtmlEvents& events);

// What the functions of html.hpp say by the tree alone, whatever scan_html could have read: for comparing them.
std::string sanitize_html_by_tree(std::string_view html, std::string_view base_url);
std::string html_to_text_by_tree(std::string_view html);
std::string decode_entities_by_tree(std::string_view text);

/// A character reference at the front of `text` ("&eacute;", "&#8217;") that means the same wherever it stands. Unset: none, or not so
/// plain.
struct PlainReference {
  std::string utf8;
  std::size_t length;
};
std::optional<PlainReference> read_plain_reference(std::string_view text);

/// UTF-8 that the tree builder takes as it is: no controls, noncharacters or byte order marks; '\r' not either.
bool is_plain_utf8(std::string_view text);

}  // namespace resso::text
