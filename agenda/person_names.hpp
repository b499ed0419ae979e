// Names of people in a title, told by their capitals: "Vespre amb l'astrofísica Berta Margalef".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resso::agenda {

/// Folded words of every run of two or three that begin with a capital and go on in small letters. A title all in capitals has none.
std::vector<std::string> person_names(std::string_view title);

}  // namespace resso::agenda
