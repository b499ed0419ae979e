#include "net/http_body.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>

namespace resso::net {
namespace {

namespace http = boost::beast::http;
using ErrorCode = boost::system::error_code;
using Text = boost::beast::string_view;

constexpr std::size_t kMostOverhead = 8u << 10;  // of one line of the chunks, and of all trailers

}  // namespace

/// Beast's reader of chunks. It wants the header of a chunk in one piece and just as RFC 9112 writes it, and the last one only together
/// with the trailers: so it gets whole lines, in their proper form, and the trailers stay outside.
class BodyReader::Chunks : public http::basic_parser<false> {
 public:
  explicit Chunks(std::size_t limit) {
    body_limit(limit);
    constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";  // it reads no chunk before a head
    ErrorCode never;
    put({kHead.data(), kHead.size()}, never);
  }

  /// `line`: size and extensions, without the line's end.
  Progress begin_chunk(std::string_view line) {
    header_.assign(is_first_ ? "" : "\r\n")
        .append(line)
        .append("\r\n\r\n");  // the second line end is for the last one, there are no trailers
    is_first_ = false;
    ErrorCode failure;
    put({header_.data(), header_.size()}, failure);
    if (failure == http::error::body_limit) return Progress::too_large;
    return failure ? Progress::malformed : Progress::more;
  }
  void take_data(std::string_view& bytes, std::string& out) {
    out_ = &out;
    ErrorCode never;
    bytes.remove_prefix(put({bytes.data(), bytes.size()}, never));
  }
  std::uint64_t left() const { return left_; }

 private:
  void on_chunk_header_impl(std::uint64_t size, Text, ErrorCode&) override { left_ = size; }
  std::size_t on_chunk_body_impl(std::uint64_t left, Text data, ErrorCode&) override {
    out_->append(data.data(), data.size());
    left_ = left - data.size();
    return data.size();
  }
  void on_request_impl(http::verb, Text, Text, int, ErrorCode&) override {}
  void on_response_impl(int, Text, int, ErrorCode&) override {}
  void on_field_impl(http::field, Text, Text, ErrorCode&) override {}
  void on_header_impl(ErrorCode&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
  std::size_t on_body_impl(Text, ErrorCode&) override { return 0; }
  void on_finish_impl(ErrorCode&) override {}

  std::string header_;
  std::string* out_ = nullptr;
  std::uint64_t left_ = 0;  ///< of the chunk that is being read
  bool is_first_ = true;
};

BodyReader::BodyReader(BodyFraming framing, std::size_t limit, bool strict) : framing_(framing), limit_(limit), strict_(strict) {
  left_ = framing.kind == BodyFraming::Kind::length ? framing.length : 0;
  done_ = framing.kind == BodyFraming::Kind::none || (framing.kind == BodyFraming::Kind::length && framing.length == 0);
  if (framing.kind == BodyFraming::Kind::chunked) chunks_ = std::make_unique<Chunks>(limit);
}
BodyReader::~BodyReader() = default;
BodyReader::BodyReader(BodyReader&&) noexcept = default;
BodyReader& BodyReader::operator=(BodyReader&&) noexcept = default;

BodyReader::Progress BodyReader::take(std::string_view& bytes, std::string& out, std::uint64_t most) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), most));
  if (count > limit_ - content_) return Progress::too_large;
  out.append(bytes.substr(0, count));
  bytes.remove_prefix(count);
  content_ += count;
  return Progress::more;
}

BodyReader::Progress BodyReader::feed(std::string_view& bytes, std::string& out) {
  if (done_) return Progress::done;
  if (framing_.kind == BodyFraming::Kind::chunked) return feed_chunked(bytes, out);
  if (framing_.kind == BodyFraming::Kind::until_close) return take(bytes, out, bytes.size());
  if (framing_.length > limit_) return Progress::too_large;
  const std::uint64_t before = content_;
  if (take(bytes, out, left_) == Progress::too_large) return Progress::too_large;
  left_ -= content_ - before;
  done_ = left_ == 0;
  return done_ ? Progress::done : Progress::more;
}

BodyReader::Progress BodyReader::feed_chunked(std::string_view& bytes, std::string& out) {
  while (!bytes.empty()) {
    if (chunks_->left() > 0) {
      const std::size_t before = bytes.size();
      chunks_->take_data(bytes, out);
      content_ += before - bytes.size();
      continue;
    }
    if (const Progress came = take_line(bytes); came != Progress::done) return came;
    if (const Progress used = use_line(); used != Progress::more) return used;
    line_.clear();
  }
  return Progress::more;
}

/// Done: line_ is a whole line, without its end.
BodyReader::Progress BodyReader::take_line(std::string_view& bytes) {
  const std::size_t lf = bytes.find('\n');
  const bool is_whole = lf != std::string_view::npos;
  line_.append(bytes.substr(0, lf));
  bytes.remove_prefix(is_whole ? lf + 1 : bytes.size());
  const bool ends_in_cr = line_.ends_with('\r');
  if (line_.size() > kMostOverhead || line_.find('\r') < line_.size() - (ends_in_cr ? 1 : 0)) return Progress::malformed;
  if (!is_whole) return Progress::more;
  if (!ends_in_cr && strict_) return Progress::malformed;
  if (ends_in_cr) line_.pop_back();
  return Progress::done;
}

BodyReader::Progress BodyReader::use_line() {
  switch (expected_) {
    case Line::size: {
      const Progress begun = chunks_->begin_chunk(strict_ ? line_ : line_.substr(0, line_.find_first_of(" \t;")));
      expected_ = chunks_->is_done() ? Line::trailer : Line::end_of_chunk;
      return begun;
    }
    case Line::end_of_chunk: expected_ = Line::size; return line_.empty() ? Progress::more : Progress::malformed;
    case Line::trailer: break;  // a field after the last chunk is left aside
  }
  done_ = line_.empty();
  trailers_ += line_.size();
  return done_ ? Progress::done : trailers_ > kMostOverhead ? Progress::malformed : Progress::more;
}

}  // namespace resso::net
