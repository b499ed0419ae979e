// What of a source's address the public may see: an address with a token in it is a key, and no key is shown to anybody.
#pragma once

#include "feeds/snapshot.hpp"

#include <string>
#include <string_view>

namespace resso::feeds {

/// User and password before the host, a token among the parameters, a calendar's private address.
bool has_secret(std::string_view url);
/// It needs credentials of ours, or its address holds them. The API of a Mastodon server may want a token; its pages are open all the same.
bool is_private(const SourceFacts& facts);

/// Where people read it, "https://host/@casal" for an account; empty for a private source.
std::string public_address(const SourceFacts& facts);
/// "host", "host:8443": what is shown of every source, private or not.
std::string public_host(const Source& source);

/// Words that may quote addresses, with what is secret in them left out: such an address becomes its host.
/// `all`: every address becomes its host, as behind a private source any part of a path may be the key.
std::string without_secrets(std::string_view words, bool all = false);

}  // namespace resso::feeds
