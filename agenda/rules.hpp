// What the agenda's pure functions know of the configuration, indexed for their questions. Built once per configuration (tens of
// milliseconds); copies share what is large.
#pragma once

#include "agenda/event_traits.hpp"
#include "agenda/extract_rules.hpp"
#include "agenda/topic_words.hpp"
#include "config/settings.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace resso::agenda {

class Rules {
 public:
  explicit Rules(const config::Settings& settings);

  /// An account that its server told to be an entity's: a server's accounts may be of another host than its API. One that is known to be
  /// somebody's stays theirs.
  void add_account(std::string_view acct, const std::string& slug);

  const Entity* entity(std::string_view slug) const;
  /// Slug of the entity that has this account as a channel; empty: none. `acct` as "user@host" in any case.
  std::string_view entity_of_account(std::string_view acct) const;
  /// Slug of the entity with this name (folded); empty: none.
  std::string_view entity_named(std::string_view name) const;

  /// Topic ids that a hashtag or a category stands for; empty: none.
  const std::vector<std::string>& topics_of_hashtag(std::string_view hashtag) const;
  const std::vector<std::string>& topics_of_category(std::string_view category) const;
  const TopicWords& topic_words() const { return *topic_words_; }
  /// Topics that a configured source gives to all that it shows; empty: none, or no such source.
  const std::vector<std::string>& topics_of_source(std::string_view source_id) const;
  const std::vector<Campaign>& campaigns() const { return campaigns_; }

  bool is_blocked_account(std::string_view acct) const;
  bool has_opted_out(std::string_view acct) const;
  /// The first blocked word found in the folded text; empty: none.
  std::string_view blocked_word_in(std::string_view folded_text) const;

  const MergeRules& merge() const { return *merge_; }
  const ExtractRules& extraction() const { return *extraction_; }

  double confidence_threshold() const { return confidence_threshold_; }
  const std::string& city_zone() const { return city_zone_; }
  /// Settings::derivation: which rules these are.
  const std::string& derivation() const { return derivation_; }

 private:
  using Index = std::unordered_map<std::string, std::vector<std::string>>;
  std::vector<Entity> entities_;
  std::vector<Campaign> campaigns_;
  std::unordered_map<std::string, std::size_t> entity_by_slug_, entity_by_name_;
  std::unordered_map<std::string, std::string> entity_by_account_;
  Index topics_by_hashtag_, topics_by_category_, topics_by_source_;
  std::shared_ptr<const TopicWords> topic_words_;
  std::unordered_set<std::string> blocked_accounts_, opt_out_;
  std::vector<std::string> blocked_words_;
  std::shared_ptr<const MergeRules> merge_;
  std::shared_ptr<const ExtractRules> extraction_;
  double confidence_threshold_;
  std::string city_zone_, derivation_;
};

}  // namespace resso::agenda
