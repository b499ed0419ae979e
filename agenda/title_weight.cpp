#include "agenda/title_weight.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

constexpr double kNothing = -3.7;  // heavier than one hour, place and body: a house has several acts at once

// "Prou tabac! T'hi ajudem", and the other says what it is; not of what a house has several at once.
bool invites(const EventTraits& one, const EventTraits& other) {
  return one.title_has(Sign::address) && !other.title_has(Sign::address) && !one.title_has(Sign::act) && other.title_has(Sign::act) &&
         !other.title_has(Sign::several);
}

bool says_only_who(const EventTraits& one, const EventTraits& other) { return one.only_person && !other.names_person; }

// What looks alike and is of two acts.
Weight weigh_frames(const EventTraits& a, const EventTraits& b, const TitleComparison& t) {
  if (t.one_beginning) return {-5, "one kind of act, of which there are several, and then nothing that agrees"};
  if (t.one_heading) return {in_other_languages(a, b) ? -3.0 : -5.0, "one heading over other acts"};
  if (t.other_works) return {-5, "they quote other works"};
  if (t.other_people) return {-5, "the same words around other names"};
  return {};
}

// At least one says no more than "Assemblea" or "Concert".
Weight weigh_bare_words(const EventTraits& a, const EventTraits& b, const TitleComparison& t) {
  const bool both = t.size_a == 0 && t.size_b == 0;
  if (t.shared_act && t.acts_left_a && t.acts_left_b) return {kNothing, "one kind of act agrees, another does not"};
  if (t.shared_act && t.each_says_which) return {kNothing, "the same kind of act, and each says which"};
  if (t.shared_act) return {both ? 0.8 : 0.5, "the same kind of act, and no more"};
  if (t.shared_known > 0) return {0.5, "the titles share a name"};
  if (t.acts_differ) return {both ? -5.0 : in_other_languages(a, b) ? -3.0 : -4.0, "other kinds of act"};
  if (t.shared_setting > 0) return {0.5, "the titles share the occasion"};
  return {-1, "one title says too little"};
}

Weight weigh_bare_titles(const EventTraits& a, const EventTraits& b, const TitleComparison& t) {
  Weight weight = weigh_bare_words(a, b, t);
  if (count_told(a, b) + count_found(a.summary, b.summary) == 0) return weight;
  weight.points += 1;
  weight.summary_told = true;
  return weight;
}

// No word of what the act is about agrees.
Weight weigh_strange_titles(const EventTraits& a, const EventTraits& b, const TitleComparison& t, const Announcers& announcers) {
  if (t.shared_known > 0) return {t.shared_act ? -0.5 : -1.0, "the titles share no more than names"};
  if (count_found(a.summary, b.summary) > 2) return {-1.5, "the summaries agree, the titles do not"};
  if (t.shared_act && !announcers.one_body && announcers.one_names_other)
    return {-1, "the same kind of act, of two bodies of which one names the other"};
  if (t.shared_act && t.rest_a == 0 && t.rest_b == 0) return {-1, "the same kind of act, and words that may be one badly written"};
  if (t.shared_act && !t.shared_several && t.shared_setting > 0) return {-1, "the same kind of act on the same occasion"};
  const bool other_languages = in_other_languages(a, b);
  if (t.acts_differ) return {other_languages ? -3 : -4.5, "nothing of the titles agrees, not even the kind of act"};
  if (says_only_who(a, b) || says_only_who(b, a)) return {-3, "one title says who comes, the other what for"};
  if (invites(a, b) || invites(b, a)) return {-3, "one title speaks to people, the other names the act"};
  const bool speaks = a.title_has(Sign::address) || b.title_has(Sign::address);
  const bool one_kind = t.shared_act && (speaks || !t.each_says_which) && !(t.shared_several && t.rest_a > 0 && t.rest_b > 0);
  return {other_languages ? -2.5 : one_kind ? -3 : kNothing, "nothing of the titles agrees"};
}

}  // namespace

std::string in_words(const Weight& weight) {
  std::string words = weight.words > 0 ? std::to_string(weight.words) + " " : std::string();
  words += weight.why;
  if (weight.summary_told) words += ", and what one says of it the other's summary says";
  return words;
}

bool in_other_languages(const EventTraits& a, const EventTraits& b) {
  return !a.language.empty() && !b.language.empty() && a.language != b.language;
}

int count_told(const EventTraits& a, const EventTraits& b) { return count_found(a.title, b.summary) + count_found(b.title, a.summary); }

Weight weigh_titles(const EventTraits& a, const EventTraits& b, const TitleComparison& t, const Announcers& announcers) {
  if (a.title.empty() || b.title.empty()) return {0.3, "one title says nothing of the act"};
  if (t.equal && t.shared + t.shared_setting > 0) return {3 + 0.3 * std::min(t.shared + t.shared_setting, 3), "the same title"};
  const int told = count_told(a, b);
  if (told == 0)
    if (auto frames = weigh_frames(a, b, t); frames.points != 0) return frames;
  if (t.shared > 0) {
    const int least = std::min(t.rest_a, t.rest_b);
    return {1.5 + 0.7 * std::min(t.shared, 3) - 0.6 * least, "words of the titles agree", t.shared};
  }
  if (t.size_a == 0 || t.size_b == 0) return weigh_bare_titles(a, b, t);
  if (told > 0) return {0.3 + 0.3 * std::min(told, 3), "what one title says the other's summary says"};
  return weigh_strange_titles(a, b, t, announcers);
}

}  // namespace resso::agenda
