// OPML: lists of feeds, as feed readers exchange them.
#pragma once

#include "model/error.hpp"
#include "model/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::feed {

struct OpmlFeed {
  std::string title;  ///< title, else text
  std::string xml_url, html_url;
  std::string category;  ///< titles of the outlines around it, "Barris/Sud"
  int line = 0;
};

struct OpmlList {
  std::string title;
  std::vector<OpmlFeed> feeds;  ///< in the document's order
  std::vector<Warning> warnings;
};

/// Errors: bad_input when it is no OPML at all.
Result<OpmlList> parse_opml(std::string_view bytes, std::string_view content_type = {});

}  // namespace resso::connectors::feed
