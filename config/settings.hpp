// The configuration as the daemon uses it: typed, immutable, validated (config/read.hpp). config/example.toml explains every key.
#pragma once

#include "model/entity.hpp"
#include "model/error.hpp"
#include "model/event.hpp"
#include "model/post.hpp"
#include "model/source.hpp"
#include "model/time.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace resso::config {

struct City {
  std::string name = "Terrassa";
  std::string timezone = "Europe/Madrid";
  std::vector<std::string> languages{"ca", "es", "en"};  ///< the first is the default
  std::string public_url = "http://127.0.0.1:8080";      ///< no final slash
  std::string contact;                                   ///< URL; goes into the User-Agent and /about
  std::string accent;                                    ///< CSS colour of the city; empty: Ressò's
  std::string logo;                                      ///< file, SVG or PNG; empty: none
  std::string default_filter;                            ///< "district=4", without '?': what pages show until somebody chooses; empty: all
};

struct ListenAddress {
  std::string host;  ///< numeric; IPv6 without brackets
  std::uint16_t port = 0;
  bool operator==(const ListenAddress&) const = default;
};

struct Server {
  std::vector<ListenAddress> listen;
  ListenAddress admin;
  Secret admin_token;                              ///< empty: none asked
  std::filesystem::path tls_certificate, tls_key;  ///< both or none
  int max_connections = 2000;
  int max_connections_per_address = 100;
  std::vector<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-For is believed
};

struct StoreSettings {
  std::filesystem::path path = "resso.db";  ///< absolute once read
  int retention_posts_days = 0;             ///< 0: for ever
  int retention_samples_days = 400;
  int retention_raw_days = 7;
};

struct Network {
  std::vector<std::string> allow_hosts;  ///< "host" or "host:port" that the address guard lets through
  Seconds timeout{20};
  std::size_t body_limit = 15u << 20;
  int connections_per_host = 2;
  int connections = 64;
  int max_redirects = 5;
  std::string user_agent_suffix;
  Seconds feed_interval{3600};
  Seconds calendar_interval{3600};
  Seconds account_interval{900};
  Seconds hashtag_interval{300};
  Seconds min_interval{900};
  Seconds max_interval{86400};
  bool websub = false;     ///< ask hubs to tell us of news, at public_url
  int backfill_days = 30;  ///< first visit of a Mastodon timeline
};

/// An entry of the topics file: all of `all` within a text, none of `none`. A term is a word, a stem ("acollid*"), a phrase, or "@group".
struct WordRule {
  std::vector<std::string> all, none;
  double weight = 0;
  bool operator==(const WordRule&) const = default;
};

/// Words that mean the same to the rules, in all languages.
struct WordGroup {
  std::string id;
  std::vector<std::string> words;
  bool operator==(const WordGroup&) const = default;
};

/// How a text without a mark tells its topics: by weighted words (agenda/topic_words.hpp). config/topics.toml explains each key.
struct TopicWords {
  struct OfTopic {
    std::string topic;
    std::vector<WordRule> rules;
    std::vector<std::string> unless;  ///< terms that cancel the topic's words
    bool operator==(const OfTopic&) const = default;
  };
  /// Of two topics that were both found, the one to keep.
  struct Preference {
    std::string topic;
    std::vector<std::string> over;
    std::vector<WordRule> when, unless;  ///< empty: always, never
    bool operator==(const Preference&) const = default;
  };
  double threshold = 3;                  ///< of each topic
  double alone = 3;                      ///< of the heaviest, where none reaches the threshold
  double share = 0;                      ///< of the heaviest's weight, that the others must have too
  std::vector<std::string> small_words;  ///< left out of texts and phrases before they are compared
  std::vector<WordGroup> groups;
  std::vector<OfTopic> topics;
  std::vector<WordRule> ordinary;  ///< what has no topic as a rule: their weights raise the threshold
  std::vector<Preference> preferences;
  bool operator==(const TopicWords&) const = default;
};

struct DataFiles {
  std::filesystem::path topics, places, days, merge_words;  ///< absolute; empty: the ones built in
};

/// A line of the gazetteer: how a place is called, and where it is.
struct GazetteerPlace {
  std::string name;
  std::vector<std::string> aliases;
  std::string address, district;
  std::optional<GeoPoint> point;
  bool operator==(const GazetteerPlace&) const = default;
};

/// Words that mean the same, or that decide whether two notices tell of one event (config/merge_words.toml says the roles).
struct MergeWord {
  std::string role, set;
  std::vector<std::string> forms;
  bool operator==(const MergeWord&) const = default;
};

/// A word or phrase and what it does in a sentence: "date.until", "month" with its value. The roles are those of agenda/extract_rules.hpp.
struct GrammarWord {
  std::string phrase, role;
  int value = 0;
  bool stem = false;    ///< the phrase is the beginning of a word
  bool ending = false;  ///< the end of one
  bool operator==(const GrammarWord&) const = default;
};

/// What the extraction of events knows of a language.
struct Grammar {
  std::string language;  ///< "ca"
  std::vector<GrammarWord> words;
  bool operator==(const Grammar&) const = default;
};

struct HashtagSettings {
  std::string name;  ///< display form without '#'
  std::vector<std::string> servers;
  Trust trust = Trust::moderated;
  std::string campaign;
  std::optional<LocalDate> from, to;
  std::vector<std::string> topics;
  std::optional<Seconds> interval;
};

struct ModerationSettings {
  std::vector<std::string> blocked_words;
  std::vector<std::string> blocked_accounts;
  std::vector<std::string> opt_out;   ///< accts
  double confidence_threshold = 0.6;  ///< extracted events below it wait
};

struct LogSettings {
  std::string format = "text";  ///< text | json
  std::string level = "info";   ///< debug | info | warning | error
};

struct WatchSettings {
  std::string name;
  std::vector<std::string> words;
  std::vector<std::string> topics;
  bool strict = false;
  std::string webhook;
};

struct Settings {
  std::filesystem::path file;
  City city;
  Server server;
  StoreSettings store;
  Network network;
  DataFiles data;
  ModerationSettings moderation;
  LogSettings log;
  std::vector<HashtagSettings> hashtags;
  std::map<std::string, Credentials> server_credentials;  ///< by origin "https://host"
  std::vector<District> districts;
  std::vector<Entity> entities;
  std::vector<Topic> topics;  ///< read from data.topics
  TopicWords topic_words;     ///< of the same file
  std::vector<GazetteerPlace> places;
  std::vector<CommemorativeDay> days;  ///< in the order of the year
  std::vector<Grammar> grammars;       ///< the built-in languages of extraction
  std::vector<MergeWord> merge_words;  ///< read from data.merge_words
  std::vector<Campaign> campaigns;     ///< of the hashtags
  std::vector<Source> sources;         ///< every source: of hashtags, entities and the city, in the file's order, each id once
  std::vector<WatchSettings> watches;
  std::string derivation;       ///< SHA-256 of all by which the agenda is made of what was said: moves when that must be made anew
  std::vector<Error> warnings;  ///< nothing that stops us, but that the operator should know: shown by `check`, logged at the start
};

}  // namespace resso::config
