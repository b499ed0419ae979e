// A server of the Mastodon family behind a scripted fetcher, with the odd habits of its relatives as switches.
#pragma once

#include "tests/fakes/scripted_fetcher.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace resso::connectors::mastodon {

struct FakePost {
  int id = 0;
  Instant at{};
  std::string edited, content = "<p>Festa #Barri</p>";
  int favourites = 0;
};

struct FakeServer {
  std::string url = "https://m.example";
  std::vector<FakePost> posts;  ///< newest first
  bool knows_paging = true;     ///< min_id and max_id; else every request gives the newest page
  bool knows_limit = true;
  bool sends_link = true;
  int cap = 40;  ///< of a page, whatever is asked for
  std::string etag;
  std::string instance = R"({"domain":"m.example","version":"4.5.0"})";
  std::string account =
      R"({"id":"7","username":"casal","acct":"casal","display_name":"Casal","url":"https://m.example/@casal","followers_count":120})";
  /// Asked first; an empty reply (status 0) lets the server answer.
  std::function<net::FetchReply(const net::FetchRequest&)> override;

  fakes::ScriptedFetcher fetcher{[this](const net::FetchRequest& request) { return answer(request); }};

  std::vector<std::string> asked() const {
    std::vector<std::string> targets;
    for (const auto& request : fetcher.requests) targets.push_back(text::parse_url(request.url)->target);
    return targets;
  }

 private:
  Result<net::FetchReply> answer(const net::FetchRequest& request) const {
    if (override) {
      net::FetchReply special = override(request);
      if (special.status != 0) return special;
    }
    const std::string target = text::parse_url(request.url)->target;
    if (target.starts_with("/api/v2/instance")) return fakes::reply(200, instance);
    if (target.starts_with("/api/v1/accounts/lookup")) return fakes::reply(200, account);
    if (target.find("/timelines/tag/") != std::string::npos || target.find("/statuses?") != std::string::npos)
      return timeline(request, target);
    return fakes::reply(404, R"({"error":"Record not found"})");
  }

  net::FetchReply timeline(const net::FetchRequest& request, const std::string& target) const {
    if (!etag.empty() && request.headers.get("If-None-Match") == etag) return fakes::reply(304, "", {{"ETag", etag}});
    const auto number = [&](const std::string& key) {
      const auto at = target.find(key + "=");
      return at == std::string::npos ? -1 : std::atoi(target.c_str() + at + key.size() + 1);
    };
    const int limit = knows_limit ? std::min(number("limit"), cap) : 3;
    const int min = knows_paging ? number("min_id") : -1, max = knows_paging ? number("max_id") : -1;
    std::vector<FakePost> page;
    for (const FakePost& post : posts)
      if (post.id > min && (max < 0 || post.id < max)) page.push_back(post);
    const auto count = std::min<std::size_t>(page.size(), static_cast<std::size_t>(limit));
    if (min >= 0) page.erase(page.begin(), page.end() - static_cast<std::ptrdiff_t>(count));
    page.resize(count);

    text::JsonWriter json;
    json.begin_array();
    for (const FakePost& post : page) write(json, post);
    json.end_array();
    net::Headers headers{{"Content-Type", "application/json"}};
    if (!etag.empty()) headers.add("ETag", etag);
    if (sends_link && !page.empty())
      headers.add("Link", "<" + url + "/x?max_id=" + std::to_string(page.back().id) + ">; rel=\"next\", <" + url +
                              "/x?min_id=" + std::to_string(page.front().id) + ">; rel=\"prev\"");
    return fakes::reply(200, json.take(), std::move(headers));
  }

  void write(text::JsonWriter& json, const FakePost& post) const {
    const std::string id = std::to_string(post.id);
    json.begin_object().member("id", id).member("uri", "https://home.example/users/anna/statuses/" + id);
    json.member("url", "https://home.example/@anna/" + id).member("created_at", text::format_utc(post.at)).member("visibility", "public");
    json.member("content", post.content).member("favourites_count", post.favourites);
    if (post.edited.empty())
      json.key("edited_at").null();
    else
      json.member("edited_at", post.edited);
    json.key("account")
        .begin_object()
        .member("id", "9")
        .member("acct", "anna@home.example")
        .member("url", "https://home.example/@anna")
        .end_object();
    json.key("tags").begin_array().begin_object().member("name", "barri").end_object().end_array().end_object();
  }
};

}  // namespace resso::connectors::mastodon
