#include "connectors/page/poll.hpp"

#include "connectors/heavy_work.hpp"
#include "connectors/page/event_map.hpp"
#include "connectors/page/jsonld_find.hpp"
#include "net/cache_rules.hpp"
#include "text/charset.hpp"
#include "text/digest.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"

#include <set>
#include <utility>

namespace resso::connectors::page {

namespace asio = boost::asio;

Harvest read_page(std::string_view html, std::string_view base_url, std::string_view source_id, std::string_view city_zone) {
  Harvest harvest;
  harvest.format = "json-ld";
  std::set<std::string> keys;
  for (const JsonLdBlock& block : find_jsonld(html)) {
    const JsonLdDocument document = parse_jsonld(block.json);
    if (!document.problem.empty()) harvest.warnings.push_back({document.problem, "bad_json_ld", block.line});
    for (const JsonLdEvent& found : document.events) {
      auto stated = to_stated_event(found, base_url, source_id, city_zone);
      if (!stated) {
        harvest.warnings.push_back({"an event without a name or a start that can be read: “" + found.name + "”", "bad_event", block.line});
        continue;
      }
      // A page about a series gives all its dates one address: then the date is part of who they are.
      if (keys.contains(stated->key)) stated->key += " " + text::format_local(stated->event.times.start);
      if (keys.insert(stated->key).second) harvest.events.push_back(std::move(*stated));
    }
  }
  harvest.events_are_all = true;
  return harvest;
}

namespace {

Error login_problem(const net::FetchReply& reply) {
  return {Errc::auth, "the address leads to a login page", reply.final_url,
          "give a user and a password in the configuration, or a public address", 0};
}

std::string declared_charset(std::string_view html) {
  const std::string head = text::to_lower_ascii(html.substr(0, 2048));
  auto at = head.find("charset=");
  if (at == std::string::npos) return {};
  at += 8;
  if (at < head.size() && (head[at] == '"' || head[at] == '\'')) ++at;
  const auto end = head.find_first_of("\"' />;", at);
  return head.substr(at, end == std::string::npos ? end : end - at);
}

Harvest read_reply(const net::FetchReply& reply, std::string_view source_id, std::string_view city_zone) {
  const std::string http_charset = text::content_type_charset(reply.headers.get("Content-Type"));
  const text::Decoded page = text::decode(reply.body, http_charset, declared_charset(reply.body));
  return read_page(page.utf8, reply.final_url, source_id, city_zone);
}

}  // namespace

asio::awaitable<PollReport> poll_page(PollContext context, Source source, SourceState state) {
  PollReport report;
  net::FetchRequest request(state.effective_url.empty() ? source.url : state.effective_url);
  request.headers.add("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1");
  net::add_conditional(request.headers, state.validators);
  if (source.credentials && !source.credentials->token.empty()) {
    request.headers.add("Authorization", "Bearer " + source.credentials->token.reveal());
  } else if (source.credentials) {
    request.digest_user = source.credentials->user;
    request.digest_password = source.credentials->password.reveal();
  }
  auto reply = co_await context.fetcher->fetch(std::move(request));
  report.outcome = outcome_of(reply, context.now);
  if (report.outcome.kind != FetchOutcome::Kind::changed) co_return report;
  if (looks_like_login_page(*reply)) {
    report.outcome.kind = FetchOutcome::Kind::failed;
    report.outcome.problem = login_problem(*reply);
    co_return report;
  }
  report.outcome.content_digest = text::sha256_hex(reply->body);
  if (report.outcome.content_digest == state.content_digest) {
    report.outcome.kind = FetchOutcome::Kind::unchanged;
    co_return report;
  }
  auto work = [page = std::move(*reply), id = source.id, zone = context.city_zone] { return read_reply(page, id, zone); };
  auto harvest = co_await run_heavy(context.heavy, std::move(work));
  report.harvest = std::move(harvest);
  co_return report;
}

}  // namespace resso::connectors::page
