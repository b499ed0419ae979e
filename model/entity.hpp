// Who speaks and about what: entities, districts, topics, campaigns, days. From configuration; never changed by what is polled.
#pragma once

#include "model/time.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace resso {

struct District {
  std::string id;  ///< "4"
  std::string name;
  bool operator==(const District&) const = default;
};

/// An axis of the city's plan ("eix-71").
struct Topic {
  std::string id;
  std::map<std::string, std::string> titles;  ///< by language tag: "ca", "es", "en"
  std::vector<int> sdgs;                      ///< Sustainable Development Goals, 1-17
  std::vector<std::string> hashtags;          ///< explicit marks, without '#'
  std::vector<std::string> categories;        ///< names under which feeds and calendars file it
  std::map<std::string, std::string> names;   ///< one to three words for labels, by language tag; none: the titles
  bool operator==(const Topic&) const = default;
};

/// An association or public service that is enrolled.
struct Entity {
  std::string slug;
  std::string name;
  std::vector<std::string> districts;
  std::vector<std::string> networks;
  std::vector<std::string> topics;  ///< what it always is about
  std::string website;
  bool operator==(const Entity&) const = default;
};

/// A hashtag with a window of dates and topics.
struct Campaign {
  std::string name;
  std::string hashtag;                ///< display form, without '#'
  std::optional<LocalDate> from, to;  ///< both included
  std::vector<std::string> topics;
  bool operator==(const Campaign&) const = default;
};

/// A day of the year that the city keeps: shown as an all-day line, and the peg of campaigns.
struct CommemorativeDay {
  std::string id;  ///< "25-11-violencies-masclistes"
  std::chrono::month_day date{};
  std::map<std::string, std::string> titles;  ///< by language tag
  std::vector<std::string> topics, hashtags;  ///< hashtags without '#'
  std::string url;
  bool operator==(const CommemorativeDay&) const = default;
};

}  // namespace resso
