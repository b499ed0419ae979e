#include "feeds/filter.hpp"

#include "text/timestamp.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace resso::feeds {
namespace {

constexpr std::size_t kLongestQuery = 8192;
constexpr std::size_t kMostValues = 100;
constexpr std::size_t kLongestSearch = 200;  // code points
constexpr int kMostDays = 400;
constexpr int kMostItems = 1000;

constexpr std::array<std::string_view, 11> kKeys{"entity", "district", "topic", "tag",  "source", "q",
                                                 "from",   "to",       "days",  "lang", "limit"};
// Appended to links by mailings and social networks; the reader knows nothing of them.
constexpr std::array<std::string_view, 7> kTrackers{"fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "msclkid", "ref_src"};

std::string quoted(std::string_view value) { return "“" + text::abridge(text::repair_utf8(value), 60) + "”"; }

Error bad(std::string_view key, std::string what, std::string remedy = {}) {
  return Error{Errc::bad_input, std::move(what), std::string(key.empty() ? "query" : key), std::move(remedy), 0};
}

// What would be right, while it can be read in one glance.
template <class Items, class Name>
std::string allowed(const Items& items, Name name) {
  if (items.size() > 12) return {};
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "use one of: " : ", ") + std::string(name(item));
  return out;
}

bool is_tracker(std::string_view key) {
  return key.starts_with("utm_") || std::find(kTrackers.begin(), kTrackers.end(), key) != kTrackers.end();
}

void insert_once(std::vector<std::string>& values, std::string value) {
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if (at == values.end() || *at != value) values.insert(at, std::move(value));
}

std::string_view primary_subtag(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

Result<std::string> read_entity(std::string value, const Snapshot& snapshot) {
  if (snapshot.entity(value)) return value;
  return bad("entity", "no such entity: " + quoted(value), "its slug stands in the address of its page, under /entities");
}

Result<std::string> read_district(std::string value, const Snapshot& snapshot) {
  if (snapshot.district(value)) return value;
  return bad("district", "no such district: " + quoted(value), allowed(snapshot.districts, [](const District& d) { return d.id; }));
}

Result<std::string> read_topic(std::string value, const Snapshot& snapshot) {
  if (snapshot.topic(value)) return value;
  return bad("topic", "no such topic: " + quoted(value), allowed(snapshot.topics, [](const Topic& t) { return t.id; }));
}

Result<std::string> read_tag(std::string value, const Snapshot&) {
  auto folded = text::fold_hashtag(text::truncate_utf8(value, 400));
  if (folded.empty()) return bad("tag", "no letter or digit in it: " + quoted(value));
  return folded;
}

Result<std::string> read_source(std::string value, const Snapshot& snapshot) {
  if (value == "mastodon" || source_kind_named(value)) return value;
  for (const auto& facts : snapshot.sources) {
    if (facts.source.id == value) return value;
  }
  return bad("source", "no such source: " + quoted(value),
             "use a source's id or one of: mastodon, mastodon_hashtag, mastodon_account, feed, calendar, caldav, page");
}

Result<std::string> read_language(std::string value, const Snapshot& snapshot) {
  for (const auto& language : snapshot.city.languages) {
    if (text::iequals(primary_subtag(value), primary_subtag(language))) return std::string(primary_subtag(language));
  }
  return bad("lang", "not a language of this agenda: " + quoted(value), allowed(snapshot.city.languages, [](const auto& l) { return l; }));
}

struct ListKey {
  std::string_view key;
  std::vector<std::string> Filter::*values;
  Result<std::string> (*read)(std::string value, const Snapshot& snapshot);
};
constexpr std::array<ListKey, 6> kListKeys{{{"entity", &Filter::entities, read_entity},
                                            {"district", &Filter::districts, read_district},
                                            {"topic", &Filter::topics, read_topic},
                                            {"tag", &Filter::tags, read_tag},
                                            {"source", &Filter::sources, read_source},
                                            {"lang", &Filter::languages, read_language}}};

Result<int> read_number(std::string_view key, std::string_view value, int most) {
  int number = 0;
  const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (failure != std::errc() || end != value.data() + value.size() || number < 1 || number > most) {
    return bad(key, "not a number from 1 to " + std::to_string(most) + ": " + quoted(value));
  }
  return number;
}

Result<LocalDate> read_day(std::string_view key, std::string_view value) {
  if (const auto day = text::parse_date(value)) return *day;
  return bad(key, "not a day: " + quoted(value), "write it as 2026-03-14");
}

Result<void> read_search(Filter& filter, std::string_view value) {
  const auto words = text::fold_words(value);
  if (words.empty()) return bad("q", "no letter or digit in it: " + quoted(value));
  filter.query += (filter.query.empty() ? "" : " ") + words;
  if (text::abridge(filter.query, kLongestSearch) != filter.query) return bad("q", "longer than 200 letters: " + quoted(value));
  return {};
}

template <class Value>
Result<void> set_once(std::string_view key, std::optional<Value>& field, const Result<Value>& value) {
  if (!value) return value.error();
  if (field && *field != *value) return bad(key, "given twice with different values");
  field = *value;
  return {};
}

Result<void> read_pair(Filter& filter, std::string_view key, std::string value, const Snapshot& snapshot) {
  for (const auto& list : kListKeys) {
    if (list.key != key) continue;
    auto read = list.read(std::move(value), snapshot);
    if (!read) return read.error();
    insert_once(filter.*list.values, std::move(*read));
    if ((filter.*list.values).size() > kMostValues) return bad(key, "more than " + std::to_string(kMostValues) + " values");
    return {};
  }
  if (key == "q") return read_search(filter, value);
  if (key == "from") return set_once(key, filter.from, read_day(key, value));
  if (key == "to") return set_once(key, filter.to, read_day(key, value));
  if (key == "days") return set_once(key, filter.days, read_number(key, value, kMostDays));
  if (key == "limit") return set_once(key, filter.limit, read_number(key, value, kMostItems));
  return bad(text::abridge(text::repair_utf8(key), 60), "not a key of the filter", allowed(kKeys, [](std::string_view k) { return k; }));
}

std::string form_decode(std::string_view encoded) {
  std::string spaced(encoded);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return text::percent_decode(spaced);
}

}  // namespace

Result<Filter> parse_filter(std::string_view query, const Snapshot& snapshot) {
  if (query.size() > kLongestQuery)
    return Error{Errc::bad_input, "the query is longer than 8192 bytes", "query", "ask for less at once", 0};
  Filter filter;
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const auto equals = pair.find('=');
    const auto key = form_decode(pair.substr(0, equals));
    auto value = equals == std::string_view::npos ? std::string() : form_decode(pair.substr(equals + 1));
    value = text::trim(value);
    if (pair.empty() || is_tracker(key)) continue;
    const bool known = std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
    if (known && value.empty()) continue;
    if (const auto read = read_pair(filter, key, std::move(value), snapshot); !read) return read.error();
  }
  if (filter.from && filter.to && *filter.to < *filter.from) {
    return bad("to", "before “from”: " + text::format_date(*filter.to), "exchange the two days");
  }
  return filter;
}

bool names_filter(std::string_view query) {
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const auto key = form_decode(pair.substr(0, pair.find('=')));
    if (key != "lang" && std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end()) return true;
  }
  return false;
}

std::string canonical_query(const Filter& filter) {
  std::string out;
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!out.empty()) out += '&';
    out.append(key).append("=").append(text::percent_encode(value));
  };
  const auto add_all = [&](std::string_view key, const std::vector<std::string>& values) {
    for (const auto& value : values) add(key, value);
  };
  add_all("entity", filter.entities);
  add_all("district", filter.districts);
  add_all("topic", filter.topics);
  add_all("tag", filter.tags);
  add_all("source", filter.sources);
  if (!filter.query.empty()) add("q", filter.query);
  if (filter.from) add("from", text::format_date(*filter.from));
  if (filter.to) add("to", text::format_date(*filter.to));
  if (filter.days) add("days", std::to_string(*filter.days));
  add_all("lang", filter.languages);
  if (filter.limit) add("limit", std::to_string(*filter.limit));
  return out;
}

}  // namespace resso::feeds
