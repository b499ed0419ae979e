#include "agenda/topic_words.hpp"

#include "text/unicode.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

constexpr std::size_t kMostTopics = 3, kMostWordsInReason = 3, kMostWords = 2000;
constexpr double kOfMark = 6;        // what a hashtag weighs among words
constexpr double kMostOrdinary = 3;  // ordinary words may double the threshold, no more
constexpr double kEnough = 12;       // four words: what a topic weighs beyond makes the others no fainter

constexpr std::size_t kStemKey = 4;  // bytes: enough to part the stems, few enough to ask for each

std::string_view stem_key(std::string_view stem) { return stem.substr(0, kStemKey); }

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// "#PobresaEnergètica" is two words.
std::string split_hashtags(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  bool in_hashtag = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i], before = i > 0 ? text[i - 1] : ' ';
    if (c == '#')
      in_hashtag = true;
    else if (static_cast<unsigned char>(c) <= ' ')
      in_hashtag = false;
    else if (in_hashtag && is_upper(c) && before != '#' && !is_upper(before) && !(before >= '0' && before <= '9'))
      out += ' ';
    out += c;
  }
  return out;
}

}  // namespace

/// Of each term or group, the term that made it present. A text makes some dozens present, of tens of thousands: a thread keeps the table,
/// and what was written is wiped.
class TopicWords::Present {
 public:
  explicit Present(std::size_t terms) : by_(table()) {
    if (by_.size() < terms) by_.resize(terms, kNone);
  }
  ~Present() {
    for (const Id id : ids_) by_[id] = kNone;
  }
  Present(const Present&) = delete;
  Present& operator=(const Present&) = delete;

  void note(Id what, Id by) {
    if (by_[what] != kNone) return;
    by_[what] = by;
    ids_.push_back(what);
  }
  void sort() { std::sort(ids_.begin(), ids_.end()); }

  bool has(Id id) const { return by_[id] != kNone; }
  Id by(Id id) const { return by_[id]; }
  const std::vector<Id>& ids() const { return ids_; }

 private:
  static std::vector<Id>& table() {
    thread_local std::vector<Id> table;
    return table;
  }
  std::vector<Id>& by_;
  std::vector<Id> ids_;
};

struct TopicWords::Tally {
  std::size_t topic = 0;
  double score = 0;
  bool marked = false, found = false;
  std::vector<const Rule*> rules;
};

TopicWords::TopicWords(const config::TopicWords& words)
    : threshold_(words.threshold), alone_(std::min(words.alone, words.threshold)), share_(words.share) {
  for (const auto& word : words.small_words) small_words_.insert(text::fold_words(word));
  for (const auto& group : words.groups) add_group(group);
  std::vector<Rule> rules;
  rules.reserve(words.ordinary.size());
  for (const auto& rule : words.ordinary) rules.push_back(compile(rule, kOrdinary));
  for (const auto& of_topic : words.topics) {
    const auto topic = index_of(of_topic.topic);
    for (const auto& rule : of_topic.rules) rules.push_back(compile(rule, topic));
    for (const auto& term : of_topic.unless) unless_[topic].push_back(id_of(term));
  }
  for (const auto& stated : words.preferences) {
    Preference preference{index_of(stated.topic), {}, {}, {}};
    for (const auto& topic : stated.over) preference.over.push_back(index_of(topic));
    for (const auto& rule : stated.when) preference.when.push_back(compile(rule, preference.topic));
    for (const auto& rule : stated.unless) preference.unless.push_back(compile(rule, preference.topic));
    preferences_.push_back(std::move(preference));
  }
  rules_by_term_.resize(terms_.size());
  for (auto& rule : rules) {
    const Id first = rule.all.front();
    rules_by_term_[first].push_back(std::move(rule));
  }
  index_terms();
  id_by_term_ = {};
  terms_.shrink_to_fit();
}

std::vector<TopicWords::Step> TopicWords::steps_of(std::string_view term) const {
  std::vector<Step> all, without_small;
  for (std::size_t i = 0; i < term.size();) {
    const auto end = std::min(term.find(' ', i), term.size());
    const std::string_view written = term.substr(i, end - i);
    const std::string folded = text::fold_words(written);
    for (std::size_t from = 0; from < folded.size();) {
      const auto to = std::min(folded.find(' ', from), folded.size());
      Step step{folded.substr(from, to - from), to == folded.size() && written.ends_with('*')};
      if (!small_words_.contains(step.word)) without_small.push_back(step);
      all.push_back(std::move(step));
      from = to + 1;
    }
    i = end + 1;
  }
  return without_small.empty() ? all : without_small;
}

TopicWords::Id TopicWords::id_of(const std::string& term) {
  std::string key = term;
  std::vector<Step> steps;
  if (!term.starts_with('@')) {
    steps = steps_of(term);
    key.clear();
    for (const auto& step : steps) key += step.word + (step.stem ? "* " : " ");
  }
  const auto [place, is_new] = id_by_term_.emplace(std::move(key), static_cast<Id>(terms_.size()));
  if (is_new) terms_.push_back({term, std::move(steps), {place->second}});
  return place->second;
}

void TopicWords::add_group(const config::WordGroup& group) {
  const Id id = id_of("@" + group.id);
  for (const auto& word : group.words) {
    const Id term = id_of(word);
    if (!word.starts_with('@')) {
      terms_[term].groups.push_back(id);
      continue;
    }
    // A group within a group: what is in the inner one is in both.
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      auto& groups = terms_[i].groups;
      if (std::find(groups.begin(), groups.end(), term) != groups.end()) groups.push_back(id);
    }
  }
}

TopicWords::Rule TopicWords::compile(const config::WordRule& rule, std::size_t topic) {
  Rule compiled{topic, rule.weight, {}, {}};
  for (const auto& term : rule.all) compiled.all.push_back(id_of(term));
  for (const auto& term : rule.none) compiled.none.push_back(id_of(term));
  return compiled;
}

std::size_t TopicWords::index_of(const std::string& topic) {
  const auto found = std::find(topics_.begin(), topics_.end(), topic);
  if (found == topics_.end()) {
    topics_.push_back(topic);
    unless_.emplace_back();
    return topics_.size() - 1;
  }
  return static_cast<std::size_t>(found - topics_.begin());
}

void TopicWords::index_terms() {
  for (Id id = 0; id < terms_.size(); ++id) {
    if (terms_[id].steps.empty()) continue;
    const Step& first = terms_[id].steps.front();
    auto& terms = first.stem ? by_stem_[std::string(stem_key(first.word))] : by_word_[first.word];
    terms.push_back(id);
  }
  // The shortest stem that makes a group present is the one that is told.
  const auto shorter = [&](Id a, Id b) { return terms_[a].steps.front().word.size() < terms_[b].steps.front().word.size(); };
  for (auto& [key, terms] : by_stem_) std::stable_sort(terms.begin(), terms.end(), shorter);
}

std::vector<std::string_view> TopicWords::words_of(std::string_view folded) const {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < folded.size() && words.size() < kMostWords;) {
    const auto end = std::min(folded.find(' ', i), folded.size());
    const std::string_view word = folded.substr(i, end - i);
    if (!small_words_.contains(word)) words.push_back(word);
    i = end + 1;
  }
  return words;
}

void TopicWords::look_at(const std::vector<std::string_view>& words, std::size_t at, const std::vector<Id>& terms, Present& present) const {
  const auto is_step = [](const Step& step, std::string_view word) { return step.stem ? word.starts_with(step.word) : word == step.word; };
  for (const Id id : terms) {
    const auto& steps = terms_[id].steps;
    if (steps.size() > words.size() - at ||
        !std::equal(steps.begin(), steps.end(), words.begin() + static_cast<std::ptrdiff_t>(at), is_step))
      continue;
    for (const Id group : terms_[id].groups) present.note(group, id);
  }
}

void TopicWords::look(const std::vector<std::string_view>& words, Present& present) const {
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string_view word = words[at];
    if (const auto found = by_word_.find(word); found != by_word_.end()) look_at(words, at, found->second, present);
    for (std::size_t length = 1; length <= std::min(word.size(), kStemKey); ++length)
      if (const auto found = by_stem_.find(word.substr(0, length)); found != by_stem_.end()) look_at(words, at, found->second, present);
  }
  present.sort();
}

bool TopicWords::holds(const Rule& rule, const Present& present) const {
  const auto is_there = [&](Id term) { return present.has(term); };
  return std::all_of(rule.all.begin(), rule.all.end(), is_there) && std::none_of(rule.none.begin(), rule.none.end(), is_there);
}

bool TopicWords::any_holds(const std::vector<Rule>& rules, const Present& present) const {
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) { return holds(rule, present); });
}

// Every topic's score; those that reach the bar are `found`.
std::vector<TopicWords::Tally> TopicWords::weigh(const Present& present) const {
  std::vector<Tally> tallies(topics_.size());
  for (std::size_t i = 0; i < tallies.size(); ++i) tallies[i].topic = i;
  double ordinary = 0;
  for (const Id id : present.ids()) {
    for (const Rule& rule : rules_by_term_[id]) {
      if (!holds(rule, present)) continue;
      if (rule.topic == kOrdinary) {
        ordinary += rule.weight;
        continue;
      }
      tallies[rule.topic].score += rule.weight;
      tallies[rule.topic].rules.push_back(&rule);
    }
  }
  const double raised = std::min(ordinary, kMostOrdinary);
  Tally* heaviest = nullptr;
  bool any = false;
  for (auto& tally : tallies) {
    const auto& unless = unless_[tally.topic];
    if (std::any_of(unless.begin(), unless.end(), [&](Id term) { return present.has(term); })) continue;
    any = (tally.found = tally.score >= threshold_ + raised) || any;
    if (heaviest == nullptr || tally.score > heaviest->score) heaviest = &tally;
  }
  if (!any && heaviest != nullptr) heaviest->found = heaviest->score >= alone_ + raised;
  return tallies;
}

// A topic that one word speaks for, where many speak for another, is what the post says by the way.
void TopicWords::drop_faint(std::vector<Tally>& tallies) const {
  double heaviest = 0;
  for (const auto& tally : tallies)
    if (tally.found) heaviest = std::max(heaviest, tally.score);
  const double least = share_ * std::min(heaviest, kEnough);
  for (auto& tally : tallies) tally.found = tally.found && tally.score >= least;
}

void TopicWords::set_aside(std::vector<Tally>& tallies, const Present& present) const {
  for (const auto& preference : preferences_) {
    if (!tallies[preference.topic].found) continue;
    if (!preference.when.empty() && !any_holds(preference.when, present)) continue;
    if (any_holds(preference.unless, present)) continue;
    for (const std::size_t topic : preference.over) tallies[topic].found = false;
  }
}

std::string TopicWords::reason_of(Tally& tally, const Present& present) const {
  std::stable_sort(tally.rules.begin(), tally.rules.end(), [](const Rule* a, const Rule* b) { return a->weight > b->weight; });
  std::string reason;
  for (std::size_t i = 0; i < tally.rules.size() && i < kMostWordsInReason; ++i) {
    reason += i == 0 ? "words: " : ", ";
    const auto& all = tally.rules[i]->all;
    for (std::size_t k = 0; k < all.size(); ++k) reason += (k == 0 ? "" : " + ") + terms_[present.by(all[k])].written;
  }
  return reason;
}

std::vector<TopicWords::Scored> TopicWords::find(std::string_view text, const std::vector<std::string>& marked) const {
  const std::string folded = text::fold_words(split_hashtags(text));
  Present present(terms_.size());
  look(words_of(folded), present);
  std::vector<Tally> tallies = weigh(present);
  drop_faint(tallies);
  std::vector<Scored> found;
  for (const auto& topic : marked) {
    const auto known = std::find(topics_.begin(), topics_.end(), topic);
    if (known == topics_.end()) {  // a topic without words
      found.push_back({topic, kOfMark, "", true});
      continue;
    }
    Tally& tally = tallies[static_cast<std::size_t>(known - topics_.begin())];
    if (!tally.marked) tally.score += kOfMark;
    tally.marked = tally.found = true;
  }
  set_aside(tallies, present);
  std::stable_sort(tallies.begin(), tallies.end(), [](const Tally& a, const Tally& b) { return a.score > b.score; });
  for (auto& tally : tallies) {
    const bool room = tally.marked || found.size() < kMostTopics;
    if (tally.found && room) found.push_back({topics_[tally.topic], tally.score, reason_of(tally, present), tally.marked});
  }
  return found;
}

}  // namespace resso::agenda
