#include "net/content_coding.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace resso::net {
namespace {

constexpr std::size_t kMax = 1u << 20;

std::string deflate_text(std::string_view text, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "Dissabte " + std::to_string(i) + " a la biblioteca. ";
  return text;
}

TEST(DecodeContent, UndoesEachCoding) {
  const std::string text = sample();
  EXPECT_EQ(*decode_content(gzip(text), "gzip", kMax), text);
  EXPECT_EQ(*decode_content(gzip(text), "X-GZIP", kMax), text);
  EXPECT_EQ(*decode_content(brotli(text), "br", kMax), text);
  EXPECT_EQ(*decode_content(deflate_text(text, MAX_WBITS), "deflate", kMax), text);
  EXPECT_EQ(*decode_content(deflate_text(text, -MAX_WBITS), "deflate", kMax), text);
  EXPECT_EQ(*decode_content(text, "", kMax), text);
}

TEST(DecodeContent, UndoesSeveralCodingsLastFirst) { EXPECT_EQ(*decode_content(gzip(brotli("Hola")), "br, gzip", kMax), "Hola"); }

TEST(DecodeContent, LeavesAloneWhatIsNoCompression) {
  for (const char* coding : {"identity", "none", "UTF-8", "binary"}) EXPECT_EQ(*decode_content("Hola", coding, kMax), "Hola") << coding;
}

TEST(DecodeContent, RefusesACompressionNotAskedFor) {
  const auto decoded = decode_content("(zstd)", "zstd", kMax);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, Errc::bad_input);
}

TEST(DecodeContent, AnEmptyBodyHasNothingToUndo) { EXPECT_EQ(*decode_content("", "gzip", kMax), ""); }

TEST(DecodeContent, ReadsGzipMembersOneAfterAnotherAndLeavesPadding) {
  EXPECT_EQ(*decode_content(gzip("Bon ") + gzip("dia"), "gzip", kMax), "Bon dia");
  EXPECT_EQ(*decode_content(gzip("Bon dia") + std::string(100, '\0'), "gzip", kMax), "Bon dia");
}

TEST(DecodeContent, ABombStopsAtTheLimit) {
  const std::string zeros(64u << 20, '\0');
  for (const auto& [coding, bomb] :
       {std::pair{"gzip", gzip(zeros)}, std::pair{"br", brotli(zeros)}, std::pair{"deflate", deflate_text(zeros, MAX_WBITS)}}) {
    const auto decoded = decode_content(bomb, coding, 100'000);
    ASSERT_FALSE(decoded) << coding;
    EXPECT_EQ(decoded.error().code, Errc::limit) << coding;
  }
}

TEST(DecodeContent, TheLimitItselfIsAllowed) {
  EXPECT_TRUE(decode_content(gzip("12345"), "gzip", 5));
  EXPECT_FALSE(decode_content(gzip("123456"), "gzip", 5));
  EXPECT_FALSE(decode_content("123456", "", 5));
}

TEST(DecodeContent, SaysWhatIsCutShortAndWhatIsNot) {
  const std::string text = sample();
  for (const auto& [coding, whole] :
       {std::pair{"gzip", gzip(text)}, std::pair{"br", brotli(text)}, std::pair{"deflate", deflate_text(text, MAX_WBITS)}}) {
    const auto cut = decode_content(std::string_view(whole).substr(0, whole.size() / 2), coding, kMax);
    ASSERT_FALSE(cut) << coding;
    EXPECT_EQ(cut.error().code, Errc::bad_input) << coding;
    EXPECT_NE(cut.error().what.find("cut short"), std::string::npos) << cut.error().what;
    EXPECT_FALSE(decode_content("<html>not compressed</html>", coding, kMax)) << coding;
  }
}

TEST(Gzip, IsTheSameEveryTime) { EXPECT_EQ(gzip(sample()), gzip(sample())); }

}  // namespace
}  // namespace resso::net
