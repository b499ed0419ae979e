// What the public listener answers of a publication, with its headers: no socket, no store.
#include "daemon/routes.hpp"

#include "feeds/pages/pages.hpp"
#include "tests/feeds/sample_snapshot.hpp"

#include <gmock/gmock.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <future>

namespace resso::daemon {
namespace {

using testing::HasSubstr;
using testing::Not;

class AnsweredRoutes : public testing::Test {
 protected:
  AnsweredRoutes() {
    published_.set(std::make_shared<Publication>(std::shared_ptr<const feeds::Snapshot>(feeds::sample::city()), std::size_t{8} << 20));
    Routes::Parts parts;
    parts.threads = &threads_;
    parts.metrics = &metrics_;
    parts.published = &published_;
    parts.coordinator = context_.get_executor();
    routes_ = std::make_unique<Routes>(parts);
  }
  ~AnsweredRoutes() override { threads_.join(); }

  net::ServerResponse get(const std::string& target, net::Headers headers = {}) {
    net::ServerRequest request;
    request.method = "GET";
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
    request.headers = std::move(headers);
    auto answering = routes_->answer(std::move(request));
    auto answer = asio::co_spawn(context_, std::move(answering), asio::use_future);
    context_.restart();
    context_.run();
    return answer.get();
  }

  static std::string header(const net::ServerResponse& response, std::string_view name) { return std::string(response.headers.get(name)); }

  asio::io_context context_{1};
  Threads threads_;
  Metrics metrics_;
  Published published_;
  std::unique_ptr<Routes> routes_;
};

TEST_F(AnsweredRoutes, EveryAnswerOfTheApiIsOpenToAllOriginsAndRevalidates) {
  for (const std::string path :
       {"/api/v1/events", "/api/v1/posts?limit=1", "/api/v1/entities", "/api/v1/sources", "/api/v1/openapi.json"}) {
    const auto first = get(path);
    EXPECT_EQ(first.status, 200) << path;
    EXPECT_EQ(header(first, "Content-Type"), "application/json");
    EXPECT_EQ(header(first, "Access-Control-Allow-Origin"), "*");
    EXPECT_THAT(header(first, "ETag"), testing::StartsWith("\"")) << "a strong tag";
    EXPECT_EQ(get(path, {{"If-None-Match", header(first, "ETag")}}).status, 304) << path;
  }
}

TEST_F(AnsweredRoutes, WrongQuestionsToTheApiAreProblemDocuments) {
  for (const std::string path :
       {"/api/v1/events?cursor=x", "/api/v1/events?district=99", "/api/v1/entities?days=3", "/api/v1/posts?color=red"}) {
    const auto response = get(path);
    EXPECT_EQ(response.status, 400) << path;
    EXPECT_EQ(header(response, "Content-Type"), "application/problem+json");
    EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "*");
    EXPECT_THAT(*response.body, HasSubstr("\"detail\""));
  }
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
}

TEST_F(AnsweredRoutes, TwoCursorsAreTwoDocuments) {
  const auto first = get("/api/v1/events?limit=1");
  const auto at = first.body->find("cursor=");
  ASSERT_NE(at, std::string::npos);
  const auto cursor = first.body->substr(at, first.body->find('"', at) - at);
  const auto second = get("/api/v1/events?limit=1&" + cursor);
  EXPECT_EQ(second.status, 200);
  EXPECT_NE(*first.body, *second.body);
}

TEST_F(AnsweredRoutes, OnlyTheFramesMayBeFramed) {
  for (const std::string path : {"/embed/agenda?district=2&theme=auto", "/embed/events/factura", "/embed/agenda?district=99"}) {
    const auto policy = header(get(path), "Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("frame-ancestors *")) << path;
    EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  }
  for (const std::string path : {"/", "/embed", "/events/factura", "/entities/ateneu", "/about", "/nowhere"})
    EXPECT_THAT(header(get(path), "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'")) << path;
}

TEST_F(AnsweredRoutes, AFragmentSpeaksTheLanguageOfItsAddressWhoeverAsks) {
  const auto plain = get("/embed/fragment.html", {{"Accept-Language", "en"}});
  EXPECT_THAT(*plain.body, HasSubstr("lang=\"ca\""));
  EXPECT_EQ(header(plain, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding");
  EXPECT_THAT(*get("/embed/fragment.html?lang=es").body, HasSubstr("<div class=\"resso\" part=\"agenda\" lang=\"es\""));
  EXPECT_THAT(*get("/embed/fragment.html?lang=fr").body, HasSubstr("lang=\"ca\"")) << "the host's page may be in any language";
  EXPECT_THAT(*get("/embed/agenda", {{"Accept-Language", "en"}}).body, HasSubstr("<html lang=\"en\">"));
}

TEST_F(AnsweredRoutes, OEmbedAnswersWithTheStatusesOfItsProtocol) {
  const auto good = get("/oembed?url=https%3A%2F%2Fagenda.example.cat%2F%3Fdistrict%3D2&format=json&omitscript=true");
  EXPECT_EQ(good.status, 200);
  EXPECT_EQ(header(good, "Content-Type"), "application/json");
  EXPECT_EQ(header(good, "Access-Control-Allow-Origin"), "*");
  const auto xml = get("/oembed?url=https%3A%2F%2Fagenda.example.cat%2F&format=xml");
  EXPECT_EQ(xml.status, 200);
  EXPECT_EQ(header(xml, "Content-Type"), "text/xml; charset=utf-8");
  const auto other = get("/oembed?url=https://agenda.example.cat/&format=yaml");
  EXPECT_EQ(other.status, 501);
  EXPECT_THAT(*other.body, HasSubstr("\"title\":\"Not Implemented\""));
  EXPECT_EQ(get("/oembed?url=https://elsewhere.example/").status, 404);
  EXPECT_EQ(get("/oembed").status, 400);
}

TEST_F(AnsweredRoutes, EverythingHasAnAddressOfItsOwnWhereTheCityHasADefaultFilter) {
  const auto without = get("/?q=");
  EXPECT_EQ(*without.body, *get("/").body) << "no default: both are the same document";
  auto snapshot = feeds::sample::city();
  snapshot->city.default_filter.districts = {"2"};
  published_.set(std::make_shared<Publication>(std::shared_ptr<const feeds::Snapshot>(std::move(snapshot)), std::size_t{8} << 20));
  EXPECT_THAT(*get("/").body, HasSubstr("<link rel=\"canonical\" href=\"https://agenda.example.cat/\">"));
  EXPECT_THAT(*get("/").body, HasSubstr("D’entrada us mostrem:"));
  const auto all = get("/?topic=&q=&lang=ca");
  EXPECT_THAT(*all.body, HasSubstr("<link rel=\"canonical\" href=\"https://agenda.example.cat/?q=&amp;lang=ca\">"));
  EXPECT_THAT(*all.body, HasSubstr("href=\"/?q=&amp;lang=es\""));
  EXPECT_THAT(*all.body, Not(HasSubstr("class=\"applied\"")));
  EXPECT_THAT(*get("/embed?district=&limit=4").body, Not(HasSubstr("value=\"2\" checked")));
  EXPECT_THAT(*get("/embed?theme=dark").body, HasSubstr("value=\"2\" checked"));
}

TEST_F(AnsweredRoutes, AThousandDifferentFiltersKeepTheMemoryOfAFew) {
  constexpr std::size_t kCapacity = 256 << 10;
  published_.set(std::make_shared<Publication>(std::shared_ptr<const feeds::Snapshot>(feeds::sample::city()), kCapacity));
  std::size_t answered = 0;
  const auto first = get("/agenda.ics?q=taller");
  for (int i = 1; i <= 365; ++i) {
    for (const std::string output : {"/agenda.rss", "/agenda.atom", "/agenda.json"}) {
      const auto answer = get(output + "?entity=ateneu&days=" + std::to_string(i));
      ASSERT_EQ(answer.status, 200);
      answered += answer.body->size();
      ASSERT_LE(published_.get()->cached_bytes(), kCapacity);
    }
  }
  EXPECT_GT(answered, 4 * kCapacity);
  EXPECT_GT(published_.get()->cached_bytes(), kCapacity / 2) << "what fits is kept";
  EXPECT_EQ(*get("/agenda.ics?q=taller").body, *first.body) << "what was forgotten is the same when it is asked again";
}

TEST_F(AnsweredRoutes, TheScriptForOtherPagesIsSmallOpenAndNotForEver) {
  const auto script = get("/embed.js", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(header(script, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header(script, "Content-Encoding"), "gzip");
  EXPECT_LE(script.body->size(), 6U * 1024);
  EXPECT_EQ(header(script, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header(script, "Cross-Origin-Resource-Policy"), "cross-origin");
  EXPECT_THAT(header(script, "Cache-Control"), Not(HasSubstr("immutable")));
  for (const auto& asset : feeds::assets()) {
    if (asset.has_fixed_path) continue;
    EXPECT_THAT(header(get(std::string(asset.path)), "Cache-Control"), HasSubstr("immutable")) << asset.path;
  }
}

}  // namespace
}  // namespace resso::daemon
