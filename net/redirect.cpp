#include "net/redirect.hpp"

#include "net/field_list.hpp"

namespace resso::net {
namespace {

void become_get(FetchRequest& request) {
  request.method = "GET";
  request.body.clear();
  request.headers.remove("Content-Type");
}

void drop_secrets(FetchRequest& request) {
  for (const std::string_view secret : {"Authorization", "Proxy-Authorization", "Cookie"}) request.headers.remove(secret);
  request.digest_user.clear();
  request.digest_password.clear();
}

}  // namespace

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

void turn_request(FetchRequest& request, int status, const WebAddress& from, const WebAddress& to) {
  const bool found_elsewhere = (status == 301 || status == 302) && request.method == "POST";
  if (found_elsewhere || (status == 303 && request.method != "HEAD")) become_get(request);
  if (from.origin() != to.origin()) drop_secrets(request);
}

Result<std::optional<FetchRequest>> redirected(const FetchRequest& request, const FetchReply& reply) {
  const std::string location(trim(reply.headers.get("Location")));
  if (!is_redirect(reply.status) || location.empty()) return std::optional<FetchRequest>();
  const auto from = parse_web_address(request.url);
  if (!from) return from.error();
  const auto to = resolve_location(*from, location);
  if (!to) {
    const std::string what = "redirects to something that cannot be fetched, " + to.error().where + ": " + to.error().what;
    return Error{Errc::bad_input, what, from->str(), "tell who runs the site", 0, "bad_input_redirect"};
  }
  FetchRequest next = request;
  next.url = to->str();
  if (next.digest_user.empty()) {  // those of the address itself do not get lost on its own host
    next.digest_user = from->user;
    next.digest_password = from->password;
  }
  turn_request(next, reply.status, *from, *to);
  return std::optional<FetchRequest>(std::move(next));
}

}  // namespace resso::net
