// Any text as an address, and as a reference to another: normalised twice is normalised once, nothing unsafe comes out.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  std::string_view rest = fuzz::text_of(data, size);
  const std::string_view first = fuzz::take_line(rest);
  if (const auto url = text::parse_url(first)) {
    const std::string written = url->str();
    for (const char c : written)
      fuzz::require(c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>', "an address is plain ASCII", written);
    const auto again = text::parse_url(written);
    fuzz::require(again && again->str() == written, "an address reads as itself", written);
    fuzz::require(url->target.starts_with('/') && !url->host.empty() && url->port != 0, "an address has a host, a port and a path",
                  written);
  }
  const std::string resolved = text::resolve_url("https://casal.example/a/b?c=d", first);
  fuzz::require(!text::to_lower_ascii(resolved).starts_with("javascript:") && !text::to_lower_ascii(resolved).starts_with("data:"),
                "no unsafe scheme", resolved);
  fuzz::require_equal(resolved, text::resolve_url("https://casal.example/a/b?c=d", " " + std::string(first)),
                      "the short way and the long way");
  (void)text::resolve_url(first, rest);
  fuzz::require_equal(text::percent_decode(text::percent_encode(first)), first, "escaped and back");
  (void)text::url_key(first);
  return 0;
}
