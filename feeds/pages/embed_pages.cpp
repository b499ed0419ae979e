// "/embed/agenda" and "/embed/events/{id}": pages for frames on other sites. "/embed/fragment.html": the same without a page around it.
#include "feeds/pages/embed_widget.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/scope.hpp"

namespace resso::feeds {

namespace {

std::string framed(const OutputRequest& request, std::string_view title, std::string_view accent, const Html& widget) {
  Html h;
  h.raw("<!DOCTYPE html>\n<html").attribute(" lang", Phrases(request.language).language());
  if (!accent.empty()) h.attribute(" data-accent", accent);
  h.raw(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  h.text(title).raw(" · Ressò</title>\n<meta name=\"robots\" content=\"noindex\">\n<base target=\"_top\">\n<link rel=\"stylesheet\"");
  h.attribute(" href", asset_named("embed").path).raw(">\n<link rel=\"icon\" type=\"image/svg+xml\"");
  h.attribute(" href", asset_named("favicon").path).raw(">\n<script defer").attribute(" src", asset_named("frame").path);
  h.raw("></script>\n</head>\n<body class=\"resso-frame\">\n<main>\n").append(widget).raw("</main>\n</body>\n</html>\n");
  return h.take();
}

}  // namespace

Result<std::string> embed_agenda(const Snapshot& snapshot, const OutputRequest& request) {
  auto options = embed_options(request);
  if (!options) return options.error();
  const auto accent = read_accent(request.own_value("accent"));
  if (!accent) return accent.error();
  options->heading = 1;
  Html widget;
  append_embed_agenda(widget, snapshot, request, *options);
  auto titled = request;
  titled.filter.languages.clear();
  return framed(request, scope_title(snapshot, titled, Telling::agenda), *accent, widget);
}

Result<std::string> embed_event(const Snapshot& snapshot, const OutputRequest& request) {
  auto options = embed_options(request);
  if (!options) return options.error();
  const auto accent = read_accent(request.own_value("accent"));
  if (!accent) return accent.error();
  const auto* event = snapshot.event(request.subject);
  if (!event) return Error{Errc::not_found, "there is no such event", "/events/" + request.subject, "look for it in the agenda", 0};
  options->heading = 1;
  Html widget;
  append_embed_event(widget, snapshot, request, *event, *options);
  return framed(request, event->title, *accent, widget);
}

Result<std::string> embed_fragment(const Snapshot& snapshot, const OutputRequest& request) {
  const auto options = embed_options(request);
  if (!options) return options.error();
  Html widget;
  append_embed_agenda(widget, snapshot, request, *options);
  return widget.take();
}

}  // namespace resso::feeds
