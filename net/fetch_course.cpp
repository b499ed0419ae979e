#include "net/fetch_course.hpp"

#include "net/field_list.hpp"
#include "net/http_auth.hpp"
#include "net/redirect.hpp"

#include <algorithm>
#include <optional>

namespace resso::net {
namespace {

bool is_ours(std::string_view name) {
  static constexpr std::string_view kOurs[] = {"Host",           "User-Agent",        "Accept-Encoding", "Connection",
                                               "Content-Length", "Transfer-Encoding", "Keep-Alive"};
  return std::any_of(std::begin(kOurs), std::end(kOurs), [&](std::string_view one) { return same_name(one, name); });
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_of(std::string_view(" \t\r\n:\0", 6)) == std::string_view::npos;
}

/// A field or method that would end its line early would say more than its caller meant.
std::optional<Error> find_injection(const FetchRequest& request) {
  if (!is_word(request.method)) return Error{Errc::bad_input, "the method is not a word", "", "", 0};
  for (const auto& [name, value] : request.headers)
    if (!is_word(name) || value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      return Error{Errc::bad_input,
                   "the header field \"" + name.substr(0, 40) + "\" cannot be sent: it has a line break or a blank in its name", "", "", 0};
  return std::nullopt;
}

}  // namespace

Result<FetchCourse> FetchCourse::begin(FetchRequest request, Manner manner) {
  auto address = parse_web_address(request.url);
  if (!address) return address.error();
  if (auto injection = find_injection(request)) {
    injection->where = address->str();
    return *injection;
  }
  if (request.digest_user.empty() && !address->user.empty()) {
    request.digest_user = address->user;
    request.digest_password = address->password;
  }
  return FetchCourse(std::move(request), std::move(*address), std::move(manner));
}

std::string FetchCourse::head() const {
  std::string head = request_.method + " " + address_.target + " HTTP/1.1\r\nHost: " + address_.authority() +
                     "\r\nUser-Agent: " + manner_.user_agent + "\r\nAccept-Encoding: " + manner_.accept_encoding + "\r\n";
  if (!request_.headers.has("Accept")) head += "Accept: */*\r\n";
  if (!authorization_.empty()) head += "Authorization: " + authorization_ + "\r\n";
  for (const auto& [name, value] : request_.headers)
    if (!is_ours(name) && (authorization_.empty() || !same_name(name, "Authorization"))) head += name + ": " + value + "\r\n";
  if (!request_.body.empty() || request_.method == "POST" || request_.method == "PUT")
    head += "Content-Length: " + std::to_string(request_.body.size()) + "\r\n";
  return head + "\r\n";
}

bool FetchCourse::answers_challenge(const Headers& headers) {
  const auto challenges = parse_challenges(headers);
  const bool may_try = challenges_answered_ == 0 || (challenges_answered_ == 1 && is_stale(challenges));
  if (!may_try) return false;
  const AuthRequest with{request_.method, address_.target, request_.body, request_.digest_user, request_.digest_password, random_word()};
  const auto credentials = answer_challenge(challenges, with);
  if (!credentials) return false;
  ++challenges_answered_;
  authorization_ = *credentials;
  return true;
}

void FetchCourse::turn_to(int status, const WebAddress& target) {
  turn_request(request_, status, address_, target);
  authorization_.clear();
  challenges_answered_ = 0;
  address_ = target;
}

Result<bool> FetchCourse::follows(int status, std::string_view location) {
  const auto target = resolve_location(address_, location);
  if (!target) {
    const std::string what = "redirects to something that cannot be fetched, " + target.error().where + ": " + target.error().what;
    return Error{Errc::bad_input, what, address_.str(), "", 0, "bad_input_redirect"};
  }
  redirects_.push_back(Redirect{status, address_.str(), target->str()});
  if (static_cast<int>(redirects_.size()) > manner_.max_redirects) {
    const bool in_circles =
        std::any_of(redirects_.begin(), redirects_.end(), [&](const Redirect& one) { return one.from == target->str(); });
    const std::string what =
        "redirected more than " + std::to_string(manner_.max_redirects) + " times" + (in_circles ? ", in circles" : "");
    return Error{Errc::limit, what, address_.str(), "", 0, "limit_redirects"};
  }
  turn_to(status, *target);
  return true;
}

Result<bool> FetchCourse::goes_on(int status, const Headers& headers) {
  if (status == 401 && !request_.digest_user.empty()) return answers_challenge(headers);
  const std::string_view location = trim(headers.get("Location"));
  if (request_.follow_redirects && is_redirect(status) && !location.empty()) return follows(status, location);
  return false;
}

}  // namespace resso::net
