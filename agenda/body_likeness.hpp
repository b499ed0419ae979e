// Whether the bodies that announce two notices are one, and what a notice says of the other's body or place.
#pragma once

#include "agenda/event_traits.hpp"

namespace resso::agenda {

/// The same, or one's name within the other's: "Coral Grills", "Associació Coral Grills".
bool are_one_body(const EventTraits& a, const EventTraits& b);

/// In title or summary.
bool names_body_of(const EventTraits& one, const EventTraits& other);
bool names_place_of(const EventTraits& one, const EventTraits& other);

/// The place is said by the name of the body: "CET", "Seu de la Creu Blava". "Plaça de Can Roca" is a place of its own.
bool is_at_home(const EventTraits& one);

}  // namespace resso::agenda
