// [[source]], and what is checked of all sources together.
#include "config/intervals.hpp"
#include "config/sections.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <map>

namespace resso::config {
namespace {

constexpr Seconds kLongestInterval{7 * 86400};

const std::vector<std::string> kKinds{"feed", "calendar", "caldav", "page", "mastodon"};

SourceKind kind_of(std::string_view word) {
  if (word == "calendar") return SourceKind::calendar;
  if (word == "caldav") return SourceKind::caldav;
  if (word == "page") return SourceKind::page;
  if (word == "mastodon") return SourceKind::mastodon_account;
  return SourceKind::feed;
}

/// False: reported.
bool read_address(Reader& reader, Reading& reading, const Text& url, Source& source) {
  if (source.kind == SourceKind::mastodon_account) {
    const auto account = mastodon_account_of(url, reading.report);
    if (!account) return false;
    source.url = account->origin;
    source.name = account->name;
    return true;
  }
  const auto parsed = url_of(url, reader.report());
  if (parsed) reading.set_address(source, *parsed);
  return parsed.has_value();
}

void read_source(Reader& reader, Reading& reading) {
  StatedSource stated;
  Source& source = stated.source;
  const auto kind = reader.needed("kind", "say what it is: " + listed(kKinds, "or"));
  const bool known = kind && std::find(kKinds.begin(), kKinds.end(), kind->value) != kKinds.end();
  if (kind && !known) reader.problem(kind->at, "there is no kind " + in_quotes(kind->value), "choose " + listed(kKinds, "or"));
  source.kind = kind_of(known ? kind->value : "feed");
  const auto url = reader.needed("url", "give its address");
  const bool addressed = known && url && read_address(reader, reading, *url, source);
  source.districts = reading.districts(reader);
  source.topics = reading.topics(reader);
  source.trust = reading.trust(reader);
  if (const auto interval = reader.duration("interval", Seconds{1}, kLongestInterval)) {
    source.interval = interval->value;
    stated.interval_at = interval->at;
  }
  if (auto credentials = read_credentials(reader, reading.outside)) source.credentials = std::move(credentials);
  reader.finish();
  if (!addressed) return;
  stated.at = url->at;
  reading.sources.push_back(std::move(stated));
}

/// What makes two sources one, whoever wrote their addresses.
std::string identity_of(const Source& source) {
  if (source.kind == SourceKind::mastodon_hashtag) return "#" + text::fold_hashtag(source.name) + "@" + source.url;
  if (source.kind == SourceKind::mastodon_account) return text::to_lower_ascii(source.name) + "@" + source.url;
  return text::url_key(source.url);
}

void check_interval(const StatedSource& stated, Reading& reading) {
  if (!stated.interval_at || !stated.source.interval) return;
  const Seconds floor = interval_floor(reading.settings.network, stated.source.url, stated.campaign);
  if (*stated.source.interval >= floor) return;
  const Spot& at = *stated.interval_at;
  // A hashtag has one interval for several servers: said once.
  const auto& problems = reading.report.problems;
  if (std::any_of(problems.begin(), problems.end(), [&](const Error& e) { return e.line == at.line && e.what.starts_with(at.path + ":"); }))
    return;
  reading.report.problem(at, in_words(*stated.source.interval) + " is oftener than a server of others may be asked",
                         "ask every " + in_words(floor) + " or more seldom; only hosts in [network] allow_hosts may be asked oftener");
}

}  // namespace

std::optional<Credentials> read_credentials(Reader& reader, const Outside& outside) {
  Credentials credentials;
  const auto user = reader.text("user");
  auto password = secret_of(reader, "password", outside);
  auto token = secret_of(reader, "token", outside);
  const bool password_stated = reader.has("password_file") || reader.has("password_env");
  if (user && !password_stated) reader.problem(user->at, "has no password", "give “password_file” or “password_env”");
  if (!user && password_stated) reader.problem(reader.spot(), "has a password for no user", "give “user”");
  if (user) credentials.user = user->value;
  if (password) credentials.password = std::move(*password);
  if (token) credentials.token = std::move(*token);
  if (credentials == Credentials{}) return std::nullopt;
  return credentials;
}

void Reading::set_address(Source& source, const text::Url& url) {
  source.url = url.str();
  if (url.user.empty()) return;
  source.credentials.emplace();
  source.credentials->user = url.user;
  source.credentials->password = Secret(url.password);
}

Trust Reading::trust(Reader& reader) {
  const auto text = reader.text("trust");
  if (!text) return Trust::moderated;
  const auto found = trust_named(text->value);
  if (!found) reader.problem(text->at, "cannot be " + in_quotes(text->value), "choose known, moderated or open");
  return found.value_or(Trust::moderated);
}

void read_sources(Reader& root, Reading& reading) {
  for (Reader& reader : root.tables("source")) read_source(reader, reading);
}

void finish_sources(Reading& reading) {
  auto& all = reading.sources;
  std::stable_sort(all.begin(), all.end(), [](const StatedSource& a, const StatedSource& b) { return a.at.line < b.at.line; });
  std::map<std::string, Spot> seen;
  for (StatedSource& stated : all) {
    Source& source = stated.source;
    source.id = source_id(source.kind, source.url, source.name);
    const auto [first, fresh] = seen.emplace(identity_of(source), stated.at);
    if (!fresh) {
      reading.report.problem(stated.at, "is a source already: " + first->second.path + " in line " + std::to_string(first->second.line),
                             "keep one of the two");
      continue;
    }
    check_interval(stated, reading);
    const auto credentials = reading.settings.server_credentials.find(source.url);
    if (!source.credentials && credentials != reading.settings.server_credentials.end()) source.credentials = credentials->second;
    reading.settings.sources.push_back(source);
  }
}

}  // namespace resso::config
