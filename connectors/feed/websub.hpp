// WebSub from the subscriber's side (W3C Recommendation of 23 January 2018): what is asked of a hub, what it is answered, whom to believe.
// Pure: the daemon sends and stores.
#pragma once

#include "model/subscription.hpp"
#include "net/fetcher.hpp"

#include <string>
#include <string_view>

namespace resso::connectors::feed {

inline constexpr Seconds kLeaseAsked{864000};  ///< ten days, what most hubs give anyway

/// A subscription with a token and a secret of its own, to be asked for at once.
Subscription new_subscription(std::string source_id, std::string hub, std::string topic);

/// §5.1: the form that asks the hub to begin, or to end when the subscription is leaving. `callback`: where the hub finds us.
net::FetchRequest hub_request(const Subscription& subscription, const std::string& callback);

bool is_alive(const Subscription& subscription, Instant now);
/// Is it time to ask the hub (again): at first, before the lease ends, after a failure, or when the hub has not come back?
bool is_due(const Subscription& subscription, Instant now);
/// The state to be stored before the hub is asked: some make sure while we still wait for their answer.
void before_asking(Subscription& subscription, Instant now);
/// §5.1: any 2xx means that the hub will come back. A failure is followed by another attempt, later each time, up to a week.
void after_asking(Subscription& subscription, const Result<net::FetchReply>& reply, Instant now);
/// A lease that has passed without being renewed; false: nothing to do.
bool lapse(Subscription& subscription, Instant now);
/// It asked to leave and nobody needs to remember it: it never lived, or the hub has agreed, or does not answer.
bool is_over(const Subscription& subscription, Instant now);

/// What the hub asks when it comes back (§5.3, and §5.2 for "denied").
struct HubQuestion {
  std::string mode, topic, challenge, reason;
  std::optional<Seconds> lease;
};
HubQuestion parse_hub_question(std::string_view query);

struct HubAnswer {
  int status = 404;
  std::string body;
};
/// The challenge, for what we want; 404 for anything else.
HubAnswer answer_hub(Subscription& subscription, const HubQuestion& question, Instant now);

/// §7: is this delivery signed with the secret, by any of the four methods? `signature`: "sha256=…", as in X-Hub-Signature.
bool is_signed(std::string_view signature, std::string_view secret, std::string_view body);

/// Does the delivery say that it is of another topic (Link rel=self)? One that says nothing is believed: its address is secret.
bool is_of_another(const Subscription& subscription, const net::Headers& headers);

}  // namespace resso::connectors::feed
