#include "connectors/page/microformats_parse.hpp"

#include "connectors/page/microformats_value.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>

namespace resso::connectors::page {
namespace {

using Names = std::span<const std::string_view>;

// By name, not by "h-" alone: style sheets have classes like h-full, too.
constexpr std::array<std::string_view, 14> kRoots{"h-adr",     "h-card",   "h-cite",    "h-entry",  "h-event",  "h-feed",   "h-geo",
                                                  "h-product", "h-recipe", "h-listing", "h-resume", "h-review", "h-object", "h-item"};
constexpr std::array<std::string_view, 9> kClassicRoots{"vevent",  "vcard",    "adr",      "geo",    "hentry",
                                                        "hreview", "hproduct", "hlisting", "hresume"};
constexpr std::array<std::string_view, 6> kPlaceRoots{"h-card", "h-adr", "h-geo", "vcard", "adr", "geo"};

bool is_in(std::string_view name, Names names) { return std::find(names.begin(), names.end(), name) != names.end(); }

bool has_any(const std::vector<std::string_view>& classes, Names names) {
  return std::any_of(classes.begin(), classes.end(), [&](std::string_view each) { return is_in(each, names); });
}

bool has(const std::vector<std::string_view>& classes, std::string_view name) { return is_in(name, classes); }

/// Reads only what is not known yet: properties may stand in one another, hundreds deep.
template <class Read>
void keep(std::string& field, Read read) {
  if (field.empty()) field = read();
}

std::optional<double> degrees(std::string_view words) {
  words = text::trim(words);
  double value = 0;
  const auto [end, problem] = std::from_chars(words.data(), words.data() + words.size(), value);
  return problem == std::errc() && end == words.data() + words.size() ? std::optional(value) : std::nullopt;
}

/// A card, an address or a position, in either generation's names.
class PlaceReader {
 public:
  explicit PlaceReader(const Element& root) { read(root, true); }

  PagePlace place() const {
    PagePlace place;
    place.name = name_.empty() ? organisation_ : name_;
    std::string town = code_;
    if (!town.empty() && !locality_.empty()) town += ' ';
    town += locality_;
    place.address = street_.empty() || town.empty() ? street_ + town : street_ + ", " + town;
    if (latitude_ && longitude_ && std::abs(*latitude_) <= 90 && std::abs(*longitude_) <= 180) place.point = {*latitude_, *longitude_};
    return place;
  }

 private:
  void read(const Element& element, bool root) {
    const auto text = [&] { return text_value(element); };
    for (std::string_view name : element.words("class")) {
      if (name == "geo" || name == "h-geo" || name == "p-geo") position(text_value(element));
      if (name.starts_with("p-")) name.remove_prefix(2);
      if (root) continue;
      if (name == "fn" || name == "name") keep(name_, text);
      if (name == "org" || name == "organization-name") keep(organisation_, text);
      if (name == "street-address") keep(street_, text);
      if (name == "postal-code") keep(code_, text);
      if (name == "locality") keep(locality_, text);
      if (name == "latitude") latitude_ = degrees(text_value(element));
      if (name == "longitude") longitude_ = degrees(text_value(element));
    }
    for (const Element& child : element.children()) read(child, false);
  }

  void position(std::string_view both) {  // "41.56;2.01"
    const auto cut = both.find(';');
    if (cut == std::string_view::npos) return;
    latitude_ = degrees(both.substr(0, cut));
    longitude_ = degrees(both.substr(cut + 1));
  }

  std::string name_, organisation_, street_, code_, locality_;
  std::optional<double> latitude_, longitude_;
};

Element place_root_within(const Element& element) {
  if (has_any(element.words("class"), kPlaceRoots)) return element;
  for (const Element& child : element.children()) {
    if (const Element found = place_root_within(child)) return found;
  }
  return {};
}

PagePlace place_of(const Element& element) {
  const Element root = place_root_within(element);
  if (!root) return {text_value(element), {}, {}, {}};
  PagePlace place = PlaceReader(root).place();
  if (place.name.empty() && place.address.empty()) place.name = text_value(element);
  return place;
}

class EventReader {
 public:
  EventReader(const PageTree& tree, bool classic) : tree_(tree), classic_(classic) { event_.vocabulary = Vocabulary::microformats; }

  PageEvent read(const Element& root) {
    properties(root, 0);
    referred(root);
    if (!classic_) imply(root);
    if (is_time_alone(event_.end)) event_.end = with_date_of(event_.start, event_.end);
    for (const std::string* words : {&description_, &content_, &summary_}) {
      if (event_.description.empty()) event_.description = *words;
    }
    return std::move(event_);
  }

 private:
  void properties(const Element& parent, int depth) {
    for (const Element& child : parent.children()) visit(child, depth);
  }

  void visit(const Element& element, int depth) {
    const auto classes = element.words("class");
    const bool root = has_any(classes, kRoots) || (classic_ && has_any(classes, kClassicRoots));
    nested_ = nested_ || root;
    for (const std::string_view name : classes) classic_ ? classic_property(name, element) : property(name, element);
    if (classic_ && has(classes, "include")) include(element, depth);
    if (!root) properties(element, depth);
  }

  /// Elements elsewhere that the root names: by itemref, and in a table by the cells that head it.
  void referred(const Element& root) {
    for (const char* attribute : {"itemref", "headers"}) {
      for (const std::string_view id : root.words(attribute)) {
        const Element element = tree_.by_id(id);
        if (element && included_.insert(element.identity()).second) visit(element, 1);
      }
    }
  }

  /// The include pattern: an object or a link stands for an element elsewhere on the page.
  void include(const Element& element, int depth) {
    constexpr int kDeepest = 5;
    const std::string_view target = element.tag() == "object" ? element.attribute("data") : element.attribute("href");
    if (!target.starts_with('#') || depth >= kDeepest) return;
    const Element included = tree_.by_id(target.substr(1));
    if (included && included_.insert(included.identity()).second) visit(included, depth + 1);
  }

  void property(std::string_view name, const Element& element) {
    const auto text = [&] { return text_value(element); };
    const auto time = [&] { return time_value(element); };
    const auto url = [&] { return url_value(element, tree_); };
    const auto markup = [&] { return markup_of(element); };
    if (name.starts_with("p-") || name.starts_with("e-")) worded_ = true;
    if (name.starts_with("u-")) linked_ = true;
    if (name == "p-name") keep(event_.name, text);
    if (name == "dt-start") keep(event_.start, time);
    if (name == "dt-end") keep(event_.end, time);
    if (name == "dt-duration" || name == "p-duration") keep(event_.duration, time);
    if (name == "p-description" || name == "e-description") keep(description_, markup);
    if (name == "e-content" || name == "p-content") keep(content_, markup);
    if (name == "p-summary" || name == "e-summary") keep(summary_, markup);
    if (name == "u-url") keep(event_.url, url);
    if (name == "u-uid") keep(event_.id, url);
    if (name == "p-location" || name == "u-location") place(element);
    if (name == "p-category") category(element);
    if (name == "u-photo" || name == "u-featured") picture(element);
    if (name == "p-organizer") keep(event_.organizer, [&] { return person(element); });
    if (name == "p-status") status(element);
  }

  void classic_property(std::string_view name, const Element& element) {
    const auto text = [&] { return text_value(element); };
    const auto time = [&] { return time_value(element); };
    const auto url = [&] { return url_value(element, tree_); };
    const auto markup = [&] { return markup_of(element); };
    if (name == "summary") keep(event_.name, text);
    if (name == "dtstart") keep(event_.start, time);
    if (name == "dtend") keep(event_.end, time);
    if (name == "duration") keep(event_.duration, time);
    if (name == "description") keep(description_, markup);
    if (name == "url") keep(event_.url, url);
    if (name == "uid") keep(event_.id, url);
    if (name == "location") place(element);
    if (name == "category") category(element);
    if (name == "photo" || name == "attach") picture(element);
    if (name == "organizer") keep(event_.organizer, [&] { return person(element); });
    if (name == "status") status(element);
  }

  void category(const Element& element) {
    constexpr std::size_t kMost = 50;
    if (event_.keywords.size() < kMost) event_.keywords.push_back(text_value(element));
  }

  void place(const Element& element) {
    constexpr int kMostTried = 10;
    if (event_.place.name.empty() && event_.place.address.empty() && ++places_tried_ <= kMostTried) event_.place = place_of(element);
  }

  void picture(const Element& element) {
    if (!event_.image.empty() || (element.tag() != "img" && element.tag() != "a")) return;
    event_.image = url_value(element, tree_);
    if (element.tag() == "img") event_.image_alt = text::collapse_space(element.attribute("alt"));
  }

  std::string person(const Element& element) const {
    const std::string name = PlaceReader(element).place().name;
    return name.empty() ? text_value(element) : name;
  }

  void status(const Element& element) {
    const std::string words = text::to_lower_ascii(text_value(element));
    if (words == "cancelled" || words == "canceled") event_.status = "EventCancelled";
  }

  std::string markup_of(const Element& element) const {
    std::string markup = element.inner_html(tree_);
    return text::trim(markup).empty() ? text::escape_xml(text_value(element)) : markup;
  }

  /// microformats2 parsing, "parsing for implied properties": <a class="h-event" href="/festa">Festa major</a>
  void imply(const Element& root) {
    if (event_.name.empty() && !worded_ && !nested_) event_.name = implied_name(root);
    if (event_.url.empty() && !linked_ && !nested_) event_.url = implied_url(root);
  }

  static Element only_child(const Element& element) {
    const auto children = element.children();
    return children.size() == 1 ? children.front() : Element();
  }

  std::string implied_name(const Element& root) const {
    for (Element here = root; here; here = only_child(here)) {
      const std::string_view tag = here.tag();
      if ((tag == "img" || tag == "area") && here.has("alt")) return text::collapse_space(here.attribute("alt"));
      if (tag == "abbr" && here.has("title")) return text::collapse_space(here.attribute("title"));
    }
    return root.text(true);
  }

  std::string implied_url(const Element& root) const {
    for (Element here = root; here; here = only_child(here)) {
      if ((here.tag() == "a" || here.tag() == "area") && here.has("href")) return tree_.resolve(here.attribute("href"));
    }
    return {};
  }

  const PageTree& tree_;
  bool classic_;
  PageEvent event_;
  std::string description_, content_, summary_;
  bool worded_ = false, linked_ = false, nested_ = false;  // what forbids to imply
  std::set<const void*> included_;
  int places_tried_ = 0;
};

void walk(const PageTree& tree, const Element& element, std::vector<PageEvent>& events) {
  if (events.size() >= kMostEvents) return;
  const auto classes = element.words("class");
  const bool modern = has(classes, "h-event");
  if (modern || has(classes, "vevent")) events.push_back(EventReader(tree, !modern).read(element));
  for (const Element& child : element.children()) walk(tree, child, events);
}

}  // namespace

std::vector<PageEvent> microformats_events(const PageTree& tree) {
  std::vector<PageEvent> events;
  walk(tree, tree.root(), events);
  return events;
}

}  // namespace resso::connectors::page
