#include "daemon/inspect_facts.hpp"

#include "agenda/occurrences.hpp"

#include <algorithm>
#include <tuple>

namespace resso::daemon {
namespace {

using connectors::Found;
using connectors::Inspection;

constexpr std::size_t kShown = 3;
constexpr std::size_t kMostDates = 400;  // of one event: the next few are looked for
constexpr auto kAhead = std::chrono::days(400);
constexpr auto kAbandoned = std::chrono::days(365);
constexpr auto kSlow = std::chrono::seconds(5);

bool is_document(Found found) {
  switch (found) {
    case Found::feed:
    case Found::calendar:
    case Found::caldav:
    case Found::page:
    case Found::account:
    case Found::hashtag: return true;
    default: return false;
  }
}

void find_newest(InspectFacts& facts, const std::vector<Post>& posts) {
  for (const auto& post : posts) facts.newest.push_back(&post);
  std::stable_sort(facts.newest.begin(), facts.newest.end(), [](const Post* a, const Post* b) { return a->published > b->published; });
  if (facts.newest.size() > kShown) facts.newest.resize(kShown);
}

void find_next(InspectFacts& facts, const std::vector<StatedEvent>& events, Instant now, const std::string& zone) {
  for (const auto& stated : events) {
    auto expansion = agenda::expand(stated.event, {now, now + kAhead}, kMostDates, zone);
    if (!expansion.occurrences.empty()) ++facts.coming;
    for (std::size_t i = 0; i < std::min(kShown, expansion.occurrences.size()); ++i)
      facts.next.push_back({&stated.event, std::move(expansion.occurrences[i])});
  }
  std::sort(facts.next.begin(), facts.next.end(), [](const Upcoming& a, const Upcoming& b) {
    return std::tie(a.occurrence.start, a.event->title) < std::tie(b.occurrence.start, b.event->title);
  });
  if (facts.next.size() > kShown) facts.next.resize(kShown);
}

void take_notes(InspectFacts& facts, const Inspection& inspection, Instant now) {
  const auto note = [&](std::string_view name) { facts.notes.push_back("inspect.note." + std::string(name)); };
  const auto& first = inspection.exchanges;
  if (first.empty() || first.front().status == 0) return;
  const auto& exchange = first.front();
  const bool file = inspection.found == Found::feed || inspection.found == Found::calendar || inspection.found == Found::page;
  if (file && exchange.validators.empty()) note("no_validators");
  if (exchange.took > kSlow) note("slow");
  if (inspection.found == Found::calendar && facts.events > 0 && facts.coming == 0) note("nothing_coming");
  const bool dated = !facts.newest.empty() && facts.newest.front()->published > Instant{};
  if (dated && now - facts.newest.front()->published > kAbandoned) note("abandoned");
  if (is_document(inspection.found) && inspection.found != Found::page && facts.entries == 0 && facts.events == 0 && !facts.problem)
    note("empty");
}

std::string verdict_of(const InspectFacts& facts, const Inspection& inspection) {
  switch (inspection.found) {
    case Found::locked: return "locked";
    case Found::failed: return "failed";
    case Found::file:
    case Found::nothing: return "nothing";
    case Found::opml: return inspection.opml ? "opml" : "failed";
    case Found::server: return "server";
    default: break;
  }
  if (facts.problem) {
    const auto& problem = inspection.report.outcome.problem;
    return problem && problem->code == Errc::auth ? "locked" : "failed";
  }
  if (inspection.found == Found::page && facts.events == 0) return inspection.offers.empty() ? "bare_page" : "offered";
  return facts.warnings.empty() ? "fine" : "improve";
}

SourceKind kind_of(const Inspection& inspection) {
  if (inspection.source) return inspection.source->kind;
  const auto& exchanges = inspection.exchanges;
  const bool calendar = !exchanges.empty() && exchanges.front().url.find(".ics") != std::string::npos;
  return calendar ? SourceKind::calendar : SourceKind::feed;
}

bool is_fine(const InspectFacts& facts, const Inspection& inspection, const feeds::Phrases& say, Instant now, const std::string& zone) {
  if (facts.verdict == "inspect.verdict.offered") return inspection.followed && facts_of(*inspection.followed, say, now, zone).fine;
  return facts.verdict == "inspect.verdict.fine" || facts.verdict == "inspect.verdict.server" ||
         (facts.verdict == "inspect.verdict.opml" && facts.warnings.empty());
}

}  // namespace

InspectFacts facts_of(const Inspection& inspection, const feeds::Phrases& say, Instant now, const std::string& zone) {
  InspectFacts facts;
  const auto& harvest = inspection.report.harvest;
  facts.title = harvest.title;
  const bool bare_page = inspection.found == Found::page && harvest.events.empty();
  facts.format = bare_page ? std::string() : feeds::format_name(harvest.format);
  facts.entries = harvest.posts.size();
  facts.events = harvest.events.size();
  find_newest(facts, harvest.posts);
  find_next(facts, harvest.events, now, zone);
  const auto& outcome = inspection.report.outcome;
  if (outcome.problem) facts.problem = feeds::problem_words(say, kind_of(inspection), *outcome.problem);
  // That a page states no events and what it offers instead, the verdict tells.
  auto warnings = harvest.warnings;
  if (bare_page) std::erase_if(warnings, [](const Warning& warning) { return warning.code.starts_with("page_"); });
  facts.warnings = feeds::warning_words(say, warnings);
  take_notes(facts, inspection, now);
  facts.verdict = "inspect.verdict." + verdict_of(facts, inspection);
  facts.fine = is_fine(facts, inspection, say, now, zone);
  return facts;
}

}  // namespace resso::daemon
