#include "feeds/jsonfeed_write.hpp"

#include "text/json_write.hpp"
#include "text/timestamp.hpp"

namespace resso::feeds {
namespace {

using text::JsonWriter;

void write_authors(JsonWriter& json, const Person& person) {
  if (person.name.empty()) return;
  json.key("authors").begin_array().begin_object();
  json.member("name", person.name).member_if("url", person.url);
  json.end_object().end_array();
}

void write_place(JsonWriter& json, const Place& place) {
  if (place.empty()) return;
  json.key("place").begin_object();
  json.member_if("name", place.name).member_if("address", place.address).member_if("district", place.district);
  if (place.point) json.member("latitude", place.point->latitude).member("longitude", place.point->longitude);
  json.member_if("online_url", place.online_url);
  json.end_object();
}

void write_act(JsonWriter& json, const Item& item) {
  const auto& act = *item.act;
  json.key("_resso").begin_object();
  json.member("title", item.own_title);
  json.member("start", act.start).member_if("end", act.end).member("all_day", act.all_day);
  json.member("status", name_of(act.status));
  if (act.place) write_place(json, *act.place);
  json.member_if("entity", act.entity).member_if("organiser", act.organiser);
  if (!act.dates.empty()) json.strings("dates", act.dates);
  json.member("calendar_url", act.calendar_url);
  json.end_object();
}

void write_attachments(JsonWriter& json, const std::vector<Media>& media) {
  if (media.empty()) return;
  json.key("attachments").begin_array();
  for (const auto& medium : media) {
    json.begin_object().member("url", medium.url).member("mime_type", media_type_of(medium)).member_if("title", medium.alt);
    if (medium.length > 0) json.member("size_in_bytes", medium.length);
    json.end_object();
  }
  json.end_array();
}

void write_tags(JsonWriter& json, const std::vector<Category>& categories) {
  if (categories.empty()) return;
  json.key("tags").begin_array();
  for (const auto& category : categories) json.value(category.label.empty() ? category.term : category.label);
  json.end_array();
}

// A status has no title; readers of JSON Feed know how to show that.
void write_item(JsonWriter& json, const Channel& channel, const Item& item) {
  json.begin_object();
  json.member("id", tag_uri(channel, item.id)).member("url", item.url).member_if("external_url", item.external_url);
  json.member_if("title", item.act ? item.title : item.own_title);
  json.member("content_html", item.html).member("content_text", item.text).member_if("summary", item.summary);
  for (const auto& medium : item.media) {
    if (!media_type_of(medium).starts_with("image/")) continue;
    json.member("image", medium.url);
    break;
  }
  json.member("date_published", text::format_utc(item.published)).member("date_modified", text::format_utc(item.updated));
  write_authors(json, item.author);
  write_tags(json, item.categories);
  json.member_if("language", item.language);
  write_attachments(json, item.media);
  if (item.act) write_act(json, item);
  json.end_object();
}

}  // namespace

std::string jsonfeed_text(const Channel& channel) {
  JsonWriter json(1);
  json.begin_object();
  json.member("version", "https://jsonfeed.org/version/1.1").member("title", channel.title);
  json.member("home_page_url", channel.page_url).member("feed_url", channel.self_url);
  json.member_if("description", channel.description).member("language", channel.language);
  write_authors(json, channel.author);
  json.key("_resso").begin_object().member("about", channel.base_url + "/about").member("updated", text::format_utc(channel.updated));
  json.end_object();
  json.key("items").begin_array();
  for (const auto& item : channel.items) write_item(json, channel, item);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace resso::feeds
