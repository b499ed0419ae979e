#include "connectors/feed/module_read.hpp"

#include "connectors/feed/event_read.hpp"
#include "connectors/feed/media_read.hpp"
#include "text/unicode.hpp"

#include <charconv>

namespace resso::connectors::feed {
namespace {

void dublin_core(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Described& to) {
  const LowerName name(element);
  if (name == "title" && !to.title.stated()) to.title = reader.words(element, scope);
  if (name == "description" && !to.summary.stated()) to.summary = reader.words(element, scope);
  if (name == "creator" || name == "author") to.authors.push_back(read_person(reader.line(element)));
  if (name == "contributor") to.contributors.push_back(read_person(reader.line(element)));
  if (name == "subject") add_category(to.categories, reader.line(element), {});
  if (name == "rights") to.rights = reader.words(element, scope);
  if (name == "language") to.language = reader.line(element);
  if (name == "identifier" && to.id.empty()) to.id = reader.line(element);
  if (name == "date") {  // of what, Dublin Core does not say
    const auto at = reader.date(element);
    if (!to.published) to.published = at;
    if (!to.updated) to.updated = at;
  }
}

void dublin_core_terms(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Described& to) {
  const LowerName name(element);
  if (name == "issued" || name == "available")
    to.published = reader.date(element);
  else if (name == "modified")
    to.updated = reader.date(element);
  else if (name == "created")
    to.created = reader.date(element);
  else if (name == "abstract" && !to.summary.stated())
    to.summary = reader.words(element, scope);
  else
    dublin_core(reader, element, scope, to);
}

/// "Música, Teatre" or "Música Teatre".
void keywords(std::string_view list, std::vector<Category>& to) {
  const char separator = list.find(',') != std::string_view::npos ? ',' : ' ';
  while (!list.empty()) {
    const auto end = list.find(separator);
    add_category(to, std::string(text::trim(list.substr(0, end))), "keyword");
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  }
}

void itunes_category(const text::XmlNode& element, std::vector<Category>& to, int depth) {
  add_category(to, std::string(element.attribute("text")), "http://www.itunes.com/");
  if (depth == 0) return;
  for (const text::XmlNode& inner : element.children()) {
    if (LowerName(inner) == "category") itunes_category(inner, to, depth - 1);
  }
}

void itunes(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Described& to) {
  const LowerName name(element);
  if (name == "author" && to.authors.empty()) to.authors.push_back(read_person(reader.line(element)));
  if ((name == "subtitle" || name == "summary") && !to.summary.stated()) to.summary = reader.words(element, scope);
  if (name == "keywords") keywords(reader.line(element), to.categories);
  if (name == "category") itunes_category(element, to.categories, 3);
  if (name == "title" && !to.title.stated()) to.title = reader.words(element, scope);
  const bool picture = name == "image" || (name == "link" && element.attribute("rel") == "image");
  if (picture && to.image.empty()) {
    const std::string_view href = element.attribute("href");
    to.image = reader.address(href.empty() ? element.attribute("url") : href, scope);
  }
}

std::optional<double> number(std::string_view text) {
  text = text::trim(text);
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end == text.data()) return std::nullopt;
  return value;
}

std::optional<GeoPoint> point(std::string_view text) {  // "41.56 2.01" or "41.56,2.01"
  text = text::trim(text);
  const auto gap = text.find_first_of(" ,\t\n");
  if (gap == std::string_view::npos) return std::nullopt;
  const auto rest = text.find_first_not_of(" ,\t\n", gap);
  const auto latitude = number(text.substr(0, gap));
  const auto longitude = rest == std::string_view::npos ? std::nullopt : number(text.substr(rest));
  if (!latitude || !longitude || *latitude < -90 || *latitude > 90 || *longitude < -180 || *longitude > 180) return std::nullopt;
  return GeoPoint{*latitude, *longitude};
}

void place(ElementReader& reader, const text::XmlNode& element, Entry& to, int depth) {
  const LowerName name(element);
  if (name == "point" || name == "pos") {
    if (const auto found = point(element.text())) to.point = found;
  }
  if (name == "lat" || name == "long" || name == "lon") {
    const auto value = number(reader.line(element));
    if (!value) return;
    if (!to.point) to.point = GeoPoint{};
    (name == "lat" ? to.point->latitude : to.point->longitude) = *value;
  }
  if (depth == 0) return;
  for (const text::XmlNode& inner : element.children()) place(reader, inner, to, depth - 1);
}

void syndication(ElementReader& reader, const text::XmlNode& element, FeedDocument& to) {
  const LowerName name(element);
  const std::string value = text::to_lower_ascii(reader.line(element));
  // updatePeriod comes before or after updateFrequency: the interval is kept as period divided by frequency whatever the order.
  if (name == "updateperiod") {
    const long long hours = value == "hourly" ? 1 : value == "daily" ? 24 : value == "weekly" ? 168 : value == "monthly" ? 720 : 0;
    if (hours > 0) to.update_period = Seconds{hours * 3600};
  } else if (name == "updatefrequency") {
    const auto frequency = number(value);
    if (frequency && *frequency >= 1 && *frequency <= 10000) to.update_frequency = static_cast<int>(*frequency);
  }
}

void atom_in_rss(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Described& to, Entry* entry, FeedDocument* feed) {
  const LowerName name(element);
  if (name == "link") read_atom_link(reader, element, scope, to, entry, feed);
  if (name == "updated" && !to.updated) to.updated = reader.date(element);
  if (name == "published" && !to.published) to.published = reader.date(element);
  if (name == "author" && to.authors.empty()) to.authors.push_back(reader.atom_person(element, scope));
  if (name == "title" && !to.title.stated()) to.title = reader.atom_words(element, scope);
  if (name == "summary" && !to.summary.stated()) to.summary = reader.atom_words(element, scope);
  if (name == "category") {
    add_category(to.categories, std::string(element.attribute("term")), std::string(element.attribute("scheme")),
                 std::string(element.attribute("label")));
  }
  if (name == "content" && entry != nullptr && !entry->content.stated()) entry->content = reader.atom_words(element, scope);
}

}  // namespace

void read_atom_link(ElementReader& reader, const text::XmlNode& element, const Scope& scope, Described& to, Entry* entry,
                    FeedDocument* feed) {
  Scope storage;
  const Scope& here = reader.enter(element, scope, storage);
  std::string_view href = element.attribute("href");
  const std::string content = href.empty() ? reader.line(element) : std::string();
  const bool to_itself = href.empty() && content.empty() && element.has_attribute("href");  // the empty reference (RFC 3986 §4.4)
  Link link{to_itself ? here.base : reader.address(href.empty() ? std::string_view(content) : href, here),
            text::to_lower_ascii(text::trim(element.attribute("rel"))), std::string(text::trim(element.attribute("type"))),
            std::string(element.attribute("title"))};
  constexpr std::string_view kRegistry = "http://www.iana.org/assignments/relation/";
  if (link.rel.starts_with(kRegistry)) link.rel.erase(0, kRegistry.size());
  if (link.url.empty()) return;
  if (link.rel == "enclosure" && entry != nullptr)
    entry->enclosures.push_back(Enclosure{link.url, link.type, std::string(element.attribute("length")), link.title});
  if (feed != nullptr && link.rel == "hub" && feed->hub.empty()) feed->hub = link.url;
  if (feed != nullptr && link.rel == "self" && feed->self.empty()) feed->self = link.url;
  add_link(to, std::move(link));
}

void read_module(ElementReader& reader, const text::XmlNode& element, Vocabulary vocabulary, const Scope& scope, Described& to,
                 Entry* entry, FeedDocument* feed) {
  switch (vocabulary) {
    case Vocabulary::atom: return atom_in_rss(reader, element, scope, to, entry, feed);
    case Vocabulary::dublin_core: return dublin_core(reader, element, scope, to);
    case Vocabulary::dublin_core_terms: return dublin_core_terms(reader, element, scope, to);
    case Vocabulary::itunes: return itunes(reader, element, scope, to);
    case Vocabulary::syndication:
      if (feed != nullptr) syndication(reader, element, *feed);
      return;
    case Vocabulary::tombstones:
      if (feed != nullptr && feed->deleted_ids.size() < kMostEntries && !element.attribute("ref").empty())
        feed->deleted_ids.emplace_back(element.attribute("ref"));
      return;
    case Vocabulary::licence:
      if (!to.rights.stated()) to.rights = Words{Words::Type::plain, reader.line(element), {}};
      return;
    default: break;
  }
  if (entry == nullptr) return;
  switch (vocabulary) {
    case Vocabulary::content:
      if (LowerName(element) == "encoded") entry->content = reader.words(element, scope);
      return;
    case Vocabulary::xhtml: {
      Scope storage;
      const Scope& here = reader.enter(element, scope, storage);
      entry->content = Words{Words::Type::html, element.inner_markup(), here.base};
      return;
    }
    case Vocabulary::media: return read_media(reader, element, scope, *entry);
    case Vocabulary::georss:
    case Vocabulary::wgs84:
    case Vocabulary::gml: return place(reader, element, *entry, 3);
    case Vocabulary::event:
    case Vocabulary::xcal:
    case Vocabulary::event_dates: return read_event_facts(reader, element, scope, entry->event);
    default: return;
  }
}

}  // namespace resso::connectors::feed
