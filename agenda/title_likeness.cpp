#include "agenda/title_likeness.hpp"

#include <algorithm>
#include <array>

namespace resso::agenda {
namespace {

constexpr double kOne = 0.8;

// partner[i]: the word of the other title that is this one, -1: none. The likest first, each once.
struct Pairing {
  std::vector<int> of_a, of_b;
};

Pairing pair_words(const Words& a, const Words& b) {
  struct Candidate {
    double likeness;
    int i, j;
  };
  std::vector<Candidate> candidates;
  for (int i = 0; i < static_cast<int>(a.size()); ++i)
    for (int j = 0; j < static_cast<int>(b.size()); ++j)
      if (const double like = likeness(a[static_cast<std::size_t>(i)], b[static_cast<std::size_t>(j)]); like >= kOne)
        candidates.push_back({like, i, j});
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) { return x.likeness > y.likeness; });
  Pairing pairing{std::vector<int>(a.size(), -1), std::vector<int>(b.size(), -1)};
  for (const auto& [like, i, j] : candidates) {
    auto& of_i = pairing.of_a[static_cast<std::size_t>(i)];
    auto& of_j = pairing.of_b[static_cast<std::size_t>(j)];
    if (of_i < 0 && of_j < 0) of_i = j, of_j = i;
  }
  return pairing;
}

// "#concursdetruites" is the other title written as one word.
bool is_run_together(const Word& word, const Words& other) {
  if (word.text.size() < 8) return false;
  std::size_t covered = 0;
  for (const auto& part : other)
    if (part.text.size() >= 3 && word.text.find(part.text) != std::string::npos) covered += part.text.size();
  return covered * 10 >= word.text.size() * 7;
}

// "ls" of "llengua_de_signes", which is one word here.
std::string initials_of(std::string_view text) {
  std::string letters;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('_', at), text.size());
    if (at == 0 || end - at > 2) letters += text[at];
    at = end + 1;
  }
  return letters;
}

// "LSC" is "llengua de signes catalana": the first letters of words that follow one another.
bool is_initials(const Word& word, const Words& other) {
  if (word.text.size() < 3 || word.text.size() > 6 || !word.meanings.empty()) return false;
  std::string letters;
  for (const auto& each : other)
    if (!each.has(Sign::stop)) letters += initials_of(each.text);
  return letters.find(word.text) != std::string::npos;
}

// What is left over on one side.
struct Rest {
  int content = 0, people = 0;
  bool act = false, apart = false;
  int at = -1;  // the only word left
  int words = 0;
};

Rest rest_of(const Words& words, const std::vector<int>& partner, const EventTraits& of_other, bool one_body) {
  const Words& other = of_other.title;
  Rest rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (partner[i] >= 0 || words[i].of_place || (one_body && words[i].of_body) || words[i].has(Sign::cancelled) ||
        words[i].has(Sign::postponed) || words[i].has(Sign::noise))
      continue;
    if (is_run_together(words[i], other) || is_initials(words[i], of_other.spoken)) continue;
    if (std::any_of(other.begin(), other.end(), [&](const Word& word) { return may_be_slip(words[i], word); })) continue;
    rest.content += is_content(words[i]);
    rest.people += is_content(words[i]) && words[i].of_person;
    rest.act = rest.act || (words[i].has(Sign::act) && !words[i].has(Sign::whole));
    rest.apart = rest.apart || !words[i].apart.empty();
    rest.at = static_cast<int>(i);
    ++rest.words;
  }
  return rest;
}

// Word for word the same, articles too, but for one: people who reword do not keep the frame, nor the words' endings.
bool one_word_apart(const Words& a, const Words& b, bool one_language) {
  if (a.size() != b.size()) return false;
  int apart = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].has(Sign::stop) && b[i].has(Sign::stop)) continue;
    const bool differ = likeness(a[i], b[i]) < kOne && !may_be_slip(a[i], b[i]);
    if (!differ && one_language && a[i].skeleton != b[i].skeleton && !may_be_slip(a[i], b[i])) return false;
    apart += differ;
  }
  return apart == 1;
}

bool tells_of_act(const Word& word) { return !word.has(Sign::cancelled) && !word.has(Sign::postponed); }

// No word from `from` on has a partner, nor may it be a word without one badly written; and there are some.
bool is_other(const Words& words, std::size_t from, const std::vector<int>& partner, const Words& other,
              const std::vector<int>& partner_of_other) {
  bool any = false;
  for (std::size_t i = from; i < words.size(); ++i) {
    if (partner[i] >= 0) return false;
    for (std::size_t j = 0; j < other.size(); ++j)
      if (partner_of_other[j] < 0 && may_be_slip(words[i], other[j])) return false;
    any = any || tells_of_act(words[i]);
  }
  return any;
}

// "massa mare", "masamare"
bool may_be_slips(const Words& a, std::size_t from_a, const Words& b, std::size_t from_b) {
  const auto joined = [](const Words& words, std::size_t from) {
    Word out;
    for (std::size_t i = from; i < words.size(); ++i) out.text += words[i].text;
    return out;
  };
  return may_be_slip(joined(a, from_a), joined(b, from_b));
}

bool are_other(const EventTraits& a, std::size_t from_a, const EventTraits& b, std::size_t from_b, const Pairing& pairing) {
  return is_other(a.title, from_a, pairing.of_a, b.title, pairing.of_b) && is_other(b.title, from_b, pairing.of_b, a.title, pairing.of_a) &&
         !may_be_slips(a.title, from_a, b.title, from_b);
}

// The words after the colon have no partner; before it, at least one that is no mere kind of act has.
bool one_heading(const EventTraits& a, const EventTraits& b, const Pairing& pairing) {
  const auto heads_agree = [&] {
    for (std::size_t i = 0; i < a.head; ++i)
      if (pairing.of_a[i] >= 0 && static_cast<std::size_t>(pairing.of_a[i]) < b.head && !a.title[i].has(Sign::act)) return true;
    return false;
  };
  return heads_agree() && are_other(a, a.head, b, b.head, pairing);
}

// "Excursió pel camí de Can Robert", "Excursió pel camí de Coll de Tres": word for word the same, down to a preposition.
bool one_down_to_a_preposition(const EventTraits& a, const EventTraits& b) {
  const auto end = std::mismatch(a.spoken.begin(), a.spoken.end(), b.spoken.begin(), b.spoken.end(),
                                 [](const Word& one, const Word& other) { return one.text == other.text; });
  return end.first != a.spoken.begin() && std::prev(end.first)->has(Sign::stop);
}

// The same kind of act, and what it is about, word for word; then nothing that agrees.
bool one_beginning(const EventTraits& a, const EventTraits& b, const Pairing& pairing) {
  std::size_t same = 0, subject = 0;
  bool several = false;
  for (; same < std::min(a.title.size(), b.title.size()) && a.title[same].skeleton == b.title[same].skeleton; ++same) {
    several = several || a.title[same].has(Sign::several);
    subject += !a.title[same].has(Sign::act);
  }
  const bool frame = several ? subject > 0 : subject > 1 && one_down_to_a_preposition(a, b);
  return frame && are_other(a, same, b, same, pairing);
}

bool is_of_people(const Rest& rest) { return rest.people > 0 && rest.people == rest.content; }

enum class Works { unknown, same, other };

Works compare_works(const EventTraits& a, const EventTraits& b) {
  constexpr std::size_t kShort = 5;  // bytes: "drac", "drap" are two words
  const auto has = [&](const Word& word) {
    return std::any_of(b.quoted.begin(), b.quoted.end(), [&](const Word& other) {
      return likeness(word, other) >= kOne || (word.text.size() > kShort && may_be_slip(word, other));
    });
  };
  if (a.quoted.empty() || b.quoted.empty()) return Works::unknown;
  if (std::any_of(a.quoted.begin(), a.quoted.end(), has)) return Works::same;
  return a.language == b.language ? Works::other : Works::unknown;  // in another language a work has another name
}

// A word that the other title writes in other words: as many as it stands for.
int count_written_otherwise(const Words& title, const std::vector<int>& partner, const EventTraits& other) {
  int count = 0;
  for (std::size_t i = 0; i < title.size(); ++i)
    if (partner[i] < 0) count += is_run_together(title[i], other.title) ? 2 : is_initials(title[i], other.spoken);
  return count;
}

}  // namespace

bool is_content(const Word& word) {
  constexpr std::array kSilent{Sign::act,   Sign::setting,     Sign::cancelled,  Sign::postponed,
                               Sign::noise, Sign::moved_place, Sign::moved_hour, Sign::hybrid};
  return std::none_of(kSilent.begin(), kSilent.end(), [&](Sign sign) { return word.has(sign); });
}

TitleComparison compare_titles(const EventTraits& a, const EventTraits& b, bool one_body) {
  const Pairing pairing = pair_words(a.title, b.title);
  TitleComparison out;
  for (std::size_t i = 0; i < a.title.size(); ++i) {
    if (pairing.of_a[i] < 0) continue;
    const Word& other = b.title[static_cast<std::size_t>(pairing.of_a[i])];
    if (a.title[i].of_place || other.of_place || (one_body && (a.title[i].of_body || other.of_body)))
      ++out.shared_known;
    else if (a.title[i].has(Sign::act) && other.has(Sign::act)) {
      out.shared_act = true;
      out.shared_several = out.shared_several || a.title[i].has(Sign::several) || other.has(Sign::several);
    } else if (a.title[i].has(Sign::setting) || other.has(Sign::setting))
      ++out.shared_setting;
    else
      ++out.shared;
  }
  out.shared += count_written_otherwise(a.title, pairing.of_a, b) + count_written_otherwise(b.title, pairing.of_b, a);
  const Rest left_a = rest_of(a.title, pairing.of_a, b, one_body), left_b = rest_of(b.title, pairing.of_b, a, one_body);
  out.rest_a = left_a.content;
  out.rest_b = left_b.content;
  out.size_a = out.shared + out.rest_a;
  out.size_b = out.shared + out.rest_b;
  out.acts_left_a = left_a.act;
  out.acts_left_b = left_b.act;
  out.acts_differ = left_a.act && left_b.act && !out.shared_act;
  out.equal = left_a.words == 0 && left_b.words == 0 && !a.title.empty() && !b.title.empty();
  out.each_says_which = (left_a.apart && left_b.words > 0) || (left_b.apart && left_a.words > 0);
  out.other_people = out.shared <= 1 && is_of_people(left_a) && is_of_people(left_b);
  const Works works = compare_works(a, b);
  out.other_works = works == Works::other;
  out.one_heading = one_heading(a, b, pairing);
  out.one_beginning = one_beginning(a, b, pairing);
  // "Club de lectura: «Nada»", "Comentem «Nada»"
  if (works != Works::same && left_a.words == 1 && left_b.words == 1 && one_word_apart(a.spoken, b.spoken, a.language == b.language)) {
    const Word &one = a.title[static_cast<std::size_t>(left_a.at)], &two = b.title[static_cast<std::size_t>(left_b.at)];
    out.one_exchanged = a.title.size() > 1;
    out.exchanged = one.text + " / " + two.text;
    const auto part_of = [](const Word& part, const Word& whole) { return part.has(Sign::part) && whole.has(Sign::act); };
    out.exchanged_part = part_of(one, two) || part_of(two, one);
  }
  return out;
}

std::string words_apart(const Words& a, const Words& b) {
  const auto has = [](const Words& words, const std::pair<int, int>& wanted) {
    return std::any_of(words.begin(), words.end(),
                       [&](const Word& word) { return std::find(word.apart.begin(), word.apart.end(), wanted) != word.apart.end(); });
  };
  for (const auto& one : a)
    for (const auto& two : b)
      for (const auto& x : one.apart)
        for (const auto& y : two.apart)
          if (x.first == y.first && x.second != y.second && !has(a, y) && !has(b, x)) return one.text + " / " + two.text;
  return {};
}

int count_found(const Words& title, const Words& other) {
  int found = 0;
  for (const auto& word : title)
    if (is_content(word) && !word.of_place && !word.of_body)
      found += std::any_of(other.begin(), other.end(), [&](const Word& w) { return likeness(word, w) >= kOne; });
  return found;
}

}  // namespace resso::agenda
