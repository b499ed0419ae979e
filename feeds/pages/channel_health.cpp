#include "feeds/pages/channel_health.hpp"

#include "feeds/dates.hpp"
#include "feeds/pages/act_line.hpp"

#include <algorithm>
#include <set>

namespace resso::feeds {

namespace {

constexpr std::size_t kWarningsShown = 3;

std::string channel_address(const Source& source) {
  if (source.kind == SourceKind::mastodon_account) return source.url + "/@" + source.name;
  if (source.kind == SourceKind::mastodon_hashtag) return source.url + "/tags/" + source.name;
  return source.url;
}

/// The web address that our English words name; the translation has a slot for it.
std::string address_in(std::string_view english) {
  const auto from = english.find("http");
  return from == std::string_view::npos ? std::string() : std::string(english.substr(from, english.find_first_of(" \n", from) - from));
}

/// What we know of it in our own words, found by a stable code; else the poller's words, which are English.
void append_known(Html& h, const PageContext& context, std::string_view key, std::string_view english) {
  if (context.say.has(key)) {
    h.text(context.say(key, {{"address", address_in(english)}}));
  } else if (context.language() == "en") {
    h.text(english);
  } else {
    h.raw("<span lang=\"en\">").text(english).raw("</span>");
  }
}

void append_remedy(Html& h, const PageContext& context, std::string_view key) {
  if (context.say.has(key)) h.raw(" <strong>").text(context.say("health.remedy")).raw("</strong> ").text(context.say(key));
}

std::string problem_code(const SourceState& state) {
  switch (state.condition) {
    case Condition::needs_auth: return "auth";
    case Condition::gone: return "gone";
    case Condition::refused: return "refused";
    case Condition::limited: return "rate_limited";
    default: return std::string(name_of(state.problem ? state.problem->code : Errc::internal));
  }
}

/// avui, else dimarts 10 de març
std::string day_words(const PageContext& context, Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(context.snapshot.zone.to_local(at));
  const auto today = context.snapshot.today;
  return day == today ? relative_day(context.language(), day, today) : long_date(context.language(), day, today);
}

void append_problem(Html& h, const PageContext& context, const SourceState& state) {
  const auto code = problem_code(state);
  h.raw("<p class=\"small\">");
  if (state.failing_since) {
    h.text(context.say("health.since", {{"day", day_words(context, *state.failing_since)}})).raw(" ");
  }
  append_known(h, context, "problem." + code, state.problem ? state.problem->what : code);
  append_remedy(h, context, "remedy." + code);
  h.raw("</p>\n");
  if (state.problem && !state.problem->what.empty()) {
    h.raw("<p class=\"small soft\">")
        .text(context.say("health.detail"))
        .raw(" <span lang=\"en\">")
        .text(state.problem->what)
        .raw("</span></p>\n");
  }
}

void append_warnings(Html& h, const PageContext& context, const SourceState& state) {
  std::set<std::string_view> told;
  for (const auto& warning : state.warnings) {
    // Many faults of one document have one remedy: "xml_tag" and "xml_truncated" are told once, as "xml".
    const auto code = std::string_view(warning.code).starts_with("xml_") ? std::string_view("xml") : std::string_view(warning.code);
    if (told.size() == kWarningsShown) break;
    if (!told.insert(code).second) continue;
    h.raw("<p class=\"small\">");
    append_known(h, context, "warning." + std::string(code), warning.what);
    if (warning.line > 0) h.raw(" ").text(context.say("health.line", {{"line", std::to_string(warning.line)}}));
    append_remedy(h, context, "remedy." + std::string(code));
    h.raw("</p>\n");
  }
}

void append_understood(Html& h, const PageContext& context, const SourceFacts& channel) {
  const auto& state = channel.state;
  const auto kind = channel.source.kind;
  const bool calendar = kind == SourceKind::calendar || kind == SourceKind::caldav || kind == SourceKind::page;
  h.raw("<p class=\"small soft\">");
  if (calendar || state.events > 0) {
    h.text(context.say.count("health.events", state.events));
  } else {
    h.text(context.say.count("health.entries", state.entries));
  }
  if (state.last_change) {
    h.raw(" ").text(context.say("health.last_change", {{"day", day_words(context, *state.last_change)}}));
  }
  h.raw("</p>\n");
}

}  // namespace

Health health_of(const SourceState& state) {
  switch (state.condition) {
    case Condition::unpolled: return Health::unknown;
    case Condition::ok: return state.warnings.empty() ? Health::good : Health::improvable;
    case Condition::limited: return Health::improvable;
    default: return Health::down;
  }
}

std::vector<const SourceFacts*> channels_of(const Snapshot& snapshot, std::string_view entity) {
  std::vector<const SourceFacts*> channels;
  for (const auto& facts : snapshot.sources) {
    if (facts.source.entity == entity) channels.push_back(&facts);
  }
  return channels;
}

void append_health(Html& h, const PageContext& context, Health health) {
  switch (health) {
    case Health::good: h.raw("<span class=\"state\">").text(context.say("health.good")); break;
    case Health::improvable: h.raw("<span class=\"state mid\">").text(context.say("health.improvable")); break;
    case Health::down: h.raw("<span class=\"state bad\">").text(context.say("health.down")); break;
    case Health::unknown: h.raw("<span class=\"state none\">").text(context.say("health.unknown")); break;
  }
  h.raw("</span>");
}

void append_channels(Html& h, const PageContext& context, std::span<const SourceFacts* const> channels) {
  h.raw("<ul class=\"list\">\n");
  for (const auto* channel : channels) {
    const auto address = channel_address(channel->source);
    // An address behind a password is of no use to the reader.
    h.raw("<li class=\"health\">\n<p class=\"hl\"><span>");
    h.outward_link(channel->closed ? std::string() : address, source_label(context, channel->source.kind))
        .raw(" <small class=\"soft\">")
        .text(host_of(address))
        .raw("</small></span> ");
    const auto health = health_of(channel->state);
    append_health(h, context, health);
    h.raw("</p>\n");
    if (health == Health::down || channel->state.condition == Condition::limited) append_problem(h, context, channel->state);
    if (channel->state.condition == Condition::ok) append_understood(h, context, *channel);
    append_warnings(h, context, channel->state);
    h.raw("</li>\n");
  }
  h.raw("</ul>\n");
}

}  // namespace resso::feeds
