// What to ask a server next: addresses only. Ids and names go in percent-encoded, whatever a server made of them.
#pragma once

#include "net/message.hpp"

#include <string>
#include <string_view>

namespace resso::connectors::mastodon {

/// Which part of a timeline; at most one of the ids is set.
struct Page {
  std::string min_id;  ///< those right after it, for walking forward without holes
  std::string max_id;  ///< those before it
  int limit = 40;      ///< the API's own maximum
  std::string only;    ///< of a hashtag: "local" or "remote" posts; empty: all
};

/// `server`: "https://host[:port]" without a final slash.
/// Lower case: Mastodon takes any, some of its relatives (snac) find nothing else.
std::string hashtag_query(std::string_view server, std::string_view hashtag, const Page& page);
std::string lookup_query(std::string_view server, std::string_view name);
/// Where servers without lookup (Pleroma, Akkoma) answer for a name, and all for an id.
std::string account_query(std::string_view server, std::string_view name_or_id);
std::string account_statuses_query(std::string_view server, std::string_view account_id, const Page& page);
std::string status_query(std::string_view server, std::string_view status_id);
/// Accounts that boosted a status, the newest first; 80 is the API's maximum. `max_id`: empty for the first page.
std::string boosters_query(std::string_view server, std::string_view status_id, std::string_view max_id);
std::string instance_query(std::string_view server, int api_version);
/// What the domain of an account says of it (RFC 7033 §4.1).
std::string webfinger_query(std::string_view domain, std::string_view name);

/// The server and the id by which a post's own server knows it, from its ActivityPub uri ("https://h/users/a/statuses/1",
/// "https://h/p/a/1"). `id` is empty when the uri does not tell.
struct StatusAddress {
  std::string server, id;
};
StatusAddress status_address(std::string_view uri);

/// A parameter ("max_id") of the address that the Link header names for a relation ("next"); empty if there is none.
std::string link_parameter(const net::Headers& headers, std::string_view relation, std::string_view parameter);

}  // namespace resso::connectors::mastodon
