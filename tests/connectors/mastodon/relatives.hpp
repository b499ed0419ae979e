// Servers of the family with the habits that their administrators, developers and users report of them. Each answers requests for one
// hashtag and one account; none is a copy of any real one.
#pragma once

#include "tests/connectors/mastodon/polling.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace resso::connectors::mastodon::relatives {

/// What they have in common: posts with ids, pages of them, a clock.
class Server {
 public:
  virtual ~Server() = default;
  explicit Server(std::string at = "https://m.example") : url(std::move(at)) {}

  std::string url;
  Instant now{Seconds(1'795'000'000)};
  std::vector<std::string> ids;  ///< of its posts, the newest first
  int refused = 0;               ///< requests beyond its limits: a polite reader causes none
  fakes::ScriptedFetcher fetcher{[this](const net::FetchRequest& request) { return answer(request); }};

 protected:
  virtual net::FetchReply answer(const net::FetchRequest& request) = 0;

  static std::string parameter(const net::FetchRequest& request, const std::string& key) {
    const std::string target = target_of(request);
    const auto at = target.find(key + "=");
    if (at == std::string::npos) return {};
    const auto begin = at + key.size() + 1;
    return target.substr(begin, target.find('&', begin) - begin);
  }
  static bool has_token(const net::FetchRequest& request) { return !request.headers.get("Authorization").empty(); }

  /// Ids compare as their server orders them: numbers by length first, flake ids as strings of one length.
  static bool older(const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

  std::vector<std::string> page(const net::FetchRequest& request, std::size_t cap) const {
    const std::string min = parameter(request, "min_id"), max = parameter(request, "max_id");
    std::vector<std::string> found;
    for (const auto& id : ids)
      if ((min.empty() || older(min, id)) && (max.empty() || older(id, max))) found.push_back(id);
    const auto count = std::min(
        found.size(), std::min<std::size_t>(cap, static_cast<std::size_t>(std::max(1, std::atoi(parameter(request, "limit").c_str())))));
    if (!min.empty()) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(count));
    found.resize(count);
    return found;
  }

  virtual std::string uri_of(const std::string& id) const { return url + "/users/anna/statuses/" + id; }

  std::string timeline(const std::vector<std::string>& page) const {
    text::JsonWriter json;
    json.begin_array();
    for (const auto& id : page) {
      json.begin_object().member("id", id).member("uri", uri_of(id)).member("url", uri_of(id)).member("visibility", "public");
      json.member("created_at", text::format_utc(now - Seconds(60) * (std::find(ids.begin(), ids.end(), id) - ids.begin() + 1)));
      json.member("content", "<p>Festa</p>")
          .key("account")
          .begin_object()
          .member("id", "9")
          .member("acct", "anna")
          .end_object()
          .end_object();
    }
    json.end_array();
    return json.take();
  }

  std::string link(const std::vector<std::string>& page) const {
    if (page.empty()) return {};
    return "<" + url + "/x?max_id=" + page.back() + ">; rel=\"next\", <" + url + "/x?min_id=" + page.front() + ">; rel=\"prev\"";
  }
};

inline std::vector<std::string> numbered(int count, int first = 100'000) {
  std::vector<std::string> ids;
  for (int i = count; i > 0; --i) ids.push_back(std::to_string(first + i));
  return ids;
}

/// Two buckets in windows aligned to the epoch, told in ISO 8601; a hashtag feed that is switched off is an empty list; some methods want
/// the token of a person.
class Mastodon : public Server {
 public:
  bool hashtags_off = false, wants_person = false;
  int per_window = 300;

 private:
  struct Bucket {
    Seconds period;
    std::int64_t window = 0;
    int used = 0;
  };
  net::FetchReply answer(const net::FetchRequest& request) override {
    const bool paging = has(request, "min_id=") || has(request, "max_id=");
    Bucket& told = paging ? paging_ : api_;  // the one closest to its end
    for (Bucket* bucket : {&api_, &paging_}) {
      if (bucket == &paging_ && !paging) continue;
      const auto window = now.time_since_epoch() / bucket->period;
      if (bucket->window != window) bucket->used = 0;
      bucket->window = window;
      if (++bucket->used > per_window) {
        ++refused;
        return with_limits(fakes::reply(429, R"({"error":"Too many requests"})"), *bucket);
      }
    }
    return with_limits(content(request), told);
  }
  net::FetchReply content(const net::FetchRequest& request) const {
    if (has(request, "/instance"))
      return fakes::reply(
          200,
          hashtags_off
              ? R"({"domain":"m.example","version":"4.5.0","configuration":{"timelines_access":{"hashtag_feeds":{"local":"disabled","remote":"disabled"}}}})"
              : R"({"domain":"m.example","version":"4.5.0","configuration":{"urls":{"streaming":"wss://streaming.m.example"}}})");
    if (wants_person) return fakes::reply(422, R"({"error":"This method requires an authenticated user"})");
    if (hashtags_off) return fakes::reply(200, "[]");
    const auto found = page(request, 40);
    net::FetchReply reply = fakes::reply(200, timeline(found));
    if (!found.empty()) reply.headers.add("Link", link(found));
    return reply;
  }
  net::FetchReply with_limits(net::FetchReply reply, const Bucket& bucket) const {
    reply.headers.add("X-RateLimit-Limit", std::to_string(per_window));
    reply.headers.add("X-RateLimit-Remaining", std::to_string(std::max(0, per_window - bucket.used)));
    const Instant reset{(now.time_since_epoch() / bucket.period + 1) * bucket.period};
    std::string iso = text::format_utc(reset);
    iso.insert(iso.size() - 1, ".482913");
    reply.headers.add("X-RateLimit-Reset", iso);
    return reply;
  }
  Bucket api_{Seconds(300)}, paging_{Seconds(900)};
};

/// Nothing without a token; the reset in Unix seconds; when it is overloaded 503 with Retry-After 30. Ids are ULIDs.
class GoToSocial : public Server {
 public:
  bool overloaded = false;

 private:
  net::FetchReply answer(const net::FetchRequest& request) override {
    if (overloaded) return fakes::reply(503, "", {{"Retry-After", "30"}});
    if (has(request, "/api/v2/instance")) return fakes::reply(200, R"({"domain":"m.example","version":"0.19.1+git-0000000"})");
    if (!has_token(request)) return fakes::reply(401, R"({"error":"Unauthorized: token not supplied"})", limits());
    const auto found = page(request, 40);
    net::FetchReply reply = fakes::reply(200, timeline(found), limits());
    if (!found.empty()) reply.headers.add("Link", link(found));
    return reply;
  }
  net::Headers limits() const {
    const auto reset = (now.time_since_epoch() / Seconds(300) + 1) * 300;
    return {{"X-RateLimit-Limit", "300"}, {"X-RateLimit-Remaining", "299"}, {"X-RateLimit-Reset", std::to_string(reset)}};
  }
};

/// Flake ids; no word of its limits, which are 15 requests in ten seconds; hashtags as they are written: #Català and #Catala are two.
class Akkoma : public Server {
 public:
  std::string written_tag = "català";

 private:
  std::string uri_of(const std::string& id) const override { return url + "/objects/" + id; }
  net::FetchReply answer(const net::FetchRequest& request) override {
    std::erase_if(recent_, [&](Instant at) { return at + Seconds(10) <= now; });
    recent_.push_back(now);
    if (recent_.size() > 15) {
      ++refused;
      return fakes::reply(429, R"({"error":"Throttled"})");
    }
    if (has(request, "/api/v2/instance")) return fakes::reply(404, "Not implemented");
    if (has(request, "/api/v1/instance"))
      return fakes::reply(
          200, R"j({"uri":"https://m.example","version":"2.7.2 (compatible; Akkoma 3.13.2)","urls":{"streaming_api":"wss://m.example"}})j");
    const bool known = has(request, "/timelines/tag/" + text::percent_encode(written_tag) + "?");
    const auto found = known ? page(request, 40) : std::vector<std::string>();
    net::FetchReply reply = fakes::reply(200, timeline(found));
    if (!found.empty()) reply.headers.add("Link", link(found));
    return reply;
  }
  std::deque<Instant> recent_;
};

/// Strangers are sent to a login page for people.
class Pixelfed : public Server {
  net::FetchReply answer(const net::FetchRequest& request) override {
    if (has(request, "/api/v1/instance") || has(request, "/api/v2/instance"))
      return fakes::reply(200, R"j({"uri":"m.example","version":"3.5.3 (compatible; Pixelfed 0.12.4)"})j");
    if (has_token(request)) return fakes::reply(200, timeline(page(request, 40)));
    net::FetchReply login = fakes::reply(
        200, "<!DOCTYPE html><html><head><title>Login</title></head><body><form><input type=\"password\"></form></body></html>",
        {{"Content-Type", "text/html; charset=UTF-8"}});
    login.final_url = url + "/login";
    login.redirects = {{302, request.url, url + "/login"}};
    return login;
  }
};

/// A small server in C: its newest posts whatever is asked for, no Link, every connection closed after its answer.
class Snac : public Server {
  net::FetchReply answer(const net::FetchRequest& request) override {
    if (has(request, "/api/v1/instance"))
      return fakes::reply(200, R"j({"uri":"m.example","version":"4.0.0 (not true; really snac/2.70)"})j", closing());
    if (has(request, "/timelines/tag/barri?"))
      return fakes::reply(200, timeline({ids.begin(), ids.begin() + std::min<std::ptrdiff_t>(20, static_cast<std::ptrdiff_t>(ids.size()))}),
                          closing());
    if (has(request, "/timelines/tag/")) return fakes::reply(200, "[]", closing());
    return fakes::reply(404, "", closing());
  }
  static net::Headers closing() { return {{"Content-Type", "application/json"}, {"Connection", "close"}}; }
};

}  // namespace resso::connectors::mastodon::relatives
