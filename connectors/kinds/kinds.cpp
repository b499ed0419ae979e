// The kinds of sources. A new one is a folder beside this one and a line here.
#include "connectors/calendar/poll.hpp"
#include "connectors/connector.hpp"
#include "connectors/feed/poll.hpp"
#include "connectors/mastodon/poll.hpp"
#include "connectors/page/poll.hpp"

#include <stdexcept>

namespace resso::connectors {

PollFunction poll_function(SourceKind kind) {
  switch (kind) {
    case SourceKind::mastodon_hashtag: return &mastodon::poll_hashtag;
    case SourceKind::mastodon_account: return &mastodon::poll_account;
    case SourceKind::feed: return &feed::poll_feed;
    case SourceKind::calendar: return &calendar::poll_calendar;
    case SourceKind::caldav: return &calendar::poll_caldav;
    case SourceKind::page: return &page::poll_page;
  }
  throw std::logic_error("a kind of source without a poll function");
}

}  // namespace resso::connectors
