// A hub that promised to tell us when a feed has something new (WebSub, W3C Recommendation of 23 January 2018).
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resso {

struct Subscription {
  enum class State {
    asked,    ///< the hub was asked, or will be: it has not come back to make sure that it was us
    alive,    ///< until `alive_until`
    denied,   ///< the hub does not want us
    leaving,  ///< its source is no longer followed: the hub was asked to stop, or will be
  };

  std::string token;  ///< end of the callback's address: who knows it is the hub
  std::string source_id;
  std::string hub, topic;  ///< addresses: who is asked, and for what
  std::string secret;      ///< the hub signs with it; ours alone, never to be shown
  State state = State::asked;
  std::optional<Instant> alive_until;   ///< end of the lease
  std::optional<Instant> pending;       ///< since when an answer to our last question is owed
  std::optional<Instant> next_attempt;  ///< empty: at once
  std::optional<Instant> last_push;
  int failures = 0;     ///< in a row
  std::string problem;  ///< of the last attempt, plain words

  bool operator==(const Subscription&) const = default;
};

std::string_view name_of(Subscription::State state);
std::optional<Subscription::State> subscription_state_named(std::string_view name);

}  // namespace resso
