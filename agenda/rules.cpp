#include "agenda/rules.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

std::string normal_acct(std::string_view acct) {
  if (acct.starts_with('@')) acct.remove_prefix(1);
  return text::casefold(acct);
}

// "https://host:8443" -> "host:8443"
std::string_view authority_of(std::string_view origin) {
  const auto scheme = origin.find("://");
  return scheme == std::string_view::npos ? origin : origin.substr(scheme + 3);
}

const std::vector<std::string>& find_or_none(const std::unordered_map<std::string, std::vector<std::string>>& index,
                                             const std::string& key) {
  static const std::vector<std::string> none;
  const auto found = index.find(key);
  return found == index.end() ? none : found->second;
}

void add(std::unordered_map<std::string, std::vector<std::string>>& index, std::string key, const std::string& topic) {
  auto& topics = index[std::move(key)];
  if (std::find(topics.begin(), topics.end(), topic) == topics.end()) topics.push_back(topic);
}

// Whole words: " word word " with a space at both ends.
std::string padded(std::string_view folded) { return " " + std::string(folded) + " "; }

}  // namespace

Rules::Rules(const config::Settings& settings)
    : entities_(settings.entities),
      campaigns_(settings.campaigns),
      topic_words_(std::make_shared<const TopicWords>(settings.topic_words)),
      merge_(std::make_shared<const MergeRules>(settings)),
      extraction_(std::make_shared<const ExtractRules>(settings)),
      confidence_threshold_(settings.moderation.confidence_threshold),
      city_zone_(settings.city.timezone),
      derivation_(settings.derivation) {
  for (std::size_t i = 0; i < entities_.size(); ++i) {
    entity_by_slug_.emplace(entities_[i].slug, i);
    entity_by_name_.emplace(text::fold_words(entities_[i].name), i);
  }
  for (const auto& source : settings.sources) {
    if (!source.topics.empty()) topics_by_source_.emplace(source.id, source.topics);
    if (source.kind != SourceKind::mastodon_account || source.entity.empty()) continue;
    const std::string authority(authority_of(source.url));
    entity_by_account_.emplace(normal_acct(source.name + "@" + authority), source.entity);
    // Some servers leave the port out of their account names.
    entity_by_account_.emplace(normal_acct(source.name + "@" + authority.substr(0, authority.find(':'))), source.entity);
  }
  for (const auto& topic : settings.topics) {
    for (const auto& hashtag : topic.hashtags) add(topics_by_hashtag_, text::fold_hashtag(hashtag), topic.id);
    for (const auto& category : topic.categories) add(topics_by_category_, text::fold_words(category), topic.id);
    for (const auto& [language, title] : topic.titles) add(topics_by_category_, text::fold_words(title), topic.id);
    add(topics_by_category_, text::fold_words(topic.id), topic.id);
  }
  for (const auto& acct : settings.moderation.blocked_accounts) blocked_accounts_.insert(normal_acct(acct));
  for (const auto& acct : settings.moderation.opt_out) opt_out_.insert(normal_acct(acct));
  for (const auto& word : settings.moderation.blocked_words) blocked_words_.push_back(padded(text::fold_words(word)));
}

void Rules::add_account(std::string_view acct, const std::string& slug) { entity_by_account_.emplace(normal_acct(acct), slug); }

const Entity* Rules::entity(std::string_view slug) const {
  const auto found = entity_by_slug_.find(std::string(slug));
  return found == entity_by_slug_.end() ? nullptr : &entities_[found->second];
}

std::string_view Rules::entity_of_account(std::string_view acct) const {
  const auto found = entity_by_account_.find(normal_acct(acct));
  return found == entity_by_account_.end() ? std::string_view() : found->second;
}

std::string_view Rules::entity_named(std::string_view name) const {
  const auto found = entity_by_name_.find(text::fold_words(name));
  return found == entity_by_name_.end() ? std::string_view() : entities_[found->second].slug;
}

const std::vector<std::string>& Rules::topics_of_hashtag(std::string_view hashtag) const {
  return find_or_none(topics_by_hashtag_, text::fold_hashtag(hashtag));
}

const std::vector<std::string>& Rules::topics_of_category(std::string_view category) const {
  return find_or_none(topics_by_category_, text::fold_words(category));
}

const std::vector<std::string>& Rules::topics_of_source(std::string_view source_id) const {
  return find_or_none(topics_by_source_, std::string(source_id));
}

bool Rules::is_blocked_account(std::string_view acct) const { return blocked_accounts_.contains(normal_acct(acct)); }

bool Rules::has_opted_out(std::string_view acct) const { return opt_out_.contains(normal_acct(acct)); }

std::string_view Rules::blocked_word_in(std::string_view folded_text) const {
  if (blocked_words_.empty()) return {};
  const std::string text = padded(folded_text);
  for (const auto& word : blocked_words_)
    if (text.find(word) != std::string::npos) return std::string_view(word).substr(1, word.size() - 2);
  return {};
}

}  // namespace resso::agenda
