#include "connectors/page/schema_event.hpp"

#include "connectors/page/schema_schedule.hpp"
#include "text/html.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"
#include "text/xml.hpp"

#include <charconv>
#include <initializer_list>
#include <unordered_map>

namespace resso::connectors::page {
namespace {

bool is_event_type(std::string_view type) {
  const std::string_view name = local_name(type);
  return name.ends_with("Event") || name == "Festival" || name == "Hackathon" || name == "EventSeries" || name == "CourseInstance";
}

bool is_a(const Thing& thing, std::string_view type) {
  return std::any_of(thing.types.begin(), thing.types.end(), [&](const std::string& each) { return local_name(each) == type; });
}

bool is_event(const Thing& thing) { return std::any_of(thing.types.begin(), thing.types.end(), &is_event_type); }

bool is_web(std::string_view words) { return words.starts_with("http://") || words.starts_with("https://"); }

std::optional<double> degrees(std::string words) {
  std::replace(words.begin(), words.end(), ',', '.');
  double value = 0;
  const auto [end, problem] = std::from_chars(words.data(), words.data() + words.size(), value);
  if (problem != std::errc() || end != words.data() + words.size()) return std::nullopt;
  return value;
}

class Reader {
 public:
  Reader(const Thing& document, Vocabulary vocabulary, std::string_view base_url) : vocabulary_(vocabulary), base_(base_url) {
    index(document, 0);
  }

  void collect(const Thing& thing, int depth) {
    if (depth > 2 * kDeepestThing || events.size() >= kMostEvents) return;
    const bool event = is_event(thing);
    const std::size_t own = events.size();
    if (event) events.push_back(event_of(thing));
    for (const auto& [name, value] : thing.properties) {
      if (value.thing && name != "superEvent") collect(*value.thing, depth + 1);
    }
    const bool frame = event && events[own].start.empty() && events.size() > own + 1;
    if (frame) events.erase(events.begin() + static_cast<std::ptrdiff_t>(own));
  }

  std::vector<PageEvent> events;

 private:
  void index(const Thing& thing, int depth) {
    if (depth > 2 * kDeepestThing) return;
    if (!thing.id.empty() && !thing.properties.empty()) by_id_.emplace(thing.id, &thing);
    for (const auto& [name, value] : thing.properties) {
      if (value.thing) index(*value.thing, depth + 1);
    }
  }

  const Thing& whole(const Thing& thing) const {
    if (!thing.properties.empty() || thing.id.empty()) return thing;
    const auto found = by_id_.find(thing.id);
    return found == by_id_.end() ? thing : *found->second;
  }

  std::string plain(const std::string& words) const {
    const bool markup = vocabulary_ == Vocabulary::json_ld && text::looks_like_html(words);
    return text::collapse_space(markup ? text::html_to_text(words) : words);
  }

  std::string address(std::string_view reference) const {
    const std::string absolute = reference.empty() ? std::string() : text::resolve_url(base_, reference);
    return is_web(absolute) ? absolute : std::string();
  }

  /// For people: the words rather than the address of a link; of a thing its name.
  std::string words_of(const Value& value, int depth = 0) const {
    if (!value.thing) return plain(is_web(value.text) && !value.words.empty() ? value.words : value.text);
    if (depth > 3) return {};
    for (const char* name : {"name", "legalName", "url", "contentUrl"}) {
      const Value* inner = whole(*value.thing).find(name);
      const std::string found = inner == nullptr ? std::string() : words_of(*inner, depth + 1);
      if (!found.empty()) return found;
    }
    return value.thing->id;
  }

  /// Of the first of the properties that says something.
  std::string words_of(const Thing& thing, std::initializer_list<std::string_view> names) const {
    for (const std::string_view wanted : names) {
      for (const auto& [name, value] : thing.properties) {
        if (name != wanted) continue;
        std::string found = words_of(value);
        if (!found.empty()) return found;
      }
    }
    return {};
  }

  /// For programs: as stated. Of a thing its url or identity.
  std::string stated(const Thing& thing, std::string_view name) const {
    const Value* value = thing.find(name);
    if (value == nullptr) return {};
    if (!value->thing) return value->text.empty() ? value->words : value->text;
    const Value* url = value->thing->find("url");
    return url != nullptr && !url->thing ? url->text : value->thing->id;
  }

  std::string description_of(const Thing& thing) const {
    const Value* value = thing.find("description");
    if (value == nullptr || value->thing) return words_of(thing, {"description"});
    if (!value->markup.empty()) return value->markup;
    if (vocabulary_ == Vocabulary::json_ld && text::looks_like_html(value->text)) return value->text;
    std::string markup;
    for (const char c : text::escape_xml(value->text)) c == '\n' ? markup += "<br>" : markup += c;
    return markup;
  }

  /// PostalAddress in the order in which it is read here: street, postcode and town.
  std::string postal(const Thing& from) const {
    const std::string street = words_of(from, {"streetAddress"});
    std::string town = words_of(from, {"postalCode"});
    const std::string locality = words_of(from, {"addressLocality"});
    if (!town.empty() && !locality.empty()) town += ' ';
    town += locality;
    return street.empty() || town.empty() ? street + town : street + ", " + town;
  }

  std::string address_of(const Thing& place) const {
    const Value* value = place.find("address");
    if (value == nullptr) return postal(place);
    if (!value->thing) return words_of(*value);
    const std::string whole_address = postal(whole(*value->thing));
    return whole_address.empty() ? words_of(*value) : whole_address;
  }

  std::optional<GeoPoint> point_of(const Thing& place) const {
    const Value* geo = place.find("geo");
    const Thing& from = geo != nullptr && geo->thing ? whole(*geo->thing) : place;
    const auto latitude = degrees(stated(from, "latitude")), longitude = degrees(stated(from, "longitude"));
    if (!latitude || !longitude || *latitude < -90 || *latitude > 90 || *longitude < -180 || *longitude > 180) return std::nullopt;
    return GeoPoint{*latitude, *longitude};
  }

  void add_place(const Value& value, PagePlace& to) const {
    if (!value.thing) {
      const std::string words = words_of(value);
      std::string& field = is_web(words) ? to.online_url : to.name;
      if (field.empty()) field = words;
      return;
    }
    const Thing& place = whole(*value.thing);
    if (is_a(place, "VirtualLocation")) {
      if (to.online_url.empty()) to.online_url = address(stated(place, "url"));
      return;
    }
    if (!to.name.empty() || !to.address.empty()) return;
    to.name = words_of(place, {"name"});
    const Value* link = place.find("url");
    if (to.name.empty() && link != nullptr && !link->words.empty()) to.name = plain(link->words);
    to.address = address_of(place);
    to.point = point_of(place);
  }

  /// Place, VirtualLocation, a text, or several of them (mixed attendance): one place on the ground and one address on the net.
  PagePlace place_of(const Thing& event) const {
    PagePlace place;
    for (const auto& [name, value] : event.properties) {
      if (name == "location") add_place(value, place);
    }
    return place;
  }

  void add_image(const Thing& event, PageEvent& to) const {
    for (const auto& [name, value] : event.properties) {
      if ((name != "image" && name != "photo") || !to.image.empty()) continue;
      if (!value.thing) {
        to.image = address(value.text);
        to.image_alt = plain(value.words);
        continue;
      }
      const Thing& image = whole(*value.thing);
      to.image = address(stated(image, "url"));
      if (to.image.empty()) to.image = address(stated(image, "contentUrl"));
      to.image_alt = words_of(image, {"caption", "description"});
    }
  }

  void add_keywords(const Thing& event, PageEvent& to) const {
    constexpr std::size_t kMost = 50;
    for (const auto& [name, value] : event.properties) {
      if (name != "keywords") continue;
      const std::string words = words_of(value);
      for (std::size_t at = 0; at <= words.size() && to.keywords.size() < kMost;) {
        const auto comma = std::min(words.find(',', at), words.size());
        const auto word = text::trim(std::string_view(words).substr(at, comma - at));
        if (!word.empty()) to.keywords.emplace_back(word);
        at = comma + 1;
      }
    }
  }

  void add_times(const Thing& from, PageEvent& to) const {
    to.start = stated(from, "startDate");
    to.end = stated(from, "endDate");
    to.duration = stated(from, "duration");
    to.previous_start = stated(from, "previousStartDate");
    const std::string start_time = stated(from, "startTime"), end_time = stated(from, "endTime");
    if (to.start.size() == 10 && !start_time.empty()) to.start += "T" + start_time;
    if (to.end.size() == 10 && !end_time.empty()) to.end += "T" + end_time;
    const Value* schedule = from.find("eventSchedule");
    if (schedule != nullptr && schedule->thing) read_schedule(whole(*schedule->thing), to);
  }

  PageEvent event_of(const Thing& from) const {
    PageEvent event;
    event.vocabulary = vocabulary_;
    event.line = from.line;
    event.id = from.id.empty() ? std::string() : text::resolve_url(base_, from.id);
    event.name = words_of(from, {"name", "headline", "summary"});  // summary: data-vocabulary.org, before schema.org
    event.description = description_of(from);
    event.url = address(stated(from, "url"));
    if (event.url.empty()) event.url = address(stated(from, "mainEntityOfPage"));
    add_image(from, event);
    event.organizer = words_of(from, {"organizer"});
    event.language = stated(from, "inLanguage");
    event.status = local_name(stated(from, "eventStatus"));
    add_times(from, event);
    event.place = place_of(from);
    add_keywords(from, event);
    return event;
  }

  Vocabulary vocabulary_;
  std::string base_;
  std::unordered_map<std::string_view, const Thing*> by_id_;
};

}  // namespace

std::vector<PageEvent> schema_events(const Thing& document, Vocabulary vocabulary, std::string_view base_url) {
  Reader reader(document, vocabulary, base_url);
  reader.collect(document, 0);
  return std::move(reader.events);
}

}  // namespace resso::connectors::page
