// Any bytes under any declaration: the first line is the HTTP charset, the second the document's.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/charset.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  std::string_view bytes = fuzz::text_of(data, size);
  const std::string_view http = fuzz::take_line(bytes), document = fuzz::take_line(bytes);
  const auto decoded = text::decode(bytes, text::content_type_charset(http), document);
  fuzz::require_utf8(decoded.utf8, "what is decoded is UTF-8");
  fuzz::require(!decoded.encoding.empty(), "the encoding used has a name");
  for (const char c : decoded.utf8)
    fuzz::require(static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r', "no controls stay");
  (void)text::xml_declared_charset(bytes);
  (void)text::media_type(http);
  return 0;
}
