// What every page shares: the language it speaks, where its links lead, and the frame around its contents.
#pragma once

#include "feeds/pages/html.hpp"
#include "feeds/pages/phrases.hpp"
#include "feeds/snapshot.hpp"
#include "model/filter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

struct PageContext {
  const Snapshot& snapshot;
  Phrases say;
  bool language_asked = false;  ///< by ?lang= in the page's address: its links to our pages carry it on
  std::string self_path;        ///< canonical path and query

  std::string_view language() const { return say.language(); }
  /// The site is files: links lead to what is there, and those that cannot are empty (page() takes them out).
  bool is_file() const { return snapshot.folders.has_value(); }
  /// A page of ours; `query` without '?'. Among files: the whole page, whatever is asked.
  std::string link(std::string_view path, std::string_view query = {}) const;
  /// The agenda with this filter.
  std::string agenda_link(const Filter& filter) const;
  /// Its feed, ".ics"; without the period, which would make a subscription go stale, and without the page's language.
  std::string agenda_feed(std::string_view suffix, const Filter& filter) const;
  /// Where this filter can be subscribed to, at the buttons; its period does not go along.
  std::string subscribe_link(Filter filter) const;
  /// This page in another language; empty: in the one that the browser prefers, among files in the first.
  std::string in_language(std::string_view language) const;
};

PageContext page_context(const Snapshot& snapshot, std::string_view language, std::string_view self_path);

/// Without period and number, which would make a subscription go stale.
Filter lasting(Filter filter);
/// A feed of the agenda for a filter: without the period, which would make a subscription go stale, and without the page's language.
std::string feed_link(std::string_view path, Filter filter);
/// The same for programs that subscribe: webcal://host/path.
std::string webcal_link(const Snapshot& snapshot, std::string_view path_and_query);

struct PageHead {
  std::string title;        ///< without the site's name
  std::string description;  ///< empty: none
  std::string_view
      section;  ///< "agenda", "entities", "visibility", "subscribe", "guia", "about", "sources", "embed": the current one of the menu
  bool has_search = false;             ///< the search is on this very page
  bool hidden = false;                 ///< not for search engines, no canonical address: an error
  std::string feeds_title;             ///< of the autodiscovery links; empty: the city's
  std::string feeds_base = "/agenda";  ///< "/entities/casal/agenda"
  std::string feeds_query;             ///< "district=2"
  std::string json_ld;
  std::string image;  ///< address of a picture, for who shows a link to this page; it is not asked for by the page itself
  std::vector<std::string_view> styles = {}, scripts = {};  ///< files of web/ (asset_named) that this page needs beside the common ones
  bool embeddable = false;                                  ///< other sites may show it: tells where oEmbed is asked
};

/// The whole document around what stands in <main>. A link that leads nowhere becomes its words; a button that does, nothing.
std::string page(const PageContext& context, const PageHead& head, const Html& main);

/// The sign of the house; strokes: 1 near or weak, 2, 3 far or strong.
void append_echo(Html& out, int strokes);

}  // namespace resso::feeds
