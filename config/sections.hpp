// The sections of the configuration, one reader each. They fill Settings and report; none stops the others.
#pragma once

#include "config/values.hpp"

#include <set>

namespace resso::config {

/// A source before it is checked against the others.
struct StatedSource {
  Source source;
  Spot at;
  bool campaign = false;
  std::optional<Spot> interval_at;
};

struct Reading {
  Settings settings;
  Report report;
  const Outside& outside;
  std::vector<StatedSource> sources;
  std::vector<Report> data_reports;  ///< of topics, places and days
  std::string data_texts;            ///< of the data files, one after the other
  std::optional<Spot> default_filter_at;
  bool topics_known = true;  ///< false: the topics could not be read, so that nobody is told off for naming one

  std::vector<std::string> district_ids() const;
  std::vector<std::string> topic_ids() const;
  /// The texts of `key` that name a configured district or topic.
  std::vector<std::string> districts(Reader& reader, std::string_view key = "districts");
  std::vector<std::string> topics(Reader& reader, std::string_view key = "topics");
  Trust trust(Reader& reader);
  /// Its address, and the user and password that stand in it.
  static void set_address(Source& source, const text::Url& url);
};

void read_city(Reader& root, Reading& reading);
void read_server(Reader& root, Reading& reading);      // [server] [store] [log]
void read_network(Reader& root, Reading& reading);     // [network]
void read_data(Reader& root, Reading& reading);        // [data] and the files it names
void read_districts(Reader& root, Reading& reading);   // [[district]]
void read_servers(Reader& root, Reading& reading);     // [[server]]
void read_hashtags(Reader& root, Reading& reading);    // [[hashtag]]
void read_entities(Reader& root, Reading& reading);    // [[entity]]
void read_sources(Reader& root, Reading& reading);     // [[source]]
void read_moderation(Reader& root, Reading& reading);  // [moderation] [[watch]]

/// Order, duplicates, credentials and intervals of all sources together.
void finish_sources(Reading& reading);

/// The data files, from their text.
std::vector<Topic> read_topics(std::string_view toml, TopicWords& words, Report& report);
std::vector<GazetteerPlace> read_places(std::string_view toml, Report& report);
std::vector<CommemorativeDay> read_days(std::string_view toml, Report& report);
std::vector<MergeWord> read_merge_words(std::string_view toml, Report& report);

/// The tree of a data file; what is wrong with it is reported.
std::optional<Node> parse_data(std::string_view toml, Report& report);

/// An id that no row before had.
std::string own_id(Reader& reader, std::string_view key, std::set<std::string>& taken);

/// The list of hashtags under "hashtags".
std::vector<std::string> hashtags_of(Reader& reader);

/// A language of config/grammar/, from its text; and all that ship, into the settings.
Grammar read_grammar(std::string_view toml, Report& report);
void read_grammars(Reading& reading);

/// Titles by language: a table ca, es, en, at least one of them.
std::map<std::string, std::string> read_titles(Reader& reader, std::string_view key);

/// user, password_file/_env, token_file/_env of this table.
std::optional<Credentials> read_credentials(Reader& reader, const Outside& outside);

}  // namespace resso::config
