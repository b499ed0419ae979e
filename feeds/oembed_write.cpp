#include "feeds/oembed_write.hpp"

#include "feeds/filter.hpp"
#include "feeds/pages/embed_snippets.hpp"
#include "feeds/scope.hpp"
#include "feeds/xml_write.hpp"
#include "text/json_write.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <charconv>

namespace resso::feeds {
namespace {

constexpr int kWidth = 600;        // px, where nobody says less
constexpr int kLeast = 200;        // below that no act can be read
constexpr int kEventHeight = 300;  // px
constexpr std::string_view kCacheAge = "3600";

Result<int> read_most(const OutputRequest& request, std::string_view key, int usual) {
  const auto value = request.own_value(key);
  if (value.empty()) return usual;
  int most = 0;
  const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), most);
  if (failure != std::errc() || end != value.data() + value.size() || most < 1)
    return Error{Errc::bad_input, "not a number of pixels", std::string(key), "write it as " + std::string(key) + "=600", 0};
  return std::clamp(most, kLeast, usual);
}

Error nothing_there(std::string_view url) {
  return Error{Errc::not_found, "nothing here can be embedded from this address", std::string(url),
               "give the address of the agenda, of an entity or of an event", 0};
}

/// Path and query of an address of ours; http and https are the same to whoever pastes.
Result<text::Url> own_address(const Snapshot& snapshot, std::string_view address) {
  const auto url = text::parse_url(address), own = text::parse_url(snapshot.city.public_url);
  if (!url || !own || url->host != own->host) return nothing_there(address);
  return *url;
}

/// The page's own lang= is the language of the words, whatever else it says is the filter.
Result<EmbedChoice> choose(const Snapshot& snapshot, std::string_view address) {
  const auto url = own_address(snapshot, address);
  if (!url) return url.error();
  const auto match = match_output(url->path());
  const auto kind = match ? match->output->pattern : std::string_view();
  const auto question = url->target.find('?');
  const auto query = question == std::string::npos ? std::string_view() : std::string_view(url->target).substr(question + 1);
  const auto filter = parse_filter(query, snapshot);
  if (!filter || (kind != "/" && kind != "/entities/{slug}" && kind != "/events/{id}" && kind != "/embed/agenda"))
    return nothing_there(address);
  EmbedChoice choice;
  choice.page = address;
  choice.filter = *filter;
  if (choice.filter.languages.size() == 1) choice.language = choice.filter.languages.front();
  choice.filter.languages.clear();
  if (kind == "/" && !names_filter(query)) choice.filter = snapshot.city.default_filter;  // as that page does
  OutputRequest about{choice.filter, choice.language.empty() ? snapshot.city.languages.front() : choice.language, "", ""};
  choice.title = scope_title(snapshot, about, Telling::agenda);
  if (kind == "/events/{id}") {
    const auto* event = snapshot.event(match->subject);
    if (!event) return nothing_there(address);
    choice.event = event->id;
    choice.title = event->title;
    choice.filter = {};
  } else if (kind == "/entities/{slug}") {
    const auto* entity = snapshot.entity(match->subject);
    if (!entity) return nothing_there(address);
    choice.filter = {};
    choice.filter.entities = {entity->slug};
    choice.title = entity->name;
  }
  return choice;
}

/// What is answered, in the order of the protocol (§2.3.4); numbers stay numbers in JSON.
struct Answer {
  EmbedChoice choice;
  int width = 0, height = 0;  ///< px
};

std::string provider_name(const Snapshot& snapshot) { return "Ressò · " + snapshot.city.name; }
std::string frame_of(const Snapshot& snapshot, const Answer& answer) {
  return frame_snippet(snapshot, answer.choice, std::to_string(answer.width), answer.height);
}

std::string as_json(const Snapshot& snapshot, const Answer& answer) {
  text::JsonWriter json(1);
  json.begin_object().member("type", "rich").member("version", "1.0").member("title", answer.choice.title);
  json.member("provider_name", provider_name(snapshot)).member("provider_url", snapshot.city.public_url + "/");
  json.member("cache_age", kCacheAge).member("html", frame_of(snapshot, answer));
  json.member("width", answer.width).member("height", answer.height).end_object();
  return json.take() + "\n";
}

std::string as_xml(const Snapshot& snapshot, const Answer& answer) {
  XmlWriter xml;
  xml.open("oembed").leaf("type", "rich").leaf("version", "1.0").leaf("title", answer.choice.title);
  xml.leaf("provider_name", provider_name(snapshot)).leaf("provider_url", snapshot.city.public_url + "/");
  xml.leaf("cache_age", kCacheAge).leaf("html", frame_of(snapshot, answer));
  xml.leaf("width", std::to_string(answer.width)).leaf("height", std::to_string(answer.height)).close();
  return xml.take();
}

}  // namespace

std::string_view oembed_media_type(const OutputRequest& request) {
  return request.own_value("format") == "xml" ? "text/xml; charset=utf-8" : "application/json";
}

Result<std::string> write_oembed(const Snapshot& snapshot, const OutputRequest& request) {
  const auto format = request.own_value("format");
  if (!format.empty() && format != "json" && format != "xml")
    return Error{Errc::limit, "not made in this format", "format", "ask with format=json or format=xml", 0};
  const auto url = request.own_value("url");
  if (url.empty())
    return Error{Errc::bad_input, "the address is missing", "url", "ask with url=" + text::percent_encode(snapshot.city.public_url + "/"),
                 0};
  const auto choice = choose(snapshot, url);
  if (!choice) return choice.error();
  const auto width = read_most(request, "maxwidth", kWidth);
  if (!width) return width.error();
  const auto height = read_most(request, "maxheight", choice->event.empty() ? embed_height(choice->filter) : kEventHeight);
  if (!height) return height.error();
  const Answer answer{*choice, *width, *height};
  return format == "xml" ? as_xml(snapshot, answer) : as_json(snapshot, answer);
}

}  // namespace resso::feeds
