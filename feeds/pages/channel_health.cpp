#include "feeds/pages/channel_health.hpp"

#include "feeds/city_times.hpp"
#include "feeds/dates.hpp"
#include "feeds/pages/act_line.hpp"
#include "feeds/pages/health_words.hpp"
#include "feeds/public_address.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::feeds {

namespace {

constexpr std::size_t kWarningsShown = 4;
constexpr auto kFarAhead = std::chrono::days{365};  // poll_policy's "never" lies thousands of years ahead

/// avui, else dimarts 10 de març
std::string day_words(const PageContext& context, Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(context.snapshot.zone.to_local(at));
  const auto today = context.snapshot.today;
  return day == today ? relative_day(context.language(), day, today) : long_date(context.language(), day, today);
}

/// "avui, 9.30 h (fa 12 minuts)", as of the newest poll: a page that is kept says nothing false.
std::string moment_words(const PageContext& context, Instant at) {
  const auto& snapshot = context.snapshot;
  const auto absolute = day_and_hour(context.language(), snapshot.zone.to_local(at), snapshot.today);
  return absolute + " (" + relative_time(context.language(), at, snapshot.polled_at.value_or(at)) + ")";
}

void append_moment(Html& h, const PageContext& context, std::string_view key, Instant at) {
  h.raw("<time").attribute(" datetime", offset_time(context.snapshot, at)).raw(">");
  h.text(context.say(key, {{"when", moment_words(context, at)}})).raw("</time>");
}

void append_trouble(Html& h, const PageContext& context, const Trouble& trouble) {
  if (trouble.known || context.language() == "en") {
    h.text(trouble.what);
  } else {
    h.raw("<span lang=\"en\">").text(trouble.what).raw("</span>");
  }
  if (!trouble.lines.empty()) h.raw(" ").text(trouble.lines);
  if (!trouble.remedy.empty()) h.raw(" <strong>").text(context.say("health.remedy")).raw("</strong> ").text(trouble.remedy);
}

void append_problem(Html& h, const PageContext& context, const SourceFacts& facts, const Trouble& trouble) {
  const auto& state = facts.state;
  h.raw("<p class=\"small\">");
  if (state.failing_since) h.text(context.say("health.since", {{"day", day_words(context, *state.failing_since)}})).raw(" ");
  append_trouble(h, context, trouble);
  h.raw("</p>\n");
}

void append_warnings(Html& h, const PageContext& context, const SourceFacts& facts) {
  auto troubles = warning_words(context.say, facts.state.warnings);
  // Behind a password our English words may quote what is not for everybody.
  if (is_private(facts)) std::erase_if(troubles, [](const Trouble& trouble) { return !trouble.known; });
  if (troubles.size() > kWarningsShown) troubles.resize(kWarningsShown);
  for (auto& trouble : troubles) {
    trouble.what = without_secrets(trouble.what, is_private(facts));
    h.raw("<p class=\"small\">");
    append_trouble(h, context, trouble);
    h.raw("</p>\n");
  }
}

/// "RSS 2.0 · 14 actes · 3 publicacions"
std::string understood_words(const PageContext& context, const SourceFacts& facts) {
  const auto& state = facts.state;
  const auto kind = facts.source.kind;
  const bool dated = kind == SourceKind::calendar || kind == SourceKind::caldav || kind == SourceKind::page;
  const bool mastodon = kind == SourceKind::mastodon_account || kind == SourceKind::mastodon_hashtag;
  std::string words = mastodon ? std::string() : format_name(state.format);
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : " · ") + part; };
  if (dated || state.events > 0) add(context.say.count("health.and_events", state.events));
  if (!dated || state.entries > 0) add(context.say.count("health.and_entries", state.entries));
  return words;
}

void append_next(Html& h, const PageContext& context, const SourceState& state) {
  const auto now = context.snapshot.polled_at.value_or(Instant{});
  if (state.condition == Condition::gone || (state.next_poll && *state.next_poll - now > kFarAhead)) {
    h.text(context.say("health.next_never"));
  } else if (!state.next_poll || *state.next_poll <= now) {
    h.text(context.say("health.next_soon"));
  } else {
    append_moment(h, context, "health.next", *state.next_poll);
  }
}

/// Last success, last change, next poll, failures in a row: <ul>.
void append_dates(Html& h, const PageContext& context, const SourceFacts& facts) {
  const auto& state = facts.state;
  h.raw("<ul class=\"dots small soft\">\n<li>");
  if (state.last_success) {
    append_moment(h, context, "health.last_success", *state.last_success);
  } else {
    h.text(context.say("health.never_read"));
  }
  h.raw("</li>\n");
  if (state.last_change) {
    h.raw("<li>");
    append_moment(h, context, "health.changed", *state.last_change);
    h.raw("</li>\n");
  }
  h.raw("<li>");
  append_next(h, context, state);
  h.raw("</li>\n");
  if (state.failures > 0) h.raw("<li>").text(context.say.count("health.failures", state.failures)).raw("</li>\n");
  if (!state.effective_url.empty() && state.effective_url != facts.source.url) {
    const bool secret = is_private(facts) || has_secret(state.effective_url);
    const auto address = secret ? std::string(host_of(state.effective_url)) : state.effective_url;
    h.raw("<li>").text(context.say("health.moved", {{"address", address}})).raw("</li>\n");
  }
  h.raw("</ul>\n");
}

void append_technical(Html& h, const PageContext& context, const SourceFacts& facts) {
  const auto& problem = facts.state.problem;
  if (!problem || problem->what.empty()) return;
  h.raw("<p class=\"small soft\">").text(context.say("health.detail")).raw(" <span lang=\"en\">");
  h.text(text::abridge(without_secrets(problem->what, is_private(facts)), 300)).raw("</span></p>\n");
}

bool was_read(const SourceState& state) { return state.last_success || state.condition == Condition::ok; }

void append_summary(Html& h, const PageContext& context, const SourceFacts& facts) {
  h.raw("<p class=\"small soft\">").text(understood_words(context, facts)).raw("</p>\n");
}

void append_label(Html& h, const PageContext& context, const SourceFacts& facts) {
  h.outward_link(public_address(facts), source_label(context, facts.source.kind)).raw(" <small class=\"soft\">");
  h.text(public_host(facts.source));
  if (is_private(facts)) h.raw(" · ").text(context.say("health.private"));
  h.raw("</small>");
}

}  // namespace

std::vector<const SourceFacts*> channels_of(const Snapshot& snapshot, std::string_view entity) {
  std::vector<const SourceFacts*> channels;
  for (const auto& facts : snapshot.sources) {
    if (facts.source.entity == entity) channels.push_back(&facts);
  }
  return channels;
}

std::optional<Standing> worst_standing(std::span<const SourceFacts* const> channels) {
  std::optional<Standing> worst;
  for (const auto* channel : channels) {
    const auto standing = standing_of(channel->state);
    worst = worst ? std::min(*worst, standing) : standing;
  }
  return worst;
}

void append_standing(Html& h, const PageContext& context, std::optional<Standing> standing) {
  const auto& say = context.say;
  if (!standing) {
    h.raw("<span class=\"state none\">").text(say("health.unknown")).raw("</span>");
    return;
  }
  switch (*standing) {
    case Standing::failing: h.raw("<span class=\"state bad\">").text(say("health.down")); break;
    case Standing::needs_auth: h.raw("<span class=\"state key\">").text(say("health.needs_auth")); break;
    case Standing::improvable: h.raw("<span class=\"state mid\">").text(say("health.improvable")); break;
    case Standing::waiting: h.raw("<span class=\"state none\">").text(say("health.waiting")); break;
    case Standing::ok: h.raw("<span class=\"state\">").text(say("health.good")); break;
  }
  h.raw("</span>");
}

void append_channels(Html& h, const PageContext& context, std::span<const SourceFacts* const> channels) {
  h.raw("<ul class=\"list\">\n");
  for (const auto* channel : channels) {
    const auto& state = channel->state;
    h.raw("<li class=\"health\">\n<p class=\"hl\"><span>");
    append_label(h, context, *channel);
    h.raw("</span> ");
    append_standing(h, context, standing_of(state));
    h.raw("</p>\n");
    const auto problem = problem_words(context.say, channel->source.kind, state);
    if (problem) append_problem(h, context, *channel, *problem);
    if (was_read(state)) append_summary(h, context, *channel);
    append_warnings(h, context, *channel);
    if (state.last_poll) {
      h.raw("<details>\n<summary>").text(context.say("health.more")).raw("</summary>\n");
      append_dates(h, context, *channel);
      append_technical(h, context, *channel);
      h.raw("</details>\n");
    }
    h.raw("</li>\n");
  }
  h.raw("</ul>\n");
}

void append_source(Html& h, const PageContext& context, const SourceFacts& facts) {
  const auto& state = facts.state;
  const auto* entity = context.snapshot.entity(facts.source.entity);
  const auto title = source_title(context.snapshot, facts);
  h.raw("<li class=\"health\"").attribute(" id", source_anchor(facts.source)).raw(">\n<div class=\"hl\"><h3>");
  h.text(title).raw("</h3> ");
  append_standing(h, context, standing_of(state));
  h.raw("</div>\n<p class=\"small\">");
  append_label(h, context, facts);
  if (entity && entity->name != title) {
    h.raw(" · <a").attribute(" href", context.link("/entities/" + entity->slug)).raw(">").text(entity->name).raw("</a>");
  }
  if (was_read(state)) h.raw(" · <span class=\"soft\">").text(understood_words(context, facts)).raw("</span>");
  h.raw("</p>\n");
  const auto problem = problem_words(context.say, facts.source.kind, state);
  if (problem) append_problem(h, context, facts, *problem);
  append_warnings(h, context, facts);
  if (state.last_poll) append_dates(h, context, facts);
  append_technical(h, context, facts);
  h.raw("</li>\n");
}

}  // namespace resso::feeds
