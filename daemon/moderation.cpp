#include "daemon/moderation.hpp"

#include "agenda/moderate.hpp"
#include "daemon/consent_record.hpp"
#include "daemon/ingest_events.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace resso::daemon {
namespace {

constexpr std::array kActs{std::pair{ModerationAct::approve, "approve"}, std::pair{ModerationAct::hide, "hide"},
                           std::pair{ModerationAct::block, "block"}, std::pair{ModerationAct::opt_out, "opt-out"},
                           std::pair{ModerationAct::allow, "allow"}};

constexpr const char* kBlocked = "blocked account";
constexpr const char* kOptedOut = "opted out by request";
constexpr std::size_t kLongestTitle = 80;

std::string title_of(const Post& post) {
  return std::string(text::truncate_utf8(post.title.empty() ? post.text : post.title, kLongestTitle));
}

/// "@User@Host" as "user@host"; empty: no account.
std::string account_named(std::string_view written) {
  if (written.starts_with("@")) written.remove_prefix(1);
  const std::size_t at = written.find('@');
  const bool whole =
      at != std::string_view::npos && at > 0 && at + 1 < written.size() && written.find('@', at + 1) == std::string_view::npos;
  return whole && written.find_first_of(" /") == std::string_view::npos ? text::casefold(written) : std::string();
}

// One order on its way into the store.
class Moderator {
 public:
  Moderator(store::Transaction& transaction, const agenda::Rules& rules, const ModerationOrder& order, Instant now)
      : transaction_(transaction), rules_(rules), order_(order), now_(now) {}

  Result<std::vector<Moderated>> carry_out() {
    std::vector<Moderated> done;
    for (const auto& subject : order_.subjects) {
      const bool of_items = order_.act == ModerationAct::approve || order_.act == ModerationAct::hide;
      auto one = of_items ? item(subject) : account(subject);
      if (!one) return one.error();
      done.push_back(std::move(*one));
    }
    transaction_.bump_agenda_version(now_);
    return done;
  }

 private:
  Moderation decision(ModerationState state, std::string reason) const {
    if (!order_.why.empty()) reason = order_.why;
    return {state, std::move(reason), order_.by, now_};
  }

  Result<Moderated> item(const std::string& id) {
    const bool approved = order_.act == ModerationAct::approve;
    const auto decided = decision(approved ? ModerationState::approved : ModerationState::hidden, approved ? "approved" : "hidden");
    if (auto post = transaction_.post_by_id(id)) {
      judge(*post, decided);
      return Moderated{"post", id, title_of(*post)};
    }
    if (const auto stored = transaction_.event_by_id(id)) {
      transaction_.set_event_moderation(id, decided);
      return Moderated{"event", id, stored->event.title};
    }
    return Error{Errc::not_found, "no post and no event has this id", id, "resso moderate list tells the ids of what waits", 0};
  }

  void judge(Post& post, const Moderation& decided) {
    transaction_.set_post_moderation(post.id, decided);
    post.moderation = decided;
    judge_events_of(transaction_, post, rules_, now_, result_);
  }

  Result<Moderated> account(const std::string& written) {
    const std::string acct = account_named(written);
    if (acct.empty()) return Error{Errc::bad_input, "not an account", written, "write it as user@host", 0};
    Moderated done{"account", acct, acct};
    const auto uris = transaction_.uris_of_account(acct);
    done.posts = static_cast<std::int64_t>(uris.size());
    if (order_.act == ModerationAct::allow) {
      transaction_.set_account_decision(acct, decision(ModerationState::approved, "allowed again"));
      return done;
    }
    const bool blocks = order_.act == ModerationAct::block;
    // The reason tells the two apart when they are read again: a moderator's word goes with the posts only.
    transaction_.set_account_decision(acct, {ModerationState::hidden, blocks ? kBlocked : kOptedOut, order_.by, now_});
    if (blocks)
      hide_posts(uris);
    else
      forget(acct);
    return done;
  }

  void hide_posts(const std::vector<std::string>& uris) {
    for (const auto& uri : uris)
      if (auto post = transaction_.post_by_uri(uri); post && !post->deleted)
        judge(*post, {ModerationState::hidden, kBlocked, std::string(agenda::kRule), now_});
  }

  void forget(const std::string& acct) {
    config::Settings only;
    only.moderation.opt_out = {acct};
    forget_opted_out(transaction_, only, rules_, now_);
  }

  store::Transaction& transaction_;
  const agenda::Rules& rules_;
  const ModerationOrder& order_;
  Instant now_;
  IngestResult result_;
};

}  // namespace

std::string_view name_of(ModerationAct act) {
  return std::find_if(kActs.begin(), kActs.end(), [&](const auto& known) { return known.first == act; })->second;
}

std::optional<ModerationAct> moderation_act_named(std::string_view name) {
  const auto found = std::find_if(kActs.begin(), kActs.end(), [&](const auto& known) { return known.second == name; });
  return found == kActs.end() ? std::nullopt : std::optional(found->first);
}

Result<std::vector<Moderated>> carry_out(store::Store& store, const agenda::Rules& rules, const ModerationOrder& order, Instant now) {
  if (order.by.empty() || order.by == agenda::kRule)
    return Error{Errc::bad_input, order.by.empty() ? "nobody is named who decides" : "“rule” is who decides by rule", "--by",
                 "say who you are", 0};
  if (order.subjects.empty()) return Error{Errc::bad_input, "nothing is named that is decided of", "", "give ids or accounts", 0};
  std::vector<Moderated> done;
  const auto written = store.write([&](store::Transaction& transaction) -> Result<void> {
    auto carried = Moderator(transaction, rules, order, now).carry_out();
    if (!carried) return carried.error();
    done = std::move(*carried);
    return {};
  });
  if (!written) return written.error();
  return done;
}

config::Settings with_account_decisions(config::Settings settings, const std::vector<store::ModerationEntry>& decisions) {
  for (const auto& entry : decisions) {
    if (entry.decision.state != ModerationState::hidden) continue;
    auto& list = entry.decision.reason == kOptedOut ? settings.moderation.opt_out : settings.moderation.blocked_accounts;
    list.push_back(entry.subject_id);
  }
  return settings;
}

}  // namespace resso::daemon
