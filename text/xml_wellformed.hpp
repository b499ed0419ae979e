// Is it XML 1.0 with namespaces, by the letter? A strict scanner of our own beside pugixml's lax one. It was chosen over expat because the
// answer must come with what the recovery needs (where the first fault is, whether HTML's entities occur), and nothing of a DTD is ever
// evaluated, so nothing can be amplified; it takes about half of expat's time. Not for use outside text/.
#pragma once

#include "model/source.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace resso::text {

constexpr std::size_t kXmlDepth = 256;
constexpr std::size_t kXmlElements = 2'000'000;
constexpr std::size_t kXmlAttributes = 256;  // of one element

struct XmlLook {
  std::optional<Warning> fault;     ///< the first one
  bool undefined_entities = false;  ///< named entities that a DTD outside may define (well-formed), or that it defines inside
};

/// Linear. Takes UTF-8 without a byte order mark.
XmlLook look_at_xml(std::string_view utf8);

// Names, shared with the recovery.
std::size_t xml_name_length(std::string_view text);      ///< of the Name at the front; 0: none (XML 1.0 §2.3)
bool is_xml_space(char c);                               ///< §2.3 S
bool is_xml_character(unsigned long code);               ///< §2.2 Char
int line_at(std::string_view text, std::size_t offset);  ///< 1-based

/// A character reference at the front of `text` ("&#233;", "&#xE9;"): its code, and the reference's length. Unset: none, or no XML
/// character.
struct CharacterReference {
  unsigned long code;
  std::size_t length;
};
std::optional<CharacterReference> read_character_reference(std::string_view text);

}  // namespace resso::text
