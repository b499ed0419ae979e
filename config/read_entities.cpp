// [[district]] and [[entity]].
#include "config/sections.hpp"

#include <algorithm>
#include <set>

namespace resso::config {
namespace {

StatedSource channel(SourceKind kind, const Entity& entity, const Spot& at) {
  StatedSource stated;
  stated.at = at;
  stated.source.kind = kind;
  stated.source.entity = entity.slug;
  return stated;
}

void read_accounts(Reader& reader, const Entity& entity, Reading& reading) {
  for (const Text& text : reader.texts("mastodon")) {
    const auto account = mastodon_account_of(text, reading.report);
    if (!account) continue;
    StatedSource stated = channel(SourceKind::mastodon_account, entity, text.at);
    stated.source.url = account->origin;
    stated.source.name = account->name;
    reading.sources.push_back(std::move(stated));
  }
}

void read_addresses(Reader& reader, std::string_view key, SourceKind kind, const Entity& entity, Reading& reading) {
  for (const Text& text : reader.texts(key)) {
    const auto url = url_of(text, reading.report);
    if (!url) continue;
    StatedSource stated = channel(kind, entity, text.at);
    reading.set_address(stated.source, *url);
    reading.sources.push_back(std::move(stated));
  }
}

void read_caldav(Reader& reader, const Entity& entity, Reading& reading) {
  for (Reader& table : reader.tables("caldav")) {
    const auto text = table.needed("url", "give the calendar's address on the CalDAV server");
    const auto url = text ? url_of(*text, reading.report) : std::nullopt;
    auto credentials = read_credentials(table, reading.outside);
    table.finish();
    if (!url) continue;
    StatedSource stated = channel(SourceKind::caldav, entity, text->at);
    reading.set_address(stated.source, *url);
    if (credentials) stated.source.credentials = std::move(credentials);
    reading.sources.push_back(std::move(stated));
  }
}

void read_slug(Reader& reader, Entity& entity, std::set<std::string>& taken) {
  const auto slug = reader.needed("slug", "give a short name for addresses, as \"casal-de-la-maurina\"");
  if (!slug) return;
  if (!is_slug(slug->value)) {
    reader.problem(slug->at, "not a short name: " + in_quotes(slug->value),
                   "lower-case letters a-z, digits, and single hyphens between them");
  } else if (!taken.insert(slug->value).second) {
    reader.problem(slug->at, "another entity has the slug " + in_quotes(slug->value), "give each entity its own");
  }
  entity.slug = slug->value;
}

void read_entity(Reader& reader, Reading& reading, std::set<std::string>& taken) {
  Entity entity;
  read_slug(reader, entity, taken);
  if (const auto name = reader.needed("name", "give the name as people know it")) entity.name = name->value;
  entity.districts = reading.districts(reader);
  entity.networks = distinct(reader.texts("networks"), reading.report);
  entity.topics = reading.topics(reader);
  if (const auto text = reader.text("website")) {
    if (const auto url = url_of(*text, reading.report)) entity.website = url->str();
  }
  read_accounts(reader, entity, reading);
  read_addresses(reader, "feeds", SourceKind::feed, entity, reading);
  read_addresses(reader, "calendars", SourceKind::calendar, entity, reading);
  read_addresses(reader, "pages", SourceKind::page, entity, reading);
  read_caldav(reader, entity, reading);
  const std::vector<std::string> channels{"mastodon", "feeds", "calendars", "pages", "caldav"};
  if (std::none_of(channels.begin(), channels.end(), [&](const std::string& key) { return reader.has(key); })) {
    reading.report.warning(reader.spot(), "this entity has no channel",
                           "give it “mastodon”, “feeds”, “calendars” or “pages”, or nothing of it will be shown");
  }
  reader.finish();
  reading.settings.entities.push_back(std::move(entity));
}

}  // namespace

void read_districts(Reader& root, Reading& reading) {
  std::set<std::string> ids;
  for (Reader& reader : root.tables("district")) {
    District district;
    if (const auto id = reader.needed("id", "give the district's number or short name, between quotes")) {
      if (!is_slug(id->value))
        reader.problem(id->at, "not an identifier: " + in_quotes(id->value), "lower-case letters, digits and single hyphens");
      if (!ids.insert(id->value).second) reader.problem(id->at, "another district has the id " + in_quotes(id->value), "give each its own");
      district.id = id->value;
    }
    if (const auto name = reader.needed("name", "give the name as people know it")) district.name = name->value;
    reader.finish();
    reading.settings.districts.push_back(std::move(district));
  }
}

void read_entities(Reader& root, Reading& reading) {
  std::set<std::string> taken;
  for (Reader& reader : root.tables("entity")) read_entity(reader, reading, taken);
}

}  // namespace resso::config
