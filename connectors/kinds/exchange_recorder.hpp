// A fetcher that remembers what was asked and answered, and can give one answer again without asking.
#pragma once

#include "connectors/kinds/inspect.hpp"

namespace resso::connectors {

class ExchangeRecorder : public net::Fetcher {
 public:
  ExchangeRecorder(net::Fetcher& inner, std::vector<Exchange>& exchanges, Instant now) : inner_(inner), exchanges_(exchanges), now_(now) {}

  /// The next GET of `url` gets `reply`.
  void keep(std::string url, net::FetchReply reply) { kept_ = {std::move(url), std::move(reply)}; }
  boost::asio::awaitable<Result<net::FetchReply>> fetch(net::FetchRequest request) override;

 private:
  net::Fetcher& inner_;
  std::vector<Exchange>& exchanges_;
  Instant now_;
  std::optional<std::pair<std::string, net::FetchReply>> kept_;
};

}  // namespace resso::connectors
