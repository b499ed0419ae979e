#include "daemon/inspect_print.hpp"

#include "feeds/dates.hpp"
#include "feeds/pages/numbers.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

using connectors::Exchange;
using connectors::Found;
using connectors::Inspection;

constexpr std::size_t kOffersShown = 5;
constexpr std::size_t kLongestTitle = 100;

/// Control characters of others could move the cursor or change colours.
std::string harmless(std::string_view text) { return text::abridge(text::collapse_space(text::repair_utf8(text)), 300); }

class Printer {
 public:
  Printer(const Inspection& inspection, const InspectView& view)
      : inspection_(inspection),
        view_(view),
        say_(view.language),
        zone_(text::Zone::find(view.zone).value_or(text::Zone::utc())),
        today_(std::chrono::floor<std::chrono::days>(zone_.to_local(view.now))),
        facts_(facts_of(inspection, say_, view.now, view.zone)) {}

  std::string document() {
    what();
    answer();
    entries();
    events();
    offers();
    list();
    troubles();
    return std::move(out_);
  }

  std::string whole(std::string_view address) {
    std::string text = harmless(address) + "\n\n" + document();
    if (inspection_.followed) {
      const auto& offer = inspection_.offers.front();
      text += "\n" + say_("inspect.followed", {{"address", harmless(offer.url)}}) + "\n\n";
      text += Printer(*inspection_.followed, view_).document();
    }
    if (const auto block = configuration_block(inspection_, say_, view_.user); !block.empty()) {
      text += "\n" + say_("inspect.toml") + "\n\n" + indented(block);
    }
    return text + "\n" + say_(facts_.verdict) + "\n";
  }

 private:
  void line(std::string_view key, const std::string& value) { out_ += say_(key) + " " + value + "\n"; }
  void item(const std::string& value) { out_ += "  - " + value + "\n"; }

  static std::string indented(std::string_view block) {
    std::string out;
    while (!block.empty()) {
      const auto end = std::min(block.find('\n'), block.size() - 1) + 1;
      out += (end > 1 ? "    " : "") + std::string(block.substr(0, end));
      block.remove_prefix(end);
    }
    return out;
  }

  std::string number(std::size_t n) const { return feeds::format_number(view_.language, static_cast<std::int64_t>(n)); }
  std::string when(LocalTime at) const { return feeds::day_and_hour(view_.language, at, today_); }

  void what() {
    std::string value = say_("inspect.found." + std::string(name_of(inspection_.found)));
    std::string more = facts_.format;
    const auto add = [&](const std::string& part) { more += (more.empty() || part.empty() ? "" : ", ") + part; };
    add(inspection_.encoding);
    add(inspection_.file_type);
    if (inspection_.server) add(harmless(inspection_.server->version));
    if (!more.empty()) value += " (" + more + ")";
    line("inspect.what", value);
    if (!facts_.title.empty()) line("inspect.title", harmless(facts_.title));
    if (!inspection_.home.empty()) item(say_("inspect.home", {{"address", harmless(inspection_.home)}}));
    if (inspection_.server && inspection_.server->hashtags_closed) item(say_("inspect.hashtags_closed"));
  }

  std::string size(std::uint64_t bytes) const {
    if (bytes < 1000) return std::to_string(bytes) + "\u00a0B";
    const bool mega = bytes >= 1'000'000;
    return feeds::format_decimal(view_.language, static_cast<double>(bytes) / (mega ? 1e6 : 1e3)) + (mega ? "\u00a0MB" : "\u00a0kB");
  }

  void answer() {
    const auto& all = inspection_.exchanges;
    if (all.empty() || all.front().status == 0) return;
    const Exchange& first = all.front();
    std::string value = std::to_string(first.status);
    if (!first.media_type.empty()) value += ", " + harmless(first.media_type);
    value += ", " + size(first.bytes) + ", " + feeds::format_number(view_.language, first.took.count()) + "\u00a0ms";
    if (all.size() > 1) value += "; " + say_("inspect.requests", {{"n", number(all.size())}});
    line("inspect.answer", value);
    for (const auto& hop : first.redirects) {
      const bool permanent = hop.status == 301 || hop.status == 308;
      item(say_(permanent ? "inspect.moved" : "inspect.sent_on", {{"status", std::to_string(hop.status)}, {"address", harmless(hop.to)}}));
    }
    if (!first.validators.empty()) item(say_("inspect.validators", {{"which", validators(first.validators)}}));
    if (first.freshness && *first.freshness >= Seconds{60}) item(say_.count("inspect.freshness", first.freshness->count() / 60));
  }

  static std::string validators(const Validators& validators) {
    if (validators.last_modified.empty()) return "ETag";
    return validators.etag.empty() ? "Last-Modified" : "ETag, Last-Modified";
  }

  void entries() {
    if (facts_.entries == 0) return;
    line("inspect.entries", number(facts_.entries));
    for (const auto* post : facts_.newest) {
      const auto& words = post->title.empty() ? post->text : post->title;
      const std::string date = post->published > Instant{} ? when(zone_.to_local(post->published)) : say_("inspect.undated");
      item(date + ": " + text::abridge(harmless(words), kLongestTitle));
    }
  }

  void events() {
    if (facts_.events == 0) return;
    line("inspect.events", say_("inspect.events_of", {{"n", number(facts_.events)}, {"coming", number(facts_.coming)}}));
    for (const auto& next : facts_.next) {
      const auto local = zone_.to_local(next.occurrence.start);
      const auto day = std::chrono::floor<std::chrono::days>(next.occurrence.local_start);
      std::string value = next.occurrence.all_day ? feeds::long_date(view_.language, day, today_) : when(local);
      value += ": " + text::abridge(harmless(next.event->title), kLongestTitle);
      const auto& place = next.event->place.name.empty() ? next.event->place.address : next.event->place.name;
      if (!place.empty()) value += " · " + text::abridge(harmless(place), kLongestTitle);
      item(value);
    }
  }

  void offers() {
    if (inspection_.offers.empty()) return;
    line("inspect.offers", number(inspection_.offers.size()));
    for (std::size_t i = 0; i < std::min(kOffersShown, inspection_.offers.size()); ++i) {
      const auto& offer = inspection_.offers[i];
      item(say_(offer.kind == SourceKind::calendar ? "source.calendar" : "source.feed") + ": " + harmless(offer.url) +
           (offer.title.empty() ? "" : " · " + harmless(offer.title)));
    }
  }

  void list() {
    if (!inspection_.opml) return;
    const auto& list = inspection_.opml->feeds;
    line("inspect.listed", number(list.size()));
    for (std::size_t i = 0; i < std::min(kOffersShown, list.size()); ++i) item(harmless(list[i].title) + ": " + harmless(list[i].xml_url));
  }

  std::string told(const feeds::Trouble& trouble) const {
    std::string out = harmless(trouble.what) + (trouble.lines.empty() ? "" : " " + trouble.lines);
    return trouble.remedy.empty() ? out : out + " " + say_("health.remedy") + " " + trouble.remedy;
  }

  /// Where it went wrong, when that is not where we asked: at the end of redirects.
  std::string elsewhere(const Error& problem) const {
    const auto& asked = inspection_.exchanges;
    const bool same = problem.where.empty() || asked.empty() || asked.front().url == problem.where;
    return same ? std::string() : " (" + problem.where + ")";
  }

  void troubles() {
    if (facts_.problem) {
      line("inspect.problem", told(*facts_.problem));
      const Error& problem = *inspection_.report.outcome.problem;
      item(say_("health.detail") + " " + harmless(problem.what + elsewhere(problem)));
      if (problem.code == Errc::refused) item(say_("inspect.allow_host"));
      const auto wait = inspection_.report.outcome.retry_after.value_or(Seconds{0});
      if (problem.code == Errc::rate_limited && wait >= Seconds{60}) item(say_.count("inspect.freshness", wait.count() / 60));
    }
    if (facts_.warnings.empty() && facts_.notes.empty()) return;
    out_ += say_("inspect.warnings") + "\n";
    for (const auto& warning : facts_.warnings) item(told(warning));
    for (const auto& note : facts_.notes) item(say_(note));
  }

  const Inspection& inspection_;
  const InspectView& view_;
  const feeds::Phrases say_;
  const text::Zone zone_;
  const LocalDate today_;
  const InspectFacts facts_;
  std::string out_;
};

}  // namespace

std::string inspection_text(const Inspection& inspection, std::string_view address, const InspectView& view) {
  return Printer(inspection, view).whole(address);
}

}  // namespace resso::daemon
