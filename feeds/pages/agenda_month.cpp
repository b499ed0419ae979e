// The month at the side: only days with acts are links, and each tells how many.
#include "feeds/dates.hpp"
#include "feeds/pages/agenda_view.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <map>

namespace resso::feeds {

namespace {

using std::chrono::days;

std::map<LocalDate, std::int64_t> acts_by_day(const AgendaView& view, LocalDate first, LocalDate last) {
  std::map<LocalDate, std::int64_t> counts;
  view.selection->each(period_between(first, last), true, [&](const Selected&, const DaySpan& span) {
    // Every day it touches, as the link of that day will show.
    for (auto day = std::max(span.first, first); day <= std::min(span.last, last); day += days{1}) ++counts[day];
    return true;
  });
  return counts;
}

void append_cell(Html& h, const PageContext& context, const AgendaView& view, LocalDate day, std::int64_t acts) {
  const auto number = static_cast<std::int64_t>(static_cast<unsigned>(std::chrono::year_month_day{day}.day()));
  h.raw("<td>");
  if (acts > 0) {
    h.raw("<a").attribute(" href", context.agenda_link(with_period(view.base, period_between(day, day))));
    if (day == context.snapshot.today) h.raw(" aria-current=\"date\"");
    h.raw(">").number(number).raw("<span class=\"vh\">: ").text(context.say.count("acts", acts)).raw("</span></a>");
  } else {
    h.number(number);
  }
  h.raw("</td>");
}

/// The month's name leads to all of it; beside it stand the one before and the one after.
void append_caption(Html& h, const PageContext& context, const AgendaView& view, std::chrono::year_month month) {
  const auto named = [&](std::chrono::year_month which) { return text::capitalised(month_year(context.language(), which)); };
  const auto period = period_of_month(context.snapshot.today, month);
  if (period) {
    h.raw("<a class=\"all\"").attribute(" href", context.agenda_link(with_period(view.base, *period)));
    if (view.shows(*period, context.snapshot.today)) h.raw(" aria-current=\"page\"");
    h.raw(">").text(named(month)).raw("</a>");
  } else {
    h.text(named(month));
  }
  const auto beside = [&](std::chrono::year_month other, Markup arrow) {
    const auto days = period_of_month(context.snapshot.today, other);
    const auto href = days ? context.agenda_link(with_period(view.base, *days)) : std::string();
    if (href.empty()) return;
    h.raw(" <a").attribute(" href", href).attribute(" aria-label", named(other)).raw(">");
    h.raw(arrow).raw("</a>");
  };
  beside(month - std::chrono::months{1}, "←");
  beside(month + std::chrono::months{1}, "→");
}

}  // namespace

void append_month(Html& h, const PageContext& context, const AgendaView& view) {
  const std::chrono::year_month_day shown{view.from};
  const LocalDate first{shown.year() / shown.month() / 1};
  const LocalDate last{shown.year() / shown.month() / std::chrono::last};
  // What is gone is not linked: the agenda looks forward.
  const auto from = std::max(first, context.snapshot.today);
  const auto counts = from <= last ? acts_by_day(view, from, last) : std::map<LocalDate, std::int64_t>{};

  h.raw("<table class=\"month\">\n<caption>");
  append_caption(h, context, view, shown.year() / shown.month());
  h.raw("</caption>\n<thead><tr>");
  for (unsigned i = 1; i <= 7; ++i) {
    const std::chrono::weekday weekday{i % 7};
    h.raw("<th scope=\"col\"><abbr").attribute(" title", weekday_name(context.language(), weekday)).raw(">");
    h.text(weekday_letters(context.language(), weekday)).raw("</abbr></th>");
  }
  h.raw("</tr></thead>\n<tbody>\n<tr>");
  const auto lead = std::chrono::weekday{first}.iso_encoding() - 1;
  for (unsigned i = 0; i < lead; ++i) h.raw("<td></td>");
  for (auto day = first; day <= last; day += days{1}) {
    const auto at = counts.find(day);
    append_cell(h, context, view, day, at == counts.end() ? 0 : at->second);
    if (std::chrono::weekday{day} == std::chrono::Sunday && day != last) h.raw("</tr>\n<tr>");
  }
  for (auto i = std::chrono::weekday{last}.iso_encoding(); i < 7; ++i) h.raw("<td></td>");
  h.raw("</tr>\n</tbody>\n</table>\n");
}

}  // namespace resso::feeds
