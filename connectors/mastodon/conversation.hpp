// One poll's talk with one server: requests with its token, replies told apart into good ones and reasons, and what came of it so far.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/mastodon/cursor.hpp"
#include "connectors/mastodon/map.hpp"

#include <string>
#include <string_view>
#include <unordered_set>

namespace resso::connectors::mastodon {

class Conversation {
 public:
  Conversation(PollContext context, Source source, const SourceState& state);

  const PollContext& context() const { return context_; }
  const Source& source() const { return source_; }
  Vantage vantage() const;
  std::string resource() const;  ///< "#8M" or "@casal"

  /// A good reply (200 or 304), or the reason why not. The exchange is told to the report either way.
  boost::asio::awaitable<Result<net::FetchReply>> ask(std::string url, Validators validators = {});
  /// Asks the server about itself once a day, and when it refuses us otherwise than before: its accounts' domain, version, streaming
  /// address and what it shows. Only a server that cannot be reached is an error.
  boost::asio::awaitable<Result<void>> meet();

  /// Takes a line into the harvest; false when it was there already.
  bool take(MappedStatus&& status);
  bool has_taken() const { return !lines_.empty(); }
  void warn(std::string what, std::string code);
  void fail(Error problem);
  PollReport finish();

  Cursor cursor;
  PollReport report;
  bool knows_no_such_thing = false;  ///< the last reply was the API's own 404

 private:
  boost::asio::awaitable<Result<net::FetchReply>> exchange(std::string url, Validators validators);
  void note_refusal(int status);

  PollContext context_;
  Source source_;
  std::unordered_set<std::string> lines_, posts_;  // ids and uris taken
};

}  // namespace resso::connectors::mastodon
