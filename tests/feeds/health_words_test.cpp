#include "feeds/pages/health_words.hpp"
#include "tests/fakes/fixtures.hpp"

#include <gmock/gmock.h>

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
  return codes;
}

TEST(HealthWords, EveryWarningOfAConnectorHasASentenceAndARemedy) {
  const Phrases say("ca");
  const auto codes = warning_codes();
  ASSERT_GT(codes.size(), 25U) << "the codes are not found any more: has the way of making a warning changed?";
  ASSERT_TRUE(codes.contains("bad_date") && codes.contains("missing_end") && codes.contains("account_moved"));
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

TEST(HealthWords, EveryStatusThatConnectorsNameHasASentenceOfItsOwn) {
  const Phrases say("ca");
  const auto source = sources_below("connectors").at("connectors/connector.cpp");
  const std::regex row("StatusMeaning\\{(\\d{3}), Errc::(\\w+),\\s*\"([^\"]*)\"");
  int statuses = 0;
  for (auto at = std::sregex_iterator(source.begin(), source.end(), row); at != std::sregex_iterator(); ++at) {
    ++statuses;
    const Error problem{errc_named((*at)[2].str()), (*at)[3].str() + " (" + (*at)[1].str() + ")", "", "", 0};
    const auto key = problem_key(say, SourceKind::feed, problem);
    if (problem.code == Errc::http) EXPECT_EQ(key, "http_" + (*at)[1].str()) << "web/phrases.txt needs [problem.http_" << (*at)[1] << "]";
    EXPECT_THAT(problem_words(say, SourceKind::feed, problem).remedy, Not(IsEmpty())) << key;
  }
  EXPECT_GT(statuses, 10);
}

TEST(HealthWords, WhatIsLookedForInAProblemsWordsIsWhatTheFloorsBelowSay) {
  std::string all;
  for (const auto* folder : {"connectors", "net"}) {
    for (const auto& [name, source] : sources_below(folder)) all += source;
  }
  const Phrases say("ca");
  for (const auto& particular : kParticularProblems) {
    EXPECT_THAT(all, HasSubstr(particular.words)) << "nobody says this any more";
    EXPECT_TRUE(say.has("problem." + std::string(particular.key))) << particular.key;
  }
}

TEST(HealthWords, ThePhrasesThatNobodyUsesAreFew) {
  // A phrase of a code that is gone misleads who edits the file.
  const auto codes = warning_codes();
  for (const auto& row : phrase_rows()) {
    if (!row.key.starts_with("warning.")) continue;
    const std::string code(row.key.substr(8));
    const bool family = code == "xml" || code == "truncated_expansion";
    EXPECT_TRUE(family || codes.contains(code)) << "[" << row.key << "] in web/phrases.txt: no connector gives this code";
  }
}

TEST(HealthWords, TheMostParticularWordsAreChosen) {
  const Phrases say("en");
  const auto key = [&](SourceKind kind, Errc code, std::string what) { return problem_key(say, kind, {code, std::move(what), "", "", 0}); };
  EXPECT_EQ(key(SourceKind::feed, Errc::tls, "the certificate expired on 2026-03-01"), "tls_expired");
  EXPECT_EQ(key(SourceKind::feed, Errc::http, "the server is not available for now (503)"), "http_503");
  EXPECT_EQ(key(SourceKind::feed, Errc::http, "the server failed (599)"), "http_5xx");
  EXPECT_EQ(key(SourceKind::feed, Errc::auth, "the server does not let us read this (403)"), "http_403");
  EXPECT_EQ(key(SourceKind::mastodon_account, Errc::auth, "the server wants a token (401)"), "auth_mastodon");
  EXPECT_EQ(key(SourceKind::feed, Errc::auth, "the address leads to a login page"), "auth_login");
  EXPECT_EQ(key(SourceKind::feed, Errc::rate_limited, "the server asks us to wait (503)"), "rate_limited");
  EXPECT_EQ(key(SourceKind::feed, Errc::timeout, "no answer within 20 s"), "timeout");
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
