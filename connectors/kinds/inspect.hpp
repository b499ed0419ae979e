// What an address is that nobody has configured yet, and what would be taken from it: asked once, then read by the very connectors that
// the daemon polls with. The one home of telling kinds apart.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/feed/opml_parse.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors {

enum class Found {
  feed,
  calendar,
  caldav,
  page,     ///< a web page: what it states itself stands in the report, what it offers in `offers`
  account,  ///< of a server of the Mastodon family
  hashtag,
  server,
  opml,
  locked,   ///< a login page, or 401 and 403
  file,     ///< a PDF, a picture, an archive
  nothing,  ///< a document of no use: plain text, other XML or JSON, nothing at all
  failed,   ///< no document: see the report's problem
};
std::string_view name_of(Found found);

/// A feed or calendar that a page leads to.
struct Offer {
  SourceKind kind{};
  std::string url, title;
  bool operator==(const Offer&) const = default;
};

/// One question and its answer, as far as people want to know of it.
struct Exchange {
  std::string method, url;
  int status = 0;  ///< 0: no answer
  std::vector<net::Redirect> redirects;
  std::string media_type;
  Validators validators;
  std::optional<Seconds> freshness;
  std::uint64_t bytes = 0;  ///< of bodies, on the wire
  std::chrono::milliseconds took{0};
};

struct ServerFacts {
  std::string title, version;
  bool hashtags_closed = false;  ///< to who has no token
};

struct Inspection {
  Found found = Found::failed;
  std::optional<Source> source;     ///< as it would be configured; without credentials
  std::string home;                 ///< of an account: its server, when its domain says that it is elsewhere; empty: it is not
  PollReport report;                ///< of its first poll
  std::vector<Exchange> exchanges;  ///< in order of asking
  std::string encoding;             ///< of the document
  std::string file_type;            ///< of a file: "PDF", "PNG", a media type
  std::optional<ServerFacts> server;
  std::optional<feed::OpmlList> opml;
  std::vector<Offer> offers;
  std::shared_ptr<Inspection> followed;  ///< of the first offer
};

struct InspectTarget {
  std::string url;  ///< without user and password
  Credentials credentials;
  SourceKind kind{};    ///< mastodon_account, mastodon_hashtag when the address itself says so
  std::string name;     ///< of that account or hashtag
  bool handle = false;  ///< "@user@host" was written: there may be no page of that name
  bool is_mastodon() const { return !name.empty(); }
};
/// "https://…", "host/path", "webcal:…", "@user@host", "https://host/@user", "https://host/tags/x". Errors: bad_input.
Result<InspectTarget> parse_target(std::string_view address);

/// What the bytes of an answer are, whatever their server calls them. Pure.
struct Sniffed {
  Found found = Found::nothing;
  std::string encoding, file_type;
  bool wants_to_be_a_feed = false;  ///< of nothing: what a feed's poll says of it tells more
};
Sniffed sniff(const net::FetchReply& reply);

/// `context.fetcher` is the polite one. Does not throw but for bugs.
boost::asio::awaitable<Inspection> inspect(PollContext context, InspectTarget target);

}  // namespace resso::connectors
