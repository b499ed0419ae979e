#include "feeds/atom_write.hpp"

#include "feeds/xml_write.hpp"
#include "text/timestamp.hpp"

namespace resso::feeds {
namespace {

void write_author(XmlWriter& xml, const Person& person) { xml.open("author").leaf("name", person.name).leaf_if("uri", person.url).close(); }

void write_entry(XmlWriter& xml, const Channel& channel, const Item& item) {
  xml.open("entry", {{"xml:lang", item.language == channel.language ? std::string_view() : std::string_view(item.language)}});
  xml.leaf("id", tag_uri(channel, item.id)).leaf("title", item.title);
  xml.leaf("published", text::format_utc(item.published)).leaf("updated", text::format_utc(item.updated));
  if (!item.author.name.empty()) write_author(xml, item.author);
  xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", item.url}});
  if (!item.external_url.empty()) xml.empty("link", {{"rel", "related"}, {"href", item.external_url}});
  if (item.act) xml.empty("link", {{"rel", "related"}, {"type", "text/calendar"}, {"href", item.act->calendar_url}});
  for (const auto& medium : item.media) {
    const auto length = medium.length > 0 ? std::to_string(medium.length) : std::string();
    xml.empty("link",
              {{"rel", "enclosure"}, {"type", media_type_of(medium)}, {"length", length}, {"href", medium.url}, {"title", medium.alt}});
  }
  for (const auto& category : item.categories) xml.empty("category", {{"term", category.term}, {"label", category.label}});
  xml.leaf_if("summary", item.summary);
  xml.leaf("content", item.html, {{"type", "html"}});
  xml.close();
}

}  // namespace

std::string atom_text(const Channel& channel) {
  XmlWriter xml;
  xml.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xml:lang", channel.language}});
  xml.leaf("id", tag_uri(channel, channel.path)).leaf("title", channel.title).leaf_if("subtitle", channel.description);
  xml.leaf("updated", text::format_utc(channel.updated));
  write_author(xml, channel.author);
  xml.empty("link", {{"rel", "self"}, {"type", "application/atom+xml"}, {"href", channel.self_url}});
  xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", channel.page_url}});
  xml.leaf("generator", "Ressò");
  for (const auto& item : channel.items) write_entry(xml, channel, item);
  xml.close();
  return xml.take();
}

}  // namespace resso::feeds
