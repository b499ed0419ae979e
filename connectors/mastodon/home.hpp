// Where an account's server is when it is not at the account's domain: "@casal@casal.example" may live at social.casal.example.
#pragma once

#include "connectors/connector.hpp"

#include <optional>
#include <string>

namespace resso::connectors::mastodon {

struct Home {
  std::string server;  ///< "https://social.casal.example"
  std::string name;    ///< there
  bool operator==(const Home&) const = default;
};

/// An error that says: the server answers, but the account's API is not here.
bool is_not_here(const Error& problem);

/// Asks the domain (`domain`: "https://casal.example") for the account's server: WebFinger, RFC 7033. Empty: it names none but itself.
boost::asio::awaitable<std::optional<Home>> find_home(PollContext context, std::string domain, std::string name);

}  // namespace resso::connectors::mastodon
