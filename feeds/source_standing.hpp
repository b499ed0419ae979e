// How a source stands, as somebody who looks after many of them sorts them: what needs a hand first.
#pragma once

#include "feeds/snapshot.hpp"
#include "model/filter.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

enum class Standing {
  failing,     ///< nothing comes: failing, gone, refused
  needs_auth,  ///< a token or a password is needed
  improvable,  ///< it is read, and its document has something to mend
  waiting,     ///< not asked yet, or it asked us to wait
  ok,
};
inline constexpr std::array kStandings{Standing::failing, Standing::needs_auth, Standing::improvable, Standing::waiting, Standing::ok};

Standing standing_of(const SourceState& state);
std::string_view name_of(Standing standing);  ///< "failing", "needs_auth", "improvable", "waiting", "ok"

/// Takes `state=` out of a raw query; each once, in the order of kStandings. Errors: bad_input that names the value, as parse_filter's.
Result<std::vector<Standing>> take_standings(std::string& query);
/// "state=failing&state=waiting"
std::string canonical_standings(const std::vector<Standing>& standings);

/// The sources that pass: entity, district and topic are the source's own or its entity's; `source` an id or a kind; words are looked for
/// in names and hosts. Other keys of the filter do not apply. In order of standing, then who has failed longest, then of name.
std::vector<const SourceFacts*> select_sources(const Snapshot& snapshot, const Filter& filter, const std::vector<Standing>& standings);

/// "Agenda del Casal", "#8M", "@casal@host": what its document calls itself, else its entity, else its host.
std::string source_title(const Snapshot& snapshot, const SourceFacts& facts);
/// Of its place on a page: "s-" and a digest of the id, which may hold an address that is not for everybody.
std::string source_anchor(const Source& source);

}  // namespace resso::feeds
