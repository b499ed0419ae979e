// Any text as HTML: reading it in one pass gives, byte for byte, what the tree gives.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/html.hpp"
#include "text/html_scan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const std::string_view html = fuzz::text_of(data, size);
  fuzz::require_equal(text::sanitize_html(html, "https://casal.example/a/"), text::sanitize_html_by_tree(html, "https://casal.example/a/"),
                      "safe HTML");
  fuzz::require_equal(text::html_to_text(html), text::html_to_text_by_tree(html), "plain text");
  const auto forms = text::html_forms(html, "https://casal.example/a/");
  fuzz::require_equal(forms.safe, text::sanitize_html(html, "https://casal.example/a/"), "safe HTML beside plain text");
  fuzz::require_equal(forms.plain, text::html_to_text(html), "plain text beside safe HTML");
  if (html.find('&') != std::string_view::npos)
    fuzz::require_equal(text::decode_entities(html), text::decode_entities_by_tree(html), "decoded text");
  return 0;
}
