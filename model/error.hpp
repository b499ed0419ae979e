// Errors as values. Below the daemon nothing throws for bad input or a bad network: a function that can fail returns Result<T>.
// An Error says what happened, where, and how to mend it; it is logged or printed once, at the top.
#pragma once

#include <boost/system/result.hpp>
#include <string>

namespace resso {

enum class Errc {
  cancelled,     ///< asked to stop; never reported
  bad_input,     ///< a document, value or argument that cannot be used
  not_found,     ///< HTTP 404, an unknown id or name
  gone,          ///< HTTP 410, or suspended at its origin: do not ask again
  limit,         ///< larger, deeper, longer or more than we accept
  timeout,       ///< the deadline passed
  network,       ///< resolve, connect, reset, truncated, not HTTP
  tls,           ///< certificate or handshake
  refused,       ///< the address guard does not let us go there
  http,          ///< any other unsuccessful HTTP status
  auth,          ///< a token or password is needed, or the one given is not accepted
  rate_limited,  ///< HTTP 429, or 503 with Retry-After
  storage,       ///< the database or the disk
  internal,      ///< a bug of ours, caught at a border
};

struct Error {
  Errc code = Errc::internal;
  std::string what;    ///< what happened, plain words, lower case, no final stop: "the certificate expired on 2026-03-01"
  std::string where;   ///< file, field or URL: "entity[2].feeds[0]"; empty when the caller knows
  std::string remedy;  ///< what to do, a full clause: "renew the certificate"; may be empty
  int line = 0;        ///< line in `where`, 1-based; 0 = unknown
  /// Stable, more particular than `code` and beginning with it or with "http_": "tls_expired", "http_503". It finds what citizens read
  /// ([problem.…] and [remedy.…] of web/phrases.txt), so that `what` may be worded anew. Empty: the code says enough.
  std::string reason = {};

  bool operator==(const Error&) const = default;
};

/// "where:line: what (remedy)", leaving out what is empty.
std::string describe(const Error& error);

/// The stable name of a code, as stored and shown in logs, JSON and metrics: "rate_limited".
std::string_view name_of(Errc code);
/// The inverse of name_of; Errc::internal for an unknown name.
Errc errc_named(std::string_view name);

template <class T>
using Result = boost::system::result<T, Error>;

/// Called by Result::value() on an error: such a call is a bug, so it throws std::logic_error with the description.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& location);

}  // namespace resso
