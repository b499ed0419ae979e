// Why a server of the family did not give what it was asked for, in words for who looks after the source.
#pragma once

#include "connectors/mastodon/cursor.hpp"
#include "model/source.hpp"
#include "net/fetcher.hpp"

#include <optional>

namespace resso::connectors::mastodon {

/// Reasons (Error::reason) that tell whether the API was there at all.
inline constexpr const char* kUnknownName = "not_found_name";
inline constexpr const char* kNoApi = "not_found_no_api";
inline constexpr const char* kPageForPeople = "auth_page";

/// Unset: the reply is a 200 with JSON, or a 304. 401, 403, 422 and pages for people mean auth; 404 not_found; 410 gone; the rest as
/// everywhere. `resource`: "#8M", "@casal".
std::optional<Error> refusal_of(const net::FetchReply& reply, const Source& source, std::string_view resource, Instant now);

/// Of a good reply whose body is not the API's.
Error not_of_the_family(Error problem, const net::FetchReply& reply);

/// A 404 in JSON: the API is there and knows no such thing. (In HTML there may be no API at all.)
bool is_api_not_found(const net::FetchReply& reply);

/// Of an empty hashtag; unset: it is simply empty.
std::optional<Error> closed_hashtag(Access access, const Source& source);
Access access_of(const WireInstance& instance);

}  // namespace resso::connectors::mastodon
