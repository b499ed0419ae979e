// HTTP answers out of documents: negotiated, conditional, with the headers that pages and feeds must carry.
#pragma once

#include "daemon/publication.hpp"
#include "feeds/snapshot.hpp"
#include "net/server.hpp"

#include <string>
#include <string_view>

namespace resso::daemon {

enum class Audience {
  page,    ///< a browser: strict CSP
  feed,    ///< any program, from any origin: CORS open
  asset,   ///< named after its content: kept for ever
  frame,   ///< a page that any site may frame; strict CSP else
  script,  ///< at an address that pages of others know: kept for an hour, CORS open
};

net::ServerResponse respond(const net::ServerRequest& request, const Document& document, Audience audience);

/// A problem: a page in the site's look where a page was asked for, else an RFC 9457 document.
net::ServerResponse respond_problem(const net::ServerRequest& request, const feeds::Snapshot& snapshot, int status, std::string_view detail,
                                    bool as_page, Audience page_audience = Audience::page);
net::ServerResponse respond_text(int status, std::string text, std::string media_type = "text/plain; charset=utf-8");

/// The language of a page: `lang` of the query if the city has it, else by Accept-Language.
std::string page_language(const net::ServerRequest& request, const feeds::Snapshot& snapshot);

/// Takes `key=value` out of a raw query; the first value, percent-decoded; empty if absent.
std::string take_parameter(std::string& query, std::string_view key);

}  // namespace resso::daemon
