#include "feeds/opml_write.hpp"

#include "feeds/pages/phrases.hpp"
#include "feeds/public_address.hpp"
#include "feeds/scope.hpp"
#include "feeds/xml_write.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

/// Where it is read as a feed, and by people.
struct Addresses {
  std::string xml, html;
};

Addresses addresses_of(const Source& source, const Entity* entity) {
  const auto website = entity ? entity->website : std::string();
  switch (source.kind) {
    case SourceKind::mastodon_account:
      return {source.url + "/@" + text::percent_encode(source.name) + ".rss", source.url + "/@" + source.name};
    case SourceKind::mastodon_hashtag: {
      const auto tag = text::percent_encode(source.name);
      return {source.url + "/tags/" + tag + ".rss", source.url + "/tags/" + tag};
    }
    case SourceKind::page: return {{}, source.url};
    case SourceKind::feed:
    case SourceKind::calendar:
    case SourceKind::caldav: break;
  }
  return {source.url, website};
}

std::string name_of_source(const SourceFacts& facts, const Entity* entity) {
  const auto& source = facts.source;
  switch (source.kind) {
    case SourceKind::mastodon_hashtag: return "#" + source.name;
    case SourceKind::mastodon_account: {
      const auto url = text::parse_url(source.url);
      return "@" + source.name + (url ? "@" + url->authority() : "");
    }
    default: break;
  }
  if (!facts.state.title.empty()) return facts.state.title;
  return entity ? entity->name : source.url;
}

// Readers that import the list subscribe to whatever has an xmlUrl or a url: only feeds do.
void write_source(XmlWriter& xml, const SourceFacts& facts, const Entity* entity) {
  const auto name = name_of_source(facts, entity);
  const auto [address, page] = addresses_of(facts.source, entity);
  switch (facts.source.kind) {
    case SourceKind::page: xml.empty("outline", {{"text", name}, {"htmlUrl", page}}); break;
    case SourceKind::calendar:
    case SourceKind::caldav: xml.empty("outline", {{"text", name}, {"type", "ics"}, {"icsUrl", address}, {"htmlUrl", page}}); break;
    default: xml.empty("outline", {{"text", name}, {"title", name}, {"type", "rss"}, {"xmlUrl", address}, {"htmlUrl", page}});
  }
}

void write_group(XmlWriter& xml, std::string_view name, const Entity* entity, const std::vector<const SourceFacts*>& sources) {
  if (sources.empty()) return;
  xml.open("outline", {{"text", name}});
  for (const auto* facts : sources) write_source(xml, *facts, entity);
  xml.close();
}

void write_own(XmlWriter& xml, const Snapshot& snapshot, const OutputRequest& request) {
  const auto& base = snapshot.city.public_url;
  OutputRequest all;
  all.language = request.language;
  for (const auto telling : {Telling::agenda, Telling::posts}) {
    const auto title = scope_title(snapshot, all, telling);
    const auto address = base + (telling == Telling::agenda ? "/agenda.rss" : "/posts.rss");
    xml.empty("outline", {{"text", title}, {"title", title}, {"type", "rss"}, {"xmlUrl", address}, {"htmlUrl", base + "/"}});
  }
}

std::vector<const SourceFacts*> public_sources_of(const Snapshot& snapshot, std::string_view entity) {
  std::vector<const SourceFacts*> out;
  for (const auto& facts : snapshot.sources) {
    if (facts.source.entity == entity && is_public_source(facts)) out.push_back(&facts);
  }
  std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return a->source.id < b->source.id; });
  return out;
}

}  // namespace

bool is_public_source(const SourceFacts& facts) {
  const auto& source = facts.source;
  // What Mastodon wants a token for is its API; the feeds of its pages are open.
  const bool mastodon = source.kind == SourceKind::mastodon_account || source.kind == SourceKind::mastodon_hashtag;
  if (!mastodon && (facts.closed || source.credentials || facts.state.condition == Condition::needs_auth)) return false;
  return text::parse_url(source.url).has_value() && !has_secret(source.url);
}

Result<std::string> write_opml(const Snapshot& snapshot, const OutputRequest& request) {
  XmlWriter xml;
  xml.open("opml", {{"version", "2.0"}}).open("head");
  xml.leaf("title", "Ressò · " + snapshot.city.name).leaf("ownerName", snapshot.city.name).leaf_if("ownerId", snapshot.city.public_url);
  xml.close().open("body");
  write_own(xml, snapshot, request);
  write_group(xml, snapshot.city.name, nullptr, public_sources_of(snapshot, ""));
  for (const auto& entity : snapshot.entities) write_group(xml, entity.name, &entity, public_sources_of(snapshot, entity.slug));
  xml.close().close();
  return xml.take();
}

}  // namespace resso::feeds
