#include "feeds/pages/prose.hpp"

#include "text/html.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace resso::feeds {

namespace {

constexpr std::size_t kMostBytes = 24000;
constexpr std::size_t kMostDepth = 24;

/// Literals, so that nothing of the input's own markup is written.
struct Kept {
  std::string_view name;
  Markup open, close;
};
const std::array<Kept, 12> kKept{{{"p", "<p>", "</p>"},
                                  {"ul", "<ul>", "</ul>"},
                                  {"ol", "<ol>", "</ol>"},
                                  {"li", "<li>", "</li>"},
                                  {"strong", "<strong>", "</strong>"},
                                  {"b", "<strong>", "</strong>"},
                                  {"em", "<em>", "</em>"},
                                  {"i", "<em>", "</em>"},
                                  {"blockquote", "<blockquote>", "</blockquote>"},
                                  {"code", "<code>", "</code>"},
                                  {"div", "<p>", "</p>"},
                                  {"a", "<a>", "</a>"}}};

const Kept* kept_named(std::string_view name) {
  const bool heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
  const auto found = std::find_if(kKept.begin(), kKept.end(), [&](const Kept& kept) { return kept.name == (heading ? "p" : name); });
  return found == kKept.end() ? nullptr : &*found;
}

std::string_view tag_name(std::string_view tag) {
  const auto end = std::find_if_not(tag.begin(), tag.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
  return tag.substr(0, static_cast<std::size_t>(end - tag.begin()));
}

std::string attribute_of(std::string_view tag, std::string_view name) {
  const auto at = tag.find(std::string(" ") + std::string(name) + "=\"");
  if (at == std::string_view::npos) return {};
  const auto begin = at + name.size() + 3;
  return text::decode_entities(tag.substr(begin, tag.find('"', begin) - begin));
}

class ProseWriter {
 public:
  explicit ProseWriter(Html& h) : h_(h) {}

  void words(std::string_view escaped) {
    const auto plain = text::decode_entities(escaped);
    const bool block = open_.empty() || open_.back()->name == "ul" || open_.back()->name == "ol";
    if (block && text::trim(plain).empty()) return;
    if (open_.empty()) open(*kept_named("p"));
    h_.text(plain);
  }

  void tag(std::string_view tag) {
    if (tag.starts_with("/")) return close(tag_name(tag.substr(1)));
    const auto name = tag_name(tag);
    if (name == "br") {
      if (!open_.empty()) h_.raw("<br>");
      return;
    }
    if (name == "img") return words(attribute_of(tag, "alt"));
    const auto* kept = kept_named(name);
    if (!kept || open_.size() >= kMostDepth) return;
    if (name == "a") {
      const auto address = attribute_of(tag, "href");
      if (!is_web_address(address)) return;
      if (is_open("a")) return;
      if (open_.empty()) open(*kept_named("p"));
      h_.raw("<a rel=\"nofollow noopener\"").attribute(" href", address).raw(">");
      open_.push_back(kept);
      return;
    }
    const bool block = name == "p" || name == "div" || name[0] == 'h' || name == "ul" || name == "ol" || name == "blockquote";
    if (block) close("p");
    if (name == "li" && !is_open("ul") && !is_open("ol")) return;
    if (!block && name != "li" && open_.empty()) open(*kept_named("p"));
    open(*kept);
  }

  void finish() {
    while (!open_.empty()) pop();
  }

 private:
  void open(const Kept& kept) {
    h_.raw(kept.open);
    open_.push_back(&kept);
  }
  void pop() {
    h_.raw(open_.back()->close);
    open_.pop_back();
  }
  bool is_open(std::string_view name) const {
    return std::any_of(open_.begin(), open_.end(), [&](const Kept* kept) { return kept->name == name; });
  }
  void close(std::string_view name) {
    const auto* kept = kept_named(name);
    if (!kept) return;
    // "div" and headings are written as paragraphs: their end closes one.
    const auto same = [&](const Kept* open) { return open->close.str() == kept->close.str(); };
    if (std::none_of(open_.begin(), open_.end(), same)) return;
    while (!same(open_.back())) pop();
    pop();
  }

  Html& h_;
  std::vector<const Kept*> open_;
};

}  // namespace

void append_prose(Html& h, std::string_view safe_html) {
  if (safe_html.size() > kMostBytes) return append_paragraphs(h, text::abridge(text::html_to_text(safe_html), kMostBytes / 4));
  ProseWriter writer(h);
  while (!safe_html.empty()) {
    const auto open = safe_html.find('<');
    if (open != 0) writer.words(safe_html.substr(0, open));
    if (open == std::string_view::npos) break;
    const auto close = safe_html.find('>', open);
    if (close == std::string_view::npos) break;
    writer.tag(safe_html.substr(open + 1, close - open - 1));
    safe_html.remove_prefix(close + 1);
  }
  writer.finish();
}

void append_paragraphs(Html& h, std::string_view text) {
  bool open = false;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (text::trim(line).empty()) {
      if (open) h.raw("</p>\n");
      open = false;
      continue;
    }
    h.raw(open ? Markup("<br>") : Markup("<p>")).text(line);
    open = true;
  }
  if (open) h.raw("</p>\n");
}

}  // namespace resso::feeds
