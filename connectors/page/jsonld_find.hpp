// The JSON-LD blocks of an HTML page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resso::connectors::page {

struct JsonLdBlock {
  std::string json;
  int line = 0;  ///< 1-based, where it begins in the page
};

/// The contents of <script type="application/ld+json">, in order, at most 200. Linear in the page's size, whatever its markup: a script's
/// content is raw text that ends at the next </script (WHATWG §13.2.5.4), so that no tree is needed to find it.
std::vector<JsonLdBlock> find_jsonld(std::string_view html);

}  // namespace resso::connectors::page
