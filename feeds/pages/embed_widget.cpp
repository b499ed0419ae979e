#include "feeds/pages/embed_widget.hpp"

#include "feeds/dates.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/scope.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace resso::feeds {

namespace {

using std::chrono::days;
using std::chrono::floor;

constexpr std::size_t kDatesOfEvent = 5;
constexpr std::array<std::string_view, 3> kThemes{"light", "dark", "auto"};

struct Writer {
  Html& h;
  const PageContext& context;
  const EmbedOptions& options;
  LocalDate first;  ///< acts that began before stand under this day

  std::string address(std::string_view path) const { return context.snapshot.city.public_url + context.link(path); }
  void open_heading(int below, std::string_view name, std::string_view part) const;
  void close_heading(int below) const;
  void begin(std::string_view title) const;
  void title_line(const Selected& act, const Instance& instance) const;
  void hour_line(const Selected& act, EventStatus status) const;
  void place_line(const Selected& act, const Instance& instance) const;
  void act(const Selected& act) const;
  void acts_of_day(LocalDate day, std::span<Selected> acts) const;
  void acts_by_day(std::vector<Selected> acts) const;
  void foot(std::string_view page, std::string_view page_words, std::string_view webcal) const;
};

void Writer::open_heading(int below, std::string_view name, std::string_view part) const {
  h.raw("<h").number(options.heading + below).attribute(" class", name).attribute(" part", part).raw(">");
}

void Writer::close_heading(int below) const { h.raw("</h").number(options.heading + below).raw(">\n"); }

void Writer::begin(std::string_view title) const {
  h.raw("<div class=\"resso\" part=\"agenda\"").attribute(" lang", context.language()).attribute(" data-theme", options.theme).raw(">\n");
  open_heading(0, "resso-title", "title");
  h.text(title);
  close_heading(0);
  h.raw("<div class=\"resso-list\" part=\"list\">\n");
}

void Writer::title_line(const Selected& act, const Instance& instance) const {
  open_heading(2, "resso-act-title", "act-title");
  const auto tag = [&](Markup name, std::string_view key) {
    h.raw("<span class=\"resso-tag ").raw(name).raw("\" part=\"tag\">").text(context.say(key)).raw("</span> ");
  };
  if (instance.status == EventStatus::cancelled) tag("resso-off", "status.cancelled");
  if (instance.status == EventStatus::postponed) tag("resso-later", "status.postponed");
  if (instance.status == EventStatus::tentative) tag("resso-later", "status.tentative");
  h.raw("<a part=\"link\"").attribute(" href", address("/events/" + act.event->id));
  append_language(h, context, act.event->language);
  h.raw(">").text(instance.title).raw("</a>");
  close_heading(2);
}

void Writer::hour_line(const Selected& act, EventStatus status) const {
  const auto& snapshot = context.snapshot;
  const auto start = city_start(snapshot, *act.occurrence);
  const auto day = floor<days>(start);
  h.raw("<p class=\"resso-when\" part=\"time\"><time").attribute(" datetime", machine_time(snapshot, *act.occurrence)).raw(">");
  if (act.occurrence->all_day) {
    h.text(context.say("act.all_day"));
  } else {
    h.text(day < first ? context.say("act.ongoing") : hour(context.language(), start));
  }
  h.raw("</time>");
  const auto last = last_day(snapshot, *act.occurrence);
  if (status == EventStatus::postponed && act.event->moved_to) {
    const auto moved = floor<days>(act.event->moved_to->start);
    h.raw(" <small>").text(context.say("act.now", {{"day", short_date(context.language(), moved, snapshot.today)}})).raw("</small>");
  } else if (last > day) {
    h.raw(" <small>").text(context.say("act.until_day", {{"day", numeric_date(context.language(), last)}})).raw("</small>");
  }
  h.raw("</p>\n");
}

void Writer::place_line(const Selected& act, const Instance& instance) const {
  const auto place = place_name(context, *instance.place), actor = actor_name(context, *act.event);
  if (place.empty() && actor.empty()) return;
  h.raw("<p class=\"resso-place\" part=\"place\">").text(place);
  if (!place.empty() && !actor.empty()) h.raw("\u00a0· ");
  if (context.snapshot.entity(act.event->entity)) {
    h.raw("<a part=\"entity\"").attribute(" href", address("/entities/" + act.event->entity)).raw(">").text(actor).raw("</a>");
  } else {
    h.text(actor);
  }
  h.raw("</p>\n");
}

void Writer::act(const Selected& act) const {
  const auto instance = instance_of(act);
  h.raw("<li class=\"resso-act");
  if (instance.status == EventStatus::cancelled) h.raw(" resso-cancelled");
  if (instance.status == EventStatus::postponed) h.raw(" resso-postponed");
  h.raw("\" part=\"act\">\n");
  title_line(act, instance);
  hour_line(act, instance.status);
  place_line(act, instance);
  if (!act.event->topics.empty() && context.snapshot.topic(act.event->topics.front().topic)) {
    h.raw("<p class=\"resso-topic\" part=\"topic\">").text(topic_name(context, act.event->topics.front().topic)).raw("</p>\n");
  }
  h.raw("</li>\n");
}

void Writer::acts_of_day(LocalDate day, std::span<Selected> acts) const {
  open_heading(1, "resso-day", "day");
  h.text(long_date(context.language(), day, context.snapshot.today));
  if (day == context.snapshot.today)
    h.raw(" <span class=\"resso-tag\" part=\"tag\">").text(text::capitalised(context.say("agenda.today"))).raw("</span>");
  close_heading(1);
  h.raw("<ul class=\"resso-acts\">\n");
  std::stable_partition(acts.begin(), acts.end(), [&](const Selected& each) { return !comes_last(context.snapshot, each, day); });
  for (const auto& each : acts) act(each);
  h.raw("</ul>\n");
}

void Writer::acts_by_day(std::vector<Selected> acts) const {
  const auto day_of_list = [&](const Selected& each) { return std::max(day_of(context.snapshot, each), first); };
  for (auto from = acts.begin(); from != acts.end();) {
    const auto day = day_of_list(*from);
    const auto to = std::find_if(from, acts.end(), [&](const Selected& each) { return day_of_list(each) != day; });
    acts_of_day(day, std::span(from, to));
    from = to;
  }
}

void Writer::foot(std::string_view page, std::string_view page_words, std::string_view webcal) const {
  h.raw("</div>\n<p class=\"resso-foot\" part=\"foot\"><a").attribute(" href", page).raw(">").text(page_words).raw("</a> <a");
  h.attribute(" href", webcal).raw(">").text(context.say("embed.to_calendar")).raw("</a> <a");
  h.attribute(" href", address("/")).raw(">");
  append_echo(h, 2);
  h.raw("Ressò</a></p>\n</div>\n");
}

/// The page in the language that was asked for; what is not asked for is not carried along.
std::string page_of(const Snapshot& snapshot, OutputRequest request, const PageContext& context) {
  request.filter.languages.clear();
  if (context.language_asked) request.filter.languages = {std::string(context.language())};
  if (!request.filter.entities.empty() && request.filter.entities.size() == 1 && request.subject.empty()) {
    Filter rest = request.filter;
    rest.entities.clear();
    rest.languages.clear();
    rest.limit.reset();
    if (rest == Filter{}) return snapshot.city.public_url + context.link("/entities/" + request.filter.entities.front());
  }
  return page_url(snapshot, request);
}

}  // namespace

Result<std::string> read_accent(std::string_view value) {
  if (value.starts_with("#")) value.remove_prefix(1);
  const bool digits = std::all_of(value.begin(), value.end(),
                                  [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
  if (!value.empty() && (value.size() != 6 || !digits)) return Error{Errc::bad_input, "not a colour", "accent", "write it as 0d4f42", 0};
  return std::string(value);
}

Result<EmbedOptions> embed_options(const OutputRequest& request) {
  EmbedOptions options;
  if (const auto theme = request.own_value("theme"); !theme.empty()) {
    const auto known = std::find(kThemes.begin(), kThemes.end(), theme);
    if (known == kThemes.end()) return Error{Errc::bad_input, "no such theme", "theme", "use one of: light, dark, auto", 0};
    options.theme = *known;
  }
  if (const auto level = request.own_value("heading"); !level.empty()) {
    if (level.size() != 1 || level[0] < '1' || level[0] > '4')
      return Error{Errc::bad_input, "not a level of a heading", "heading", "use a number from 1 to 4", 0};
    options.heading = level[0] - '0';
  }
  return options;
}

void append_embed_agenda(Html& h, const Snapshot& snapshot, const OutputRequest& request, const EmbedOptions& options) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  auto filter = request.filter;
  filter.languages.clear();
  if (!filter.limit) filter.limit = kEmbedLimit;
  const auto first = filter.from.value_or(snapshot.today);
  const auto acts = select_occurrences(snapshot, filter, first >= snapshot.today);
  OutputRequest titled = request;
  titled.filter.languages.clear();
  const Writer write{h, context, options, first};
  write.begin(scope_title(snapshot, titled, Telling::agenda));
  if (acts.empty()) h.raw("<p class=\"resso-none\">").text(context.say("embed.nothing")).raw("</p>\n");
  write.acts_by_day(acts);
  write.foot(page_of(snapshot, request, context), context.say("embed.whole"),
             webcal_link(snapshot, feed_link("/agenda.ics", request.filter)));
}

void append_embed_event(Html& h, const Snapshot& snapshot, const OutputRequest& request, const Event& event, const EmbedOptions& options) {
  const auto context = page_context(snapshot, request.language, request.self_path);
  std::vector<Selected> ahead, past;
  for (const Occurrence* occurrence : snapshot.dates_of(event)) {
    const bool over = last_day(snapshot, *occurrence) < snapshot.today;
    if (over || ahead.size() < kDatesOfEvent) (over ? past : ahead).push_back({occurrence, &event});
  }
  if (ahead.empty() && !past.empty()) ahead.push_back(past.back());
  const Writer write{h, context, options,
                     ahead.empty() ? snapshot.today : std::min(snapshot.today, last_day(snapshot, *ahead[0].occurrence))};
  write.begin(scope_title(snapshot, {{}, request.language, "", ""}, Telling::agenda));
  write.acts_by_day(ahead);
  write.foot(write.address("/events/" + event.id), context.say("embed.event"), webcal_link(snapshot, "/events/" + event.id + ".ics"));
}

}  // namespace resso::feeds
