// sources, entities, events, posts, backup: what is in the store, as a table or as JSON lines.
#include "daemon/commands.hpp"
#include "daemon/engine.hpp"
#include "daemon/snapshot_load.hpp"
#include "daemon/table.hpp"
#include "feeds/filter.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"

#include <algorithm>
#include <iostream>
#include <map>

namespace resso::daemon {
namespace {

// What every list begins with: the settings, the store, a snapshot and the filter.
struct Listing {
  config::Settings settings;
  std::unique_ptr<store::Store> store;
  std::shared_ptr<const feeds::Snapshot> snapshot;
  Filter filter;
};

std::optional<Listing> open_listing(const ListOptions& options) {
  auto settings = read_or_complain(options.config);
  if (!settings) return std::nullopt;
  Listing listing{std::move(*settings), nullptr, nullptr, {}};
  auto store = open_store(listing.settings, true);
  if (!store) return complain(store.error()), std::nullopt;
  listing.store = std::move(*store);
  const auto read = listing.store->read([&](store::Reader& reader) -> Result<void> {
    listing.snapshot = load_snapshot(reader, listing.settings, Engine::now());
    return {};
  });
  if (!read) return complain(read.error()), std::nullopt;
  auto filter = feeds::parse_filter(options.filter, *listing.snapshot);
  if (!filter) return complain(filter.error()), std::nullopt;
  listing.filter = std::move(*filter);
  return listing;
}

std::string when(const std::optional<Instant>& at) { return at ? text::format_utc(*at) : std::string("never"); }

bool any_of(const std::vector<std::string>& wanted, const std::vector<std::string>& has) {
  if (wanted.empty()) return true;
  return std::any_of(has.begin(), has.end(),
                     [&](const std::string& value) { return std::find(wanted.begin(), wanted.end(), value) != wanted.end(); });
}

bool passes(const feeds::SourceFacts& facts, const Filter& filter) {
  return any_of(filter.entities, {facts.source.entity}) &&
         any_of(filter.sources, {facts.source.id, std::string(name_of(facts.source.kind))});
}

void print_json(const feeds::SourceFacts& facts) {
  const auto& state = facts.state;
  text::JsonWriter json;
  json.begin_object().member("id", facts.source.id).member("kind", name_of(facts.source.kind)).member("url", facts.source.url);
  json.member_if("entity", facts.source.entity).member("condition", name_of(state.condition)).member_if("title", state.title);
  json.member_if("format", state.format).member("failures", state.failures).member("entries", state.entries).member("events", state.events);
  json.member("last_success", when(state.last_success))
      .member("last_change", when(state.last_change))
      .member("next_poll", when(state.next_poll));
  if (state.problem) json.member("problem", describe(*state.problem));
  json.key("warnings").begin_array();
  for (const auto& warning : state.warnings)
    json.begin_object().member("code", warning.code).member("what", warning.what).member("line", warning.line).end_object();
  json.end_array().end_object();
  std::cout << json.take() << '\n';
}

void write_consent(text::JsonWriter& json, const ConsentEntry& entry) {
  const ConsentFlags& flags = entry.flags;
  json.key("consent").begin_object().member("rule", entry.rule).member("reason", entry.reason).member("at", text::format_utc(entry.at));
  json.member("told_by", entry.told_by).member("visibility", entry.visibility).key("flags").begin_object();
  const auto flag = [&](std::string_view name, const std::optional<bool>& value) {
    if (value) json.member(name, *value);
  };
  flag("discoverable", flags.discoverable);
  flag("indexable", flags.indexable);
  flag("noindex", flags.noindex);
  flag("limited", flags.limited);
  flag("suspended", flags.suspended);
  flag("bot", flags.bot);
  if (flags.opt_out_tag) json.member("opt_out_tag", true);
  json.end_object().end_object();
}

/// Of somebody who is not enrolled also the ledger's line that the post's rule was written in.
void print_json(const Post& post, const std::vector<ConsentEntry>& ledger) {
  text::JsonWriter json;
  json.begin_object().member("id", post.id).member("uri", post.uri).member("url", post.url).member("kind", name_of(post.kind));
  json.member("published", text::format_utc(post.published)).member("author", post.author.display_name).member_if("acct", post.author.acct);
  json.member_if("entity", post.entity).member_if("title", post.title).member("text", post.text).strings("hashtags", post.hashtags);
  json.member("moderation", name_of(post.moderation.state)).member("reason", post.moderation.reason);
  const auto line = std::find_if(ledger.begin(), ledger.end(), [&](const ConsentEntry& entry) {
    return entry.reason == post.moderation.reason && entry.visibility == post.visibility && entry.flags == post.author.consent;
  });
  if (line != ledger.end()) write_consent(json, *line);
  json.end_object();
  std::cout << json.take() << '\n';
}

void print_json(const Event& event, const Occurrence& occurrence, const feeds::Instance& shown) {
  text::JsonWriter json;
  json.begin_object().member("id", event.id).member("title", shown.title).member("start", text::format_utc(occurrence.start));
  json.member("end", text::format_utc(occurrence.end)).member("local_start", text::format_local(occurrence.local_start));
  json.member("zone", event.times.zone).member("all_day", occurrence.all_day).member("status", name_of(shown.status));
  json.member_if("place", shown.place->name).member_if("url", shown.url).member_if("entity", event.entity);
  json.member("moderation", name_of(event.moderation.state)).member("sequence", event.sequence).key("sources").begin_array();
  for (const auto& source : event.sources) json.value(source.source_id);
  json.end_array().end_object();
  std::cout << json.take() << '\n';
}

}  // namespace

int command_sources(const ListOptions& options) {
  const auto listing = open_listing(options);
  if (!listing) return 1;
  Table table({"condition", "next poll", "failures", "id", "what is wrong"});
  for (const auto& facts : listing->snapshot->sources) {
    if (!passes(facts, listing->filter)) continue;
    if (options.json) {
      print_json(facts);
      continue;
    }
    const auto& state = facts.state;
    table.add({std::string(name_of(state.condition)), when(state.next_poll), std::to_string(state.failures), facts.source.id,
               state.problem ? describe(*state.problem) : std::string()});
  }
  if (!options.json) table.print(std::cout);
  return 0;
}

int command_entities(const ListOptions& options) {
  const auto listing = open_listing(options);
  if (!listing) return 1;
  Table table({"slug", "name", "districts", "channels", "working"});
  for (const auto& entity : listing->settings.entities) {
    if (!any_of(listing->filter.entities, {entity.slug}) || !any_of(listing->filter.districts, entity.districts) ||
        !any_of(listing->filter.topics, entity.topics))
      continue;
    std::size_t channels = 0, working = 0;
    for (const auto& facts : listing->snapshot->sources) {
      if (facts.source.entity != entity.slug) continue;
      ++channels;
      working += facts.state.condition == Condition::ok;
    }
    if (options.json) {
      text::JsonWriter json;
      json.begin_object().member("slug", entity.slug).member("name", entity.name).strings("districts", entity.districts);
      json.strings("networks", entity.networks).strings("topics", entity.topics).member("channels", channels).member("working", working);
      json.end_object();
      std::cout << json.take() << '\n';
      continue;
    }
    std::string districts;
    for (const auto& district : entity.districts) districts += (districts.empty() ? "" : " ") + district;
    table.add({entity.slug, entity.name, districts, std::to_string(channels), std::to_string(working)});
  }
  if (!options.json) table.print(std::cout);
  return 0;
}

int command_events(const ListOptions& options) {
  auto listing = open_listing(options);
  if (!listing) return 1;
  feeds::Snapshot everything;
  const feeds::Snapshot* shown = listing->snapshot.get();
  if (options.all) {
    everything = *listing->snapshot;
    everything.events.clear();
    everything.occurrences.clear();
    const auto read = listing->store->read([&](store::Reader& reader) -> Result<void> {
      for (auto& stored : reader.events({published_window(listing->settings, Engine::now()), false})) {
        everything.occurrences.insert(everything.occurrences.end(), stored.occurrences.begin(), stored.occurrences.end());
        everything.events.push_back(std::move(stored.event));
      }
      return {};
    });
    if (!read) return complain(read.error());
    everything.build();
    shown = &everything;
  }
  Table table({"start", "status", "title", "place", "entity", "id"});
  for (const auto& selected : feeds::select_occurrences(*shown, listing->filter, true)) {
    const auto instance = feeds::instance_of(selected);
    if (options.json) {
      print_json(*selected.event, *selected.occurrence, instance);
      continue;
    }
    const auto& start = selected.occurrence->local_start;
    const std::string begins = selected.occurrence->all_day ? text::format_date(std::chrono::floor<std::chrono::days>(start))
                                                            : text::format_local(start).substr(0, 16);
    table.add({begins, std::string(name_of(instance.status)), std::string(instance.title), instance.place->name, selected.event->entity,
               selected.event->id});
  }
  if (!options.json) table.print(std::cout);
  return 0;
}

int command_posts(const ListOptions& options) {
  const auto listing = open_listing(options);
  if (!listing) return 1;
  store::PostQuery query;
  query.filter = listing->filter;
  if (!query.filter.limit) query.filter.limit = 100;
  query.only_approved = !options.all;
  query.include_replies = options.all;
  std::vector<Post> posts;
  std::map<std::string, std::vector<ConsentEntry>> ledgers;
  const auto read = listing->store->read([&](store::Reader& reader) -> Result<void> {
    posts = reader.posts(query);
    for (const auto& post : posts)
      if (options.json && post.entity.empty() && post.kind == PostKind::status && !ledgers.contains(post.author.acct))
        ledgers.emplace(post.author.acct, reader.consent_ledger(post.author.acct));
    return {};
  });
  if (!read) return complain(read.error());
  Table table({"published", "who", "what", "moderation", "id"});
  for (const auto& post : posts) {
    if (options.json) {
      print_json(post, ledgers[post.author.acct]);
      continue;
    }
    table.add({text::format_utc(post.published), post.entity.empty() ? post.author.display_name : post.entity,
               post.title.empty() ? post.text : post.title, std::string(name_of(post.moderation.state)), post.id});
  }
  if (!options.json) table.print(std::cout);
  return 0;
}

int command_backup(const std::filesystem::path& config, const std::filesystem::path& to) {
  const auto settings = read_or_complain(config);
  if (!settings) return 1;
  const auto store = open_store(*settings, true);
  if (!store) return complain(store.error());
  if (const auto done = (*store)->backup(to); !done) return complain(done.error());
  std::cerr << "resso: " << std::filesystem::file_size(to) << " bytes in " << to.string() << "\n";
  return 0;
}

}  // namespace resso::daemon
