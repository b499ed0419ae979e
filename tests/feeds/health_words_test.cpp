#include "feeds/pages/health_words.hpp"
#include "tests/fakes/fixtures.hpp"

#include <gmock/gmock.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace resso::feeds {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string read_file(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// Path within the project, and text, of the sources below `folder`.
std::map<std::string, std::string> sources_below(const std::string& folder) {
  const auto root = fakes::fixtures().parent_path().parent_path();
  std::map<std::string, std::string> out;
  for (const auto& file : std::filesystem::recursive_directory_iterator(root / folder)) {
    const auto extension = file.path().extension();
    if (extension == ".cpp" || extension == ".hpp") out[std::filesystem::relative(file.path(), root).string()] = read_file(file.path());
  }
  return out;
}

/// The call that begins at `at`, as far as the bracket that closes it; string literals are jumped over.
std::string_view call_at(std::string_view source, std::size_t at) {
  int depth = 0;
  for (auto i = source.find_first_of("({", at); i < source.size(); ++i) {
    const char c = source[i];
    if (c == '"') {
      for (++i; i < source.size() && source[i] != '"'; ++i) i += source[i] == '\\' ? 1 : 0;
    } else if (c == '(' || c == '{') {
      ++depth;
    } else if ((c == ')' || c == '}') && --depth == 0) {
      return source.substr(at, i + 1 - at);
    }
  }
  return source.substr(at);
}

/// Codes of warnings: the one-word literals of every call that makes a warning, and those of a Warning in braces, {what, "code", line}.
std::map<std::string, std::string> warning_codes() {
  const std::regex makes("\\b(warn|fault|Warning|warnings(\\(\\))?\\.(push_back|insert|emplace_back))\\s*[({]");
  const std::regex word("\"([a-z][a-z0-9]*(_[a-z0-9]+)*)\"");
  const std::regex braced("\"([a-z][a-z0-9]*(_[a-z0-9]+)+)\",\\s*(\\d+|[a-z_.()>-]*line[a-z_.()]*)\\s*\\}");
  std::map<std::string, std::string> codes;
  const auto take = [&](const std::string& text, const std::regex& pattern, const std::string& name) {
    for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern); at != std::sregex_iterator(); ++at)
      codes.emplace((*at)[1], name);
  };
  for (const auto* folder : {"connectors", "text"}) {
    for (const auto& [name, source] : sources_below(folder)) {
      take(source, braced, name);
      for (auto at = std::sregex_iterator(source.begin(), source.end(), makes); at != std::sregex_iterator(); ++at)
        take(std::string(call_at(source, static_cast<std::size_t>(at->position()))), word, name);
    }
  }
  // What the daemon itself adds to a source's health.
  const std::regex own("(?:kCode = |, )\"([a-z]+(?:_[a-z0-9]+)+)\"(?:;|, 0\\}\\))");
  const auto daemon = sources_below("daemon");
  for (const auto* name : {"daemon/ingest_events.cpp", "daemon/stream_states.hpp"}) take(daemon.at(name), own, name);
  return codes;
}

/// Codes whose own phrase says as much as is known.
const std::set<std::string> kSaysAll{"cancelled", "timeout", "gone", "refused", "rate_limited", "limit", "internal", "storage"};
/// What these make ends in logs or on a terminal, never as the problem of a source.
const std::set<std::string> kNotOfSources{
    "net/listen_address.cpp",                  // our own listeners
    "net/reply_stream.cpp",                    // streams: polling goes on
    "connectors/mastodon/stream.cpp",          // as above
    "connectors/mastodon/look.cpp",            // looks at single posts
    "connectors/mastodon/status_refresh.cpp",  // as above
    "connectors/feed/opml_parse.cpp",          // lists that are imported
};
/// Errors about our own certificate, and about requests that we would make wrongly.
constexpr std::array<std::string_view, 4> kOurOwn{"certificate", "private key", "cannot be sent", "the method is not a word"};

/// "tls_expired" and where it stands: every literal that begins with a code and goes on, and the statuses that have a meaning.
std::map<std::string, std::string> error_reasons() {
  std::map<std::string, std::string> reasons;
  const std::regex word("\"([a-z]+(_[a-z0-9]+)+)\"");
  for (const auto* folder : {"connectors", "net"}) {
    for (const auto& [name, source] : sources_below(folder)) {
      for (auto at = std::sregex_iterator(source.begin(), source.end(), word); at != std::sregex_iterator(); ++at) {
        const std::string text = (*at)[1];
        for (int i = 0; i <= static_cast<int>(Errc::internal); ++i) {
          if (text.starts_with(std::string(name_of(static_cast<Errc>(i))) + "_")) reasons.emplace(text, name);
        }
      }
    }
  }
  const std::string statuses = "connectors/connector.cpp";
  const auto source = sources_below("connectors").at(statuses);
  const std::regex row("StatusMeaning\\{(\\d{3}), Errc::(\\w+)");
  for (auto at = std::sregex_iterator(source.begin(), source.end(), row); at != std::sregex_iterator(); ++at) {
    if ((*at)[2] == "http" || (*at)[1] == "403") reasons.emplace("http_" + (*at)[1].str(), statuses);
  }
  for (const char digit : {'2', '3', '4', '5'}) reasons.emplace(std::string("http_") + digit + "xx", statuses);
  return reasons;
}

/// Of an Error in braces: how many of its members are given. What is not of a source counts as whole.
int members_of(std::string_view call) {
  if (std::any_of(kOurOwn.begin(), kOurOwn.end(), [&](std::string_view words) { return call.find(words) != std::string_view::npos; }))
    return 6;
  int depth = 0, members = 1;
  for (std::size_t i = 0; i < call.size(); ++i) {
    const char c = call[i];
    if (c == '"') {
      for (++i; i < call.size() && call[i] != '"'; ++i) i += call[i] == '\\' ? 1 : 0;
    } else if (c == '(' || c == '{') {
      ++depth;
    } else if (c == ')' || c == '}') {
      --depth;
    } else if (c == ',' && depth == 1) {
      ++members;
    }
  }
  return members;
}

TEST(HealthWords, EveryWarningOfAConnectorHasASentenceAndARemedy) {
  const Phrases say("ca");
  const auto codes = warning_codes();
  ASSERT_GT(codes.size(), 25U) << "the codes are not found any more: has the way of making a warning changed?";
  ASSERT_TRUE(codes.contains("bad_date") && codes.contains("missing_end") && codes.contains("account_moved"));
  ASSERT_TRUE(codes.contains("not_streamed") && codes.contains("truncated_expansion"));
  for (const auto& [code, name] : codes) {
    const auto key = warning_key(say, code);
    EXPECT_TRUE(say.has("warning." + key)) << name << " warns with the code “" << code << "”: say in web/phrases.txt, under [warning."
                                           << key << "], what that means to an association";
    EXPECT_TRUE(say.has("remedy." + key)) << name << " warns with the code “" << code << "”: say in web/phrases.txt, under [remedy." << key
                                          << "], what an association can do about it";
  }
}

TEST(HealthWords, EveryKindOfErrorHasASentenceAndARemedy) {
  const Phrases say("ca");
  for (int i = 0; i <= static_cast<int>(Errc::internal); ++i) {
    const std::string code(name_of(static_cast<Errc>(i)));
    EXPECT_TRUE(say.has("problem." + code)) << "web/phrases.txt needs [problem." << code << "]";
    EXPECT_TRUE(say.has("remedy." + code)) << "web/phrases.txt needs [remedy." << code << "]";
  }
}

TEST(HealthWords, EveryReasonOfAnErrorHasASentenceAndARemedy) {
  const Phrases say("ca");
  const auto reasons = error_reasons();
  ASSERT_GT(reasons.size(), 35U) << "the reasons are not found any more: has the way of giving one changed?";
  ASSERT_TRUE(reasons.contains("tls_expired") && reasons.contains("auth_login") && reasons.contains("http_503"));
  for (const auto& [reason, name] : reasons) {
    EXPECT_TRUE(say.has("problem." + reason)) << name << " gives the reason “" << reason << "”: say in web/phrases.txt, under [problem."
                                              << reason << "], what that means to an association";
    EXPECT_TRUE(say.has("remedy." + reason)) << name << " gives the reason “" << reason << "”: say in web/phrases.txt, under [remedy."
                                             << reason << "], what an association can do about it";
  }
}

TEST(HealthWords, EveryErrorThatASourceCanEndWithGivesAReasonOrSaysAllByItsCode) {
  const std::regex makes("Error( error| problem)?\\{Errc::(\\w+),|return \\{Errc::(\\w+),");
  int seen = 0;
  for (const auto* folder : {"connectors", "net"}) {
    for (const auto& [name, source] : sources_below(folder)) {
      if (kNotOfSources.contains(name)) continue;
      for (auto at = std::sregex_iterator(source.begin(), source.end(), makes); at != std::sregex_iterator(); ++at) {
        const std::string code = (*at)[2].str() + (*at)[3].str();
        if (kSaysAll.contains(code)) continue;
        ++seen;
        const auto call = call_at(source, static_cast<std::size_t>(at->position()));
        EXPECT_EQ(members_of(call), 6) << name << " makes an error of the code “" << code
                                       << "” without a reason, so that citizens read no more"
                                       << " than [problem." << code << "] of web/phrases.txt: " << call;
      }
    }
  }
  EXPECT_GT(seen, 30) << "errors are not found any more: has the way of making one changed?";
}

TEST(HealthWords, NoPhraseIsOfAReasonThatNobodyGives) {
  const auto reasons = error_reasons();
  const std::set<std::string> families{"mastodon", "calendar", "page", "feed"};
  for (const auto& row : phrase_rows()) {
    if (!row.key.starts_with("problem.")) continue;
    const std::string key(row.key.substr(8));
    const auto last = key.rfind('_');
    const bool of_code = name_of(errc_named(key)) == key;
    const bool of_family = last != std::string::npos && families.contains(key.substr(last + 1));
    EXPECT_TRUE(of_code || of_family || reasons.contains(key)) << "[" << row.key << "] in web/phrases.txt: nobody gives this reason";
  }
}

TEST(HealthWords, ThePhrasesThatNobodyUsesAreFew) {
  // A phrase of a code that is gone misleads who edits the file.
  const auto codes = warning_codes();
  for (const auto& row : phrase_rows()) {
    if (!row.key.starts_with("warning.")) continue;
    const std::string code(row.key.substr(8));
    const bool family = code == "xml";
    EXPECT_TRUE(family || codes.contains(code)) << "[" << row.key << "] in web/phrases.txt: no connector gives this code";
  }
}

TEST(HealthWords, TheMostParticularWordsAreChosen) {
  const Phrases say("en");
  const auto key = [&](SourceKind kind, Errc code, std::string reason) {
    return problem_key(say, kind, {code, "words that may change", "", "", 0, std::move(reason)});
  };
  EXPECT_EQ(key(SourceKind::feed, Errc::tls, "tls_expired"), "tls_expired");
  EXPECT_EQ(key(SourceKind::feed, Errc::http, "http_5xx"), "http_5xx");
  EXPECT_EQ(key(SourceKind::feed, Errc::auth, "http_403"), "http_403");
  EXPECT_EQ(key(SourceKind::mastodon_account, Errc::auth, ""), "auth_mastodon");
  EXPECT_EQ(key(SourceKind::mastodon_account, Errc::auth, "auth_gate"), "auth_gate");
  EXPECT_EQ(key(SourceKind::caldav, Errc::limit, ""), "limit_calendar");
  EXPECT_EQ(key(SourceKind::feed, Errc::timeout, ""), "timeout");
  EXPECT_EQ(key(SourceKind::feed, Errc::tls, "of_a_newer_version"), "tls");
}

TEST(HealthWords, WhatTheMachineSaysInEnglishIsNotLookedAt) {
  const Phrases say("ca");
  const Error one{Errc::tls, "the certificate expired on 2026-03-01", "", "", 0, "tls_name"};
  EXPECT_EQ(problem_key(say, SourceKind::feed, one), "tls_name");
}

TEST(HealthWords, APageWithoutEventsNamesWhatItOffersInTheReadersLanguage) {
  const auto troubles = warning_words(
      Phrases("ca"), {{"the page marks up no event; it offers a calendar at https://casal.example/a.ics", "page_offers_calendar", 0}});
  ASSERT_EQ(troubles.size(), 1U);
  EXPECT_THAT(troubles[0].what, HasSubstr("però té un calendari: https://casal.example/a.ics"));
  EXPECT_THAT(troubles[0].remedy, HasSubstr("aquest calendari en lloc de la pàgina"));
}

TEST(HealthWords, OneFaultInManyLinesIsToldOnceWithItsLines) {
  const Phrases say("ca");
  std::vector<Warning> warnings;
  for (const int line : {40, 31, 31, 9, 77, 80, 92}) warnings.push_back({"a date", "bad_date", line});
  warnings.push_back({"a thing", "not_yet_said", 0});
  const auto troubles = warning_words(say, warnings);
  ASSERT_EQ(troubles.size(), 2U);
  EXPECT_EQ(troubles[0].lines, "(línies 9, 31, 40, 77, 80…)");
  EXPECT_THAT(troubles[0].remedy, Not(IsEmpty()));
  EXPECT_FALSE(troubles[1].known);
  EXPECT_EQ(troubles[1].what, "a thing");
}

TEST(HealthWords, FormatsHaveTheirOwnNames) {
  EXPECT_EQ(format_name("rss 2.0"), "RSS 2.0");
  EXPECT_EQ(format_name("icalendar"), "iCalendar");
  EXPECT_EQ(format_name("something new"), "something new");
}

}  // namespace
}  // namespace resso::feeds
