#include "daemon/responses.hpp"

#include "daemon/http_semantics.hpp"
#include "feeds/pages/pages.hpp"
#include "feeds/problem_write.hpp"
#include "text/timestamp.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

// No script, no frame, nothing of others; pages work without.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action "
    "'self'; base-uri 'none'; frame-ancestors 'none'";
constexpr std::string_view kFramePolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *";

constexpr std::string_view kFreshFor = "public, max-age=300, stale-while-revalidate=3600";
constexpr std::string_view kPageFreshFor = "public, max-age=60, stale-while-revalidate=600";
constexpr std::string_view kScriptFreshFor = "public, max-age=3600, stale-while-revalidate=86400";
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";

void add_common(net::Headers& headers, Audience audience) {
  headers.add("X-Content-Type-Options", "nosniff");
  headers.add("Referrer-Policy", "no-referrer");
  switch (audience) {
    case Audience::page:
      headers.add("Content-Security-Policy", std::string(kPagePolicy));
      headers.add("Cache-Control", std::string(kPageFreshFor));
      headers.add("Vary", "Accept-Encoding, Accept-Language");
      break;
    case Audience::feed:
      headers.add("Access-Control-Allow-Origin", "*");
      headers.add("Cache-Control", std::string(kFreshFor));
      headers.add("Vary", "Accept-Encoding");
      break;
    case Audience::asset:
      headers.add("Cache-Control", std::string(kForEver));
      headers.add("Vary", "Accept-Encoding");
      break;
    case Audience::frame:
      headers.add("Content-Security-Policy", std::string(kFramePolicy));
      headers.add("Cache-Control", std::string(kPageFreshFor));
      headers.add("Vary", "Accept-Encoding, Accept-Language");
      break;
    case Audience::script:
      headers.add("Access-Control-Allow-Origin", "*");
      headers.add("Cross-Origin-Resource-Policy", "cross-origin");
      headers.add("Cache-Control", std::string(kScriptFreshFor));
      headers.add("Vary", "Accept-Encoding");
      break;
  }
}

}  // namespace

net::ServerResponse respond(const net::ServerRequest& request, const Document& document, Audience audience) {
  const Coding coding = choose_coding(request.headers.joined("Accept-Encoding"));
  net::ServerResponse response;
  add_common(response.headers, audience);
  response.headers.add("ETag", document.etags.at(static_cast<std::size_t>(coding)));
  response.headers.add("Last-Modified", text::format_http_date(document.last_modified));
  if (is_not_modified(request.headers, document.etags, document.last_modified)) {
    response.status = 304;
    return response;
  }
  response.headers.add("Content-Type", document.media_type);
  if (coding != Coding::identity) response.headers.add("Content-Encoding", std::string(name_of(coding)));
  switch (coding) {
    case Coding::identity: response.body = document.identity; break;
    case Coding::gzip: response.body = document.gzip; break;
    case Coding::brotli: response.body = document.brotli; break;
  }
  return response;
}

net::ServerResponse respond_problem(const net::ServerRequest& request, const feeds::Snapshot& snapshot, int status, std::string_view detail,
                                    bool as_page, Audience page_audience) {
  net::ServerResponse response;
  response.status = status;
  add_common(response.headers, as_page ? page_audience : Audience::feed);
  response.headers.set("Cache-Control", status == 404 ? "public, max-age=60" : "no-store");
  response.headers.add("Content-Type", as_page ? "text/html; charset=utf-8" : "application/problem+json");
  response.body =
      std::make_shared<const std::string>(as_page ? feeds::error_page(snapshot, status, detail, page_language(request, snapshot))
                                                  : feeds::problem_json(status, detail, request.target));
  return response;
}

net::ServerResponse respond_text(int status, std::string text, std::string media_type) {
  net::ServerResponse response;
  response.status = status;
  response.headers = {{"Content-Type", std::move(media_type)}, {"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}};
  response.body = std::make_shared<const std::string>(std::move(text));
  return response;
}

std::string page_language(const net::ServerRequest& request, const feeds::Snapshot& snapshot) {
  std::string query = request.query;
  const auto& available = snapshot.city.languages;
  const std::string asked = take_parameter(query, "lang");
  if (std::find(available.begin(), available.end(), asked) != available.end()) return asked;
  return choose_language(request.headers.joined("Accept-Language"), available);
}

std::string take_parameter(std::string& query, std::string_view key) {
  std::string value, rest;
  bool found = false;
  for (std::string_view left = query; !left.empty();) {
    const auto end = std::min(left.find('&'), left.size());
    const auto pair = left.substr(0, end);
    left.remove_prefix(std::min(end + 1, left.size()));
    if (pair.substr(0, pair.find('=')) == key) {
      if (!found && pair.size() > key.size()) value = text::percent_decode(pair.substr(key.size() + 1));
      found = true;
    } else if (!pair.empty()) {
      rest += (rest.empty() ? "" : "&") + std::string(pair);
    }
  }
  query = std::move(rest);
  return value;
}

}  // namespace resso::daemon
