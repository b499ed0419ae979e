// The HTML that citizens see: every page a pure function of (Snapshot, request), the same bytes for the same data. No clock, no script
// needed, no third-party request, no inline style; text enters only escaped (html.hpp).
#pragma once

#include "feeds/output.hpp"
#include "model/visibility.hpp"

#include <span>
#include <string>
#include <string_view>

namespace resso::feeds {

// Same shape as Output::render. OutputRequest::language is the language of the page; Filter::languages is the page's own ?lang= and does
// not narrow what is shown. OutputRequest::self_path is the canonical path and query of the page.
Result<std::string> agenda_page(const Snapshot& snapshot, const OutputRequest& request);    ///< "/"
Result<std::string> entities_page(const Snapshot& snapshot, const OutputRequest& request);  ///< "/entities"
Result<std::string> entity_page(const Snapshot& snapshot, const OutputRequest& request);    ///< "/entities/{slug}"; not_found
Result<std::string> event_page(const Snapshot& snapshot, const OutputRequest& request);     ///< "/events/{id}"; not_found
Result<std::string> sources_page(const Snapshot& snapshot, const OutputRequest& request);   ///< "/sources"
Result<std::string> about_page(const Snapshot& snapshot, const OutputRequest& request);     ///< "/about"
Result<std::string> subscribe_page(const Snapshot& snapshot,
                                   const OutputRequest& request);                        ///< "/subscribe"; own key acts
Result<std::string> guide_page(const Snapshot& snapshot, const OutputRequest& request);  ///< "/guia"

// For pages of others (embed_widget.hpp). Their own keys: theme, heading, accent.
Result<std::string> embed_agenda(const Snapshot& snapshot, const OutputRequest& request);        ///< "/embed/agenda"
Result<std::string> embed_event(const Snapshot& snapshot, const OutputRequest& request);         ///< "/embed/events/{id}"; not_found
Result<std::string> embed_fragment(const Snapshot& snapshot, const OutputRequest& request);      ///< "/embed/fragment.html"
Result<std::string> embed_builder_page(const Snapshot& snapshot, const OutputRequest& request);  ///< "/embed"

/// "/visibility". `self_path`: canonical path and query, for the language links and the CSV link.
std::string visibility_page(const Snapshot& snapshot, const VisibilityReport& report, std::string_view language,
                            std::string_view self_path);

/// 400 (detail: the filter's message), 404, 410, 429, 500, 503, … in the site's look. `detail` may be empty.
std::string error_page(const Snapshot& snapshot, int status, std::string_view detail, std::string_view language);

/// A file of web/, compiled in. Its path carries its digest, so it may be cached for ever (favicon.svg's too).
struct Asset {
  std::string_view path, media_type, body;
  std::string_view digest;
  bool has_fixed_path = false;  ///< pages of others name it: no digest in its path, not for ever
};
std::span<const Asset> assets();
const Asset& asset_named(std::string_view stem);  ///< "style": of "/assets/style.0123456789.css"

}  // namespace resso::feeds
