#include "net/content_coding.hpp"

#include "net/field_list.hpp"
#include "text/unicode.hpp"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <libdeflate.h>
#include <zlib.h>
#include <algorithm>
#include <array>
#include <memory>

namespace resso::net {
namespace {

constexpr std::size_t kStep = 64u << 10;  // output made at a time: what a bomb can cost beyond `max`
constexpr int kMostCodings = 4;
constexpr int kGzipLevel = 6, kBrotliQuality = 5;  // measured: brotli 11 is 8 % smaller and 280 times slower

enum class Wrapping { gzip, zlib, raw };

Error too_large(std::size_t max) {
  return Error{Errc::limit, "the body is larger than " + grouped(max) + " bytes once decompressed", "", "", 0};
}
Error broken(std::string_view coding, std::string_view how) {
  return Error{Errc::bad_input,   "the body is said to be " + std::string(coding) + " but " + std::string(how), "", "", 0,
               "bad_input_coding"};
}

class Inflater {
 public:
  explicit Inflater(Wrapping wrapping) {
    const int bits = wrapping == Wrapping::gzip ? MAX_WBITS + 16 : wrapping == Wrapping::zlib ? MAX_WBITS : -MAX_WBITS;
    ready_ = inflateInit2(&stream_, bits) == Z_OK;
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Appends one member to `out` and takes it off `bytes`.
  Result<void> run(std::string_view& bytes, std::string& out, std::size_t max, std::string_view coding) {
    if (!ready_) return broken(coding, "the decoder cannot start");
    std::array<char, kStep> step;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    for (;;) {
      stream_.next_out = reinterpret_cast<Bytef*>(step.data());
      stream_.avail_out = step.size();
      const int status = inflate(&stream_, Z_NO_FLUSH);
      const std::size_t made = step.size() - stream_.avail_out;
      if (out.size() + made > max) return too_large(max);
      out.append(step.data(), made);
      if (status == Z_STREAM_END) break;
      if (status == Z_BUF_ERROR || (status == Z_OK && stream_.avail_in == 0 && made == 0)) return broken(coding, "is cut short");
      if (status != Z_OK) return broken(coding, "is not");
    }
    bytes.remove_prefix(bytes.size() - stream_.avail_in);
    return {};
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

Result<std::string> decode_gzip(std::string_view bytes, std::size_t max) {
  std::string out;
  do {  // RFC 1952 §2.2: members one after another. What follows that is none is padding: left, as browsers leave it
    Inflater inflater(Wrapping::gzip);
    const auto done = inflater.run(bytes, out, max, "gzip");
    if (!done) return done.error();
  } while (bytes.size() > 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b');
  return out;
}

/// RFC 9110 §8.4.1.2 means zlib; some servers send it bare.
Result<std::string> decode_deflate(std::string_view bytes, std::size_t max) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const bool has_header = bytes.size() >= 2 && (byte(0) & 0x0f) == 8 && (byte(0) * 256 + byte(1)) % 31 == 0;
  std::string out;
  std::string_view rest = bytes;
  Inflater inflater(has_header ? Wrapping::zlib : Wrapping::raw);
  const auto done = inflater.run(rest, out, max, "deflate");
  if (!done) return done.error();
  return out;
}

Result<std::string> decode_brotli(std::string_view bytes, std::size_t max) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  std::string out;
  std::array<std::uint8_t, kStep> step;
  std::size_t left = bytes.size();
  auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (;;) {
    std::size_t room = step.size();
    std::uint8_t* to = step.data();
    const auto status = BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &to, nullptr);
    const std::size_t made = step.size() - room;
    if (out.size() + made > max) return too_large(max);
    out.append(reinterpret_cast<const char*>(step.data()), made);
    if (status == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (status == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return broken("brotli", "is cut short");
    if (status == BROTLI_DECODER_RESULT_ERROR) return broken("brotli", "is not");
  }
}

Result<std::string> decode_one(std::string_view bytes, std::string_view coding, std::size_t max) {
  if (coding == "gzip" || coding == "x-gzip") return decode_gzip(bytes, max);
  if (coding == "deflate") return decode_deflate(bytes, max);
  if (coding == "br") return decode_brotli(bytes, max);
  return Error{Errc::bad_input,   "the body is compressed as \"" + std::string(coding) + "\", which was not asked for", "", "", 0,
               "bad_input_coding"};
}

/// Servers put charsets and "none" here: what is no compression leaves the body as it is.
bool is_compression(std::string_view coding) {
  static constexpr std::string_view kKnown[] = {"gzip", "x-gzip",     "deflate", "br",  "zstd", "compress",
                                                "exi",  "x-compress", "dcb",     "dcz", "lzma", "bzip2"};
  return std::find(std::begin(kKnown), std::end(kKnown), coding) != std::end(kKnown);
}

std::vector<std::string> compressions_in(std::string_view content_encoding) {
  std::vector<std::string> codings;
  for (const std::string_view element : split_list(content_encoding)) {
    std::string coding = text::to_lower_ascii(element);
    if (is_compression(coding)) codings.push_back(std::move(coding));
  }
  return codings;
}

}  // namespace

bool is_compressed(std::string_view content_encoding) { return !compressions_in(content_encoding).empty(); }

Result<std::string> decode_content(std::string_view bytes, std::string_view content_encoding, std::size_t max) {
  const auto codings = compressions_in(content_encoding);
  if (codings.size() > kMostCodings) return Error{Errc::limit, "the body is compressed more than 4 times over", "", "", 0};
  if (codings.empty() || bytes.empty()) {
    if (bytes.size() > max) return Error{Errc::limit, "the body is larger than " + grouped(max) + " bytes", "", "", 0};
    return std::string(bytes);
  }
  std::string body;
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    auto decoded = decode_one(coding == codings.rbegin() ? bytes : std::string_view(body), *coding, max);
    if (!decoded) return decoded;
    body = std::move(*decoded);
  }
  return body;
}

std::string gzip(std::string_view bytes) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(libdeflate_alloc_compressor(kGzipLevel),
                                                                                                 libdeflate_free_compressor);
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

std::string brotli(std::string_view bytes) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  BrotliEncoderCompress(kBrotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                        reinterpret_cast<const std::uint8_t*>(bytes.data()), &size, reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(size);
  return out;
}

}  // namespace resso::net
