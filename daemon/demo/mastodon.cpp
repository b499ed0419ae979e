#include "daemon/demo/city.hpp"
#include "daemon/demo/sources.hpp"
#include "text/hashtag.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"
#include "text/xml.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace resso::daemon::demo {
namespace {

constexpr int kPage = 20;

const std::string& server_address(char server, const Addresses& addresses) { return server == 'a' ? addresses.a : addresses.b; }

// "a:name" is local on 'a', "name@host" elsewhere.
std::string acct_seen_from(std::string_view account, char server, const Addresses& addresses) {
  std::string acct(account.substr(2));
  if (account[0] != server) acct += "@" + server_address(account[0], addresses).substr(std::string_view("http://").size());
  return acct;
}

std::size_t account_id(std::string_view account) {
  const auto all = entities();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].account == account) return 100 + i;
  const auto others = people();
  for (std::size_t i = 0; i < others.size(); ++i)
    if (others[i].account == account) return 500 + i;
  return 0;
}

struct Status {
  const Post* post;
  std::size_t id;
  Instant created;
  std::string text;
  bool edited;
};

std::vector<Status> statuses(const Clock& clock) {
  std::vector<Status> out;
  const auto all = posts();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Post& post = all[i];
    if (post.appears_at > clock.tick()) continue;
    const bool edited = post.edited_at > 0 && post.edited_at <= clock.tick();
    const Instant created = clock.started() - std::chrono::hours(post.hours_ago) + Seconds(post.appears_at * 5);
    // Ids grow with time, as on a real server.
    const auto id = static_cast<std::size_t>(created.time_since_epoch().count()) * 100 + i;
    out.push_back({&post, id, created, with_days(post.text, clock) + (edited ? "\nActualització: hi haurà berenar." : ""), edited});
  }
  std::sort(out.begin(), out.end(), [](const Status& a, const Status& b) { return a.id > b.id; });
  return out;
}

std::string html_of(const std::string& text, const std::string& base) {
  std::string out = "<p>";
  std::string_view left = text;
  while (!left.empty()) {
    const auto end = std::min(left.find_first_of("#\n"), left.size());
    text::append_escaped_xml(out, left.substr(0, end));
    left.remove_prefix(end);
    if (left.starts_with('\n')) {
      out += "</p><p>";
      left.remove_prefix(1);
    } else if (left.starts_with('#')) {
      const auto stop = std::min(left.find_first_of(" \n.,!", 1), left.size());
      const std::string tag(left.substr(1, stop - 1));
      out += "<a href=\"" + base + "/tags/" + text::percent_encode(tag) + "\" class=\"mention hashtag\" rel=\"tag\">#<span>" +
             text::escape_xml(tag) + "</span></a>";
      left.remove_prefix(stop);
    }
  }
  return out + "</p>";
}

void write_account(text::JsonWriter& json, std::string_view account, char server, const Addresses& addresses) {
  std::string_view name = account.substr(2);
  std::int64_t followers = 0;
  bool discoverable = true;
  for (const auto& entity : entities())
    if (entity.account == account) name = entity.name, followers = entity.followers;
  for (const auto& person : people())
    if (person.account == account) name = person.name, followers = person.followers, discoverable = person.discoverable;
  const std::string home = server_address(account[0], addresses);
  json.begin_object().member("id", std::to_string(account_id(account))).member("username", account.substr(2));
  json.member("acct", acct_seen_from(account, server, addresses)).member("display_name", name);
  json.member("uri", home + "/users/" + std::string(account.substr(2))).member("url", home + "/@" + std::string(account.substr(2)));
  json.member("locked", false).member("bot", false).member("discoverable", discoverable).member("indexable", discoverable);
  json.member("note", "<p>Compte inventat de la demostració.</p>").member("followers_count", followers).member("following_count", 40);
  json.member("statuses_count", 12)
      .member("created_at", "2024-01-01T00:00:00.000Z")
      .strings("emojis", {})
      .strings("fields", {})
      .end_object();
}

void write_status(text::JsonWriter& json, const Status& status, char server, const Addresses& addresses) {
  const Post& post = *status.post;
  const std::string home = server_address(post.account[0], addresses);
  const std::string user(post.account.substr(2));
  json.begin_object().member("id", std::to_string(status.id)).member("created_at", text::format_utc(status.created));
  json.member("uri", home + "/users/" + user + "/statuses/" + std::to_string(status.id));
  json.member("url", home + "/@" + user + "/" + std::to_string(status.id));
  json.key("in_reply_to_id").null().member("sensitive", !post.warning.empty()).member("spoiler_text", post.warning);
  json.member("visibility", "public").member("language", post.language);
  if (status.edited)
    json.member("edited_at", text::format_utc(status.created + Seconds(60)));
  else
    json.key("edited_at").null();
  json.member("replies_count", post.replies).member("reblogs_count", post.boosts).member("favourites_count", post.favourites);
  json.member("content", html_of(status.text, home)).key("reblog").null().key("account");
  write_account(json, post.account, server, addresses);
  json.key("media_attachments").begin_array();
  if (!post.alt.empty())
    json.begin_object()
        .member("id", std::to_string(status.id))
        .member("type", "image")
        .member("url", home + "/media/" + std::to_string(status.id) + ".png")
        .member("description", post.alt)
        .end_object();
  json.end_array().strings("mentions", {}).key("tags").begin_array();
  for (const auto& tag : text::find_hashtags(status.text))
    json.begin_object().member("name", text::casefold(tag)).member("url", home + "/tags/" + text::percent_encode(tag)).end_object();
  json.end_array().strings("emojis", {}).key("card").null().key("poll").null().end_object();
}

std::string parameter(std::string_view query, std::string_view key) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    if (pair.starts_with(key) && pair.substr(key.size()).starts_with('=')) return text::percent_decode(pair.substr(key.size() + 1));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return {};
}

std::size_t number(const std::string& text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

net::ServerResponse json_response(int status, std::string body, const std::string& link = {}) {
  net::ServerResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "private, no-store"}};
  if (!link.empty()) response.headers.add("Link", link);
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

// A page of those that `wanted` accepts, by Mastodon's paging: max_id and since_id from the newest down, min_id from the oldest up.
template <class Wanted>
net::ServerResponse page_of(char server, const net::ServerRequest& request, const Addresses& addresses, const Clock& clock, Wanted wanted) {
  const std::string max = parameter(request.query, "max_id"), min = parameter(request.query, "min_id");
  const std::size_t limit = std::clamp<std::size_t>(number(parameter(request.query, "limit")), 1, 40);
  const std::size_t since = std::max(number(parameter(request.query, "since_id")), number(min));
  std::vector<Status> found;
  for (auto& status : statuses(clock))
    if (wanted(status) && status.id > since && (max.empty() || status.id < number(max))) found.push_back(std::move(status));
  const std::size_t count = std::min(found.size(), parameter(request.query, "limit").empty() ? std::size_t(kPage) : limit);
  if (!min.empty()) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(count));
  found.resize(count);

  text::JsonWriter json;
  json.begin_array();
  for (const auto& status : found) write_status(json, status, server, addresses);
  json.end_array();
  std::string link;
  if (!found.empty()) {
    const std::string base = server_address(server, addresses) + request.path;
    link = "<" + base + "?max_id=" + std::to_string(found.back().id) + ">; rel=\"next\", <" + base +
           "?min_id=" + std::to_string(found.front().id) + ">; rel=\"prev\"";
  }
  return json_response(200, json.take(), link);
}

net::ServerResponse status_of(char server, std::string_view id, const Addresses& addresses, const Clock& clock) {
  for (const auto& status : statuses(clock)) {
    if (std::to_string(status.id) != id) continue;
    text::JsonWriter json;
    write_status(json, status, server, addresses);
    return json_response(200, json.take());
  }
  return json_response(404, R"({"error":"Record not found"})");
}

bool has_tag(const Status& status, const std::string& folded) {
  const auto tags = text::find_hashtags(status.text);
  return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) { return text::fold_hashtag(tag) == folded; });
}

}  // namespace

net::ServerResponse answer_mastodon(char server, const net::ServerRequest& request, const Addresses& addresses, const Clock& clock) {
  const std::string_view path = request.path;
  if (path == "/api/v2/instance") {
    text::JsonWriter json;
    json.begin_object().member("domain", std::string(1, server) + ".demo").member("title", "Servidor inventat").member("version", "4.5.0");
    json.key("configuration").begin_object().key("timelines_access").begin_object().key("hashtag_feeds").begin_object();
    json.member("local", "public").member("remote", "public").end_object().end_object().end_object().end_object();
    return json_response(200, json.take());
  }
  if (path == "/api/v1/accounts/lookup") {
    const std::string account = std::string(1, server) + ":" + parameter(request.query, "acct");
    if (account_id(account) == 0) return json_response(404, R"({"error":"Record not found"})");
    text::JsonWriter json;
    write_account(json, account, server, addresses);
    return json_response(200, json.take());
  }
  constexpr std::string_view kTag = "/api/v1/timelines/tag/";
  if (path.starts_with(kTag)) {
    const std::string folded = text::fold_hashtag(path.substr(kTag.size()));
    return page_of(server, request, addresses, clock, [&](const Status& status) { return has_tag(status, folded); });
  }
  constexpr std::string_view kAccounts = "/api/v1/accounts/";
  if (path.starts_with(kAccounts) && path.ends_with("/statuses")) {
    const std::string id(path.substr(kAccounts.size(), path.size() - kAccounts.size() - std::string_view("/statuses").size()));
    return page_of(server, request, addresses, clock,
                   [&](const Status& status) { return std::to_string(account_id(status.post->account)) == id; });
  }
  constexpr std::string_view kStatuses = "/api/v1/statuses/";
  if (path.starts_with(kStatuses)) return status_of(server, path.substr(kStatuses.size()), addresses, clock);
  return json_response(404, R"({"error":"Not Found"})");
}

}  // namespace resso::daemon::demo
