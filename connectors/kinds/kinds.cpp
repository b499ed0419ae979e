// The kinds of sources. A new one is a folder beside this one and a line here.
#include "connectors/calendar/poll.hpp"
#include "connectors/connector.hpp"
#include "connectors/feed/poll.hpp"
#include "connectors/kinds/feed_fallback.hpp"
#include "connectors/page/poll.hpp"

#include <stdexcept>

namespace resso::connectors {

PollFunction poll_function(SourceKind kind) {
  switch (kind) {
    case SourceKind::mastodon_hashtag: return &poll_hashtag_or_feed;
    case SourceKind::mastodon_account: return &poll_account_or_feed;
    case SourceKind::feed: return &feed::poll_feed;
    case SourceKind::calendar: return &calendar::poll_calendar;
    case SourceKind::caldav: return &calendar::poll_caldav;
    case SourceKind::page: return &page::poll_page;
  }
  throw std::logic_error("a kind of source without a poll function");
}

}  // namespace resso::connectors
