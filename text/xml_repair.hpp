// Ill-formed XML made well-formed, so that what a person could read in it is not lost. Not for use outside text/.
#pragma once

#include "model/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::text {

struct XmlRepair {
  std::string xml;                ///< every line break of the input is kept, so lines are those of the input
  std::vector<Warning> warnings;  ///< what was mended, at most a few of each kind
};

/// Linear. What it knows: bare ampersands and less-than signs, HTML's entities, unquoted, missing and repeated attributes, HTML elements
/// left open (<br>), end tags crossed, misspelt or missing, feed items within items, a document cut short, words before the document (a PHP
/// warning), comments and CDATA without an end. DOCTYPE, comments and processing instructions are left out.
XmlRepair repair_xml(std::string_view utf8);

}  // namespace resso::text
