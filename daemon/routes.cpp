#include "daemon/routes.hpp"

#include "daemon/render_key.hpp"
#include "daemon/responses.hpp"
#include "daemon/visibility_query.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/scope.hpp"
#include "feeds/visibility_write.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

struct StoredAsset {
  Document document;
  Audience audience;
};

const StoredAsset* asset_at(std::string_view path) {
  static const auto stored = [] {
    std::unordered_map<std::string_view, StoredAsset> out;
    for (const auto& asset : feeds::assets())
      out.emplace(asset.path, StoredAsset{make_document(std::string(asset.body), std::string(asset.media_type), Instant{}),
                                          asset.has_fixed_path ? Audience::script : Audience::asset});
    return out;
  }();
  const auto found = stored.find(path);
  return found == stored.end() ? nullptr : &found->second;
}

using OwnValues = std::map<std::string, std::string, std::less<>>;

OwnValues take_own_values(std::string& query, std::string_view keys) {
  OwnValues values;
  while (!keys.empty()) {
    const auto key = keys.substr(0, keys.find(' '));
    keys.remove_prefix(std::min(keys.size(), key.size() + 1));
    if (auto value = take_parameter(query, key); !value.empty()) values.emplace(key, std::move(value));
  }
  return values;
}

int status_of(const Error& error) {
  switch (error.code) {
    case Errc::not_found: return 404;
    case Errc::bad_input: return 400;
    case Errc::limit: return 501;  // asked for in a form that is not made here (oEmbed §2.3.3)
    default: return 500;
  }
}

Audience audience_of(const feeds::Output& output) {
  if (!output.is_page) return Audience::feed;
  return output.in_foreign_pages ? Audience::frame : Audience::page;
}

bool wants_page(std::string_view path) { return path.find('.') == std::string_view::npos && !path.starts_with("/api/"); }

}  // namespace

asio::awaitable<net::ServerResponse> Routes::answer(net::ServerRequest request) {
  auto routing = route(request);
  net::ServerResponse response = co_await std::move(routing);
  parts_.metrics->served(response.status);
  co_return response;
}

asio::awaitable<net::ServerResponse> Routes::route(const net::ServerRequest& request) {
  const auto publication = parts_.published->get();
  const auto& snapshot = publication->snapshot();
  if (parts_.websub && request.path.starts_with(kWebSubPath)) {
    auto asked = hub(request);
    co_return co_await std::move(asked);
  }
  if (const auto* asset = asset_at(request.path)) co_return respond(request, asset->document, asset->audience);
  if (request.path == "/visibility" || request.path == "/visibility.csv" || request.path == "/api/v1/visibility") {
    auto asked = visibility(request, publication);
    co_return co_await std::move(asked);
  }
  const auto match = feeds::match_output(request.path);
  if (!match) co_return respond_problem(request, snapshot, 404, "", wants_page(request.path));
  auto rendered = output(request, publication, *match);
  co_return co_await std::move(rendered);
}

asio::awaitable<net::ServerResponse> Routes::hub(net::ServerRequest request) {
  auto token = asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
  auto answering = parts_.websub->answer(std::move(request));
  co_return co_await asio::co_spawn(parts_.coordinator, std::move(answering), token);
}

asio::awaitable<net::ServerResponse> Routes::output(const net::ServerRequest& request, std::shared_ptr<Publication> publication,
                                                    feeds::Match match) {
  const auto& snapshot = publication->snapshot();
  const bool is_page = match.output->is_page;
  std::string query = request.query;
  std::string language = snapshot.city.languages.front();
  bool language_asked = false;
  const Audience audience = audience_of(*match.output);
  if (is_page) {
    language = page_language(request, snapshot);
    language_asked = take_parameter(query, "lang") == language;
  } else if (match.output->in_foreign_pages) {
    const auto asked = take_parameter(query, "lang");
    language_asked = std::find(snapshot.city.languages.begin(), snapshot.city.languages.end(), asked) != snapshot.city.languages.end();
    if (language_asked) language = asked;
  }
  OwnValues own = take_own_values(query, match.output->own_keys);
  if (match.output->takes_all_keys) query.clear();
  std::vector<feeds::Standing> standings;
  if (match.output->takes_state) {
    auto read = feeds::take_standings(query);
    if (!read) co_return respond_problem(request, snapshot, 400, describe(read.error()), is_page, audience);
    standings = std::move(*read);
  }
  const auto filter = feeds::parse_filter(query, snapshot);
  if (!filter) co_return respond_problem(request, snapshot, 400, describe(filter.error()), is_page, audience);
  // A feed of one language is written in that language.
  if (!is_page && filter->languages.size() == 1) language = filter->languages.front();

  const bool everything = feeds::asks_everything(snapshot, *match.output, *filter, query);
  const KeyedRequest keyed = make_output_request(match, request.path, *filter, language, language_asked, standings, own, everything);
  if (const auto known = publication->find(keyed.key)) co_return respond(request, *known, audience);
  auto work = [publication, keyed, output = match.output] { return publication->render(keyed.key, *output, keyed.request); };
  auto rendering = run_on(parts_.threads->heavy, std::move(work));
  const auto document = co_await std::move(rendering);
  if (!document) {
    co_return respond_problem(request, snapshot, status_of(document.error()), describe(document.error()), is_page, audience);
  }
  co_return respond(request, **document, audience);
}

asio::awaitable<net::ServerResponse> Routes::visibility(const net::ServerRequest& request, std::shared_ptr<Publication> publication) {
  const auto& snapshot = publication->snapshot();
  const bool is_page = request.path == "/visibility";
  std::string raw = request.query;
  const std::string language = page_language(request, snapshot);
  if (is_page) take_parameter(raw, "lang");
  const auto query = parse_visibility_query(raw, snapshot);
  if (!query) co_return respond_problem(request, snapshot, 400, describe(query.error()), is_page);

  auto work = [store = parts_.store, query = *query]() -> Result<VisibilityReport> {
    VisibilityReport report;
    const auto read = store->read([&](store::Reader& reader) -> Result<void> {
      report = reader.visibility(query);
      return {};
    });
    if (!read) return read.error();
    return report;
  };
  auto reading = run_on(parts_.threads->readers, std::move(work));
  const auto report = co_await std::move(reading);
  if (!report) co_return respond_problem(request, snapshot, 503, describe(report.error()), is_page);

  std::string body, type;
  if (is_page) {
    body = feeds::visibility_page(snapshot, *report, language, request.target);
    type = "text/html; charset=utf-8";
  } else if (request.path == "/visibility.csv") {
    body = feeds::visibility_csv(snapshot, *report);
    type = "text/csv; charset=utf-8";
  } else {
    body = feeds::visibility_json(snapshot, *report);
    type = "application/json";
  }
  co_return respond(request, make_document(std::move(body), std::move(type), snapshot.as_of), is_page ? Audience::page : Audience::feed);
}

}  // namespace resso::daemon
