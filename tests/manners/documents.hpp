// The documents of the simulated hosts: small, valid, new in every version.
#pragma once

#include "tests/manners/web.hpp"

#include <string>

namespace resso::manners {

std::string write_document(const Document& document, const std::string& address, std::int64_t version, Instant began);
std::string media_type(Form form);

/// A page of a timeline, newest first: statuses whose numbers are in (after, before), from `oldest` to `newest`.
std::string write_timeline(const std::string& host, const std::string& account, std::int64_t newest, std::int64_t oldest,
                           std::int64_t after, std::int64_t before, int limit, Instant began, Seconds every);

}  // namespace resso::manners
