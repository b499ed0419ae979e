#include "feeds/pages/health_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace resso::feeds {

namespace {

constexpr std::size_t kLinesShown = 5;

std::string_view family_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::mastodon_account:
    case SourceKind::mastodon_hashtag: return "mastodon";
    case SourceKind::calendar:
    case SourceKind::caldav: return "calendar";
    case SourceKind::page: return "page";
    case SourceKind::feed: break;
  }
  return "feed";
}

/// From the most particular to the code alone.
std::vector<std::string> candidates(SourceKind kind, const Error& problem) {
  const std::string code(name_of(problem.code));
  std::vector<std::string> keys;
  if (!problem.reason.empty()) keys.push_back(problem.reason);
  keys.push_back(code + "_" + std::string(family_of(kind)));
  keys.push_back(code);
  return keys;
}

std::string first_said(const Phrases& say, std::string_view prefix, const std::vector<std::string>& keys) {
  const auto at = std::find_if(keys.begin(), keys.end(), [&](const std::string& key) { return say.has(std::string(prefix) + key); });
  return at == keys.end() ? std::string() : *at;
}

std::string said(const Phrases& say, std::string_view prefix, std::string_view key) {
  const std::string whole = std::string(prefix) + std::string(key);
  return !key.empty() && say.has(whole) ? say(whole) : std::string();
}

/// The web address that our English words name; the translation may have a slot for it.
std::string address_in(std::string_view english) {
  const auto from = english.find("http");
  return from == std::string_view::npos ? std::string() : std::string(english.substr(from, english.find_first_of(" \n", from) - from));
}

std::string warning_said(const Phrases& say, std::string_view key, const Warning& warning) {
  const std::string whole = "warning." + std::string(key);
  return say.has(whole) ? say(whole, {{"address", address_in(warning.what)}}) : std::string();
}

std::string lines_words(const Phrases& say, const std::vector<int>& lines) {
  if (lines.empty()) return {};
  std::string list;
  for (std::size_t i = 0; i < std::min(lines.size(), kLinesShown); ++i) list += (i > 0 ? ", " : "") + std::to_string(lines[i]);
  if (lines.size() > kLinesShown) list += "…";
  return say(lines.size() == 1 ? "health.line" : "health.lines", {{"line", list}});
}

/// The condition may know more than the words of the last problem: what is gone is gone whatever was said.
Error problem_of(const SourceState& state) {
  Error problem = state.problem.value_or(Error{});
  switch (state.condition) {
    case Condition::needs_auth: problem.code = Errc::auth; break;
    case Condition::gone: problem.code = Errc::gone; break;
    case Condition::refused: problem.code = Errc::refused; break;
    case Condition::limited: problem.code = Errc::rate_limited; break;
    default: break;
  }
  return problem;
}

}  // namespace

std::string problem_key(const Phrases& say, SourceKind kind, const Error& problem) {
  return first_said(say, "problem.", candidates(kind, problem));
}

Trouble problem_words(const Phrases& say, SourceKind kind, const Error& problem) {
  const auto keys = candidates(kind, problem);
  const auto key = first_said(say, "problem.", keys);
  Trouble trouble;
  trouble.known = !key.empty();
  trouble.what = trouble.known ? said(say, "problem.", key) : problem.what;
  trouble.remedy = said(say, "remedy.", first_said(say, "remedy.", keys));
  if (problem.line > 0) trouble.lines = lines_words(say, {problem.line});
  return trouble;
}

std::optional<Trouble> problem_words(const Phrases& say, SourceKind kind, const SourceState& state) {
  if (state.condition == Condition::ok || state.condition == Condition::unpolled) return std::nullopt;
  return problem_words(say, kind, problem_of(state));
}

std::string warning_key(const Phrases& say, std::string_view code) {
  if (say.has("warning." + std::string(code))) return std::string(code);
  return code.starts_with("xml_") ? "xml" : std::string(code);
}

std::vector<Trouble> warning_words(const Phrases& say, const std::vector<Warning>& warnings) {
  std::vector<std::pair<std::string, std::vector<int>>> kinds;
  std::vector<Trouble> troubles;
  for (const auto& warning : warnings) {
    const auto key = warning_key(say, warning.code);
    auto at = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == key; });
    if (at == kinds.end()) {
      const auto what = warning_said(say, key, warning);
      troubles.push_back({what.empty() ? warning.what : what, said(say, "remedy.", key), {}, !what.empty()});
      at = kinds.insert(kinds.end(), {key, {}});
    }
    auto& lines = at->second;
    if (warning.line > 0 && std::find(lines.begin(), lines.end(), warning.line) == lines.end()) lines.push_back(warning.line);
  }
  for (std::size_t i = 0; i < troubles.size(); ++i) {
    std::sort(kinds[i].second.begin(), kinds[i].second.end());
    troubles[i].lines = lines_words(say, kinds[i].second);
  }
  return troubles;
}

std::string format_name(std::string_view format) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kNames{{{"rss", "RSS"},
                                                                                 {"rdf", "RSS"},
                                                                                 {"atom", "Atom"},
                                                                                 {"jsonfeed", "JSON Feed"},
                                                                                 {"icalendar", "iCalendar"},
                                                                                 {"vcalendar", "vCalendar"},
                                                                                 {"caldav", "CalDAV"},
                                                                                 {"json-ld", "schema.org"},
                                                                                 {"mastodon", "Mastodon"}}};
  const auto word = format.substr(0, format.find(' '));
  const auto at = std::find_if(kNames.begin(), kNames.end(), [&](const auto& name) { return name.first == word; });
  if (at == kNames.end()) return std::string(format);
  return std::string(at->second) + std::string(format.substr(word.size()));
}

}  // namespace resso::feeds
