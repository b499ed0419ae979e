// What to put into the configuration for an address that was inspected.
#include "daemon/inspect_facts.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

using connectors::Found;
using connectors::Inspection;

constexpr std::size_t kMostOfList = 20;

/// A basic string of TOML.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "\"";
}

std::string source_table(std::string_view kind, std::string_view url) {
  return "[[source]]\nkind = " + quoted(kind) + "\nurl = " + quoted(url) + "\n";
}

std::string in_entity(const feeds::Phrases& say, const std::string& line) {
  return "# " + say("inspect.toml.in_entity") + "  " + line + "\n";
}

std::string list_of_one(std::string_view key, std::string_view value) { return std::string(key) + " = [" + quoted(value) + "]"; }

std::string host_file(std::string_view url) {
  const auto parsed = text::parse_url(url);
  return "secrets/" + (parsed ? parsed->host : std::string("source"));
}

/// Nothing, or only a part, is read without one.
bool wants_token(const Inspection& inspection) {
  const auto& problem = inspection.report.outcome.problem;
  if (problem) return problem->code == Errc::auth;
  const auto& warnings = inspection.report.harvest.warnings;
  return std::any_of(warnings.begin(), warnings.end(),
                     [](const Warning& warning) { return warning.code == "api_closed" || warning.code == "hashtag_partly_closed"; });
}

std::string server_table(const feeds::Phrases& say, const Source& source) {
  return "\n# " + say("inspect.toml.token") + "\n[[server]]\nurl = " + quoted(source.url) +
         "\ntoken_file = " + quoted(host_file(source.url)) + "\n";
}

std::string account_block(const Inspection& inspection, const feeds::Phrases& say) {
  const Source& source = *inspection.source;
  const auto url = text::parse_url(source.url);
  // A server without TLS or on a port of its own is told by its whole address.
  const bool plain = url && url->scheme == "https" && url->port == 443;
  const std::string account = plain ? source.name + "@" + url->host : source.url + "/@" + source.name;
  std::string out = source_table("mastodon", source.url + "/@" + source.name) + in_entity(say, list_of_one("mastodon", account));
  return wants_token(inspection) ? out + server_table(say, source) : out;
}

std::string hashtag_block(const Inspection& inspection, const feeds::Phrases& say) {
  const Source& source = *inspection.source;
  const std::string name = source.name.empty() ? say("inspect.toml.hashtag") : source.name;
  std::string out = "[[hashtag]]\nname = " + quoted(name) + "\n" + list_of_one("servers", source.url) + "\ntrust = \"moderated\"\n";
  const bool closed = wants_token(inspection) || (inspection.server && inspection.server->hashtags_closed);
  return closed ? out + server_table(say, source) : out;
}

std::string document_block(const Source& source, const feeds::Phrases& say, std::string_view user) {
  const std::string kind(resso::name_of(source.kind));
  std::string out = source_table(kind, source.url);
  if (!user.empty()) out += "user = " + quoted(user) + "\npassword_file = " + quoted(host_file(source.url)) + "\n";
  if (source.kind == SourceKind::caldav || !user.empty()) return out;
  return out + in_entity(say, list_of_one(kind + "s", source.url));
}

std::string list_block(const connectors::feed::OpmlList& list) {
  std::string out;
  for (std::size_t i = 0; i < std::min(kMostOfList, list.feeds.size()); ++i) {
    if (!list.feeds[i].xml_url.empty()) out += (out.empty() ? "" : "\n") + source_table("feed", list.feeds[i].xml_url);
  }
  return out;
}

}  // namespace

std::string configuration_block(const Inspection& inspection, const feeds::Phrases& say, std::string_view user) {
  if (inspection.opml) return list_block(*inspection.opml);
  const bool page_without_events = inspection.found == Found::page && inspection.report.harvest.events.empty();
  if (page_without_events) return inspection.followed ? configuration_block(*inspection.followed, say, user) : std::string();
  // What cannot be read is not worth adding, but for what only wants to be let in.
  const auto& problem = inspection.report.outcome.problem;
  if (!inspection.source || (problem && problem->code != Errc::auth)) return {};
  switch (inspection.source->kind) {
    case SourceKind::mastodon_account: return account_block(inspection, say);
    case SourceKind::mastodon_hashtag: return hashtag_block(inspection, say);
    default: break;
  }
  return document_block(*inspection.source, say, user);
}

}  // namespace resso::daemon
