#include "feeds/channel.hpp"
#include "feeds/city_times.hpp"
#include "feeds/dates.hpp"
#include "feeds/ical_text.hpp"
#include "feeds/ical_words.hpp"
#include "feeds/pages/phrases.hpp"
#include "feeds/scope.hpp"
#include "text/html.hpp"
#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <algorithm>

namespace resso::feeds {
namespace {

using std::chrono::days;

constexpr int kUsualItems = 100;
constexpr std::size_t kDatesInWords = 6;
constexpr std::size_t kDatesInData = 60;

using Dates = std::vector<const Occurrence*>;

struct Act {
  const Snapshot& snapshot;
  std::string_view language;
  Selected selected;
  Instance instance;
  Dates dates;  ///< all that are selected

  bool moved() const { return instance.status == EventStatus::postponed && selected.event->moved_to; }
  /// It is not on at the time that it had.
  bool off() const {
    return instance.status == EventStatus::cancelled || (instance.status == EventStatus::postponed && !selected.event->moved_to);
  }
  CityTimes times() const { return moved() ? city_times(snapshot, *selected.event->moved_to) : city_times(snapshot, *selected.occurrence); }
};

// A date that does not hold any more is not told as if it did.
std::string dated_title(const Act& act) {
  const auto mark = act.instance.status == EventStatus::tentative ? std::string() : status_word(act.language, act.instance.status);
  const bool open = act.instance.status == EventStatus::postponed && !act.moved();
  const auto when = open ? std::string() : when_in_short(act.language, act.times(), act.snapshot.today);
  std::string title = mark + (mark.empty() || when.empty() ? "" : " · ") + when;
  return title + (title.empty() ? "" : ": ") + std::string(act.instance.title);
}

std::string link(std::string_view address, std::string_view words) {
  if (!is_plain_web_address(address)) return text::escape_xml(words);
  return "<a href=\"" + text::escape_xml(address) + "\">" + text::escape_xml(words) + "</a>";
}

std::string dates_in_words(const Act& act, const Phrases& say) {
  if (act.dates.size() < 2) return {};
  std::string words;
  for (std::size_t i = 0; i < std::min(act.dates.size(), kDatesInWords); ++i) {
    words += (i == 0 ? "" : "; ") + when_in_short(act.language, city_times(act.snapshot, *act.dates[i]), act.snapshot.today);
  }
  if (act.dates.size() <= kDatesInWords) return words + ".";
  return words + ". " + say.count("event.more_dates", static_cast<std::int64_t>(act.dates.size() - kDatesInWords));
}

std::string notes_of(const Act& act) {
  std::string note;
  for (const auto& sentence : notes(act.snapshot, act.language, *act.selected.event, act.instance.status)) {
    note += (note.empty() ? "" : " ") + sentence;
  }
  return note;
}

// When, where, who; struck through what does not hold any more.
std::string head_html(const Act& act, const ActFacts& facts) {
  const auto* entity = act.snapshot.entity(act.selected.event->entity);
  const std::string_view mark = act.off() ? "s" : "strong";
  const auto when = text::capitalised(when_in_full(act.language, act.times(), act.snapshot.today));
  std::string html = "<p>";
  html.append("<").append(mark).append(">").append(text::escape_xml(when)).append("</").append(mark).append(">");
  if (!facts.place_line.empty()) html += "<br>" + link(facts.place->name.empty() ? facts.place_line : std::string(), facts.place_line);
  if (!facts.organiser.empty()) {
    html += "<br>" + text::escape_xml(Phrases(act.language)("event.who")) + ": " +
            link(entity ? entity->website : std::string(), facts.organiser);
  }
  return html + "</p>";
}

std::string act_html(const Act& act, const ActFacts& facts) {
  const Phrases say(act.language);
  auto html = text_to_html(notes_of(act)) + head_html(act, facts);
  html += act.instance.description_html.empty() ? text_to_html(act.instance.summary) : std::string(act.instance.description_html);
  if (const auto dates = dates_in_words(act, say); !dates.empty()) {
    html += "<p>" + text::escape_xml(say("event.dates")) + ": " + text::escape_xml(dates) + "</p>";
  }
  if (is_plain_web_address(act.instance.url)) html += "<p>" + link(act.instance.url, say("event.more")) + "</p>";
  return html;
}

std::string start_in_data(const Snapshot& snapshot, const CityTimes& times) {
  return times.all_day ? text::format_date(std::chrono::floor<days>(times.start)) : offset_time(snapshot, times.from);
}

std::string end_in_data(const Snapshot& snapshot, const CityTimes& times) {
  if (times.all_day) return text::format_date(std::chrono::floor<days>(std::max(times.start, times.end - Seconds{1})));
  return times.to > times.from ? offset_time(snapshot, times.to) : std::string();
}

ActFacts facts_of(const Act& act) {
  const auto& event = *act.selected.event;
  const auto& snapshot = act.snapshot;
  const auto times = act.times();
  ActFacts facts;
  facts.all_day = times.all_day;
  facts.start = start_in_data(snapshot, times);
  facts.end = end_in_data(snapshot, times);
  facts.status = act.instance.status;
  facts.place = act.instance.place;
  facts.place_line = place_line(*act.instance.place);
  facts.organiser = actor_name(snapshot, event);
  facts.entity = event.entity;
  facts.calendar_url = event_url(snapshot, event) + ".ics";
  for (std::size_t i = 0; act.dates.size() > 1 && i < std::min(act.dates.size(), kDatesInData); ++i) {
    facts.dates.push_back(start_in_data(snapshot, city_times(snapshot, *act.dates[i])));
  }
  return facts;
}

std::vector<Category> categories_of(const Snapshot& snapshot, std::string_view language, const Event& event) {
  std::vector<Category> out;
  for (const auto& mark : event.topics) out.push_back({mark.topic, topic_title(snapshot, language, mark.topic)});
  for (const auto& name : category_names(snapshot, language, event)) {
    const bool told = std::any_of(out.begin(), out.end(), [&](const Category& category) { return category.label == name; });
    if (!told) out.push_back({name, {}});
  }
  return out;
}

Item item_of(const Act& act) {
  const auto& event = *act.selected.event;
  const auto* entity = act.snapshot.entity(event.entity);
  Item item;
  item.id = "event/" + event.id;
  item.title = dated_title(act);
  item.own_title = act.instance.title;
  item.url = event_url(act.snapshot, event);
  if (is_plain_web_address(act.instance.url)) item.external_url = act.instance.url;
  item.act = facts_of(act);
  item.html = act_html(act, *item.act);
  item.text = text::html_to_text(item.html);
  item.summary = act.instance.summary;
  item.language = event.language;
  item.published = created_at(act.snapshot, event);
  item.updated = modified_at(act.snapshot, event);
  item.author = {std::string(actor_name(act.snapshot, event)), entity ? entity->website : std::string()};
  item.categories = categories_of(act.snapshot, act.language, event);
  if (event.image && is_plain_web_address(event.image->url)) item.media = {*event.image};
  return item;
}

}  // namespace

Result<Channel> agenda_channel(const Snapshot& snapshot, const OutputRequest& request) {
  auto filter = scoped_filter(snapshot, request);
  if (!filter) return filter.error();
  auto channel = empty_channel(snapshot, request);
  channel.title = scope_title(snapshot, request, Telling::agenda);
  const Phrases say(request.language);
  const auto* entity = request.subject.empty() ? nullptr : snapshot.entity(request.subject);
  channel.description = entity ? say("entity.description", {{"name", entity->name}})
                               : say("agenda.description", {{"of_city", of_name(request.language, snapshot.city.name)}});

  filter->limit = filter->limit.value_or(kUsualItems);
  Instant newest{};
  for (const auto& selected : select_events(snapshot, *filter, true)) {
    auto dates = select_dates(snapshot, *filter, *selected.event, true);
    channel.items.push_back(item_of({snapshot, request.language, selected, instance_of(selected), std::move(dates)}));
    newest = std::max(newest, channel.items.back().updated);
  }
  if (!channel.items.empty()) channel.updated = newest;
  return channel;
}

}  // namespace resso::feeds
