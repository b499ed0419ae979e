#include "feeds/rss_write.hpp"

#include "feeds/xml_write.hpp"
#include "text/timestamp.hpp"
#include "text/xml.hpp"

namespace resso::feeds {
namespace {

constexpr std::string_view kMinutesToLive = "60";

// mod_event wants a place and a name in one line; a day or a moment as W3CDTF.
void write_act(XmlWriter& xml, const ActFacts& act) {
  xml.leaf("ev:startdate", act.start).leaf_if("ev:enddate", act.end);
  xml.leaf_if("ev:location", act.place_line).leaf_if("ev:organizer", act.organiser);
}

void write_media(XmlWriter& xml, const std::vector<Media>& media) {
  if (media.empty()) return;
  // Readers of RSS look at one enclosure; the rest, and what pictures show in words, is in Media RSS.
  const auto& first = media.front();
  xml.empty("enclosure", {{"url", first.url}, {"length", std::to_string(first.length)}, {"type", media_type_of(first)}});
  for (const auto& medium : media) {
    const auto type = media_type_of(medium);
    xml.open("media:content", {{"url", medium.url}, {"type", type}, {"medium", std::string_view(type).substr(0, type.find('/'))}});
    xml.leaf_if("media:description", medium.alt, {{"type", "plain"}});
    xml.close();
  }
}

void write_item(XmlWriter& xml, const Channel& channel, const Item& item) {
  xml.open("item");
  xml.leaf_if("title", item.title);
  xml.leaf("link", item.url);
  xml.leaf("guid", tag_uri(channel, item.id), {{"isPermaLink", "false"}});
  xml.leaf("pubDate", text::format_http_date(item.published));
  if (item.updated > item.published) xml.leaf("atom:updated", text::format_utc(item.updated));
  xml.leaf_if("dc:creator", item.author.name);
  xml.leaf_if("dc:language", item.language);
  // Here it is HTML: plain words are escaped twice.
  xml.leaf("description", item.summary.empty() ? item.html : text::escape_xml(item.summary));
  if (!item.summary.empty()) xml.leaf("content:encoded", item.html);
  for (const auto& category : item.categories) xml.leaf("category", category.label.empty() ? category.term : category.label);
  if (item.act) write_act(xml, *item.act);
  write_media(xml, item.media);
  xml.close();
}

}  // namespace

std::string rss_text(const Channel& channel) {
  XmlWriter xml;
  xml.open("rss", {{"version", "2.0"},
                   {"xmlns:atom", "http://www.w3.org/2005/Atom"},
                   {"xmlns:content", "http://purl.org/rss/1.0/modules/content/"},
                   {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
                   {"xmlns:ev", "http://purl.org/rss/1.0/modules/event/"},
                   {"xmlns:media", "http://search.yahoo.com/mrss/"}});
  xml.open("channel");
  xml.leaf("title", channel.title).leaf("link", channel.page_url).leaf("description", channel.description);
  xml.leaf("language", channel.language);
  xml.leaf("lastBuildDate", text::format_http_date(channel.updated));
  xml.leaf("ttl", kMinutesToLive).leaf("generator", "Ressò");
  xml.empty("atom:link", {{"rel", "self"}, {"type", "application/rss+xml"}, {"href", channel.self_url}});
  for (const auto& item : channel.items) write_item(xml, channel, item);
  xml.close().close();
  return xml.take();
}

}  // namespace resso::feeds
