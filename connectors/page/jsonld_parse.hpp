// JSON-LD: bytes to things.
#pragma once

#include "connectors/page/thing.hpp"

#include <string>
#include <string_view>

namespace resso::connectors::page {

struct JsonLdDocument {
  Thing root;           ///< the object; of a list one without a type whose "@graph" they are
  std::string problem;  ///< non-empty: not JSON; plain words
};

/// Raw line breaks inside strings, a comma after the last of a list, comments and CDATA marks round the document are forgiven. Texts are as
/// written: plain or markup.
JsonLdDocument parse_jsonld(std::string_view json);

}  // namespace resso::connectors::page
