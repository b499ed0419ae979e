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

AnswerReader::AnswerReader(SocketStream& stream, FetchProgress& progress, std::span<char> buffer)
    : stream_(stream), progress_(progress), buffer_(buffer), body_(BodyFraming{}, 0, false) {
  progress.has_answer_begun = false;
  progress.body_bytes = 0;
}

/// What a person would say of an answer that stopped coming.
Error AnswerReader::broken_off() const {
  const ErrorCode& failure = failure_;
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

/// The head whose end has come. Of one that comes in pieces `begun` keeps what came before.
std::optional<Result<ResponseHead>> AnswerReader::take_head(std::string& begun, std::size_t limit) {
  if (unread_.empty()) return std::nullopt;
  progress_.has_answer_begun = true;
  const std::size_t before = begun.size();
  if (before > 0) begun.append(unread_);
  const std::string_view head = before > 0 ? std::string_view(begun) : unread_;  // most come whole, and are read where they lie
  if (!may_be_response(head)) return network("network_not_http", "the answer is not HTTP");
  const std::size_t end = find_head_end(head, before);
  if (std::min(end, head.size()) > limit)
    return Error{Errc::limit, "the answer's header is larger than " + grouped(limit) + " bytes", "", "", 0, "limit_header"};
  if (end == std::string_view::npos) {
    if (before == 0) begun = unread_;
    unread_ = {};
    return std::nullopt;
  }
  auto parsed = parse_response_head(head.substr(0, end));
  unread_.remove_prefix(end - before);
  begun.clear();
  return parsed;
}

asio::awaitable<Result<ResponseHead>> AnswerReader::read_head(std::size_t limit) {
  std::string begun;
  int interim = 0;
  for (;;) {
    auto head = take_head(begun, limit);
    if (!head) {
      const std::size_t count = co_await read_more();
      take_read(count);
      if (failure_) co_return broken_off();
      continue;
    }
    if (!*head || (*head)->status >= 200) co_return std::move(*head);
    if ((*head)->status == 101 || ++interim > kMostInterim)
      co_return network("network_not_http", "the answer is not one to the question: status " + std::to_string((*head)->status));
  }
}

void AnswerReader::expect_body(BodyFraming framing, std::size_t limit) {
  framing_ = framing;
  limit_ = limit;
  body_ = BodyReader(framing, limit, false);
  is_in_body_ = true;
}

std::optional<Result<bool>> AnswerReader::take_body(std::string& out) {
  const std::size_t before = out.size();
  const auto state = body_.feed(unread_, out);
  progress_.body_bytes = body_.content_bytes();
  if (state == BodyReader::Progress::too_large)
    return Error{Errc::limit, "the body is larger than " + grouped(limit_) + " bytes", "", "", 0};
  if (state == BodyReader::Progress::malformed)
    return network("network_not_http", "the answer's chunks are malformed after " + grouped(progress_.body_bytes) + " bytes");
  if (state == BodyReader::Progress::done) return false;
  if (out.size() > before) return true;
  return std::nullopt;
}

asio::awaitable<Result<bool>> AnswerReader::read_body(std::string& out) {
  for (;;) {
    auto more = take_body(out);
    if (more) co_return std::move(*more);
    const std::size_t count = co_await read_more();
    take_read(count);
    if (failure_ == asio::error::eof && body_.is_whole_at_end()) co_return false;
    if (failure_) co_return broken_off();
  }
}

}  // namespace resso::net
