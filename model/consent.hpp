// What accounts that are not enrolled say about being shown, and what was done about it: the consent ledger's words.
#pragma once

#include "model/post.hpp"
#include "model/time.hpp"

#include <string>
#include <string_view>

namespace resso {

/// What one server told last. Servers differ: `noindex` is told by an account's own server only, some tell nothing at all.
struct ConsentTold {
  std::string server;  ///< "host[:port]"
  ConsentFlags flags;
  Instant seen{};  ///< last told so; as exact as half a day
  bool operator==(const ConsentTold&) const = default;
};

/// A line of the ledger: the flags in force at that moment, and which rule they led to.
struct ConsentEntry {
  std::string account;  ///< acct
  Instant at{};
  ConsentFlags flags;
  std::string told_by;     ///< server that the post was seen on, "host[:port]"
  std::string visibility;  ///< of the post, as its server says
  std::string rule;        ///< "shown", "count-only" (a reply: in the figures, not in the lists), "waiting", "hidden"
  std::string reason;      ///< Moderation::reason
  bool operator==(const ConsentEntry&) const = default;
};

}  // namespace resso
