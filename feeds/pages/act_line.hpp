// One act as the lists show it, and the small parts that other pages share with it.
#pragma once

#include "feeds/filter.hpp"
#include "feeds/pages/layout.hpp"

#include <optional>

namespace resso::feeds {

struct ActOptions {
  std::optional<LocalDate> under;  ///< the day whose heading it stands under; unset: the line tells its own day
  bool entity = true;              ///< with a link to who does it
};

/// As <li class="act">. The title comes first in the source, whatever the eye sees first.
void append_act(Html& h, const PageContext& context, const Selected& selected, const ActOptions& options);
/// <ul>…</ul>
void append_act_list(Html& h, const PageContext& context, std::span<const Selected> acts, const ActOptions& options);
/// <div class="acts"><ul>…</ul></div>
void append_acts(Html& h, const PageContext& context, std::span<const Selected> acts, const ActOptions& options);

/// Start and end on the city's clock: an act told in another zone happens when it happens here. All-day acts keep their own days.
LocalTime city_start(const Snapshot& snapshot, const Occurrence& occurrence);
LocalTime city_end(const Snapshot& snapshot, const Occurrence& occurrence);
LocalDate last_day(const Snapshot& snapshot, const Occurrence& occurrence);
/// In a day's list hours come first: what takes the whole day, and what goes on from before, comes after.
bool comes_last(const Snapshot& snapshot, const Selected& act, LocalDate day);
/// "2026-03-12T10:00+01:00", or "2026-03-12" for a whole day: for datetime="" and JSON-LD.
std::string machine_time(const Snapshot& snapshot, const Occurrence& occurrence, bool end = false);

/// The day it begins, on the city's clock.
LocalDate day_of(const Snapshot& snapshot, const Selected& act);
/// "dissabte 14 de març, 18 h"; of several whole days "del 14 al 15 de març"
std::string when_words(const PageContext& context, const Selected& act);

/// "cada dilluns", "cada mes", …; empty when it does not repeat.
std::string repetition(const PageContext& context, const Event& event, LocalDate day);

Evidence best_evidence(const Event& event);
std::string topic_title(const PageContext& context, std::string_view topic);
/// In one to three words, where the topic has them.
std::string topic_name(const PageContext& context, std::string_view topic);
std::string district_name(const PageContext& context, std::string_view district);
/// Who does it: the entity's name, else the organiser's as stated. Empty: not known.
std::string actor_name(const PageContext& context, const Event& event);
std::string place_name(const PageContext& context, const Place& place);
/// Sign, colour and always the name; `whole`: its title, where there is room to be exact.
void append_topic(Html& h, const PageContext& context, std::string_view topic, bool whole = false);
/// The class that gives a topic's sign and colour; empty: there is no such topic.
std::string_view topic_sign(const PageContext& context, std::string_view topic);
std::string source_label(const PageContext& context, SourceKind kind);
/// lang="" when the text's language is told and is not the page's.
void append_language(Html& h, const PageContext& context, std::string_view language);

}  // namespace resso::feeds
