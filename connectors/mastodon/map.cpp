#include "connectors/mastodon/map.hpp"

#include "text/hashtag.hpp"
#include "text/html.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"
#include "text/xml.hpp"

#include <algorithm>
#include <array>

namespace resso::connectors::mastodon {
namespace {

std::string acct_with_host(std::string_view acct, std::string_view domain) {
  if (acct.starts_with('@')) acct.remove_prefix(1);
  const auto at = acct.find('@');
  if (acct.empty()) return {};
  if (at == std::string_view::npos) return std::string(acct) + '@' + std::string(domain);
  return std::string(acct.substr(0, at + 1)) + text::to_lower_ascii(acct.substr(at + 1));
}

/// Custom emoji are pictures of the author's server: without them ":festa:" is noise, on the page and to who has it read aloud.
std::string without_emoji(std::string words, const std::vector<std::string>& codes) {
  for (const std::string& code : codes) {
    if (code.empty()) continue;
    const std::string sign = ':' + code + ':';
    for (auto at = words.find(sign); at != std::string::npos; at = words.find(sign, at)) words.erase(at, sign.size());
  }
  return words;
}

/// Hidden counts come as -1, or not at all.
std::optional<std::int64_t> known(std::optional<std::int64_t> count) { return count && *count >= 0 ? count : std::nullopt; }

bool has_opt_out_tag(const std::string& note_html) {
  static constexpr std::array<std::string_view, 3> kTags{"nobot", "noindex", "noarchive"};
  if (note_html.find('#') == std::string::npos) return false;
  const auto tags = text::find_hashtags(text::html_to_text(note_html));
  return std::any_of(tags.begin(), tags.end(),
                     [](const std::string& tag) { return std::find(kTags.begin(), kTags.end(), text::fold_hashtag(tag)) != kTags.end(); });
}

/// Empty for what is none: pages make links of it.
std::string web_address(std::string_view told) {
  std::string url = text::resolve_url({}, told);
  return url.starts_with("https://") || url.starts_with("http://") ? url : std::string();
}

std::string origin_of(std::string_view url) {
  const auto parsed = text::parse_url(url);
  return parsed ? parsed->origin() : std::string();
}

/// Seen at home: its author is of this server, or its address is.
bool is_of(const WireStatus& status, const Vantage& vantage) {
  const std::string& acct = status.account.acct;
  const auto at = acct.find('@');
  if (!acct.empty() && at == std::string::npos) return true;
  const std::string host = text::to_lower_ascii(at == std::string::npos ? std::string_view() : std::string_view(acct).substr(at + 1));
  if (!host.empty() && (host == vantage.domain || host == vantage.told_domain)) return true;
  const std::string origin = origin_of(status.uri);
  return !origin.empty() && origin == origin_of(vantage.server);
}

Counters to_counters(const WireStatus& status) {
  return {known(status.replies), known(status.boosts), known(status.favourites), known(status.quotes)};
}

std::string media_type(const std::string& type) {
  if (type == "gifv") return "video";
  return type == "unknown" ? std::string() : type;
}

std::vector<Media> to_media(const std::vector<WireMedia>& attachments) {
  std::vector<Media> media;
  for (const WireMedia& one : attachments) {
    const std::string url = web_address(one.url.empty() ? one.remote_url : one.url);
    if (!url.empty()) media.push_back({url, media_type(one.type), one.description, 0});
  }
  return media;
}

/// Tags of the text first: they are as the author wrote them, while servers fold those in tags[].
std::vector<std::string> to_hashtags(const WireStatus& status, const Post& post) {
  std::vector<std::string> tags = text::find_hashtags(post.text);
  for (std::string& tag : text::find_hashtags(post.content_warning)) tags.push_back(std::move(tag));
  tags.insert(tags.end(), status.tags.begin(), status.tags.end());
  return text::unique_hashtags(std::move(tags));
}

/// The content with a poll's options as a list: they are part of what is said.
std::string content_of(const WireStatus& status) {
  std::string html = without_emoji(status.content, status.emojis);
  if (status.poll_options.empty()) return html;
  html += "<ul>";
  for (const std::string& option : status.poll_options) html += "<li>" + text::escape_xml(without_emoji(option, status.emojis)) + "</li>";
  return html + "</ul>";
}

std::string plain(const std::string& words) { return text::collapse_space(words); }

bool is_public(const WireStatus& status) {
  return status.visibility.empty() || status.visibility == "public" || status.visibility == "unlisted";
}

Post to_post(const WireStatus& status, Instant published, const Vantage& vantage) {
  Post post;
  post.uri = status.uri.empty() ? status.url : status.uri;
  post.kind = PostKind::status;
  post.url = web_address(status.url.empty() ? status.uri : status.url);
  text::HtmlForms said = text::html_forms(content_of(status), post.url);
  post.html = std::move(said.safe);
  post.text = std::move(said.plain);
  post.content_warning = plain(without_emoji(status.spoiler_text, status.emojis));
  post.language = status.language;
  post.visibility = status.visibility.empty() ? "public" : status.visibility;
  post.author = to_account(status.account, vantage);
  post.published = published;
  post.updated = text::parse_rfc3339(status.edited_at);
  post.hashtags = to_hashtags(status, post);
  for (const WireMention& mention : status.mentions) {
    std::string acct = acct_with_host(mention.acct, vantage.domain);
    if (!acct.empty()) post.mentions.push_back(std::move(acct));
  }
  post.media = to_media(status.media);
  post.in_reply_to = status.in_reply_to_id;
  post.counters = to_counters(status);
  return post;
}

/// Fills `mapped` with the post of `status`, which is the line itself or what it boosts.
void map_post(const WireStatus& status, const Vantage& vantage, MappedStatus& mapped) {
  const auto published = text::parse_rfc3339(status.created_at);
  if (status.uri.empty() && status.url.empty()) {
    mapped.problem = "post " + status.id + " has neither uri nor url";
  } else if (!published) {
    mapped.problem = "post " + status.id + " has no date that can be read: " + status.created_at;
  } else if (is_public(status)) {
    mapped.post = to_post(status, *published, vantage);
    mapped.counters = CounterSample{mapped.post->uri, vantage.at, mapped.post->counters, is_of(status, vantage)};
  }
}

}  // namespace

std::string account_domain(std::string_view server, std::string_view told_domain) {
  const auto asked = text::parse_url(server);
  if (!asked) return std::string(told_domain);
  const std::string authority = asked->authority();
  const bool is_numeric = authority.find_first_not_of("0123456789.") == std::string::npos;
  if (authority.find(':') != std::string::npos || is_numeric || asked->host == "localhost" || told_domain.empty()) return authority;
  const auto told = text::parse_url("https://" + std::string(told_domain));
  return told && told->target == "/" && told->host.find('.') != std::string::npos ? told->authority() : authority;
}

Account to_account(const WireAccount& wire, const Vantage& vantage) {
  Account account;
  account.url = web_address(wire.url.empty() ? wire.uri : wire.url);
  account.uri = account.url.empty() ? wire.uri : account.url;
  account.acct = acct_with_host(wire.acct.empty() ? wire.username : wire.acct, vantage.domain);
  account.display_name = plain(without_emoji(wire.display_name, wire.emojis));
  if (account.display_name.empty()) account.display_name = plain(wire.username);
  account.avatar = web_address(wire.avatar);
  account.followers = known(wire.followers);
  account.following = known(wire.following);
  account.statuses = known(wire.statuses);
  account.moved_to = wire.moved_url;
  account.consent = {wire.discoverable, wire.indexable, wire.noindex, wire.limited, wire.suspended, wire.bot, has_opt_out_tag(wire.note)};
  return account;
}

FollowerSample to_follower_sample(const WireAccount& wire, const Vantage& vantage) {
  const Account account = to_account(wire, vantage);
  return {account.acct, vantage.at, account.followers, account.following, account.statuses};
}

MappedStatus map_status(const WireStatus& status, const Vantage& vantage) {
  MappedStatus mapped;
  mapped.id = status.id;
  const auto published = text::parse_rfc3339(status.created_at);
  mapped.published = published.value_or(Instant{});
  const WireStatus& said = status.reblog ? *status.reblog : status;
  mapped.edited = text::parse_rfc3339(said.edited_at);
  map_post(said, vantage, mapped);
  if (status.reblog && published && mapped.post && is_public(status)) {
    const Account booster = to_account(status.account, vantage);
    mapped.boost = Boost{mapped.post->uri, booster.acct, *published, booster.followers};
  }
  return mapped;
}

}  // namespace resso::connectors::mastodon
