// One CalDAV collection brought up to date (RFC 4791, RFC 6578).
#pragma once

#include "connectors/calendar/caldav_client.hpp"
#include "connectors/calendar/caldav_cursor.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace resso::connectors::calendar {

/// Works on a collection's part of the cursor; what it finds goes into `harvest` (events, title, warnings) and `gone` (keys that were in a
/// resource that is deleted or rewritten: they may still be in another one).
class CaldavSync {
 public:
  CaldavSync(CaldavClient& client, const PollContext& context, const Source& source, CaldavCollection& collection, Harvest& harvest,
             std::set<std::string>& gone)
      : client_(client), context_(context), source_(source), collection_(collection), harvest_(harvest), gone_(gone) {}

  /// False: the poll failed, the client's outcome says how.
  boost::asio::awaitable<bool> run();

 private:
  /// ETags by href of what is there (or, in a sync report, of what changed), and what is gone.
  struct Listing {
    std::map<std::string, std::string> etags;
    std::vector<std::string> gone;
    bool complete = false;  ///< names everything there is
    bool partial = false;   ///< the report was not asked for to its end
    bool windowed = false;  ///< names everything in our window
    std::string token;
  };

  /// False without client_.broken(): the server does not do this; another way may work.
  boost::asio::awaitable<bool> list_by_sync(Listing& listing);
  boost::asio::awaitable<bool> list_by_query(Listing& listing);
  boost::asio::awaitable<bool> apply(Listing& listing);
  boost::asio::awaitable<bool> multiget(std::vector<std::string> hrefs, bool with_data);
  boost::asio::awaitable<bool> read_whole();
  bool is_unchanged(const DavResource& here) const;
  void remove(const std::string& href);
  void update(const std::string& href, std::string etag, Result<Harvest> read);
  void warn(std::string what, std::string code);

  CaldavClient& client_;
  const PollContext& context_;
  const Source& source_;
  CaldavCollection& collection_;
  Harvest& harvest_;
  std::set<std::string>& gone_;
};

}  // namespace resso::connectors::calendar
