// A source's troubles in a person's words: a sentence and a remedy for every code that a connector can give, in the page's language. What
// the connectors say themselves is English and for who looks after the machine. `resso inspect` speaks out of the same file.
#pragma once

#include "feeds/pages/phrases.hpp"
#include "model/source.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

struct Trouble {
  std::string what;    ///< a sentence; in English when `known` is false
  std::string remedy;  ///< a clause; empty: none is known
  std::string lines;   ///< "línia 31", "línies 31, 40"; empty: not known
  bool known = true;   ///< false: its code has no phrase yet
};

/// The phrase of a problem, the most particular there is: its reason's, "tls_expired", else that of its code for this kind of source,
/// "limit_calendar", else the code's own, "timeout". What the error says in English is never looked at.
std::string problem_key(const Phrases& say, SourceKind kind, const Error& problem);
Trouble problem_words(const Phrases& say, SourceKind kind, const Error& problem);
/// Of a state whose last poll failed; empty when it did not.
std::optional<Trouble> problem_words(const Phrases& say, SourceKind kind, const SourceState& state);

/// "xml_tag" has no phrase of its own and is told as "xml".
std::string warning_key(const Phrases& say, std::string_view code);
/// Each kind of fault once, with the lines where it was seen.
std::vector<Trouble> warning_words(const Phrases& say, const std::vector<Warning>& warnings);

/// "RSS 2.0", "iCalendar", "JSON-LD": a format's own name.
std::string format_name(std::string_view format);

}  // namespace resso::feeds
