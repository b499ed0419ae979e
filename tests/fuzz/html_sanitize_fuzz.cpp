// Any text as HTML of others: what comes out is harmless in a browser's eyes, and made safe again it is the same.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/html.hpp"
#include "text/html_tree.hpp"

#include <gumbo.h>

namespace {

using namespace resso;

void require_harmless(const GumboNode* node) {
  if (node->type != GUMBO_NODE_ELEMENT) return;
  const GumboElement& element = node->v.element;
  const std::string_view name = gumbo_normalized_tagname(element.tag);
  for (const std::string_view never :
       {"script", "style", "iframe", "object", "embed", "svg", "math", "form", "template", "link", "meta", "base"})
    fuzz::require(name != never, "no such element comes out", never);
  fuzz::require(element.tag_namespace == GUMBO_NAMESPACE_HTML && element.tag != GUMBO_TAG_UNKNOWN, "HTML elements only");
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view key = attribute->name, value = attribute->value;
    fuzz::require(!key.starts_with("on") && key != "style" && key != "id" && key != "class" && key != "srcset", "no such attribute", key);
    if (key == "href" || key == "src")
      fuzz::require(value.starts_with("http://") || value.starts_with("https://") || value.starts_with("mailto:"), "an address of the web",
                    value);
  }
  for (unsigned i = 0; i < element.children.length; ++i) require_harmless(static_cast<const GumboNode*>(element.children.data[i]));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string html = text::repair_utf8(fuzz::text_of(data, size));
  const std::string safe = text::sanitize_html(html, "https://casal.example/a/");
  fuzz::require_utf8(safe, "safe HTML is UTF-8");
  const text::HtmlTree tree(safe);
  const GumboVector& shown = tree.body()->v.element.children;
  for (unsigned i = 0; i < shown.length; ++i) require_harmless(static_cast<const GumboNode*>(shown.data[i]));
  fuzz::require_equal(safe, text::sanitize_html(safe, "https://casal.example/a/"), "made safe twice is made safe once");
  return 0;
}
