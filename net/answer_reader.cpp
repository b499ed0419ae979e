#include "net/answer_reader.hpp"

#include "net/field_list.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>

namespace resso::net {

namespace asio = boost::asio;
using ErrorCode = SocketStream::ErrorCode;

namespace {

constexpr int kMostInterim = 8;  // 1xx answers before the real one

Error network(std::string_view reason, std::string what) { return Error{Errc::network, std::move(what), "", "", 0, std::string(reason)}; }

}  // namespace

AnswerReader::AnswerReader(SocketStream& stream, FetchProgress& progress, std::size_t buffer_size)
    : stream_(stream),
      progress_(progress),
      buffer_size_(buffer_size),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_size)),
      body_(BodyFraming{}, 0, false) {
  progress.has_answer_begun = false;
  progress.body_bytes = 0;
}

/// Replaces what was read: it has been taken.
asio::awaitable<ErrorCode> AnswerReader::refill() {
  ErrorCode failure;
  const std::size_t count = co_await stream_.read_some(std::span(buffer_.get(), buffer_size_), failure);
  unread_ = std::string_view(buffer_.get(), failure ? 0 : count);
  co_return failure;
}

/// What a person would say of an answer that stopped coming.
Error AnswerReader::broken_off(const ErrorCode& failure) const {
  if (failure == asio::error::operation_aborted) return Error{Errc::cancelled, "cancelled", "", "", 0};
  const bool has_begun = progress_.has_answer_begun;
  if (failure == SocketStream::kTlsFailed && !has_begun) return stream_.tls_failure();
  const std::string after = is_in_body_ ? " after " + grouped(progress_.body_bytes) + " bytes" : "";
  if (failure == asio::error::connection_reset || failure == asio::error::broken_pipe || failure == SocketStream::kTlsFailed)
    return network(has_begun ? "network_cut" : "network_closed", "connection reset" + (is_in_body_ ? after
                                                                                       : has_begun ? " in the middle of the answer's header"
                                                                                                   : " before an answer"));
  if (failure != asio::error::eof && failure != SocketStream::kTruncated)
    return network(has_begun ? "network_cut" : "network_closed", "the connection broke" + after + ": " + failure.message());
  if (!has_begun) return network("network_closed", "the connection was closed without an answer");
  if (!is_in_body_) return network("network_cut", "the connection was closed in the middle of the answer's header");
  if (framing_.kind == BodyFraming::Kind::length)
    return network("network_cut",
                   "the answer broke off: " + grouped(progress_.body_bytes) + " of " + grouped(framing_.length) + " bytes came");
  if (framing_.kind == BodyFraming::Kind::chunked)
    return network("network_cut", "the answer broke off" + after + ": its last chunk is missing");
  return network("network_cut", "the answer broke off" + after + ": the connection was cut, not closed");
}

asio::awaitable<Result<ResponseHead>> AnswerReader::read_one_head(std::size_t limit) {
  std::string head;
  for (;;) {
    if (!unread_.empty()) {
      progress_.has_answer_begun = true;
      const std::size_t before = head.size();
      head.append(unread_);
      if (!may_be_response(head)) co_return network("network_not_http", "the answer is not HTTP");
      const std::size_t end = find_head_end(head, before);
      if (std::min(end, head.size()) > limit)
        co_return Error{Errc::limit, "the answer's header is larger than " + grouped(limit) + " bytes", "", "", 0, "limit_header"};
      if (end != std::string_view::npos) {
        unread_.remove_prefix(end - before);
        co_return parse_response_head(std::string_view(head).substr(0, end));
      }
    }
    const ErrorCode failure = co_await refill();
    if (failure) co_return broken_off(failure);
  }
}

asio::awaitable<Result<ResponseHead>> AnswerReader::read_head(std::size_t limit) {
  for (int interim = 0;; ++interim) {
    auto head = co_await read_one_head(limit);
    if (!head || head->status >= 200) co_return std::move(head);
    if (head->status == 101 || interim == kMostInterim)
      co_return network("network_not_http", "the answer is not one to the question: status " + std::to_string(head->status));
  }
}

void AnswerReader::expect_body(BodyFraming framing, std::size_t limit) {
  framing_ = framing;
  limit_ = limit;
  body_ = BodyReader(framing, limit, false);
  is_in_body_ = true;
}

asio::awaitable<Result<bool>> AnswerReader::read_body(std::string& out) {
  const std::size_t before = out.size();
  for (;;) {
    const auto state = body_.feed(unread_, out);
    progress_.body_bytes = body_.content_bytes();
    if (state == BodyReader::Progress::too_large)
      co_return Error{Errc::limit, "the body is larger than " + grouped(limit_) + " bytes", "", "", 0};
    if (state == BodyReader::Progress::malformed)
      co_return network("network_not_http", "the answer's chunks are malformed after " + grouped(progress_.body_bytes) + " bytes");
    if (state == BodyReader::Progress::done) co_return false;
    if (out.size() > before) co_return true;
    const ErrorCode failure = co_await refill();
    if (failure == asio::error::eof && body_.is_whole_at_end()) co_return false;
    if (failure) co_return broken_off(failure);
  }
}

}  // namespace resso::net
