// What RSS, Atom and JSON Feed tell alike: a channel of items, made once from the snapshot; the writers only give it their format's shape.
#pragma once

#include "feeds/output.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resso::feeds {

struct Person {
  std::string name, url;
};

struct Category {
  std::string term, label;  ///< label empty: the same
};

/// What an item about an act has beside its words.
struct ActFacts {
  std::string start, end;  ///< RFC 3339 with the city's offset, or a day; the last day is included. end empty: not stated
  bool all_day = false;
  EventStatus status{};
  const Place* place = nullptr;
  std::string place_line, organiser, entity;
  std::vector<std::string> dates;  ///< all starts to come, where there are several
  std::string calendar_url;        ///< this act's .ics
};

struct Item {
  std::string id;            ///< "event/abc": stable, ours
  std::string title;         ///< plain; may be empty for posts
  std::string own_title;     ///< without the date and marks that `title` adds
  std::string url;           ///< where it is read here, or at its source for posts
  std::string external_url;  ///< where it is told first hand, if elsewhere
  std::string html, text, summary;
  std::string language;
  Instant published{}, updated{};
  Person author;
  std::vector<Category> categories;
  std::vector<Media> media;
  std::optional<ActFacts> act;
};

struct Channel {
  std::string title, description, page_url, self_url, language;
  std::string base_url;   ///< the site
  std::string authority;  ///< host, for tag: URIs
  std::string path;       ///< canonical path and query of this document
  Person author;
  Instant updated{};  ///< newest of the items; the snapshot's when there is none
  std::vector<Item> items;
};

/// Upcoming acts, a series once with its next date. Errors: not_found.
Result<Channel> agenda_channel(const Snapshot& snapshot, const OutputRequest& request);
Result<Channel> posts_channel(const Snapshot& snapshot, const OutputRequest& request);

/// "tag:agenda.example.cat,2026:event/abc" (RFC 4151).
std::string tag_uri(const Channel& channel, std::string_view specific);
/// What both kinds of channel have in common, without items.
Channel empty_channel(const Snapshot& snapshot, const OutputRequest& request);
/// Plain text as paragraphs of HTML, line ends kept.
std::string text_to_html(std::string_view text);
/// The type as a media type: "image/jpeg" by the address where only "image" is known.
std::string media_type_of(const Media& media);

}  // namespace resso::feeds
