// The documents of the invented city's sources: what its two Mastodon servers, its feeds and its calendars answer. Pure functions of the
// city's data and the demo's clock.
#pragma once

#include "daemon/demo/clock.hpp"
#include "net/server.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace resso::daemon::demo {

struct Addresses {
  std::string a, b, web;  ///< "http://127.0.0.1:PORT"
};

/// `server`: 'a' or 'b'. Answers /api/v2/instance, accounts/lookup, accounts/{id}/statuses and timelines/tag/{tag} as Mastodon does.
net::ServerResponse answer_mastodon(char server, const net::ServerRequest& request, const Addresses& addresses, const Clock& clock);

/// /{slug}/feed, /{slug}/agenda.ics; with validators, so that 304 is seen; and a source for every trouble: /tancada/feed (410),
/// /reservada/feed (401), /enfeinada/feed (503).
net::ServerResponse answer_web(const net::ServerRequest& request, const Addresses& addresses, const Clock& clock);

/// A text of the city with its days written out: "{5}" as "dissabte 28 de novembre".
std::string with_days(std::string_view text, const Clock& clock);

std::string calendar_of(std::string_view entity, const Clock& clock);
std::string feed_of(std::string_view entity, const std::string& base, const Clock& clock);

/// The configuration of the demo. `fast`: poll every few seconds.
std::string configuration(const Addresses& addresses, std::string_view listen, std::string_view store, bool fast);

}  // namespace resso::daemon::demo
