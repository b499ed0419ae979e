#include "feeds/pages/embed_snippets.hpp"

#include "feeds/filter.hpp"
#include "feeds/pages/embed_widget.hpp"
#include "text/timestamp.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

std::string query_of(const EmbedChoice& choice, bool framed) {
  std::string query = canonical_query(choice.filter);
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) query.append(query.empty() ? "" : "&").append(key).append("=").append(value);
  };
  add("theme", choice.theme);
  if (framed) add("accent", choice.accent);
  add("lang", choice.language);
  return query.empty() ? query : "?" + query;
}

void append_list(Html& h, Markup name, const std::vector<std::string>& values) {
  std::string joined;
  for (const auto& value : values) joined += (joined.empty() ? "" : ",") + value;
  if (!joined.empty()) h.attribute(name, joined);
}

void append_filter(Html& h, const Filter& filter) {
  append_list(h, " entity", filter.entities);
  append_list(h, " district", filter.districts);
  append_list(h, " topic", filter.topics);
  append_list(h, " tag", filter.tags);
  append_list(h, " source", filter.sources);
  if (!filter.query.empty()) h.attribute(" q", filter.query);
  if (filter.from) h.attribute(" from", text::format_date(*filter.from));
  if (filter.to) h.attribute(" to", text::format_date(*filter.to));
  if (filter.days) h.attribute(" days", std::to_string(*filter.days));
  if (filter.limit) h.attribute(" limit", std::to_string(*filter.limit));
}

}  // namespace

int embed_height(const Filter& filter) { return 160 + 80 * std::clamp(filter.limit.value_or(kEmbedLimit), 1, 8); }

std::string frame_address(const Snapshot& snapshot, const EmbedChoice& choice) {
  const auto path = choice.event.empty() ? "/embed/agenda" : "/embed/events/" + choice.event;
  return snapshot.city.public_url + path + query_of(choice, true);
}

std::string frame_snippet(const Snapshot& snapshot, const EmbedChoice& choice, std::string_view width, int height) {
  Html h;
  h.raw("<iframe").attribute(" src", frame_address(snapshot, choice)).attribute(" title", choice.title).attribute(" width", width);
  h.raw(" height=\"").number(height).raw("\" style=\"border:0\" loading=\"lazy\"></iframe>");
  return h.take();
}

std::string component_snippet(const Snapshot& snapshot, const EmbedChoice& choice) {
  Html h;
  h.raw("<script").attribute(" src", snapshot.city.public_url + "/embed.js").raw(" async></script>\n<resso-agenda");
  append_filter(h, choice.filter);
  if (!choice.theme.empty()) h.attribute(" theme", choice.theme);
  if (!choice.language.empty()) h.attribute(" lang", choice.language);
  h.raw(">\n  <a").attribute(" href", choice.page).raw(">").text(choice.title).raw("</a>\n</resso-agenda>");
  return h.take();
}

std::string style_snippet(const EmbedChoice& choice) {
  std::string css = "resso-agenda {\n  display: block;\n  height: " + std::to_string(embed_height(choice.filter)) + "px;\n";
  if (!choice.accent.empty()) css += "  --resso-accent: #" + choice.accent + ";\n";
  return css + "}";
}

std::string server_snippet(const Snapshot& snapshot, const EmbedChoice& choice) {
  Html h;
  h.raw("<link rel=\"stylesheet\"").attribute(" href", snapshot.city.public_url + "/embed.css").raw(">\n");
  return h.take() + snapshot.city.public_url + "/embed/fragment.html" + query_of(choice, false);
}

}  // namespace resso::feeds
