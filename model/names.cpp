// The stable names of the model's enumerations, one table each: as stored, in JSON, in logs, in configuration.
#include "model/event.hpp"
#include "model/source.hpp"
#include "model/subscription.hpp"
#include "model/visibility.hpp"

#include <array>

namespace resso {
namespace {

template <class Enum, std::size_t N>
struct Names {
  std::array<std::string_view, N> names;

  std::string_view of(Enum value) const { return names.at(static_cast<std::size_t>(value)); }
  std::optional<Enum> find(std::string_view name) const {
    for (std::size_t i = 0; i < N; ++i)
      if (names[i] == name) return static_cast<Enum>(i);
    return std::nullopt;
  }
};

constexpr Names<SourceKind, 6> kSourceKinds{{"mastodon_hashtag", "mastodon_account", "feed", "calendar", "caldav", "page"}};
constexpr Names<Trust, 3> kTrusts{{"known", "moderated", "open"}};
constexpr Names<Condition, 7> kConditions{{"unpolled", "ok", "failing", "needs_auth", "limited", "gone", "refused"}};
constexpr Names<ModerationState, 3> kModerationStates{{"approved", "pending", "hidden"}};
constexpr Names<PostKind, 2> kPostKinds{{"status", "entry"}};
constexpr Names<EventStatus, 4> kEventStatuses{{"confirmed", "tentative", "cancelled", "postponed"}};
constexpr Names<Evidence, 3> kEvidences{{"extracted", "structured", "calendar"}};
constexpr Names<Subscription::State, 4> kSubscriptionStates{{"asked", "alive", "denied", "leaving"}};
constexpr Names<Cut, 10> kCuts{
    {"none", "entity", "district", "network", "topic", "hashtag", "campaign", "channel_kind", "language", "day"}};

}  // namespace

std::string_view name_of(SourceKind kind) { return kSourceKinds.of(kind); }
std::optional<SourceKind> source_kind_named(std::string_view name) { return kSourceKinds.find(name); }
std::string_view name_of(Trust trust) { return kTrusts.of(trust); }
std::optional<Trust> trust_named(std::string_view name) { return kTrusts.find(name); }
std::string_view name_of(Condition condition) { return kConditions.of(condition); }
std::optional<Condition> condition_named(std::string_view name) { return kConditions.find(name); }
std::string_view name_of(ModerationState state) { return kModerationStates.of(state); }
std::optional<ModerationState> moderation_state_named(std::string_view name) { return kModerationStates.find(name); }
std::string_view name_of(PostKind kind) { return kPostKinds.of(kind); }
std::optional<PostKind> post_kind_named(std::string_view name) { return kPostKinds.find(name); }
std::string_view name_of(EventStatus status) { return kEventStatuses.of(status); }
std::optional<EventStatus> event_status_named(std::string_view name) { return kEventStatuses.find(name); }
std::string_view name_of(Evidence evidence) { return kEvidences.of(evidence); }
std::optional<Evidence> evidence_named(std::string_view name) { return kEvidences.find(name); }
std::string_view name_of(Subscription::State state) { return kSubscriptionStates.of(state); }
std::optional<Subscription::State> subscription_state_named(std::string_view name) { return kSubscriptionStates.find(name); }
std::string_view name_of(Cut cut) { return kCuts.of(cut); }
std::optional<Cut> cut_named(std::string_view name) { return kCuts.find(name); }

std::string source_id(SourceKind kind, std::string_view url, std::string_view name) {
  std::string id;
  switch (kind) {
    case SourceKind::mastodon_hashtag: id = "hashtag:" + std::string(name) + "@"; break;
    case SourceKind::mastodon_account: id = "account:" + std::string(name) + "@"; break;
    default: id = std::string(name_of(kind)) + ":"; break;
  }
  return id += url;
}

std::optional<SourceKind> kind_of_source_id(std::string_view id) {
  const auto prefix = id.substr(0, id.find(':'));
  if (prefix == "hashtag") return SourceKind::mastodon_hashtag;
  if (prefix == "account") return SourceKind::mastodon_account;
  return source_kind_named(prefix);
}

}  // namespace resso
