#include "connectors/feed/feed_parse.hpp"

#include "connectors/feed/atom_parse.hpp"
#include "connectors/feed/jsonfeed_parse.hpp"
#include "connectors/feed/rss_parse.hpp"
#include "text/charset.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"
#include "text/xml.hpp"

#include <algorithm>
#include <charconv>

namespace resso::connectors::feed {
namespace {

using Found = FeedReading::Found;

/// RFC 9110 §8.7 and the final address; what is no web address does not count.
std::string document_base(const FeedOrigin& origin) {
  if (origin.content_location.empty()) return origin.url;
  const std::string stated = text::resolve_url(origin.url, origin.content_location);
  return stated.starts_with("http") ? stated : origin.url;
}

Found found_by_start(std::string_view start) {
  if (start.empty()) return Found::empty;
  if (start.front() == '{' || start.front() == '[') return Found::json;
  const std::string lower = text::to_lower_ascii(start.substr(0, 20));
  if (lower.starts_with("begin:vcalendar")) return Found::calendar;
  if (start.find('<') == std::string_view::npos) return Found::text;
  return Found::xml;
}

Found found_by_root(std::string_view root) {
  const std::string name = text::to_lower_ascii(root);
  if (name == "rss" || name == "rdf" || name == "channel" || name == "feed" || name == "entry") return Found::feed;
  if (name == "opml") return Found::opml;
  const bool page = name == "html" || name == "head" || name == "body" || name == "div" || name == "script" || name == "meta";
  return page ? Found::html : name.empty() ? Found::text : Found::xml;
}

/// The longest of what it asks; one broken value does not make us ask once in a lifetime (policy caps it).
std::optional<Seconds> asked_interval(const FeedDocument& feed) {
  std::optional<Seconds> longest;
  int minutes = 0;
  const std::string_view ttl = text::trim(feed.ttl);
  const auto [end, problem] = std::from_chars(ttl.data(), ttl.data() + ttl.size(), minutes);
  if (problem == std::errc() && minutes > 0 && minutes <= 60 * 24 * 365) longest = Seconds{minutes * 60LL};
  if (feed.update_period) {
    const Seconds period = *feed.update_period / std::max(feed.update_frequency, 1);
    longest = std::max(longest.value_or(Seconds{0}), period);
  }
  return longest;
}

FeedDocument from_xml(const text::XmlDocument& xml, const FeedOrigin& origin) {
  const Scope scope{document_base(origin), {}};
  const text::XmlNode root = xml.root();
  const LowerName name(root);
  const bool atom = name == "feed" || name == "entry";
  FeedDocument feed = atom ? parse_atom(root, scope) : parse_rss(root, scope);
  feed.warnings.insert(feed.warnings.begin(), xml.warnings().begin(), xml.warnings().end());
  return feed;
}

void tell_encoding(const text::Decoded& decoded, FeedDocument& feed) {
  if (decoded.declared_wrong)
    feed.warnings.insert(feed.warnings.begin(),
                         Warning{"the encoding declared is not the one used, which is " + decoded.encoding, "wrong_encoding", 1});
  else if (decoded.guessed)
    feed.warnings.insert(feed.warnings.begin(), Warning{"no encoding is declared; it was taken for " + decoded.encoding, "no_encoding", 1});
  else if (decoded.damaged)
    feed.warnings.insert(feed.warnings.begin(), Warning{"characters that do not belong to the encoding, or controls", "bad_characters", 0});
}

}  // namespace

FeedReading read_feed(std::string_view bytes, const FeedOrigin& origin) {
  FeedReading reading;
  text::Decoded decoded = text::decode(bytes, text::content_type_charset(origin.content_type), text::xml_declared_charset(bytes));
  reading.encoding = decoded.encoding;
  const auto first = decoded.utf8.find_first_not_of(" \t\r\n");
  const std::string_view start = first == std::string::npos ? std::string_view() : std::string_view(decoded.utf8).substr(first);
  reading.found = found_by_start(start);
  const bool clean = !decoded.declared_impossible && !decoded.guessed && !decoded.damaged;
  if (reading.found == Found::json) {
    JsonFeedReading json = parse_jsonfeed(start, document_base(origin));
    reading.well_formed = json.well_formed && clean;
    reading.document = std::move(json.document);
  } else if (reading.found == Found::xml) {
    const text::XmlDocument xml = text::parse_xml(std::move(decoded.utf8));
    reading.well_formed = xml.well_formed() && clean;
    reading.found = found_by_root(xml.root().local_name());
    if (reading.found == Found::feed) reading.document = from_xml(xml, origin);
  }
  if (!reading.document) return reading;
  reading.found = Found::feed;
  FeedDocument& feed = *reading.document;
  if (feed.language.empty()) feed.language = text::trim(origin.content_language.substr(0, origin.content_language.find(',')));
  feed.asked_interval = asked_interval(feed);
  tell_encoding(decoded, feed);
  return reading;
}

bool claims_jsonfeed(std::string_view bytes) {
  constexpr std::size_t kLookAt = 4096;
  return bytes.substr(0, kLookAt).find("jsonfeed.org/version") != std::string_view::npos;
}

std::string_view name_of(FeedReading::Found found) {
  switch (found) {
    case Found::feed: return "a feed";
    case Found::html: return "a web page";
    case Found::opml: return "an OPML list of feeds";
    case Found::calendar: return "an iCalendar calendar";
    case Found::json: return "JSON that is no feed";
    case Found::xml: return "XML that is no feed";
    case Found::empty: return "an empty document";
    case Found::text: return "plain text";
  }
  return "something else";
}

std::string_view name_of(FeedDocument::Format format) {
  switch (format) {
    case FeedDocument::Format::rss: return "rss";
    case FeedDocument::Format::rdf: return "rdf";
    case FeedDocument::Format::atom: return "atom";
    case FeedDocument::Format::jsonfeed: return "jsonfeed";
  }
  return "rss";
}

}  // namespace resso::connectors::feed
