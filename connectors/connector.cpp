#include "connectors/connector.hpp"

#include "net/cache_rules.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace resso::connectors {
namespace {

struct StatusMeaning {
  int status;
  Errc code;
  std::string_view what, remedy;
};

// What an unsuccessful status means to the person who looks after the source. A status that is not here is described by its class.
constexpr std::array kMeanings{
    StatusMeaning{400, Errc::http, "the server cannot make sense of the request", "check the address for a typing mistake"},
    StatusMeaning{401, Errc::auth, "the server wants a token or a password", "give it one in the configuration, or correct the one given"},
    StatusMeaning{402, Errc::http, "the server wants to be paid", "ask who runs the site for an open address"},
    StatusMeaning{403, Errc::auth, "the server does not let us read this",
                  "ask who runs the site to let Ressò in, or give a token or a password in the configuration"},
    StatusMeaning{404, Errc::not_found, "there is nothing at this address",
                  "look for the new address on the association's website and correct it in the configuration"},
    StatusMeaning{405, Errc::http, "the server does not let this address be read so",
                  "check that the address is the feed's or calendar's own"},
    StatusMeaning{406, Errc::http, "the server has no form of this document that we read", "ask who runs the site for the feed's address"},
    StatusMeaning{408, Errc::timeout, "the server gave up waiting for our request", "nothing to do: it is asked again later"},
    StatusMeaning{410, Errc::gone, "the owner took this down for good",
                  "it is not asked any more; take it out of the configuration, or put its new address there"},
    StatusMeaning{422, Errc::http, "the server does not accept the request", "it may want a token: see [[server]] in the configuration"},
    StatusMeaning{429, Errc::rate_limited, "the server asks us to wait: too many requests",
                  "nothing to do: it is asked again when it allows"},
    StatusMeaning{451, Errc::http, "the server may not show this, for legal reasons", "ask who runs the site"},
    StatusMeaning{500, Errc::http, "the server failed inside", "tell who runs the site if it lasts"},
    StatusMeaning{502, Errc::http, "the server's front got no good answer from behind", "tell who runs the site if it lasts"},
    StatusMeaning{503, Errc::http, "the server is not available for now", "nothing to do: it is asked again later"},
    StatusMeaning{504, Errc::http, "the server's front got no answer in time from behind", "tell who runs the site if it lasts"},
};

StatusMeaning meaning_of(int status) {
  const auto found = std::find_if(kMeanings.begin(), kMeanings.end(), [&](const StatusMeaning& row) { return row.status == status; });
  if (found != kMeanings.end()) return *found;
  if (status >= 200 && status < 300)
    return {status, Errc::http, "the server answered without the document", "check the address in a browser"};
  if (status >= 300 && status < 400)
    return {status, Errc::http, "the server sends us elsewhere without saying where", "tell who runs the site"};
  if (status >= 400 && status < 500)
    return {status, Errc::http, "the server does not accept the request", "check the address in a browser"};
  if (status >= 500 && status < 600) return {status, Errc::http, "the server failed", "tell who runs the site if it lasts"};
  return {status, Errc::http, "the server gave an answer that is not HTTP's", "tell who runs the site"};
}

/// "http_503" of a status that is described above, "http_5xx" of the rest of its class; empty where the code says as much.
std::string reason_of(const StatusMeaning& meaning) {
  if (meaning.code != Errc::http && meaning.status != 403) return {};
  const auto known = [&](const StatusMeaning& row) { return row.status == meaning.status; };
  if (std::any_of(kMeanings.begin(), kMeanings.end(), known)) return "http_" + std::to_string(meaning.status);
  if (meaning.status < 200 || meaning.status >= 600) return {};
  return "http_" + std::to_string(meaning.status / 100) + "xx";
}

/// 203 is a 200 that passed a transforming proxy, 207 is WebDAV's answer.
bool carries_document(int status) { return status == 200 || status == 203 || status == 207; }

Error problem_of(const net::FetchReply& reply, bool told_when) {
  const StatusMeaning meaning = meaning_of(reply.status);
  // With a Retry-After these two are a limit whatever they are called.
  const bool limit = told_when && (reply.status == 503 || reply.status == 403);
  const StatusMeaning words = limit ? meaning_of(429) : meaning;
  const std::string_view what = limit ? "the server asks us to wait" : words.what;
  Error problem{words.code, std::string(what) + " (" + std::to_string(reply.status) + ")", reply.final_url, std::string(words.remedy), 0};
  problem.reason = reason_of(words);
  return problem;
}

std::string origin_of(std::string_view url) {
  const auto parsed = text::parse_url(url);
  return parsed ? parsed->origin() : std::string();
}

std::string permanent_target_of(const net::FetchReply& reply) {
  const auto permanent = [](const net::Redirect& hop) { return hop.status == 301 || hop.status == 308; };
  if (reply.redirects.empty() || !std::all_of(reply.redirects.begin(), reply.redirects.end(), permanent)) return {};
  return reply.redirects.back().to;
}

}  // namespace

FetchOutcome outcome_of(const net::FetchReply& reply, Instant now) {
  FetchOutcome outcome;
  outcome.status = reply.status;
  outcome.validators = net::validators(reply.headers);
  if (!reply.redirects.empty()) outcome.validators_of = reply.final_url;
  outcome.freshness = net::freshness(reply.headers, now);
  outcome.retry_after = net::retry_after(reply.headers, now);
  const net::RateLimit rate = net::rate_limit(reply.headers, now);
  if (reply.status == 429 || rate.remaining == 0) outcome.rate_reset = rate.reset;
  outcome.permanent_target = permanent_target_of(reply);
  outcome.host = origin_of(reply.final_url);
  outcome.bytes_received = reply.bytes_received;
  if (reply.status == 304) {
    outcome.kind = FetchOutcome::Kind::unchanged;
  } else if (carries_document(reply.status)) {
    outcome.kind = FetchOutcome::Kind::changed;
  } else {
    outcome.problem = problem_of(reply, outcome.retry_after.has_value());
  }
  return outcome;
}

void ask_for_news(net::FetchRequest& request, const SourceState& state) {
  net::add_conditional(request.headers, state.validators);
  request.conditional_for = state.validators_of;
}

void withhold_secrets(net::FetchRequest& request, const Source& source) {
  if (origin_of(request.url) == origin_of(source.url)) return;
  request.headers.remove("Authorization");
  request.digest_user.clear();
  request.digest_password.clear();
}

FetchOutcome outcome_of(const Error& error) {
  FetchOutcome outcome;
  outcome.problem = error;
  outcome.host = origin_of(error.where);
  return outcome;
}

FetchOutcome outcome_of(const Result<net::FetchReply>& reply, Instant now) {
  return reply ? outcome_of(*reply, now) : outcome_of(reply.error());
}

}  // namespace resso::connectors
