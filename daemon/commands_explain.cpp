// explain: what is understood in a text, or why two events are one, with the words and the reasons.
#include "agenda/classify.hpp"
#include "agenda/extract.hpp"
#include "agenda/same_event.hpp"
#include "config/read.hpp"
#include "daemon/commands.hpp"
#include "daemon/engine.hpp"
#include "text/hashtag.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"

#include <cstdio>
#include <iostream>

namespace resso::daemon {
namespace {

std::string percent(double share) {
  char out[16];
  std::snprintf(out, sizeof out, "%.2f", share);
  return out;
}

/// The configuration that was named, else the one that ships.
std::optional<config::Settings> settings_of(const ExplainOptions& options) {
  if (!options.config.empty()) return read_or_complain(options.config);
  auto read = config::parse_settings(config::example_toml(), "example.toml");
  if (auto* settings = std::get_if<config::Settings>(&read)) return std::move(*settings);
  complain(std::get<config::Problems>(read).front());
  return std::nullopt;
}

std::string when(const EventTimes& times) {
  const auto written = [&](LocalTime at) { return text::format_local(at).substr(0, times.all_day ? 10 : 16); };
  std::string out = written(times.start);
  if (times.end) out += " to " + written(times.all_day ? *times.end - std::chrono::days(1) : *times.end);
  return out + (times.all_day ? ", all day" : "");
}

std::string words(std::string_view text, agenda::Span span) {
  return span.empty() ? std::string() : std::string(text.substr(span.begin, span.end - span.begin));
}

class Explanation {
 public:
  Explanation(std::string_view text, bool json) : text_(text), json_(json) {}

  void print(const agenda::Extraction& found, const std::vector<TopicMark>& topics) {
    if (json_) return print_json(found, topics);
    std::cout << "language: " << found.language << "\n";
    for (const auto& event : found.events) print(event);
    if (found.events.empty()) std::cout << "\nno event\n";
    for (const auto& refusal : found.refusals)
      std::cout << "\nno event: " << refusal.reason << "\n  from “" << words(text_, refusal.span) << "”\n";
    std::cout << "\ntopics:" << (topics.empty() ? " none" : "") << "\n";
    for (const auto& mark : topics) std::cout << "  " << mark.topic << "  " << mark.reason << "\n";
  }

 private:
  void field(const char* name, const std::string& value, agenda::Span span) const {
    if (value.empty()) return;
    std::cout << "  " << name << value;
    if (const std::string from = words(text_, span); !from.empty()) std::cout << "   from “" << from << "”";
    std::cout << "\n";
  }

  void print(const agenda::ExtractedEvent& event) const {
    std::cout << "\nevent: " << event.title << "\n";
    field("when:       ", when(event.times), event.date_span);
    if (!event.times.all_day) field("hour:       ", text::format_local(event.times.start).substr(11, 5), event.time_span);
    field("repeats:    ", event.rrule, {});
    field("where:      ", event.place.name, event.place_span);
    field("address:    ", event.place.address, {});
    field("district:   ", event.place.district, {});
    field("status:     ", std::string(name_of(event.status)), event.status_span);
    if (event.moved_to) field("moved to:   ", when(*event.moved_to), {});
    std::cout << "  confidence: " << percent(event.confidence) << "\n";
    for (const auto& reason : event.reasons) std::cout << "    " << reason << "\n";
  }

  void write(text::JsonWriter& json, const agenda::ExtractedEvent& event) const {
    json.begin_object().member("title", event.title).member("when", when(event.times)).member("all_day", event.times.all_day);
    json.member_if("recurrence", event.rrule).member_if("place", event.place.name).member_if("address", event.place.address);
    json.member_if("district", event.place.district).member("status", name_of(event.status)).member("confidence", event.confidence);
    json.strings("reasons", event.reasons);
    json.member_if("date_words", words(text_, event.date_span)).member_if("time_words", words(text_, event.time_span));
    json.member_if("place_words", words(text_, event.place_span)).member_if("status_words", words(text_, event.status_span)).end_object();
  }

  void print_json(const agenda::Extraction& found, const std::vector<TopicMark>& topics) const {
    text::JsonWriter json;
    json.begin_object().member("language", found.language).key("events").begin_array();
    for (const auto& event : found.events) write(json, event);
    json.end_array().key("refusals").begin_array();
    for (const auto& refusal : found.refusals)
      json.begin_object().member("reason", refusal.reason).member("words", words(text_, refusal.span)).end_object();
    json.end_array().key("topics").begin_array();
    for (const auto& mark : topics) json.begin_object().member("topic", mark.topic).member("reason", mark.reason).end_object();
    json.end_array().end_object();
    std::cout << json.take() << '\n';
  }

  std::string_view text_;
  bool json_;
};

void print_json(const agenda::Sameness& verdict) {
  text::JsonWriter json;
  json.begin_object()
      .member("same", verdict.same)
      .member("score", verdict.score)
      .member("reason", verdict.reason)
      .key("parts")
      .begin_array();
  for (const auto& part : verdict.parts)
    json.begin_object().member("name", part.name).member("points", part.points).member("why", part.why).end_object();
  json.end_array().end_object();
  std::cout << json.take() << '\n';
}

void print(const agenda::Sameness& verdict) {
  std::cout << (verdict.same ? "one event" : "two events") << ", score " << percent(verdict.score) << " (one from 0.50 on)\n";
  for (const auto& part : verdict.parts)
    std::cout << "  " << (part.points < 0 ? "" : "+") << percent(part.points) << "  " << part.name << ": " << part.why << "\n";
}

int explain_pair(const ExplainOptions& options) {
  if (options.config.empty()) return complain({Errc::bad_input, "two events are looked up in a store", "--same", "add --config FILE", 0});
  const auto settings = read_or_complain(options.config);
  if (!settings) return 1;
  const auto store = open_store(*settings, true);
  if (!store) return complain(store.error());
  std::vector<Event> pair;
  const auto read = (*store)->read([&](store::Reader& reader) -> Result<void> {
    for (const auto& id : options.same) {
      const auto stored = reader.event_by_id(id);
      if (!stored) return Error{Errc::not_found, "no event has this id", id, "resso events --config FILE lists them", 0};
      pair.push_back(stored->event);
    }
    return {};
  });
  if (!read) return complain(read.error());
  const auto verdict = agenda::same_event(pair[0], pair[1], agenda::MergeRules(*settings));
  if (options.json)
    print_json(verdict);
  else
    print(verdict);
  return 0;
}

}  // namespace

int command_explain(const ExplainOptions& options) {
  if (!options.same.empty()) return explain_pair(options);
  if (options.text.empty())
    return complain({Errc::bad_input, "there is no text to explain", "TEXT", "resso explain \"Concert dissabte a les 18 h\"", 0});
  std::optional<Instant> published = Engine::now();
  if (!options.published.empty()) published = text::parse_rfc3339(options.published);
  if (!published)
    return complain({Errc::bad_input, "not a moment: " + options.published, "--published", "write it as 2026-11-27T10:00:00+01:00", 0});
  const auto settings = settings_of(options);
  if (!settings) return 1;
  const agenda::Rules rules(*settings);
  agenda::Marks marks;
  marks.hashtags = text::find_hashtags(options.text);
  marks.published = *published;
  marks.text = options.text;
  Explanation(options.text, options.json)
      .print(agenda::extract({options.text, *published, options.language}, agenda::ExtractRules(*settings)),
             agenda::classify(marks, rules));
  return 0;
}

}  // namespace resso::daemon
