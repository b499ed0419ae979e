#include "tests/manners/documents.hpp"

#include "text/json_write.hpp"
#include "text/timestamp.hpp"

#include <algorithm>

namespace resso::manners {
namespace {

std::string skipped(const Document& document) {
  if (document.asks == Asks::skip_hours) return "<skipHours><hour>2</hour><hour>3</hour><hour>14</hour></skipHours>";
  if (document.asks == Asks::skip_days) return "<skipDays><day>Sunday</day></skipDays>";
  return {};
}

std::string rss(const Document& document, const std::string& address, std::int64_t version) {
  std::string out = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + address + "</title><link>https://" + address +
                    "</link><description>Barri</description>" + skipped(document);
  if (document.asks == Asks::interval) out += "<ttl>" + std::to_string(document.asked.count() / 60) + "</ttl>";
  for (std::int64_t n = version; n > version - 2; --n)
    out += "<item><guid isPermaLink=\"false\">" + address + std::to_string(n) + "</guid><title>Notícia " + std::to_string(n) +
           "</title></item>";
  return out + "</channel></rss>";
}

std::string atom(const Document& document, const std::string& address, std::int64_t version) {
  std::string out =
      "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">"
      "<id>urn:" +
      address + "</id><title>" + address + "</title><updated>2026-10-01T10:00:00Z</updated>";
  if (document.asks == Asks::interval) {  // so often a day
    out += "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>" + std::to_string(86400 / document.asked.count()) +
           "</sy:updateFrequency>";
  }
  return out + "<entry><id>urn:" + address + std::to_string(version) + "</id><title>Nota " + std::to_string(version) +
         "</title><updated>2026-10-01T10:00:00Z</updated></entry></feed>";
}

std::string json(const std::string& address, std::int64_t version) {
  return R"({"version":"https://jsonfeed.org/version/1.1","title":")" + address + R"(","items":[{"id":")" + std::to_string(version) +
         R"(","content_text":"Nota"}]})";
}

std::string ics(const Document& document, const std::string& address, std::int64_t version, Instant began) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//CA\r\n";
  if (document.asks == Asks::interval) out += "REFRESH-INTERVAL;VALUE=DURATION:PT" + std::to_string(document.asked.count() / 60) + "M\r\n";
  const Instant at = began + Seconds(86400 * 20 + 3600 * (version % 100));
  std::string stamp = text::format_utc(at);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return out + "BEGIN:VEVENT\r\nUID:" + address + "\r\nDTSTAMP:20261001T100000Z\r\nDTSTART:" + stamp + "\r\nSUMMARY:Assaig " +
         std::to_string(version) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

std::string page(std::int64_t version, Instant began) {
  return R"(<!DOCTYPE html><html><head><title>Casal</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Event","name":"Xerrada )" +
         std::to_string(version) + R"(","startDate":")" + text::format_utc(began + Seconds(86400 * 30)) +
         R"("}</script></head><body></body></html>)";
}

}  // namespace

std::string write_document(const Document& document, const std::string& address, std::int64_t version, Instant began) {
  switch (document.form) {
    case Form::rss: return rss(document, address, version);
    case Form::atom: return atom(document, address, version);
    case Form::json: return json(address, version);
    case Form::ics: return ics(document, address, version, began);
    case Form::page: return page(version, began);
  }
  return {};
}

std::string media_type(Form form) {
  switch (form) {
    case Form::rss: return "application/rss+xml; charset=utf-8";
    case Form::atom: return "application/atom+xml; charset=utf-8";
    case Form::json: return "application/feed+json";
    case Form::ics: return "text/calendar; charset=utf-8";
    case Form::page: return "text/html; charset=utf-8";
  }
  return {};
}

std::string write_timeline(const std::string& host, const std::string& account, std::int64_t newest, std::int64_t oldest,
                           std::int64_t after, std::int64_t before, int limit, Instant began, Seconds every) {
  std::vector<std::int64_t> numbers;
  for (std::int64_t n = newest; n >= oldest; --n)
    if (n > after && (before < 0 || n < before)) numbers.push_back(n);
  const auto count = std::min(numbers.size(), static_cast<std::size_t>(limit));
  if (after >= 0) numbers.erase(numbers.begin(), numbers.end() - static_cast<std::ptrdiff_t>(count));
  numbers.resize(count);
  text::JsonWriter json;
  json.begin_array();
  for (const std::int64_t n : numbers) {
    const std::string id = std::to_string(1000000 + n);
    json.begin_object().member("id", id).member("uri", "https://" + host + "/users/" + account + "/statuses/" + id);
    json.member("url", "https://" + host + "/@" + account + "/" + id).member("visibility", "public").member("content", "<p>Hola</p>");
    json.member("created_at", text::format_utc(began + every * (n - 100)));
    json.key("account")
        .begin_object()
        .member("id", "9")
        .member("acct", account)
        .member("url", "https://" + host + "/@" + account)
        .end_object();
    json.key("tags").begin_array().end_array().end_object();
  }
  json.end_array();
  return json.take();
}

}  // namespace resso::manners
