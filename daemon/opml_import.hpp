// Lists of feeds (OPML) into the configuration: what would be added, and the file's text with it. No file is touched here.
#pragma once

#include "config/settings.hpp"
#include "connectors/feed/opml_parse.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::daemon {

struct FeedAddition {
  std::string url, title, category;
  std::string entity;  ///< slug; empty: a [[source]] of its own
  int line = 0;        ///< in the list
};

struct OpmlPlan {
  std::vector<FeedAddition> additions;  ///< in the list's order
  std::vector<Error> known;             ///< left out: configured already, or said twice
  std::vector<Error> problems;          ///< left out: no address of a feed
};

/// A feed is an entity's when the outline has its name or its website's address. Addresses are compared as text::url_key does.
OpmlPlan plan_import(const connectors::feed::OpmlList& list, const config::Settings& settings);

/// The additions as a person would write them: comments say title and category; of an entity the line that its table gets.
std::string import_as_toml(const OpmlPlan& plan);

/// The configuration's text with the additions; its own lines stay as they are. An entity that is not written as [[entity]] gets its feed
/// as a [[source]]. Errors: what parse_toml says of `toml`. The result is to be read before it is used.
Result<std::string> with_additions(std::string_view toml, const OpmlPlan& plan);

}  // namespace resso::daemon
