// The conformance driver's frame: a request is one JSON object a line, so is its answer. A kind registers itself with a static Kind in its
// own file and has no logic of its own: it reads the request, calls the library, writes what came back.
#pragma once

#include "text/json_write.hpp"

#include <simdjson.h>
#include <string>
#include <string_view>

namespace resso::conformance {

using Request = simdjson::dom::object;

/// Writes the members of the answer after "id" and "ok". Returns an error's plain words, or nothing: then the answer is ok.
/// On an error the writer's content is thrown away, unless it begins with members that `ok:false` may carry (see keep).
struct Answer {
  text::JsonWriter& json;
  std::string error;  ///< non-empty: ok:false
};
using Handler = void (*)(const Request&, Answer&);

struct Kind {
  Kind(std::string_view name, Handler handler);
};

std::string text_of(const Request& request, std::string_view key);  ///< empty if absent or null
std::string read_file(const std::string& path);                     ///< throws std::runtime_error: a broken environment

}  // namespace resso::conformance
