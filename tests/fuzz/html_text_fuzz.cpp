// Any text as HTML of others made plain: UTF-8 without blanks at its ends, no markup that was not written as text.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/html.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const std::string html = text::repair_utf8(fuzz::text_of(data, size));
  const std::string plain = text::html_to_text(html);
  fuzz::require_utf8(plain, "plain text is UTF-8");
  fuzz::require(plain.empty() || (plain.front() != ' ' && plain.front() != '\n' && plain.back() != '\n' && plain.back() != ' '),
                "no blanks at its ends", plain);
  fuzz::require(plain.find("\n\n\n") == std::string::npos && plain.find("  ") == std::string::npos, "no wide gaps", plain);
  fuzz::require_utf8(text::decode_entities(html), "decoded text is UTF-8");
  if (!text::looks_like_html(html) && html.find('&') == std::string::npos && html.find('\r') == std::string::npos &&
      html.find('\0') == std::string::npos)
    fuzz::require_equal(html, text::decode_entities(html), "text without references stays as it is");
  for (const auto& link : text::html_links(html, "https://casal.example/")) fuzz::require(!link.href.empty(), "a link leads somewhere");
  return 0;
}
