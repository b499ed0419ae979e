// What a moderator decides, carried out in the store: of posts, of events, of accounts. Who and when stays in the moderation log.
#pragma once

#include "agenda/rules.hpp"
#include "daemon/configuration.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resso::daemon {

enum class ModerationAct {
  approve,
  hide,
  block,    ///< an account: nothing of its is shown
  opt_out,  ///< an account that asked to be left out: what is held of it is emptied, nothing is let in again
  allow,    ///< an account: takes back a block or an opt-out of this kind; what was emptied stays empty
};
std::string_view name_of(ModerationAct act);
std::optional<ModerationAct> moderation_act_named(std::string_view name);

struct ModerationOrder {
  ModerationAct act{};
  std::vector<std::string> subjects;  ///< ids of posts and events; accounts as "user@host"
  std::string by;                     ///< who decides; needed
  std::string why;                    ///< a moderator's word; may be empty
};

/// What was done to one subject.
struct Moderated {
  std::string kind;        ///< "post", "event", "account"
  std::string subject;     ///< as in the order
  std::string title;       ///< what people know it by
  std::int64_t posts = 0;  ///< of an account: how many were touched
};

/// All of the order or nothing. Errors: not_found with the id that is neither a post's nor an event's; bad_input for what is no account.
Result<std::vector<Moderated>> carry_out(store::Store& store, const agenda::Rules& rules, const ModerationOrder& order, Instant now);

/// The settings with the accounts that moderators blocked or let opt out since, as if the file named them.
config::Settings with_account_decisions(config::Settings settings, const std::vector<store::ModerationEntry>& decisions);

}  // namespace resso::daemon
