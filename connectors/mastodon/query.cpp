#include "connectors/mastodon/query.hpp"

#include "net/cache_rules.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::connectors::mastodon {
namespace {

std::string with_page(std::string address, const Page& page) {
  address += "?limit=" + std::to_string(page.limit);
  if (!page.min_id.empty()) address += "&min_id=" + text::percent_encode(page.min_id);
  if (!page.max_id.empty()) address += "&max_id=" + text::percent_encode(page.max_id);
  if (!page.only.empty()) address += '&' + page.only + "=true";
  return address;
}

std::string api(std::string_view server, std::string_view path) { return std::string(server) + "/api/" + std::string(path); }

/// The value after `key` in a query string, decoded.
std::string parameter_of(std::string_view query, std::string_view key) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == key) return text::percent_decode(pair.substr(equals + 1));
  }
  return {};
}

/// The path's segment right after `name`, or the one after that for `skip` 1.
std::string_view segment_after(std::string_view path, std::string_view name, int skip) {
  const auto found = path.find(name);
  if (found == std::string_view::npos) return {};
  path.remove_prefix(found + name.size());
  for (; skip > 0; --skip) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
  return path.substr(0, path.find('/'));
}

}  // namespace

std::string hashtag_query(std::string_view server, std::string_view hashtag, const Page& page) {
  return with_page(api(server, "v1/timelines/tag/") + text::percent_encode(text::casefold(hashtag)), page);
}

std::string lookup_query(std::string_view server, std::string_view name) {
  return api(server, "v1/accounts/lookup?acct=") + text::percent_encode(name);
}

std::string account_query(std::string_view server, std::string_view name_or_id) {
  return api(server, "v1/accounts/") + text::percent_encode(name_or_id);
}

std::string account_statuses_query(std::string_view server, std::string_view account_id, const Page& page) {
  return with_page(account_query(server, account_id) + "/statuses", page);
}

std::string status_query(std::string_view server, std::string_view status_id) {
  return api(server, "v1/statuses/") + text::percent_encode(status_id);
}

std::string boosters_query(std::string_view server, std::string_view status_id, std::string_view max_id) {
  std::string address = status_query(server, status_id) + "/reblogged_by?limit=80";
  if (!max_id.empty()) address += "&max_id=" + text::percent_encode(max_id);
  return address;
}

std::string instance_query(std::string_view server, int api_version) {
  return api(server, "v" + std::to_string(api_version) + "/instance");
}

std::string webfinger_query(std::string_view domain, std::string_view name) {
  const auto url = text::parse_url(domain);
  const std::string account = std::string(name) + '@' + (url ? url->authority() : std::string());
  return std::string(domain) + "/.well-known/webfinger?resource=" + text::percent_encode("acct:" + account);
}

StatusAddress status_address(std::string_view uri) {
  const auto url = text::parse_url(uri);
  if (!url) return {};
  const std::string path = url->path();
  StatusAddress address{url->origin(), {}};
  for (const auto& [name, skip] : {std::pair<std::string_view, int>{"/statuses/", 0}, {"/p/", 1}, {"/notice/", 0}, {"/notes/", 0}}) {
    address.id = text::percent_decode(segment_after(path, name, skip));
    if (!address.id.empty()) break;
  }
  return address;
}

std::string link_parameter(const net::Headers& headers, std::string_view relation, std::string_view parameter) {
  const std::string target = net::link_target(headers, relation);
  const auto mark = target.find('?');
  return mark == std::string::npos ? std::string() : parameter_of(std::string_view(target).substr(mark + 1), parameter);
}

}  // namespace resso::connectors::mastodon
