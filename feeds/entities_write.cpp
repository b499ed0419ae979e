// "/api/v1/entities": who is enrolled, for programs, by slug.
#include "feeds/api_page.hpp"
#include "feeds/filter.hpp"
#include "text/unicode.hpp"

#include <map>

namespace resso::feeds {
namespace {

using text::JsonWriter;

/// Keys that say nothing of an entity: an answer that silently left them out would be a wrong one.
Result<void> refuse_others(const Filter& filter) {
  const auto refuse = [](std::string key) {
    return Error{Errc::bad_input, "entities cannot be asked for by this", std::move(key), "use entity, district, topic, source or q", 0};
  };
  if (!filter.tags.empty()) return refuse("tag");
  if (filter.from) return refuse("from");
  if (filter.to) return refuse("to");
  if (filter.days) return refuse("days");
  return {};
}

bool shares(const std::vector<std::string>& wanted, const std::vector<std::string>& has) {
  return wanted.empty() || std::find_first_of(has.begin(), has.end(), wanted.begin(), wanted.end()) != has.end();
}

bool has_source(const Snapshot& snapshot, const Entity& entity, const std::vector<std::string>& wanted) {
  if (wanted.empty()) return true;
  return std::any_of(snapshot.sources.begin(), snapshot.sources.end(), [&](const SourceFacts& facts) {
    const auto kind = name_of(facts.source.kind);
    return facts.source.entity == entity.slug && std::any_of(wanted.begin(), wanted.end(), [&](const std::string& asked) {
             return asked == facts.source.id || asked == kind || (asked == "mastodon" && kind.starts_with("mastodon"));
           });
  });
}

bool is_named(const Entity& entity, std::string_view words) {
  const auto name = " " + text::fold_words(entity.name);
  while (!words.empty()) {
    const auto word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    if (name.find(" " + std::string(word)) == std::string::npos) return false;
  }
  return true;
}

std::vector<const Entity*> select_entities(const Snapshot& snapshot, const Filter& filter) {
  std::vector<const Entity*> out;
  for (const auto& entity : snapshot.entities) {
    if (shares(filter.entities, {entity.slug}) && shares(filter.districts, entity.districts) && shares(filter.topics, entity.topics) &&
        has_source(snapshot, entity, filter.sources) && is_named(entity, filter.query))
      out.push_back(&entity);
  }
  std::sort(out.begin(), out.end(), [](const Entity* a, const Entity* b) { return a->slug < b->slug; });
  return out;
}

using Counts = std::map<std::string_view, std::int64_t>;

Counts acts_to_come(const Snapshot& snapshot) {
  Counts counts;
  for (const auto& act : select_occurrences(snapshot, {}, true)) ++counts[act.event->entity];
  return counts;
}

void write_entity(JsonWriter& json, const Snapshot& snapshot, std::string_view language, const Entity& entity, std::int64_t upcoming) {
  const auto page = snapshot.city.public_url + "/entities/" + entity.slug;
  json.begin_object().member("slug", entity.slug).member("name", entity.name).member("page", page).member_if("website", entity.website);
  json.strings("districts", entity.districts).strings("networks", entity.networks);
  write_topics(json, snapshot, language, entity.topics);
  json.member("upcoming", upcoming).member("calendar", page + "/agenda.ics").member("feed", page + "/agenda.atom");
  json.member("posts_feed", page + "/posts.atom").end_object();
}

}  // namespace

Result<std::string> entities_json(const Snapshot& snapshot, const OutputRequest& request) {
  if (const auto usable = refuse_others(request.filter); !usable) return usable.error();
  const auto cursor = request.own_value("cursor");
  if (cursor.size() > 200) return wrong_cursor(cursor);
  const auto all = select_entities(snapshot, request.filter);
  const auto cut = cut_page(
      all, request, [&](const Entity* entity) { return std::string_view(entity->slug) <= cursor; },
      [](const Entity* entity) { return entity->slug; });
  const auto counts = acts_to_come(snapshot);
  JsonWriter json(1);
  begin_api_page(json, snapshot, request, "/api/v1/entities", all.size(), cut, "entities");
  for (auto i = cut.begin; i < cut.end; ++i) {
    const auto found = counts.find(all[i]->slug);
    write_entity(json, snapshot, request.language, *all[i], found == counts.end() ? 0 : found->second);
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace resso::feeds
