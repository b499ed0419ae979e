#include "feeds/scope.hpp"

#include "feeds/dates.hpp"
#include "feeds/pages/phrases.hpp"
#include "feeds/site_views.hpp"

#include <algorithm>
#include <utility>

namespace resso::feeds {
namespace {

std::string days_asked(std::string_view language, const Filter& filter) {
  if (filter.from && filter.to) return date_range(language, *filter.from, *filter.to);
  return filter.from ? long_date(language, *filter.from) + " →" : filter.to ? "→ " + long_date(language, *filter.to) : std::string();
}

void append_labels(std::string& title, const Snapshot& snapshot, std::string_view language, const Filter& filter) {
  const auto add = [&](std::string_view label) {
    if (!label.empty()) title.append(" · ").append(label);
  };
  for (const auto& slug : filter.entities) {
    const auto* entity = snapshot.entity(slug);
    add(entity ? entity->name : slug);
  }
  for (const auto& id : filter.districts) {
    const auto* district = snapshot.district(id);
    add(district ? district->name : id);
  }
  for (const auto& id : filter.topics) add(topic_title(snapshot, language, id));
  for (const auto& tag : filter.tags) add("#" + tag);
  if (!filter.query.empty()) add("“" + filter.query + "”");
  add(days_asked(language, filter));
}

}  // namespace

Result<Filter> scoped_filter(const Snapshot& snapshot, const OutputRequest& request) {
  auto filter = request.filter;
  if (request.subject.empty()) return filter;
  if (!snapshot.entity(request.subject)) {
    return Error{Errc::not_found, "there is no such entity", "/entities/" + request.subject, "look for it under /entities", 0};
  }
  // Of another entity than the path's nothing is asked for.
  const auto& asked = filter.entities;
  if (!asked.empty() && std::find(asked.begin(), asked.end(), request.subject) == asked.end()) filter.limit = 0;
  filter.entities = {request.subject};
  return filter;
}

bool asks_everything(const Snapshot& snapshot, const Output& output, const Filter& filter, std::string_view query) {
  const Filter none;
  return output.takes_default && filter == none && snapshot.city.default_filter != none && names_filter(query);
}

bool shows_default(const Snapshot& snapshot, const OutputRequest& request) {
  const Filter none;
  return !request.everything && request.filter == none && snapshot.city.default_filter != none;
}

const Filter& shown_filter(const Snapshot& snapshot, const OutputRequest& request) {
  return shows_default(snapshot, request) ? snapshot.city.default_filter : request.filter;
}

std::string page_query(const Snapshot& snapshot, const Filter& filter) {
  const Filter none;
  return filter == none && snapshot.city.default_filter != none ? "q=" : canonical_query(filter);
}

std::string scope_title(const Snapshot& snapshot, const OutputRequest& request, Telling telling) {
  const Phrases say(request.language);
  std::string title;
  if (const auto* entity = request.subject.empty() ? nullptr : snapshot.entity(request.subject)) {
    title = entity->name + " · " + say(telling == Telling::agenda ? "nav.agenda" : "entity.posts");
  } else if (telling == Telling::agenda) {
    title = say("feeds.title", {{"of_city", of_name(request.language, snapshot.city.name)}});
  } else {
    title = snapshot.city.name + " · " + say("entity.posts");
  }
  append_labels(title, snapshot, request.language, request.filter);
  return title;
}

std::string self_url(const Snapshot& snapshot, const OutputRequest& request) { return snapshot.city.public_url + request.self_path; }

std::string page_url(const Snapshot& snapshot, const OutputRequest& request) {
  if (!request.subject.empty()) return snapshot.city.public_url + "/entities/" + request.subject;
  auto filter = request.filter;
  filter.limit.reset();
  // On pages lang is the page's own language, one of it.
  if (filter.languages.size() > 1) filter.languages.clear();
  auto language = std::exchange(filter.languages, {});
  if (snapshot.folders) return snapshot.city.public_url + site_page(site_folder(snapshot, filter).value_or("/"), {});
  auto query = page_query(snapshot, filter);
  if (!language.empty()) query += (query.empty() ? "lang=" : "&lang=") + language.front();
  return snapshot.city.public_url + "/" + (query.empty() ? "" : "?") + query;
}

std::string event_url(const Snapshot& snapshot, const Event& event) { return snapshot.city.public_url + "/events/" + event.id; }

const Titles::value_type* best_title(const Snapshot& snapshot, std::string_view language, const Titles& titles) {
  if (const auto own = titles.find(std::string(language)); own != titles.end()) return &*own;
  if (!snapshot.city.languages.empty()) {
    if (const auto first = titles.find(snapshot.city.languages.front()); first != titles.end()) return &*first;
  }
  return titles.empty() ? nullptr : &*titles.begin();
}

std::string topic_title(const Snapshot& snapshot, std::string_view language, std::string_view topic) {
  const auto* known = snapshot.topic(topic);
  const auto* title = known ? best_title(snapshot, language, known->titles) : nullptr;
  return title ? title->second : std::string(topic);
}

std::string_view actor_name(const Snapshot& snapshot, const Event& event) {
  const auto* entity = event.entity.empty() ? nullptr : snapshot.entity(event.entity);
  return entity ? std::string_view(entity->name) : std::string_view(event.organiser);
}

Instant created_at(const Snapshot& snapshot, const Event& event) {
  if (event.created) return *event.created;
  std::optional<Instant> seen;
  for (const auto& source : event.sources) seen = std::min(seen.value_or(source.seen), source.seen);
  return seen ? *seen : event.modified.value_or(snapshot.as_of);
}

Instant modified_at(const Snapshot& snapshot, const Event& event) {
  const auto created = created_at(snapshot, event);
  return std::max(created, event.modified.value_or(created));
}

}  // namespace resso::feeds
