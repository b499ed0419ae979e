// An inspection as people read it, and as programs do.
#pragma once

#include "daemon/inspect_facts.hpp"
#include "text/zone.hpp"

#include <string>
#include <string_view>

namespace resso::daemon {

struct InspectView {
  std::string language;  ///< "ca", "es", "en"
  Instant now{};
  std::string zone = "Europe/Madrid";  ///< of the dates that are told
  std::string user;                    ///< given on the command line, for the configuration's block
};

/// Lines "label: value", without colours and without columns: to be read aloud or passed on.
std::string inspection_text(const connectors::Inspection& inspection, std::string_view address, const InspectView& view);
/// One object; what is translated is in the view's language.
std::string inspection_json(const connectors::Inspection& inspection, std::string_view address, const InspectView& view);

}  // namespace resso::daemon
