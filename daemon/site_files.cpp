#include "daemon/site_files.hpp"

#include "daemon/render_key.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/site_views.hpp"
#include "feeds/visibility_write.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace resso::daemon {
namespace {

using Take = std::function<Result<void>(const SiteFile&)>;

bool only_answers_questions(std::string_view pattern) {
  return pattern.starts_with("/api/") || pattern.starts_with("/embed") || pattern.starts_with("/oembed");
}

bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 200 && name.front() != '.' && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

/// "/entities/casal" in Spanish, not the first language: "entities/casal/index.es.html".
std::string page_file(std::string_view path, std::string_view language) {
  const auto page = feeds::site_page(path, language).substr(1);
  return language.empty() ? page + "index.html" : page;
}

std::vector<std::string> subjects_of(const feeds::Snapshot& snapshot, std::string_view pattern) {
  std::vector<std::string> out;
  if (pattern.find("{slug}") != std::string_view::npos) {
    for (const auto& entity : snapshot.entities) out.push_back(entity.slug);
  } else if (pattern.find("{id}") != std::string_view::npos) {
    for (const auto& event : snapshot.events) out.push_back(event.id);
  } else {
    out.emplace_back();
  }
  return out;
}

std::string with_subject(std::string_view pattern, const std::string& subject) {
  std::string path(pattern);
  const auto open = path.find('{');
  return open == std::string::npos ? path : path.replace(open, path.find('}') + 1 - open, subject);
}

Result<void> take_output(const feeds::Snapshot& snapshot, const feeds::Match& match, const std::string& path, std::string_view language,
                         bool is_first, const Take& take) {
  const bool is_page = match.output->is_page;
  const auto keyed = make_output_request(match, path, {}, std::string(language), is_page && !is_first);
  auto body = match.output->render(snapshot, keyed.request);
  if (!body && body.error().code == Errc::not_found) return {};  // a logo that the city has not
  if (!body) return body.error();
  return take({is_page ? page_file(path, is_first ? std::string_view() : language) : path.substr(1), std::move(*body),
               feeds::last_modified(snapshot, *match.output, keyed.request)});
}

Result<void> take_outputs(const feeds::Snapshot& snapshot, const feeds::Output& output, const Take& take) {
  for (const auto& subject : subjects_of(snapshot, output.pattern)) {
    if (!subject.empty() && !is_file_name(subject))
      return Error{Errc::bad_input, "cannot be the name of a file: " + subject, std::string(output.pattern), "give it another slug", 0};
    const auto path = with_subject(output.pattern, subject);
    for (const auto& language : snapshot.city.languages) {
      const bool is_first = language == snapshot.city.languages.front();
      if (!is_first && !output.is_page) continue;
      const auto taken = take_output(snapshot, {&output, subject}, path, language, is_first, take);
      if (!taken) return taken;
    }
  }
  return {};
}

/// A page of the agenda in every language, and its feeds.
Result<void> take_view(const feeds::Snapshot& snapshot, const feeds::SiteView& view, const Take& take) {
  const auto agenda = feeds::match_output("/");
  for (const auto& language : snapshot.city.languages) {
    const bool is_first = language == snapshot.city.languages.front();
    feeds::OutputRequest request{view.filter, language, "", view.folder};
    request.everything = view.everything;
    auto body = agenda->output->render(snapshot, request);
    if (!body) return body.error();
    const auto taken = take({page_file(view.folder, is_first ? std::string_view() : language), std::move(*body),
                             feeds::last_modified(snapshot, *agenda->output, request)});
    if (!taken) return taken;
  }
  if (!view.has_feeds()) return {};
  for (const std::string_view suffix : {".ics", ".rss", ".atom", ".json"}) {
    const auto path = "/agenda" + std::string(suffix);
    const auto feed = feeds::match_output(path);
    const feeds::OutputRequest request{view.filter, snapshot.city.languages.front(), "", view.folder + path};
    auto body = feed->output->render(snapshot, request);
    if (!body) return body.error();
    const auto taken = take({(view.folder + path).substr(1), std::move(*body), feeds::last_modified(snapshot, *feed->output, request)});
    if (!taken) return taken;
  }
  return {};
}

Result<void> take_visibility(const feeds::Snapshot& snapshot, const VisibilityReport& visibility, const Take& take) {
  const auto& languages = snapshot.city.languages;
  for (const auto& language : languages) {
    const bool is_first = language == languages.front();
    const auto self = is_first ? std::string("/visibility") : "/visibility?lang=" + language;
    const auto taken = take({page_file("/visibility", is_first ? std::string_view() : std::string_view(language)),
                             feeds::visibility_page(snapshot, visibility, language, self), snapshot.as_of});
    if (!taken) return taken;
  }
  return take({"visibility.csv", feeds::visibility_csv(snapshot, visibility), snapshot.as_of});
}

Result<void> take_fixed(const feeds::Snapshot& snapshot, const Take& take) {
  for (const auto& asset : feeds::assets()) {
    if (asset.has_fixed_path) continue;
    if (const auto taken = take({std::string(asset.path.substr(1)), std::string(asset.body), Instant{}}); !taken) return taken;
  }
  return take({"404.html", feeds::error_page(snapshot, 404, "", snapshot.city.languages.front()), snapshot.as_of});
}

}  // namespace

Result<void> for_each_site_file(const feeds::Snapshot& snapshot, const VisibilityReport& visibility, const Take& take) {
  if (const auto taken = take_fixed(snapshot, take); !taken) return taken;
  if (const auto taken = take_visibility(snapshot, visibility, take); !taken) return taken;
  // Lists come after what they list: the table of outputs names them first. Before all comes how pages look.
  std::vector<const feeds::Output*> order;
  for (const auto& output : feeds::outputs()) {
    if (!only_answers_questions(output.pattern)) order.push_back(&output);
  }
  std::reverse(order.begin(), order.end());
  std::stable_partition(order.begin(), order.end(), [](const feeds::Output* output) { return output->media_type.starts_with("text/css"); });
  bool viewed = false;
  for (const auto* output : order) {
    // The pages of filters come after the events and before the first view, which leads to them.
    if (output->render == feeds::agenda_page && !std::exchange(viewed, true)) {
      for (const auto& view : feeds::site_views(snapshot)) {
        if (const auto taken = take_view(snapshot, view, take); !taken) return taken;
      }
    }
    if (const auto taken = take_outputs(snapshot, *output, take); !taken) return taken;
  }
  return {};
}

}  // namespace resso::daemon
