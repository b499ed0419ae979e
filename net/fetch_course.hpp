// A fetch's way from its first question to its last: what is asked, and what an answer makes of the next question (redirects, credentials).
// Knows of no connection.
#pragma once

#include "net/fetcher.hpp"
#include "net/web_address.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::net {

class FetchCourse {
 public:
  struct Manner {
    std::string user_agent, accept_encoding;
    int max_redirects = 0;
  };
  /// Errors: bad_input, for an address, method or field that cannot be sent; `where` is the address without its secrets.
  static Result<FetchCourse> begin(FetchRequest request, Manner manner);

  const FetchRequest& request() const { return request_; }
  const WebAddress& address() const { return address_; }
  const std::vector<Redirect>& redirects() const { return redirects_; }
  std::string head() const;  ///< of the question to ask now: request line and fields, as they are sent

  /// After an answer: true when there is another question to ask instead. Errors: bad_input, limit.
  Result<bool> goes_on(int status, const Headers& headers);

 private:
  FetchCourse(FetchRequest request, WebAddress address, Manner manner)
      : request_(std::move(request)), address_(std::move(address)), manner_(std::move(manner)) {}
  bool answers_challenge(const Headers& headers);
  Result<bool> follows(int status, std::string_view location);
  void turn_to(int status, const WebAddress& target);

  FetchRequest request_;
  WebAddress address_;
  Manner manner_;
  std::string authorization_;
  int challenges_answered_ = 0;
  std::vector<Redirect> redirects_;
};

}  // namespace resso::net
