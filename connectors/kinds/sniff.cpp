// Telling what a document is by its bytes: servers call feeds HTML, calendars text and login pages feeds.
#include "connectors/feed/feed_parse.hpp"
#include "connectors/kinds/inspect.hpp"
#include "text/charset.hpp"
#include "text/unicode.hpp"

#include <array>
#include <utility>

namespace resso::connectors {
namespace {

using Reading = feed::FeedReading::Found;

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMagic{{{"%PDF", "PDF"},
                                                                               {"\x89PNG", "PNG"},
                                                                               {"\xFF\xD8\xFF", "JPEG"},
                                                                               {"GIF8", "GIF"},
                                                                               {"PK\x03\x04", "ZIP"},
                                                                               {"\x1F\x8B", "gzip"},
                                                                               {"RIFF", "RIFF"},
                                                                               {"ID3", "MP3"}}};

/// Empty: not a file of a kind that we know to be no text.
std::string file_type_of(const net::FetchReply& reply) {
  for (const auto& [magic, name] : kMagic) {
    if (std::string_view(reply.body).starts_with(magic)) return std::string(name);
  }
  const auto type = text::media_type(reply.headers.get("Content-Type"));
  const bool media = type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/") || type.starts_with("font/");
  return media && type != "image/svg+xml" ? type : std::string();
}

}  // namespace

Sniffed sniff(const net::FetchReply& reply) {
  Sniffed sniffed;
  sniffed.file_type = file_type_of(reply);
  if (!sniffed.file_type.empty()) {
    sniffed.found = Found::file;
    return sniffed;
  }
  const std::string type(reply.headers.get("Content-Type"));
  const auto reading = feed::read_feed(reply.body, {reply.final_url, type, {}, {}});
  sniffed.encoding = reading.encoding;
  switch (reading.found) {
    case Reading::feed: sniffed.found = Found::feed; break;
    case Reading::calendar: sniffed.found = Found::calendar; break;
    case Reading::opml: sniffed.found = Found::opml; break;
    case Reading::html: sniffed.found = Found::page; break;
    case Reading::text:
    case Reading::empty:
      // A calendar with something before its beginning is one all the same.
      sniffed.found = text::media_type(type) == "text/calendar" ? Found::calendar : Found::nothing;
      break;
    case Reading::json: sniffed.file_type = "JSON"; break;
    case Reading::xml: sniffed.file_type = "XML"; break;
  }
  const bool silent = reading.found == Reading::empty && sniffed.found == Found::nothing;
  sniffed.wants_to_be_a_feed = silent || (sniffed.found == Found::nothing && feed::claims_jsonfeed(reply.body));
  if (sniffed.found == Found::nothing && text::media_type(type) == "text/html" && !reply.body.empty()) sniffed.found = Found::page;
  if (sniffed.found == Found::page && looks_like_login_page(reply)) sniffed.found = Found::locked;
  return sniffed;
}

}  // namespace resso::connectors
