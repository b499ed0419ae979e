// What to ask: a conditional request for the feed, or for the page that leads to it.
#pragma once

#include "model/source.hpp"
#include "net/fetcher.hpp"

#include <string>
#include <string_view>

namespace resso::connectors::feed {

/// What the source's cursor remembers. A web page's address given as a feed leads to the feed found on it: from then on that one is asked.
struct Whereabouts {
  enum class Kind {
    direct,      ///< the source's own address is the feed
    found,       ///< the feed is at `url`, found on the source's page
    rediscover,  ///< the feed found is gone: look at the page again, unconditionally (its validators are the old feed's)
  };
  Kind kind = Kind::direct;
  std::string url;
  bool operator==(const Whereabouts&) const = default;
};
Whereabouts read_cursor(std::string_view cursor);
std::string write_cursor(const Whereabouts& where);  ///< never empty

std::string address_to_ask(const Source& source, const SourceState& state);

/// Validators are sent only to the address that gave them.
net::FetchRequest feed_request(const Source& source, const SourceState& state);
net::FetchRequest unconditional_request(const Source& source, std::string url);

}  // namespace resso::connectors::feed
