#include "connectors/feed/query.hpp"

#include "connectors/connector.hpp"
#include "text/url.hpp"

namespace resso::connectors::feed {
namespace {

constexpr std::string_view kFound = "found ";
constexpr std::string_view kDirect = "direct";
constexpr std::string_view kRediscover = "rediscover";

constexpr const char* kAccept =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, "
    "text/html;q=0.3, */*;q=0.1";

bool same_origin(std::string_view a, std::string_view b) {
  const auto first = text::parse_url(a), second = text::parse_url(b);
  return first && second && first->origin() == second->origin();
}

}  // namespace

Whereabouts read_cursor(std::string_view cursor) {
  if (cursor.starts_with(kFound)) return {Whereabouts::Kind::found, std::string(cursor.substr(kFound.size()))};
  if (cursor == kRediscover) return {Whereabouts::Kind::rediscover, {}};
  return {};
}

std::string write_cursor(const Whereabouts& where) {
  if (where.kind == Whereabouts::Kind::found) return std::string(kFound) + where.url;
  return std::string(where.kind == Whereabouts::Kind::direct ? kDirect : kRediscover);
}

std::string address_to_ask(const Source& source, const SourceState& state) {
  Whereabouts where = read_cursor(state.cursor);
  if (where.kind == Whereabouts::Kind::found) return std::move(where.url);
  return state.effective_url.empty() ? source.url : state.effective_url;
}

net::FetchRequest unconditional_request(const Source& source, std::string url) {
  net::FetchRequest request(std::move(url));
  request.headers.add("Accept", kAccept);
  // What lets us in is for the configured host alone: a page may lead anywhere.
  if (!source.credentials || !same_origin(source.url, request.url)) return request;
  if (!source.credentials->token.empty()) {
    request.headers.add("Authorization", "Bearer " + source.credentials->token.reveal());
  } else {
    request.digest_user = source.credentials->user;
    request.digest_password = source.credentials->password.reveal();
  }
  return request;
}

net::FetchRequest feed_request(const Source& source, const SourceState& state) {
  net::FetchRequest request = unconditional_request(source, address_to_ask(source, state));
  if (read_cursor(state.cursor).kind != Whereabouts::Kind::rediscover) ask_for_news(request, state);
  return request;
}

}  // namespace resso::connectors::feed
