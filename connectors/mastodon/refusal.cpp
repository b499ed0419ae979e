#include "connectors/mastodon/refusal.hpp"

#include "connectors/connector.hpp"
#include "connectors/mastodon/parse.hpp"
#include "text/unicode.hpp"

namespace resso::connectors::mastodon {
namespace {

bool has_token(const Source& source) { return source.credentials && !source.credentials->token.empty(); }

std::string server_table(const Source& source) { return "[[server]] with url = \"" + source.url + "\""; }

Error needs_token(std::string what, const Source& source, std::string_view where) {
  Error error{Errc::auth, std::move(what), std::string(where), {}, 0, has_token(source) ? "auth_token_refused" : "auth_mastodon"};
  error.remedy =
      has_token(source)
          ? "the token given is not accepted: make a new one with the scope read, and put it into the token_file of " + server_table(source)
          : "make a token with the scope read in an account on this server, and name the file that holds it as "
            "token_file in a " +
                server_table(source);
  return error;
}

/// JSON or nothing; a page for people begins with '<' whatever its type says.
bool is_page(const net::FetchReply& reply) {
  const auto start = reply.body.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  return start != std::string::npos && reply.body[start] == '<';
}

std::string with_words(std::string what, const net::FetchReply& reply) {
  const std::string words = text::abridge(text::collapse_space(parse_api_error(reply.body)), 200);
  return words.empty() ? what : what + ": " + words;
}

Error not_found(const net::FetchReply& reply, const Source& source, std::string_view resource) {
  Error error{Errc::not_found, {}, reply.final_url, {}, 0, kUnknownName};
  if (!is_api_not_found(reply)) {
    error.reason = kNoApi;
    error.what = "there is no Mastodon API at " + source.url;
    error.remedy = "check the server's address; if it has feeds (" + source.url +
                   (source.kind == SourceKind::mastodon_account ? "/@" + source.name : "/tags/" + source.name) +
                   ".rss), configure that as a feed";
    return error;
  }
  error.what = "the server knows no " + std::string(resource);
  error.remedy = "check the name; an account may have moved or been deleted";
  return error;
}

}  // namespace

bool is_api_not_found(const net::FetchReply& reply) {
  return reply.status == 404 && !is_page(reply) &&
         (!parse_api_error(reply.body).empty() || reply.body.find_first_not_of(" \r\n") == std::string::npos);
}

std::optional<Error> refusal_of(const net::FetchReply& reply, const Source& source, std::string_view resource, Instant now) {
  if (reply.status == 304) return std::nullopt;
  const FetchOutcome outcome = outcome_of(reply, now);
  const std::string_view where = reply.final_url;
  if (outcome.problem && outcome.problem->code == Errc::rate_limited) return outcome.problem;
  switch (reply.status) {
    case 401: return needs_token(with_words("the server wants a token (401)", reply), source, where);
    case 403: {
      Error error = needs_token(with_words("the server does not let us read this (403)", reply), source, where);
      if (!is_page(reply)) return error;
      error.what = "the server's gate does not let programs in (403)";
      error.reason = "auth_gate";
      return error;
    }
    case 422: return needs_token(with_words("the server wants the token of a person (422)", reply), source, where);
    case 404: return not_found(reply, source, resource);
    case 410: {
      Error error = *outcome.problem;
      error.what = with_words("the server has closed " + std::string(resource) + " for good (410)", reply);
      return error;
    }
    default: break;
  }
  if (outcome.problem) {
    Error error = *outcome.problem;
    error.what = with_words(std::move(error.what), reply);
    return error;
  }
  if (!is_page(reply)) return std::nullopt;
  if (!reply.redirects.empty() || looks_like_login_page(reply))
    return needs_token("the server sends programs to a login page", source, where);
  Error error = needs_token("the server answers with a page for people instead of its API", source, where);
  error.reason = kPageForPeople;
  return error;
}

Error not_of_the_family(Error problem, const net::FetchReply& reply) {
  problem.where = reply.final_url;
  problem.remedy = "see whether the server is of the Mastodon family";
  return problem;
}

std::optional<Error> closed_hashtag(Access access, const Source& source) {
  const std::string tag = '#' + source.name;
  if (access == Access::closed && !has_token(source)) {
    return needs_token("the server shows no posts of " + tag + " without a token: its administrators closed hashtags to visitors", source,
                       source.url);
  }
  if (access == Access::disabled) {
    const std::string what = "the server shows nobody the posts of " + tag + ": its administrators switched hashtags off";
    const std::string remedy = "ask another server for this hashtag, or add the accounts that post it as sources";
    return Error{Errc::auth, what, source.url, remedy, 0, "auth_switched_off"};
  }
  return std::nullopt;
}

Access access_of(const WireInstance& instance) {
  const std::string &local = instance.hashtags_local, &remote = instance.hashtags_remote;
  if (local.empty() && remote.empty()) return Access::unknown;
  const auto is_open = [](const std::string& feed) { return feed.empty() || feed == "public"; };
  if (is_open(local) && is_open(remote)) return Access::open;
  if (is_open(local)) return Access::partly_closed;
  if (is_open(remote)) return Access::others_only;
  return local == "disabled" && remote == "disabled" ? Access::disabled : Access::closed;
}

}  // namespace resso::connectors::mastodon
