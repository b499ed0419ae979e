#include "net/reply_stream.hpp"

#include "net/content_coding.hpp"

#include <boost/asio/error.hpp>
#include <limits>

namespace resso::net {
namespace {

constexpr std::size_t kBufferSize = 16u << 10;  // events are small, and streams stay open for days
constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

Error compressed(const std::string& coding, const std::string& url) {
  return Error{Errc::network, "the stream is compressed (" + coding.substr(0, 60) + "), which was not asked for", url, "", 0};
}

std::string describe_silence(std::chrono::milliseconds silence) {
  const auto count = silence.count();
  return "nothing came for " + (count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms");
}

}  // namespace

HttpReplyStream::HttpReplyStream(std::unique_ptr<SocketStream> connection, std::shared_ptr<DeadlineSet> deadlines,
                                 std::shared_ptr<FetchProgress> progress)
    : connection_(std::move(connection)),
      deadlines_(std::move(deadlines)),
      progress_(std::move(progress)),
      buffer_(std::make_unique_for_overwrite<char[]>(kBufferSize)),
      reader_(*connection_, *progress_, std::span(buffer_.get(), kBufferSize)) {}

asio::awaitable<Result<void>> HttpReplyStream::ask(const FetchCourse& course, std::size_t header_limit) {
  url_ = course.address().str();
  progress_->phase = FetchProgress::Phase::asking;
  const std::string question = course.head();
  std::size_t sent = 0;
  const auto unsent = co_await connection_->write(question, course.request().body, sent);
  if (unsent == asio::error::operation_aborted) co_return Error{Errc::cancelled, "cancelled", "", "", 0};
  progress_->phase = FetchProgress::Phase::answering;  // as in exchange(): a question that was not taken may have an answer
  auto head = co_await reader_.read_head(header_limit);
  if (!head) co_return head.error();
  head_ = std::move(*head);
  const auto framing = response_framing(head_, course.request().method);
  if (!framing) co_return framing.error();
  reader_.expect_body(*framing, kNoLimit);
  const std::string coding = head_.headers.joined("Content-Encoding");
  if (is_compressed(coding)) failure_ = compressed(coding, url_);
  co_return Result<void>();
}

asio::awaitable<Result<std::string>> HttpReplyStream::read() {
  std::string piece;
  const auto more = co_await reader_.read_body(piece);
  if (!more) co_return more.error();
  co_return piece;
}

asio::awaitable<Result<std::string>> HttpReplyStream::next(std::chrono::milliseconds silence) {
  if (failure_) co_return *failure_;
  auto reading = read();
  auto bounded = DeadlineSet::bound(deadlines_, std::move(reading), silence, describe_silence(silence));
  auto piece = co_await std::move(bounded);
  if (piece) co_return std::move(piece);
  failure_ = piece.error();
  if (failure_->where.empty()) failure_->where = url_;
  connection_->close();
  co_return *failure_;
}

}  // namespace resso::net
