// The namespaces beside a format's own: Dublin Core, content, media, iTunes, places, events. Shared by RSS and Atom.
#pragma once

#include "connectors/feed/element_read.hpp"

namespace resso::connectors::feed {

/// What `element` (a child of a feed or an entry) says of `to`. `entry` is the same thing when it is an entry, else null; `feed` when it is
/// a feed. Elements that mean nothing to us are passed over.
void read_module(ElementReader& reader, const text::XmlNode& element, Vocabulary vocabulary, const Scope& scope, Described& to,
                 Entry* entry, FeedDocument* feed);

/// An Atom link, also within RSS.
void read_atom_link(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Described& to, Entry* entry,
                    FeedDocument* feed);

}  // namespace resso::connectors::feed
