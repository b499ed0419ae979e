// `resso inspect` as people use it: the command line in, standard output and the exit status out, against servers of every kind and fault.
#include "connectors/kinds/inspect.hpp"
#include "config/read.hpp"
#include "daemon/cli.hpp"
#include "daemon/demo/servers.hpp"
#include "daemon/engine.hpp"
#include "tests/daemon/temporary_directory.hpp"
#include "tests/fakes/certificates.hpp"
#include "tests/fakes/loopback.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <thread>

namespace resso::daemon {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Run {
  int status = -1;
  std::string out, err;
};

Run resso(std::vector<std::string> words) {
  words.insert(words.begin(), "resso");
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  std::ostringstream out, err;
  auto* const usual_out = std::cout.rdbuf(out.rdbuf());
  auto* const usual_err = std::cerr.rdbuf(err.rdbuf());
  Run run;
  run.status = run_command_line(static_cast<int>(arguments.size()), arguments.data());
  std::cout.rdbuf(usual_out);
  std::cerr.rdbuf(usual_err);
  run.out = out.str();
  run.err = err.str();
  return run;
}

std::string answer(std::string_view status, std::string_view headers, std::string_view body) {
  return "HTTP/1.1 " + std::string(status) + "\r\nConnection: close\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string document(std::string_view type, std::string_view body) {
  return answer("200 OK", "ETag: \"1\"\r\nContent-Type: " + std::string(type) + "\r\n", body);
}

/// A website on a thread of its own: "GET /path" to the bytes of the answer. What is not there is 404.
class Website {
 public:
  explicit Website(std::map<std::string, std::string> pages)
      : pages_(std::move(pages)), server_(context_, [this](const std::string& request, int) { return reply(request); }) {
    thread_ = std::thread([this] { context_.run(); });
  }
  ~Website() {
    context_.stop();
    thread_.join();
  }
  Website(const Website&) = delete;
  Website& operator=(const Website&) = delete;

  std::string url(const std::string& path) const { return server_.url(path); }
  std::string host() const { return "127.0.0.1:" + std::to_string(server_.port()); }
  Run inspect(const std::string& path, const std::string& language, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"inspect", url(path), "--lang", language, "--allow-host", host()};
    words.insert(words.end(), more.begin(), more.end());
    return resso(std::move(words));
  }

 private:
  fakes::RawReply reply(const std::string& request) const {
    const auto target = request.substr(0, request.find(' ', request.find(' ') + 1));
    const auto found = pages_.find(target);
    std::string bytes = found == pages_.end() ? answer("404 Not Found", "Content-Type: text/html\r\n", "<html>no</html>") : found->second;
    for (auto at = bytes.find("{base}"); at != std::string::npos; at = bytes.find("{base}", at)) bytes.replace(at, 6, url(""));
    return {std::move(bytes), fakes::RawReply::End::close};
  }

  std::map<std::string, std::string> pages_;
  boost::asio::io_context context_{1};
  fakes::RawServer server_;
  std::thread thread_;
};

/// One that answers for its account by WebFinger, whose question names the port.
class FingeredWebsite {
 public:
  explicit FingeredWebsite(std::string finger)
      : finger_(std::move(finger)), server_(context_, [this](const std::string& request, int) {
          const bool asked = request.starts_with("GET /.well-known/webfinger?resource=acct%3Acasal%40127.0.0.1");
          return fakes::RawReply{asked ? document("application/jrd+json", finger_) : answer("404 Not Found", "", "<html>no</html>"),
                                 fakes::RawReply::End::close};
        }) {
    thread_ = std::thread([this] { context_.run(); });
  }
  ~FingeredWebsite() {
    context_.stop();
    thread_.join();
  }
  FingeredWebsite(const FingeredWebsite&) = delete;
  FingeredWebsite& operator=(const FingeredWebsite&) = delete;

  std::string url(const std::string& path) const { return server_.url(path); }
  std::string host() const { return "127.0.0.1:" + std::to_string(server_.port()); }

 private:
  std::string finger_;
  boost::asio::io_context context_{1};
  fakes::RawServer server_;
  std::thread thread_;
};

constexpr std::string_view kRss =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Casal de la Maurina</title>\n"
    "<item><guid>2</guid><title>Nova sala</title><link>https://casal.example/2</link><pubDate>Tue, 24 Nov 2026 12:00:00 "
    "GMT</pubDate></item>\n"
    "<item><guid>1</guid><title>Memòria</title><link>https://casal.example/1</link><pubDate>Mon, 02 Nov 2026 12:00:00 "
    "GMT</pubDate></item>\n"
    "</channel></rss>\n";
constexpr std::string_view kBrokenRss =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Casal</title>\n"
    "<item><guid>2</guid><title>Ofertes & tallers</title><pubDate>dimarts que ve</pubDate></item>\n</channel></rss>\n";
constexpr std::string_view kCalendar =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Agenda\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Cant coral\r\nLOCATION:Casal\r\n"
    "DTSTART;TZID=Europe/Madrid:20260105T183000\r\nRRULE:FREQ=WEEKLY;COUNT=5000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

TEST(Inspect, AGoodFeedIsFineInEveryLanguage) {
  const Website site({{"GET /feed", document("application/rss+xml", kRss)}});
  const auto ca = site.inspect("/feed", "ca");
  EXPECT_EQ(ca.status, 0) << ca.out << ca.err;
  EXPECT_THAT(ca.out, HasSubstr("Què és: un canal RSS o Atom (RSS 2.0, utf-8)"));
  EXPECT_THAT(ca.out, HasSubstr("Títol: Casal de la Maurina"));
  EXPECT_THAT(ca.out, HasSubstr("Resposta: 200, application/rss+xml, "));
  EXPECT_THAT(ca.out, HasSubstr("sap dir si ha canviat (ETag)"));
  EXPECT_THAT(ca.out, HasSubstr("Publicacions: 2\n  - "));
  EXPECT_THAT(ca.out, HasSubstr(": Nova sala\n"));
  EXPECT_THAT(ca.out, HasSubstr("    [[source]]\n    kind = \"feed\"\n    url = \"" + site.url("/feed") + "\"\n"));
  EXPECT_THAT(ca.out, HasSubstr("Tot bé: es pot afegir tal com és."));
  EXPECT_THAT(ca.out, Not(HasSubstr("⟦")));
  EXPECT_THAT(ca.err, IsEmpty());
  const auto es = site.inspect("/feed", "es");
  EXPECT_THAT(es.out, AllOf(HasSubstr("Qué es: un canal RSS o Atom"), HasSubstr("Todo bien"), Not(HasSubstr("⟦"))));
  const auto en = site.inspect("/feed", "en");
  EXPECT_THAT(en.out, AllOf(HasSubstr("What it is: a feed (RSS 2.0, utf-8)"), HasSubstr("All well"), Not(HasSubstr("⟦"))));
}

TEST(Inspect, ABrokenFeedIsToldWithItsLinesAndTheRemedy) {
  const Website site({{"GET /feed", document("application/rss+xml", kBrokenRss)}});
  const auto ca = site.inspect("/feed", "ca");
  EXPECT_EQ(ca.status, 1);
  EXPECT_THAT(ca.out, HasSubstr("Hi ha un «&» sense escriure com a «&amp;»; l’hem llegit igualment. (línia 3) Remei: "));
  EXPECT_THAT(ca.out, HasSubstr("Hi ha una data que no s’entén. (línia 3) Remei: "));
  EXPECT_THAT(ca.out, HasSubstr("Es pot afegir, i hi ha coses per millorar."));
  EXPECT_THAT(site.inspect("/feed", "es").out, HasSubstr("Hay una fecha que no se entiende. (línea 3) Remedio: "));
  EXPECT_THAT(site.inspect("/feed", "en").out, HasSubstr("There is a date that cannot be understood. (line 3) Remedy: "));
}

TEST(Inspect, AWrongCharacterSetIsTold) {
  const std::string latin =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Associaci\xF3</title>"
      "<item><guid>1</guid><title>Not\xED"
      "cia</title></item></channel></rss>";
  const Website site({{"GET /feed", document("application/rss+xml", latin)}});
  const auto ca = site.inspect("/feed", "ca");
  EXPECT_EQ(ca.status, 1);
  EXPECT_THAT(ca.out, HasSubstr("(RSS 2.0, windows-1252)"));
  EXPECT_THAT(ca.out, HasSubstr("Títol: Associació"));
  EXPECT_THAT(ca.out, HasSubstr("Diu que està escrit amb uns caràcters que no són els que fa servir."));
  EXPECT_THAT(site.inspect("/feed", "es").out, HasSubstr("Dice que está escrito con unos caracteres que no son los que usa."));
  EXPECT_THAT(site.inspect("/feed", "en").out, HasSubstr("The character encoding it declares is not the one it uses."));
}

TEST(Inspect, ACalendarTellsItsNextDatesWithTheirPlace) {
  const Website site({{"GET /agenda.ics", document("text/calendar", kCalendar)}});
  const auto ca = site.inspect("/agenda.ics", "ca");
  EXPECT_EQ(ca.status, 0) << ca.out;
  EXPECT_THAT(ca.out, HasSubstr("Què és: un calendari (iCalendar, utf-8)"));
  EXPECT_THAT(ca.out, HasSubstr("Actes: 1, dels quals 1 encara han de passar\n"));
  EXPECT_THAT(ca.out, HasSubstr("18.30\u00a0h: Cant coral · Casal\n"));
  EXPECT_THAT(ca.out, HasSubstr("calendars = [\"" + site.url("/agenda.ics") + "\"]"));
  EXPECT_THAT(site.inspect("/agenda.ics", "es").out, HasSubstr("Qué es: un calendario (iCalendar"));
  EXPECT_THAT(site.inspect("/agenda.ics", "en").out, HasSubstr("6.30\u00a0pm: Cant coral · Casal"));
}

TEST(Inspect, AWebPageLeadsToTheFeedItOffers) {
  const std::string html =
      "<!DOCTYPE html><html><head><title>Casal</title><link rel=\"alternate\" type=\"application/rss+xml\" "
      "title=\"Notícies\" href=\"/feed\"></head><body><h1>Casal</h1></body></html>";
  const Website site({{"GET /", document("text/html; charset=utf-8", html)}, {"GET /feed", document("application/rss+xml", kRss)}});
  const auto ca = site.inspect("/", "ca");
  EXPECT_EQ(ca.status, 0) << ca.out;
  EXPECT_THAT(ca.out, HasSubstr("Què és: una pàgina web"));
  EXPECT_THAT(ca.out, HasSubstr("Canals que ofereix: 1\n  - RSS: " + site.url("/feed") + " · Notícies"));
  EXPECT_THAT(ca.out, HasSubstr("I el primer que ofereix, " + site.url("/feed") + ":"));
  EXPECT_THAT(ca.out, HasSubstr("Títol: Casal de la Maurina"));
  EXPECT_THAT(ca.out, HasSubstr("url = \"" + site.url("/feed") + "\""));
  EXPECT_THAT(site.inspect("/", "en").out, HasSubstr("add the channel it offers"));
}

TEST(Inspect, APageWithEventsIsASource) {
  const std::string html =
      "<!DOCTYPE html><html><head><title>Casal</title><script type=\"application/ld+json\">{\"@context\":\"https://schema.org\","
      "\"@type\":\"Event\",\"name\":\"Ball de tarda\",\"startDate\":\"2030-05-04T18:00\",\"location\":{\"@type\":\"Place\","
      "\"name\":\"Sala gran\"}}</script></head><body></body></html>";
  const Website site({{"GET /agenda", document("text/html; charset=utf-8", html)}});
  const auto ca = site.inspect("/agenda", "ca");
  EXPECT_EQ(ca.status, 0) << ca.out;
  EXPECT_THAT(ca.out, HasSubstr("Actes: 1"));
  EXPECT_THAT(ca.out, HasSubstr("kind = \"page\""));
}

TEST(Inspect, APageWithNothingSaysWhatToDo) {
  const Website site({{"GET /", document("text/html", "<!DOCTYPE html><html><head><title>Hola</title></head><body>Hola</body></html>")}});
  const auto ca = site.inspect("/", "ca");
  EXPECT_EQ(ca.status, 1);
  EXPECT_THAT(ca.out, HasSubstr("La pàgina no ofereix cap canal ni diu actes que puguem llegir. Remei:"));
  EXPECT_THAT(ca.out, Not(HasSubstr("[[source]]")));
}

TEST(Inspect, WhatIsNotThereOrGoneIsTold) {
  const Website site({{"GET /gone", answer("410 Gone", "", "")}, {"GET /down", answer("503 Service Unavailable", "", "")}});
  const auto missing = site.inspect("/nowhere", "ca");
  EXPECT_EQ(missing.status, 1);
  EXPECT_THAT(missing.out, HasSubstr("Què falla: L’adreça respon «no trobat» (404). Remei: "));
  EXPECT_THAT(missing.out, HasSubstr("Ara mateix no se’n pot llegir res."));
  EXPECT_THAT(site.inspect("/nowhere", "es").out, HasSubstr("Qué falla: La dirección responde «no encontrado» (404). Remedio: "));
  EXPECT_THAT(site.inspect("/nowhere", "en").out, HasSubstr("What is wrong: The address answers “not found” (404). Remedy: "));
  EXPECT_THAT(site.inspect("/gone", "ca").out, HasSubstr("Què falla: El servidor diu que això ja no hi és"));
  EXPECT_THAT(site.inspect("/down", "en").out, HasSubstr("The server is not available just now (503)."));
}

TEST(Inspect, ALoginPageIsNotAFeed) {
  const std::string html = "<!DOCTYPE html><html><head><title>Inicia sessió</title></head><body><input type=\"password\"></body></html>";
  const Website site({{"GET /login", document("text/html", html)}, {"GET /feed", answer("302 Found", "Location: /login\r\n", "")}});
  const auto ca = site.inspect("/feed", "ca");
  EXPECT_EQ(ca.status, 1);
  EXPECT_THAT(ca.out, HasSubstr("Què és: alguna cosa que no es deixa llegir sense permís"));
  EXPECT_THAT(ca.out, HasSubstr("ens envia (302) a " + site.url("/login")));
  EXPECT_THAT(ca.out, HasSubstr("Porta a una pàgina d’inici de sessió. Remei: "));
  EXPECT_THAT(ca.out, HasSubstr("Cal permís abans de poder-ho llegir."));
  EXPECT_THAT(site.inspect("/feed", "es").out, HasSubstr("Lleva a una página de inicio de sesión."));
  EXPECT_THAT(site.inspect("/feed", "en").out, HasSubstr("It leads to a login page."));
}

TEST(Inspect, RedirectsThatNeverEndAreNamed) {
  const Website site(
      {{"GET /a", answer("301 Moved Permanently", "Location: /b\r\n", "")}, {"GET /b", answer("302 Found", "Location: /a\r\n", "")}});
  const auto ca = site.inspect("/a", "ca");
  EXPECT_EQ(ca.status, 1);
  EXPECT_THAT(ca.out, HasSubstr("Les redireccions no s’acaben mai"));
  EXPECT_THAT(site.inspect("/a", "en").out, HasSubstr("The redirects never end"));
}

TEST(Inspect, APermanentMoveIsToldWithTheNewAddress) {
  const Website site(
      {{"GET /old", answer("301 Moved Permanently", "Location: /feed\r\n", "")}, {"GET /feed", document("application/rss+xml", kRss)}});
  EXPECT_THAT(site.inspect("/old", "ca").out, HasSubstr("s’ha traslladat per sempre (301) a " + site.url("/feed")));
}

TEST(Inspect, TheGuardKeepsUsFromPrivateAddressesUnlessTold) {
  const Website site({{"GET /feed", document("application/rss+xml", kRss)}});
  const auto ca = resso({"inspect", site.url("/feed"), "--lang", "ca"});
  EXPECT_EQ(ca.status, 1);
  EXPECT_THAT(ca.out, HasSubstr("L’adreça és d’una xarxa privada i no hi podem anar. Remei: "));
  EXPECT_THAT(ca.out, HasSubstr("--allow-host"));
  EXPECT_THAT(resso({"inspect", site.url("/feed"), "--lang", "es"}).out, HasSubstr("La dirección es de una red privada"));
  EXPECT_THAT(resso({"inspect", site.url("/feed"), "--lang", "en"}).out, HasSubstr("The address is on a private network"));
}

constexpr std::string_view kDavOpen =
    "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">"
    "<d:response><d:href>/dav/casal/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
    "<d:displayname>Agenda</d:displayname></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>";

std::string dav_events() {
  return "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\" "
         "xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><d:response><d:href>/dav/casal/1.ics"
         "</d:href><d:propstat><d:prop><d:getetag>\"1\"</d:getetag><c:calendar-data>" +
         std::string(kCalendar) +
         "</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>";
}

TEST(Inspect, ACaldavCollectionIsReadAndOneBehindAPasswordIsRecognised) {
  const Website open({{"GET /dav/casal/", answer("405 Method Not Allowed", "DAV: 1, calendar-access\r\n", "")},
                      {"PROPFIND /dav/casal/", answer("207 Multi-Status", "Content-Type: application/xml\r\n", kDavOpen)},
                      {"REPORT /dav/casal/", answer("207 Multi-Status", "Content-Type: application/xml\r\n", dav_events())}});
  const auto read = open.inspect("/dav/casal/", "ca");
  EXPECT_EQ(read.status, 0) << read.out;
  EXPECT_THAT(read.out, HasSubstr("Què és: un calendari CalDAV (CalDAV)"));
  EXPECT_THAT(read.out, HasSubstr("Actes: 1"));
  EXPECT_THAT(read.out, HasSubstr("kind = \"caldav\""));

  const auto refusal = answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"casal\"\r\nDAV: 1\r\n", "");
  const Website closed({{"GET /dav/casal/", refusal}, {"PROPFIND /dav/casal/", refusal}});
  const auto ca = closed.inspect("/dav/casal/", "ca");
  EXPECT_EQ(ca.status, 1);
  EXPECT_THAT(ca.out, HasSubstr("Demana una contrasenya, o la que tenim no hi val. Remei: "));
  EXPECT_THAT(ca.out, HasSubstr("Cal permís abans de poder-ho llegir."));
  EXPECT_THAT(closed.inspect("/dav/casal/", "es").out, HasSubstr("Pide una contraseña"));
  EXPECT_THAT(closed.inspect("/dav/casal/", "en").out, HasSubstr("It asks for a password"));
}

TEST(Inspect, FilesAndOtherDocumentsAreOfNoUse) {
  const Website site({{"GET /cartell.pdf", document("application/pdf", "%PDF-1.7\n\x01\x02")},
                      {"GET /foto", document("image/png", "\x89PNG\r\n\x1A\n")},
                      {"GET /text", document("text/plain", "Hola a tothom")},
                      {"GET /api", document("application/json", "{\"a\":1}")}});
  const auto pdf = site.inspect("/cartell.pdf", "ca");
  EXPECT_EQ(pdf.status, 1);
  EXPECT_THAT(pdf.out, HasSubstr("Què és: un fitxer (PDF)"));
  EXPECT_THAT(pdf.out, HasSubstr("Aquí no hi ha res que Ressò pugui recollir."));
  EXPECT_THAT(site.inspect("/foto", "en").out, HasSubstr("What it is: a file (PNG)"));
  EXPECT_THAT(site.inspect("/text", "es").out, HasSubstr("Qué es: un documento que no es ningún canal"));
  EXPECT_EQ(site.inspect("/api", "en").status, 1);
}

TEST(Inspect, ADocumentThatIsNoChannelIsNamed) {
  const Website site(
      {{"GET /api", document("application/json", "{\"a\":1}")},
       {"GET /sitemap.xml", document("application/xml", "<?xml version=\"1.0\"?><urlset><url/></urlset>")},
       {"GET /empty", document("application/rss+xml", "")},
       {"GET /cut.json",
        document("application/feed+json", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Casal\",\"items\":[{\"id\":")}});
  EXPECT_THAT(site.inspect("/api", "ca").out, HasSubstr("Què és: un document que no és cap canal (utf-8, JSON)"));
  EXPECT_THAT(site.inspect("/sitemap.xml", "ca").out, HasSubstr("un document que no és cap canal (utf-8, XML)"));
  EXPECT_THAT(site.inspect("/empty", "ca").out, HasSubstr("Què falla: Respon un document buit. Remei: "));
  EXPECT_THAT(site.inspect("/empty", "es").out, HasSubstr("Qué falla: Responde un documento vacío. Remedio: "));
  EXPECT_THAT(site.inspect("/empty", "en").out, HasSubstr("What is wrong: It answers with an empty document. Remedy: "));
  const auto cut = site.inspect("/cut.json", "ca");
  EXPECT_EQ(cut.status, 1);
  EXPECT_THAT(cut.out, HasSubstr("Què falla: El canal JSON Feed està mal escrit o es talla. Remei: "));
  EXPECT_THAT(cut.out, Not(HasSubstr("[[source]]")));
}

TEST(Inspect, AFeedCutWithinItsFirstEntryIsBroken) {
  const Website site({{"GET /feed", document("application/rss+xml", kRss.substr(0, kRss.find("<title>Nova") - 20))}});
  const auto ca = site.inspect("/feed", "ca");
  EXPECT_EQ(ca.status, 1);
  EXPECT_THAT(ca.out, HasSubstr("Què falla: El canal RSS es trenca abans de la primera entrada. (línia 3) Remei: ")) << ca.out;
}

TEST(Inspect, HowLongAServerAsksToWaitIsTold) {
  const Website site({{"GET /feed", answer("429 Too Many Requests", "Retry-After: 3600\r\n", "")}});
  const auto ca = site.inspect("/feed", "ca");
  EXPECT_THAT(ca.out, HasSubstr("El servidor ens ha demanat que esperem. Remei: "));
  EXPECT_THAT(ca.out, HasSubstr("  - demana que esperem 60 minuts abans de tornar-hi\n"));
}

TEST(Inspect, ARedirectThatCannotBeFollowedIsToldWithItsAddress) {
  const Website site({{"GET /a", answer("302 Found", "Location: ftp://casal.example/feed\r\n", "")},
                      {"GET /b", answer("302 Found", "Location: /login\r\n", "")},
                      {"GET /login", answer("500 Internal Server Error", "", "")}});
  EXPECT_THAT(site.inspect("/a", "ca").out, HasSubstr("ftp://casal.example/feed"));
  EXPECT_THAT(site.inspect("/b", "ca").out, HasSubstr("the server failed inside (500) (" + site.url("/login") + ")"));
}

TEST(Inspect, AnAccountIsFoundByTheDomainThatItIsCalledAfter) {
  const Website social({{"GET /api/v2/instance", document("application/json", "{\"domain\":\"casal.example\",\"version\":\"4.5.0\"}")},
                        {"GET /api/v1/accounts/lookup?acct=casal", document("application/json", "{\"id\":\"7\",\"acct\":\"casal\"}")},
                        {"GET /api/v1/accounts/7/statuses?limit=40", document("application/json", "[]")}});
  const std::string finger =
      "{\"links\":[{\"rel\":\"self\",\"type\":\"application/activity+json\",\"href\":\"" + social.url("/users/casal") + "\"}]}";
  FingeredWebsite site(finger);
  const auto run = [&](const std::string& language, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"inspect",      site.url("/@casal"), "--lang",       language,
                                   "--allow-host", site.host(),         "--allow-host", social.host()};
    words.insert(words.end(), more.begin(), more.end());
    return resso(std::move(words));
  };
  const auto ca = run("ca");
  EXPECT_THAT(ca.out, HasSubstr("Què és: un compte de Mastodon o parent (Mastodon 4.5.0)\n")) << ca.err;
  EXPECT_THAT(ca.out, HasSubstr("  - el domini diu que el seu servidor és " + social.url("") + "\n"));
  EXPECT_THAT(ca.out, HasSubstr("url = \"" + social.url("/@casal") + "\""));
  EXPECT_THAT(run("es").out, HasSubstr("el dominio dice que su servidor es " + social.url("")));
  EXPECT_THAT(run("en").out, HasSubstr("the domain says that its server is " + social.url("")));
  EXPECT_THAT(run("en", {"--json"}).out, HasSubstr("\"server\": \"" + social.url("") + "\""));
}

TEST(Inspect, AnOpmlListTellsItsChannels) {
  const Website site({{"GET /list.opml", document("text/x-opml",
                                                  "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>Barri</title></head><body>"
                                                  "<outline text=\"Casal\" xmlUrl=\"https://casal.example/feed\"/></body></opml>")}});
  const auto ca = site.inspect("/list.opml", "ca");
  EXPECT_EQ(ca.status, 0) << ca.out;
  EXPECT_THAT(ca.out, HasSubstr("Què és: una llista OPML de canals"));
  EXPECT_THAT(ca.out, HasSubstr("Canals que hi ha a la llista: 1\n  - Casal: https://casal.example/feed"));
  EXPECT_THAT(ca.out, HasSubstr("    url = \"https://casal.example/feed\""));
}

TEST(Inspect, AnAccountAndAHashtagAreReadByTheirApi) {
  demo::Servers city(Engine::now());
  ASSERT_TRUE(city.start(false));
  const auto server = city.addresses().a;
  const auto host = server.substr(7);
  const auto account = resso({"inspect", server + "/@llancadora", "--lang", "ca", "--allow-host", host});
  EXPECT_EQ(account.status, 0) << account.out << account.err;
  EXPECT_THAT(account.out, HasSubstr("Què és: un compte de Mastodon o parent (Mastodon"));
  EXPECT_THAT(account.out, HasSubstr("Ateneu la Llançadora"));
  EXPECT_THAT(account.out, HasSubstr("kind = \"mastodon\"\n    url = \"" + server + "/@llancadora\""));
  const auto tag = resso({"inspect", server + "/tags/RessòDemo", "--lang", "en", "--allow-host", host});
  EXPECT_EQ(tag.status, 0) << tag.out << tag.err;
  EXPECT_THAT(tag.out, HasSubstr("[[hashtag]]\n    name = \"RessòDemo\""));
  EXPECT_THAT(resso({"inspect", server + "/@nobody", "--lang", "es", "--allow-host", host}).out,
              HasSubstr("El servidor no conoce esta cuenta"));
}

TEST(Inspect, AServerOfTheFamilyIsKnownByItsHomePage) {
  const Website site(
      {{"GET /",
        document("text/html", "<!DOCTYPE html><html><head><title>Mastodont</title></head><body><div id=\"mastodon\"></div></body></html>")},
       {"GET /api/v2/instance", document("application/json",
                                         "{\"domain\":\"mastodont.example\",\"title\":\"Mastodont\",\"version\":\"4.3.1\","
                                         "\"configuration\":{}}")}});
  const auto ca = site.inspect("/", "ca");
  EXPECT_EQ(ca.status, 0) << ca.out;
  EXPECT_THAT(ca.out, HasSubstr("Què és: un servidor de Mastodon o parent"));
  EXPECT_THAT(ca.out, HasSubstr("4.3.1"));
  EXPECT_THAT(ca.out, HasSubstr("És un servidor: afegiu-ne una etiqueta o l’adreça d’un compte."));
}

TEST(Inspect, AnExpiredCertificateIsTold) {
  fakes::CertificateAuthority authority;
  ::setenv("SSL_CERT_FILE", authority.ca_file().c_str(), 1);
  const auto files = authority.issue("localhost", "DNS:localhost,IP:127.0.0.1", -30, -1);
  boost::asio::io_context context{1};
  net::ServerOptions options;
  options.tls_certificate = files.certificate;
  options.tls_key = files.key;
  auto server = net::Server::listen(context.get_executor(), options, [](net::ServerRequest) -> boost::asio::awaitable<net::ServerResponse> {
    co_return net::ServerResponse{};
  });
  ASSERT_TRUE(server) << describe(server.error());
  std::thread thread([&] { context.run(); });
  const std::string host = "127.0.0.1:" + std::to_string((*server)->port());
  const auto inspect = [&](const std::string& language) {
    return resso({"inspect", "https://" + host + "/feed", "--lang", language, "--allow-host", host});
  };
  EXPECT_THAT(inspect("ca").out, HasSubstr("El certificat de seguretat del web ha caducat. Remei: "));
  EXPECT_THAT(inspect("es").out, HasSubstr("El certificado de seguridad de la web ha caducado. Remedio: "));
  EXPECT_THAT(inspect("en").out, HasSubstr("The website’s security certificate has expired. Remedy: "));
  context.stop();
  thread.join();
  ::unsetenv("SSL_CERT_FILE");
}

TEST(Inspect, TheConfigurationItOffersIsOneThatIsAccepted) {
  const Website site({{"GET /feed", document("application/rss+xml", kRss)}});
  const auto run = site.inspect("/feed", "ca");
  const auto at = run.out.find("    [[source]]");
  ASSERT_NE(at, std::string::npos);
  const auto block = run.out.substr(at, run.out.find("\n\n", at) - at);
  const std::string city =
      "[city]\nname = \"A\"\ntimezone = \"Europe/Madrid\"\nlanguages = [\"ca\"]\npublic_url = \"http://127.0.0.1:8080\"\n"
      "contact = \"http://127.0.0.1/\"\n[store]\npath = \"a.db\"\n[network]\nallow_hosts = [\"127.0.0.1\"]\n";
  const auto parsed = config::parse_settings(city + block + "\n", std::filesystem::temp_directory_path() / "a.toml");
  const auto* problems = std::get_if<config::Problems>(&parsed);
  EXPECT_EQ(problems, nullptr) << (problems ? describe(problems->front()) : "") << "\n" << block;
}

TEST(Inspect, JsonTellsTheSameToPrograms) {
  const Website site({{"GET /feed", document("application/rss+xml", kBrokenRss)}});
  const auto run = site.inspect("/feed", "en", {"--json"});
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr("\"found\": \"feed\""), HasSubstr("\"code\": \"xml_ampersand\""), HasSubstr("\"line\": 3"),
                             HasSubstr("\"fine\": false")));
}

TEST(Inspect, APasswordIsReadFromItsFileAndNeverPrinted) {
  const TemporaryDirectory directory;
  const auto file = directory / "password";
  std::ofstream(file) << "molt-secret\n";
  const Website site({{"GET /feed", document("application/rss+xml", kRss)}});
  const auto run = site.inspect("/feed", "ca", {"--user", "casal", "--password-file", file.string()});
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("user = \"casal\"\n    password_file = \"secrets/127.0.0.1\""), Not(HasSubstr("molt-secret"))));
  auto typed = site.url("/feed");
  typed.insert(7, "casal:molt-secret@");
  EXPECT_THAT(resso({"inspect", typed, "--allow-host", site.host()}).out, Not(HasSubstr("molt-secret")));
}

TEST(Inspect, WrongUseIsTwoAndSaysWhat) {
  const auto none = resso({"inspect"});
  EXPECT_EQ(none.status, 2);
  const auto scheme = resso({"inspect", "ftp://casal.example/"});
  EXPECT_EQ(scheme.status, 2);
  EXPECT_THAT(scheme.err, Not(IsEmpty()));
  EXPECT_EQ(resso({"inspect", "https://casal.example/", "--lang", "fr"}).status, 2);
  EXPECT_EQ(resso({"inspect", "https://casal.example/", "--user", "a", "--password-file", "/nowhere/at/all"}).status, 2);
}

TEST(InspectTarget, IsReadAsPeopleWriteIt) {
  using connectors::parse_target;
  const auto account = parse_target("@casal@mastodont.example");
  ASSERT_TRUE(account);
  EXPECT_EQ(account->url + " " + account->name, "https://mastodont.example casal");
  EXPECT_EQ(parse_target("https://a.example/@casal@b.example")->url, "https://b.example");
  EXPECT_EQ(parse_target("https://a.example/tags/8M")->name, "8M");
  EXPECT_EQ(parse_target("casal.example/feed")->url, "https://casal.example/feed");
  EXPECT_EQ(parse_target("webcal://casal.example/a.ics")->url, "https://casal.example/a.ics");
  EXPECT_FALSE(parse_target("https://a.example/@casal/113")->is_mastodon());
  EXPECT_EQ(parse_target("https://u:p@a.example/x")->credentials.user, "u");
  EXPECT_FALSE(parse_target(""));
}

}  // namespace
}  // namespace resso::daemon
