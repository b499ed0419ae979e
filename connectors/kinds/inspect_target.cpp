// What somebody wrote down as an address: a URL, one without its scheme, or an account.
#include "connectors/kinds/inspect.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::connectors {
namespace {

bool is_account_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

/// "@user@host" and "user@host", as people write them.
std::optional<InspectTarget> written_account(std::string_view words) {
  if (words.find("://") != std::string_view::npos || words.find('/') != std::string_view::npos) return std::nullopt;
  if (words.starts_with('@')) words.remove_prefix(1);
  const auto at = words.find('@');
  if (at == std::string_view::npos || !is_account_name(words.substr(0, at))) return std::nullopt;
  const auto url = text::parse_url("https://" + std::string(words.substr(at + 1)));
  if (!url || url->target != "/") return std::nullopt;
  return InspectTarget{url->origin(), {}, SourceKind::mastodon_account, std::string(words.substr(0, at)), true};
}

/// The paths by which servers of the family show an account or a hashtag.
void look_at_path(InspectTarget& target, const text::Url& url) {
  const std::string path = text::percent_decode(url.path());
  const auto rest = [&](std::string_view prefix) {
    std::string name = path.substr(prefix.size());
    while (name.ends_with('/')) name.pop_back();
    return name;
  };
  for (const std::string_view prefix : {"/@", "/users/"}) {
    if (!path.starts_with(prefix)) continue;
    std::string name = rest(prefix);
    std::string server = url.origin();
    // "https://here/@user@there" is here's copy of an account of there.
    if (const auto at = name.find('@'); at != std::string::npos) {
      const auto home = text::parse_url("https://" + name.substr(at + 1));
      if (!home) return;
      server = home->origin();
      name.resize(at);
    }
    if (!is_account_name(name) || name.ends_with(".rss")) return;
    target = {server, target.credentials, SourceKind::mastodon_account, name, server != url.origin()};
    return;
  }
  for (const std::string_view prefix : {"/tags/", "/tag/"}) {
    if (!path.starts_with(prefix)) continue;
    const std::string name = rest(prefix);
    if (name.empty() || name.find_first_of("/.") != std::string::npos) return;
    target = {url.origin(), target.credentials, SourceKind::mastodon_hashtag, name, false};
    return;
  }
}

}  // namespace

Result<InspectTarget> parse_target(std::string_view address) {
  const auto words = text::trim(address);
  if (auto account = written_account(words)) return *account;
  std::string whole(words);
  const auto colon = whole.find(':');
  const bool has_scheme = whole.find("://") != std::string::npos || whole.starts_with("webcal:") || whole.starts_with("feed:");
  if (!has_scheme && (colon == std::string::npos || colon > whole.find('.'))) whole = "https://" + whole;
  const auto url = text::parse_url(whole);
  if (!url) return url.error();
  InspectTarget target;
  target.url = url->str();
  target.credentials.user = url->user;
  target.credentials.password = Secret(url->password);
  look_at_path(target, *url);
  return target;
}

}  // namespace resso::connectors
