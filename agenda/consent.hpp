// What accounts that are not enrolled say about being shown, weighed. What servers told is kept by the store (model/consent.hpp).
#pragma once

#include "agenda/rules.hpp"
#include "model/consent.hpp"

#include <string_view>
#include <vector>

namespace resso::agenda {

/// One objection is enough, whoever told it: an account's own server knows best, but another may have heard the newest.
ConsentFlags strictest(const ConsentFlags& a, const ConsentFlags& b);

/// The flags in force: what is told now, and what servers told within the last two weeks. Older words count no more: nobody may be able
/// to take them back.
ConsentFlags flags_in_force(const ConsentFlags& now_told, const std::vector<ConsentTold>& before, Instant now);

/// What became of a post that was judged, in the ledger's words (ConsentEntry::rule).
std::string_view rule_applied(const Post& post);

/// A status of somebody who is not enrolled: the ledger is about these.
bool is_by_stranger(const Post& post, const Rules& rules);

}  // namespace resso::agenda
