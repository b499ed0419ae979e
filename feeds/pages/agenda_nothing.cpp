// When nothing is found: never a dead end.
#include "feeds/dates.hpp"
#include "feeds/pages/agenda_view.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

constexpr int kDaysAhead = 60;
constexpr std::size_t kOffers = 5;
constexpr std::size_t kNearest = 3;

struct Offer {
  Filter filter;
  std::string words;
  std::vector<Selected> found;
};

/// The first day to come on which what was asked for is found, however far off.
std::optional<Offer> next_day(const PageContext& context, const AgendaView& view) {
  std::optional<LocalDate> day;
  view.selection->each({}, true, [&](const Selected&, const DaySpan& span) {
    day = std::max(span.first, context.snapshot.today);
    return false;
  });
  if (!day) return {};
  const auto filter = with_period(view.base, period_between(*day, *day));
  const auto when = long_date(context.language(), *day, context.snapshot.today);
  return Offer{filter, context.say("nothing.next_day", {{"day", when}}), select_occurrences(context.snapshot, filter, true)};
}

/// From the narrowest to the widest; only what finds something, each set of acts once.
std::vector<Offer> offers_for(const PageContext& context, const AgendaView& view) {
  const auto& say = context.say;
  std::vector<Offer> offers;
  const auto offer = [&](const Filter& base, std::string words) {
    if (offers.size() == kOffers) return;
    const auto filter = with_period(base, period_of_days(kDaysAhead));
    if (context.is_file() && context.agenda_link(filter).empty()) return;
    if (std::any_of(offers.begin(), offers.end(), [&](const Offer& other) { return other.filter == filter; })) return;
    auto found = select_occurrences(context.snapshot, filter, true);
    if (!found.empty()) offers.push_back({filter, std::move(words), std::move(found)});
  };
  const auto values = applied_values(context, view.base);
  if (!values.empty()) offer(view.base, say("nothing.without_period"));
  if (offers.empty() && !context.is_file()) {
    if (auto later = next_day(context, view)) offers.push_back(std::move(*later));
  }
  if (values.size() > 1) {
    for (const auto& value : values) offer(value.without, say("nothing.without", {{"what", value.label}}));
  }
  for (const auto& value : values) offer(value.alone, say("nothing.alone", {{"what", value.label}}));
  offer({}, say("nothing.everything"));
  return offers;
}

/// Who found nothing may be told when there is something.
void append_wait_for_it(Html& h, const PageContext& context, const AgendaView& view) {
  const auto& say = context.say;
  h.raw("<h2>").text(say("nothing.wait")).raw("</h2>\n<p>").text(say("nothing.wait_how")).raw("</p>\n<p class=\"btns\"><a class=\"btn\"");
  h.attribute(" href", context.subscribe_link(view.base)).raw(">").text(say("nothing.subscribe")).raw("</a></p>\n");
}

}  // namespace

std::vector<AppliedValue> applied_values(const PageContext& context, const Filter& filter) {
  std::vector<AppliedValue> applied;
  const auto each = [&](std::vector<std::string> Filter::*values, auto label) {
    for (const auto& value : filter.*values) {
      AppliedValue one{label(value), filter, {}};
      std::erase(one.without.*values, value);
      one.alone.*values = {value};
      applied.push_back(std::move(one));
    }
  };
  each(&Filter::entities, [&](const std::string& slug) {
    const auto* entity = context.snapshot.entity(slug);
    return entity ? entity->name : slug;
  });
  each(&Filter::districts, [&](const std::string& id) { return district_name(context, id); });
  each(&Filter::topics, [&](const std::string& id) { return topic_name(context, id); });
  each(&Filter::tags, [](const std::string& tag) { return "#" + tag; });
  each(&Filter::sources, [](const std::string& id) { return id; });
  if (!filter.query.empty()) {
    AppliedValue words{context.say("agenda.words", {{"words", filter.query}}), filter, {}};
    words.without.query.clear();
    words.alone.query = filter.query;
    applied.push_back(std::move(words));
  }
  return applied;
}

void append_nothing_found(Html& h, const PageContext& context, const AgendaView& view) {
  const auto& say = context.say;
  const auto offers = offers_for(context, view);
  h.raw("<div class=\"flow\">\n<p>").text(say(view.filtered() ? "nothing.filtered" : "nothing.plain"));
  if (!offers.empty()) h.raw(" ").text(say("nothing.open"));
  h.raw("</p>\n");
  if (!offers.empty()) h.raw("<ul>\n");
  for (const auto& offer : offers) {
    h.raw("<li><a").attribute(" href", context.agenda_link(offer.filter)).raw(">");
    h.text(say.count("acts", static_cast<std::int64_t>(offer.found.size()))).raw("</a> ").text(offer.words).raw("</li>\n");
  }
  if (!offers.empty()) h.raw("</ul>\n");
  if (!view.base.query.empty()) h.raw("<p class=\"soft\">").text(say("nothing.search_hint")).raw("</p>\n");
  if (view.filtered() && !context.is_file()) append_wait_for_it(h, context, view);
  h.raw("<p class=\"soft\">").text(say("nothing.of_an_entity")).raw(" <a").attribute(" href", context.link("/guia")).raw(">");
  h.text(say("nothing.guide")).raw("</a>.</p>\n</div>\n");
  if (offers.empty()) return;
  h.raw("<section aria-labelledby=\"nearest\">\n<h2 id=\"nearest\">").text(say("nothing.nearest")).raw("</h2>\n");
  const auto& nearest = offers.front().found;
  append_acts(h, context, std::span(nearest).first(std::min(nearest.size(), kNearest)), {});
  h.raw("</section>\n");
}

}  // namespace resso::feeds
