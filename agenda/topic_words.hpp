// Topics by the words of a text: the taxonomy of config/topics.toml, compiled once, asked for every post. No regular expression: one pass
// over the words, then the rules of the words that were there.
#pragma once

#include "config/settings.hpp"
#include "model/string_map.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resso::agenda {

class TopicWords {
 public:
  struct Scored {
    std::string topic;
    double score = 0;
    std::string reason;   ///< the entries of the file that spoke for it, heaviest first: "words: pobresa energètica, factura de la llum"
    bool marked = false;  ///< a hashtag said so
  };

  explicit TopicWords(const config::TopicWords& words);

  /// The topics that the text is about, most relevant first, at most three. `marked`: topics that its hashtags stand for; a marked topic is
  /// in the answer unless a preference of the file sets it aside, whatever the words.
  std::vector<Scored> find(std::string_view text, const std::vector<std::string>& marked) const;

 private:
  using Id = std::uint32_t;
  struct Step {  ///< a word of a term
    std::string word;
    bool stem = false;
  };
  struct Term {
    std::string written;  ///< as in the file
    std::vector<Step> steps;
    std::vector<Id> groups;  ///< the groups that it is in, and itself: what it makes present
  };
  struct Rule {
    std::size_t topic = 0;  ///< index into topics_; kOrdinary
    double weight = 0;
    std::vector<Id> all, none;
  };
  struct Preference {
    std::size_t topic = 0;
    std::vector<std::size_t> over;
    std::vector<Rule> when, unless;
  };
  class Present;
  struct Tally;

  static constexpr std::size_t kOrdinary = ~std::size_t{0};
  static constexpr Id kNone = ~Id{0};

  std::vector<Step> steps_of(std::string_view term) const;
  Id id_of(const std::string& term);
  Rule compile(const config::WordRule& rule, std::size_t topic);
  std::size_t index_of(const std::string& topic);
  void add_group(const config::WordGroup& group);
  void index_terms();

  std::vector<std::string_view> words_of(std::string_view folded) const;
  void look(const std::vector<std::string_view>& words, Present& present) const;
  void look_at(const std::vector<std::string_view>& words, std::size_t at, const std::vector<Id>& terms, Present& present) const;
  bool holds(const Rule& rule, const Present& present) const;
  bool any_holds(const std::vector<Rule>& rules, const Present& present) const;
  std::vector<Tally> weigh(const Present& present) const;
  void drop_faint(std::vector<Tally>& tallies) const;
  void set_aside(std::vector<Tally>& tallies, const Present& present) const;
  std::string reason_of(Tally& tally, const Present& present) const;

  double threshold_, alone_, share_;
  StringSet small_words_;
  std::vector<Term> terms_;             ///< a group has a place among them, without steps
  StringMap<Id> id_by_term_;            ///< by folded term, or "@group"; while the rules are compiled
  StringMap<std::vector<Id>> by_word_;  ///< terms by their first step
  StringMap<std::vector<Id>> by_stem_;  ///< terms whose first step is a stem, by the first bytes of it (stem_key)
  std::vector<std::string> topics_;
  std::vector<std::vector<Id>> unless_;           ///< by topic
  std::vector<std::vector<Rule>> rules_by_term_;  ///< by the first of `all`
  std::vector<Preference> preferences_;
};

}  // namespace resso::agenda
