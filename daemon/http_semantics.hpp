// Content negotiation and conditional requests (RFC 9110 §12, §13) as pure functions.
#pragma once

#include "model/time.hpp"
#include "net/message.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resso::daemon {

enum class Coding { identity, gzip, brotli };
std::string_view name_of(Coding coding);  ///< as in Content-Encoding; identity: ""

/// The best that an Accept-Encoding value allows: brotli before gzip where both are liked the same.
Coding choose_coding(std::string_view accept_encoding);

/// The first of `available` that Accept-Language likes most ("ca-ES" finds "ca"); the first of all when it likes none.
std::string choose_language(std::string_view accept_language, std::span<const std::string> available);

/// Weak comparison of an If-None-Match value with an entity tag in quotes; "*" matches.
bool etag_listed(std::string_view if_none_match, std::string_view etag);

/// If-None-Match decides where there is one; else If-Modified-Since, if it is a date.
bool is_not_modified(const net::Headers& request, std::span<const std::string> etags, Instant last_modified);

/// Values of a list field with their quality, best first, those of quality 0 at the end.
struct Preference {
  std::string value;  ///< lower case
  double quality = 1;
};
std::vector<Preference> parse_preferences(std::string_view field);

}  // namespace resso::daemon
