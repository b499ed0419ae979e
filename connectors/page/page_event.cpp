#include "connectors/page/page_event.hpp"

namespace resso::connectors::page {

std::string_view name_of(Vocabulary vocabulary) {
  switch (vocabulary) {
    case Vocabulary::json_ld: return "json-ld";
    case Vocabulary::microdata: return "microdata";
    case Vocabulary::microformats: return "microformats";
  }
  return {};
}

}  // namespace resso::connectors::page
