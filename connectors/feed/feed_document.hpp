// A feed as its format tells it: one shape for RSS, RDF, Atom and JSON Feed, before anything of it is made safe, plain or ours.
#pragma once

#include "model/event.hpp"
#include "model/source.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace resso::connectors::feed {

/// Text as written, with what is needed to read it.
struct Words {
  enum class Type { none, plain, html };
  Type type = Type::none;  ///< none: not stated
  std::string value;       ///< html: markup, not made safe
  std::string base;        ///< what its relative links are relative to
  bool stated() const { return type != Type::none; }
};

struct Person {
  std::string name, email, url;
  bool operator==(const Person&) const = default;
};

struct Link {
  std::string url;  ///< absolute
  std::string rel;  ///< "alternate" when not stated
  std::string type, title;
  bool operator==(const Link&) const = default;
};

struct Enclosure {
  std::string url, type, length;  ///< length as written
  std::string alt;
  bool operator==(const Enclosure&) const = default;
};

struct Category {
  std::string name;    ///< term
  std::string label;   ///< for people; often empty
  std::string scheme;  ///< domain, scheme
  const std::string& shown() const { return label.empty() ? name : label; }
  bool operator==(const Category&) const = default;
};

/// The dates of an event as a feed's dialect writes them.
struct EventFacts {
  std::string start, end;                                  ///< date and time in one: ev:, xCal, The Events Calendar
  std::string date_start, time_start, date_end, time_end;  ///< apart: the dialect of the Diputació de Barcelona's sites
  std::string location, address, organiser, type, uid, url, status, zone, duration;
  bool stated() const { return !start.empty() || !date_start.empty(); }
};

/// What a feed and its entries have in common.
struct Described {
  std::string id;  ///< guid, atom:id, rdf:about; absolute where it is a relative address
  Words title;
  Words summary;  ///< description, summary; of a feed its subtitle, tagline or description
  Words rights;
  std::string link;  ///< where a person reads it
  std::vector<Link> links;
  std::optional<Instant> published, updated, created;
  std::vector<Person> authors, contributors;
  std::vector<Category> categories;  ///< each once
  std::string image, language;
};

struct Entry : Described {
  Words content;
  /// The summary, or where there is none the content.
  const Words& brief() const { return summary.stated() ? summary : content; }
  std::vector<Enclosure> enclosures;
  std::vector<Enclosure> media;  ///< media:content and pictures that are no enclosures
  std::string comments;
  std::optional<GeoPoint> point;
  EventFacts event;
  int line = 0;
};

struct FeedDocument : Described {
  enum class Format { rss, rdf, atom, jsonfeed };
  Format format{};
  std::string version;  ///< "2.0", "0.91", "1.0"
  std::string generator;
  std::vector<Entry> entries;            ///< in the document's order
  std::vector<std::string> deleted_ids;  ///< tombstones (RFC 6721)
  std::string hub, self;
  // what it asks of pollers
  std::string ttl;                        ///< as written, minutes
  std::optional<Seconds> update_period;   ///< sy:updatePeriod
  int update_frequency = 1;               ///< sy:updateFrequency
  std::optional<Seconds> asked_interval;  ///< the longest of ttl and sy:update*
  std::vector<int> skip_hours, skip_days;
  std::vector<Warning> warnings;
};

constexpr std::size_t kMostEntries = 5000;
constexpr std::size_t kLongestText = 512u << 10;  ///< of one text, in bytes

/// "rss", "rdf", "atom", "jsonfeed"
std::string_view name_of(FeedDocument::Format format);

}  // namespace resso::connectors::feed
