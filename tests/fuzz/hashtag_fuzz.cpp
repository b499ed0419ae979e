// Any text with hashtags, folded and abridged as posts are.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/hashtag.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const std::string_view bytes = fuzz::text_of(data, size);
  const std::string utf8 = text::repair_utf8(bytes);
  fuzz::require_utf8(utf8, "repaired text is UTF-8");
  if (text::is_valid_utf8(bytes)) fuzz::require_equal(utf8, bytes, "good text is left alone");
  for (const std::string& tag : text::unique_hashtags(text::find_hashtags(utf8))) {
    fuzz::require(utf8.find(tag) != std::string::npos, "a hashtag is in the text", tag);
    fuzz::require_equal(text::fold_hashtag(tag), text::fold_hashtag("#" + tag), "with and without its sign");
  }
  for (const std::string& folded : {text::casefold(bytes), text::fold_words(bytes), text::fold_hashtag(bytes), text::collapse_space(bytes)})
    fuzz::require_utf8(folded, "folded text is UTF-8");
  const std::string words = text::fold_words(utf8);
  fuzz::require_equal(words, text::fold_words(words), "folded twice is folded once");
  fuzz::require_utf8(text::abridge(utf8, size % 40), "abridged text is UTF-8");
  fuzz::require_utf8(text::truncate_utf8(utf8, size / 2), "cut text is UTF-8");
  return 0;
}
