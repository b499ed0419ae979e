// The stream behind StreamOpener: one connection, one answer, read as it comes.
#pragma once

#include "net/answer_reader.hpp"
#include "net/deadline_set.hpp"
#include "net/fetch_course.hpp"
#include "net/stream_opener.hpp"

#include <memory>
#include <optional>
#include <string>

namespace resso::net {

class HttpReplyStream : public ReplyStream {
 public:
  /// `deadlines`: closing them ends a read under way, and every later one.
  HttpReplyStream(std::unique_ptr<SocketStream> connection, std::shared_ptr<DeadlineSet> deadlines,
                  std::shared_ptr<FetchProgress> progress);

  /// Asks, and reads the head of the answer. Errors: network, limit, cancelled.
  asio::awaitable<Result<void>> ask(const FetchCourse& course, std::size_t header_limit);

  int status() const override { return head_.status; }
  const Headers& headers() const override { return head_.headers; }
  const std::string& final_url() const override { return url_; }
  asio::awaitable<Result<std::string>> next(std::chrono::milliseconds silence) override;

 private:
  asio::awaitable<Result<std::string>> read();

  std::unique_ptr<SocketStream> connection_;
  std::shared_ptr<DeadlineSet> deadlines_;
  std::shared_ptr<FetchProgress> progress_;
  std::unique_ptr<char[]> buffer_;  ///< its own: what was read stays there until it is asked for
  AnswerReader reader_;
  ResponseHead head_;
  std::string url_;
  std::optional<Error> failure_;  ///< what came is lost after it: every later read says the same
};

}  // namespace resso::net
