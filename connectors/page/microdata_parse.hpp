// Microdata (WHATWG HTML §5): elements to things.
#pragma once

#include "connectors/page/element.hpp"
#include "connectors/page/thing.hpp"

namespace resso::connectors::page {

/// The page's top-level items, as the "@graph" of a thing without a type. The rules of the standard, and what the web does beside them:
/// `content` counts on any element, and the words of a link or the alt text of a picture are kept beside its address.
Thing parse_microdata(const PageTree& tree);

}  // namespace resso::connectors::page
