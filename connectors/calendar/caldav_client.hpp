// Asking a WebDAV server, and what the poll policy needs to know of it.
#pragma once

#include "connectors/calendar/caldav_parse.hpp"
#include "connectors/connector.hpp"

#include <optional>
#include <string>

namespace resso::connectors::calendar {

/// A DAV request's answer: the status, and the multistatus when it was one.
struct DavReply {
  int status = 0;
  std::string url;
  MultiStatus body;
  bool ok() const { return status == 207; }
};

/// An answer that speaks of us or of now, not of what was asked for: another way to ask would not help.
bool is_refusal(int status);

class CaldavClient {
 public:
  CaldavClient(const PollContext& context, const Source& source) : context_(context), source_(source) {}

  /// Unset: broken(). Any HTTP status is an answer.
  boost::asio::awaitable<std::optional<net::FetchReply>> fetch(net::FetchRequest request);
  /// Unset: broken(). An HTTP status that is not 207 is an answer.
  boost::asio::awaitable<std::optional<DavReply>> ask(std::string method, std::string url, std::string depth, std::string body);

  /// The poll cannot go on.
  void fail(Error problem);
  void give_up() { broken_ = true; }
  bool has_credentials() const { return source_.credentials.has_value(); }
  bool broken() const { return broken_; }

  FetchOutcome outcome;  ///< of the last exchange, with the bytes of all

 private:
  const PollContext& context_;
  const Source& source_;
  bool broken_ = false;
};

}  // namespace resso::connectors::calendar
