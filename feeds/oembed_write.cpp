#include "feeds/oembed_write.hpp"

#include "feeds/filter.hpp"
#include "feeds/pages/embed_snippets.hpp"
#include "feeds/scope.hpp"
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
  const auto filter =
      parse_filter(question == std::string::npos ? std::string_view() : std::string_view(url->target).substr(question + 1), snapshot);
  if (!filter || (kind != "/" && kind != "/entities/{slug}" && kind != "/events/{id}" && kind != "/embed/agenda"))
    return nothing_there(address);
  EmbedChoice choice;
  choice.page = address;
  choice.filter = *filter;
  if (choice.filter.languages.size() == 1) choice.language = choice.filter.languages.front();
  choice.filter.languages.clear();
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

}  // namespace

Result<std::string> write_oembed(const Snapshot& snapshot, const OutputRequest& request) {
  const auto format = request.own_value("format");
  if (!format.empty() && format != "json") return Error{Errc::limit, "only JSON is made here", "format", "ask with format=json", 0};
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
  text::JsonWriter json(1);
  json.begin_object().member("type", "rich").member("version", "1.0").member("title", choice->title);
  json.member("provider_name", "Ressò · " + snapshot.city.name).member("provider_url", snapshot.city.public_url + "/");
  json.member("cache_age", kCacheAge).member("html", frame_snippet(snapshot, *choice, std::to_string(*width), *height));
  json.member("width", *width).member("height", *height).end_object();
  return json.take() + "\n";
}

}  // namespace resso::feeds
