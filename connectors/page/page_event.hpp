// An event that a page states, in whatever vocabulary: what JSON-LD, microdata and microformats are read into, before it is ours.
#pragma once

#include "model/event.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resso::connectors::page {

struct PagePlace {
  std::string name, address, online_url;
  std::optional<GeoPoint> point;
  bool operator==(const PagePlace&) const = default;
};

/// How a page states it; order = rank: where two tell of one event the earlier counts field by field.
enum class Vocabulary { json_ld, microdata, microformats };

/// "json-ld", "microdata", "microformats"
std::string_view name_of(Vocabulary vocabulary);

/// Texts are plain and their white space collapsed, addresses absolute; times as written; the first where several are given.
struct PageEvent {
  Vocabulary vocabulary = Vocabulary::json_ld;
  std::string id, name, url, image, image_alt, organizer, language;
  std::string description;  ///< markup, not made safe
  std::string status;       ///< the local name of schema.org's: "EventCancelled"
  std::string start, end, duration;
  std::string previous_start;            ///< of one that was moved
  std::string rrule;                     ///< RFC 5545, of a schedule
  std::vector<std::string> except_days;  ///< of that schedule
  PagePlace place;
  std::vector<std::string> keywords;
  int line = 0;  ///< 1-based, where known
  bool operator==(const PageEvent&) const = default;
};

constexpr std::size_t kMostEvents = 2000;

}  // namespace resso::connectors::page
