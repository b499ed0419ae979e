// What hosts remember of a visitor: the only evidence that the judges take.
#pragma once

#include "tests/manners/virtual_time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resso::manners {

/// One request, and what the host promised or asked in its answer. Times are the host's own, true ones.
struct Visit {
  std::string host, target;  ///< target: path and query
  Time arrived{};
  std::optional<Time> ended;  ///< answered, or given up by the visitor
  bool given_up = false;      ///< the visitor went away before the answer
  int status = 0;

  std::string if_none_match, if_modified_since;
  bool has_cookie = false, has_referer = false;
  bool names_itself = true;  ///< by a User-Agent with an address to complain to

  std::string etag, last_modified;        ///< of the answer
  bool usable = true;                     ///< a visitor could make sense of it: it has reason to remember its validators
  std::string led_to;                     ///< "host/target" of a redirect
  std::optional<Time> fresh_until;        ///< max-age less Age, Expires, ttl, …: at most a day
  std::optional<Time> closed_until;       ///< Retry-After and its relatives, for this address: at most two days
  std::optional<Time> host_closed_until;  ///< the same for the whole host
  bool in_skipped_hour = false;           ///< the document asked for no visit at the hour of this one
  bool over_its_bucket = false;           ///< one more than the host allows
  Seconds least_interval{900};            ///< the minimum of sources.md for this address
  bool is_poll = true;                    ///< false: a further page of a walk, a look at the instance: not a poll of its own

  std::string address() const { return host + target; }
};

using Visits = std::vector<Visit>;

}  // namespace resso::manners
