#include "agenda/same_event.hpp"

#include "agenda/place_likeness.hpp"
#include "agenda/time_likeness.hpp"
#include "agenda/title_likeness.hpp"
#include "agenda/whole_and_part.hpp"

#include <algorithm>
#include <cmath>

namespace resso::agenda {
namespace {

constexpr double kNothing = -3.7;  // heavier than one hour, place and body: a house has several acts at once
constexpr double kDoubt = -3;      // two notices are two events until something says otherwise

// One pair on its way to a verdict. Everything is symmetric in the two.
class Comparison {
 public:
  enum class Why { told, left_out };

  Comparison(const EventTraits& a, const EventTraits& b, Why why)
      : told_(why == Why::told), a_(a), b_(b), place_(compare_places(a.place, b.place)), times_(compare_times(a, b)) {}

  /// Above 0: one event.
  double points() {
    if (!told_ && places_keep_apart()) return -1;
    titles_ = compare_titles(a_, b_, bodies_agree());
    add("doubt", kDoubt, "two notices are two events until something says otherwise");
    weigh_identity();
    weigh_times();
    weigh_place();
    weigh_bodies();
    weigh_titles();
    weigh_what_changes();
    return sum_;
  }

  Sameness verdict() {
    const double sum = points();
    Sameness out;
    out.same = sum > 0;
    out.score = 1 / (1 + std::exp(-sum));
    out.parts = std::move(parts_);
    out.reason = reason_of(out);
    return out;
  }

 private:
  void add(const char* name, double points, std::string_view why) {
    sum_ += points;
    if (told_ && points != 0) parts_.push_back({name, points, std::string(why)});
  }

  bool same_uid() const { return !a_.uid.empty() && a_.uid == b_.uid; }
  bool same_page() const { return !a_.url_key.empty() && a_.url_key == b_.url_key; }
  // "/2026/11/premis-tinta-lliure" is of one act, "/agenda" of many. A page of one word is named by it: "/premis".
  bool told_by_page() const {
    const auto words = std::count_if(a_.page_words.begin(), a_.page_words.end(), [](const Word& word) { return word.number < 0; });
    const int named = words == 1 ? 0 : 1;
    return count_found(a_.title, a_.page_words) > named || count_found(b_.title, a_.page_words) > named;
  }
  bool at_one_time() const { return times_.days_apart == 0 && (!times_.both_hours || times_.minutes_apart == 0); }
  bool bodies_known() const { return !a_.entity.empty() && !b_.entity.empty(); }
  bool bodies_agree() const {
    if (a_.entity == b_.entity) return true;
    const auto within = [](const Words& few, const Words& many) {
      const bool all = std::all_of(few.begin(), few.end(), [&](const Word& word) {
        return std::any_of(many.begin(), many.end(), [&](const Word& other) { return likeness(word, other) >= 0.95; });
      });
      return !few.empty() && all &&
             std::any_of(few.begin(), few.end(), [](const Word& w) { return !w.has(Sign::weak) && !w.has(Sign::place); });
    };
    return within(a_.entity_words, b_.entity_words) || within(b_.entity_words, a_.entity_words);
  }
  bool other_language() const { return !a_.language.empty() && !b_.language.empty() && a_.language != b_.language; }
  bool titles_alike() const { return titles_.shared > 0 || titles_.equal; }
  // Enough to believe who says that the act was put off or moved.
  bool titles_related() const {
    return titles_alike() || (titles_.shared_act && titles_.shared_setting + titles_.shared_known > 0 && bodies_agree());
  }
  // Nothing that speaks against one act: enough where a UID speaks for it.
  bool titles_compatible() const {
    return titles_alike() || titles_.shared_known > 0 || titles_.shared_act || count_found(a_.title, b_.summary) > 0 ||
           count_found(b_.title, a_.summary) > 0;
  }

  // An update mends one thing. Where the title says something else too, a broken calendar gave its UID again.
  int details_changed() const {
    if ((titles_.rest_a == 0 || titles_.rest_b == 0) && !titles_.acts_differ) return 0;
    constexpr int kSoon = 30;  // minutes
    return 1 + (times_.both_hours && times_.minutes_apart > kSoon) + (times_.days_apart != 0) + (place_ == PlaceVerdict::differ);
  }

  void weigh_identity() {
    // "untitled", "wp-event-0": what a broken calendar gives to all of its events.
    const bool sound = a_.uid.size() >= 12 || a_.uid.find('@') != std::string::npos;
    if (same_uid() && details_changed() > 1)
      add("uid", 1, "the same UID, but the title and more have changed");
    else if (same_uid())
      add("uid", sound ? 5 : 3, "the same UID");
    if (same_page() && titles_alike())
      add("page", 2.5, "the same page");
    else if (same_page() && told_by_page())
      add("page", 2, "a page of this act");
    else if (same_page())
      add("page", -1.5, "one page for several acts");
  }

  void weigh_times() {
    const bool tied = (titles_compatible() && same_uid()) || (titles_alike() && same_page());
    if (times_.days_apart == 0) {
      add("day", 2, "the same day");
    } else if (times_.moved && titles_related()) {
      add("day", 1, "one says that it was moved");
    } else if (tied && times_.days_apart == 1) {
      add("day", -1.5, "a day apart, with the same " + std::string(same_uid() ? "UID" : "page"));
    } else if (same_uid()) {
      add("day", -4, std::to_string(times_.days_apart) + " days apart, with the same UID");
    } else {
      add("day", -12, std::to_string(times_.days_apart) + " days apart");
    }
    if (times_.days_apart != 0 && times_.moved) return;
    weigh_hours(tied);
  }

  void weigh_hours(bool tied) {
    const int apart = times_.minutes_apart;
    const std::string minutes = told_ ? std::to_string(apart) + " minutes apart" : std::string();
    if (!times_.both_hours)
      add("hour", 0.5, "one says no hour");
    else if (apart == 0)
      add("hour", 1.5, "the same hour");
    else if (apart <= kDoorsMinutes && times_.explained && !sessions())
      add("hour", 1, minutes + ", and " + times_.explanation);
    else if (apart <= kMovedMinutes && times_.hour_moved && titles_related() && !sessions())
      add("hour", 0.5, minutes + ", and one says that the hour was changed");
    else if (sessions())
      add("hour", same_uid() && tied ? -6 : -10, minutes + ", and the texts tell of several sessions");
    else if (tied && apart <= kDoorsMinutes)
      add("hour", 0, minutes);
    else if (same_uid() && tied && apart <= 180)
      add("hour", -2, minutes);
    else if (apart <= 15)
      add("hour", 0.5, minutes);
    else if (apart <= 30)
      add("hour", -4, minutes);
    else if (apart <= kDoorsMinutes)
      add("hour", -6, minutes + " and nothing says why");
    else
      add("hour", -10, minutes);
  }

  bool sessions() const { return times_.sessions || !words_apart(a_.changing, b_.changing).empty(); }

  void weigh_place() {
    switch (place_) {
      case PlaceVerdict::same: return add("place", 1.5, "the same place");
      case PlaceVerdict::online:
        if (a_.says(Sign::hybrid) || b_.says(Sign::hybrid)) return add("place", 0.5, "a house, and in the net too");
        return add("place", -3, "one is in a house, the other in the net");
      case PlaceVerdict::near: return add("place", 0.5, "places of the same name");
      case PlaceVerdict::compatible: return add("place", 0.3, "one says the venue, the other an address");
      case PlaceVerdict::differ:
        if (bodies_agree() && is_at_home(a_) != is_at_home(b_)) return add("place", 0.3, "one says only that it is at the body's");
        return add("place", times_.moved || place_moved() ? -1.5 : same_uid() && titles_alike() ? -2 : -6, "other places");
      case PlaceVerdict::unknown: return;
    }
  }

  // "CET", "Seu de la Creu Blava": the place is said by the name of the body; "Plaça de Can Roca" is a place of its own.
  static bool is_at_home(const EventTraits& one) {
    const auto of_body = [&](const Word& word) {
      return std::any_of(one.entity_words.begin(), one.entity_words.end(), [&](const Word& name) { return likeness(word, name) >= 0.95; });
    };
    const auto& place = one.place;
    return !place.names.empty() && std::all_of(place.names.begin(), place.names.end(), of_body) &&
           std::none_of(place.kinds.begin(), place.kinds.end(), [](const Word& kind) { return kind.has(Sign::place); });
  }

  bool place_moved() const { return titles_related() && (a_.says(Sign::moved_place) || b_.says(Sign::moved_place)); }

  void weigh_bodies() {
    if (!bodies_known()) return;
    if (bodies_agree()) return add("body", 1.5, "the same body announces it");
    add("body", -1.5, "two bodies announce it");
    const bool together = one_names_other();
    if (together) add("body", 1, "one names the other");
    if (place_ == PlaceVerdict::unknown && !together) add("body", -4, "and no place that both name");
    if (place_ == PlaceVerdict::compatible && !together) add("body", -1, "and no place that both name");
    if (place_ == PlaceVerdict::near && !together) add("body", -2.5, "and the place is not surely one");
    if (!times_.both_hours && !together) add("body", -1, "and no hour that both name");
  }

  bool one_names_other() const { return mentions(a_, b_) || mentions(b_, a_); }

  static bool mentions(const EventTraits& one, const EventTraits& other) {
    return std::any_of(other.entity_words.begin(), other.entity_words.end(), [&](const Word& name) {
      const auto is = [&](const Word& word) { return likeness(name, word) >= 0.95; };
      return !name.has(Sign::weak) && name.text.size() > 2 &&
             (std::any_of(one.summary.begin(), one.summary.end(), is) || std::any_of(one.title.begin(), one.title.end(), is));
    });
  }

  void weigh_titles() {
    const auto& t = titles_;
    if (a_.title.empty() || b_.title.empty()) return add("title", 0.3, "one title says nothing of the act");
    const int told = count_found(a_.title, b_.summary) + count_found(b_.title, a_.summary);
    if (t.equal && t.shared + t.shared_setting > 0)
      return add("title", 3 + 0.3 * std::min(t.shared + t.shared_setting, 3), "the same title");
    if (t.one_beginning && told == 0) return add("title", -5, "one kind of act, of which there are several, and then nothing that agrees");
    if (t.one_heading && told == 0) return add("title", other_language() ? -3 : -5, "one heading over other acts");
    if (t.shared > 0) {
      const int least = std::min(t.rest_a, t.rest_b);
      add("title", 1.5 + 0.7 * std::min(t.shared, 3) - 0.6 * least, std::to_string(t.shared) + " words of the titles agree");
      return;
    }
    if (t.size_a == 0 || t.size_b == 0) return weigh_bare_titles();
    const int summaries = count_found(a_.summary, b_.summary);
    if (told > 0) return add("title", 0.3 + 0.3 * std::min(told, 3), "what one title says the other's summary says");
    if (t.shared_known > 0) return add("title", -1, "the titles share no more than names");
    if (summaries > 2) return add("title", -1.5, "the summaries agree, the titles do not");
    if (t.shared_act && !bodies_agree() && one_names_other())
      return add("title", -1, "the same kind of act, of two bodies of which one names the other");
    const bool slips = t.shared_act && t.rest_a == 0 && t.rest_b == 0;
    if (slips) return add("title", -1, "the same kind of act, and words that may be one badly written");
    if (t.shared_act && !t.shared_several && t.shared_setting > 0) return add("title", -1, "the same kind of act on the same occasion");
    const bool speaks = a_.title_has(Sign::address) || b_.title_has(Sign::address);
    const bool one_kind = t.shared_act && (speaks || !t.each_says_which) && !(t.shared_several && t.rest_a > 0 && t.rest_b > 0);
    if (t.acts_differ) return add("title", other_language() ? -3 : -4.5, "nothing of the titles agrees, not even the kind of act");
    if ((a_.only_person && !b_.names_person) || (b_.only_person && !a_.names_person))
      return add("title", -3, "one title says who comes, the other what for");
    if (invites(a_, b_) || invites(b_, a_)) return add("title", -3, "one title speaks to people, the other names the act");
    add("title", other_language() ? -2.5 : one_kind ? -3 : kNothing, "nothing of the titles agrees");
  }

  // "Prou tabac! T'hi ajudem", and the other says what it is; not of what a house has several at once.
  static bool invites(const EventTraits& one, const EventTraits& other) {
    return one.title_has(Sign::address) && !other.title_has(Sign::address) && !one.title_has(Sign::act) && other.title_has(Sign::act) &&
           !other.title_has(Sign::several);
  }

  // At least one says no more than "Assemblea" or "Concert".
  void weigh_bare_titles() {
    const auto& t = titles_;
    const bool both = t.size_a == 0 && t.size_b == 0;
    const int told = count_found(a_.title, b_.summary) + count_found(b_.title, a_.summary) + count_found(a_.summary, b_.summary);
    if (told > 0) add("summary", 1, "what one says of it the other's summary says");
    if (t.shared_act && t.acts_left_a && t.acts_left_b) return add("title", kNothing, "one kind of act agrees, another does not");
    if (t.shared_act && t.each_says_which) return add("title", kNothing, "the same kind of act, and each says which");
    if (t.shared_act) return add("title", both ? 0.8 : 0.5, "the same kind of act, and no more");
    if (t.shared_known > 0) return add("title", 0.5, "the titles share a name");
    if (t.acts_differ) return add("title", both ? -5 : other_language() ? -3 : -4, "other kinds of act");
    if (t.shared_setting > 0) return add("title", 0.5, "the titles share the occasion");
    add("title", -1, "one title says too little");
  }

  void weigh_what_changes() {
    // An equal UID forgives half: the sender may have mended a word.
    const double weight = same_uid() && titles_alike() && details_changed() < 2 ? 0.5 : 1;
    if (const auto words = words_apart(a_.title_changing, b_.title_changing); !words.empty()) add("apart", -7 * weight, words);
    // The exhibition that opens at seven is its opening at seven.
    if (titles_.one_exchanged && !(titles_.exchanged_part && times_.both_hours && at_one_time()))
      add("apart", (other_language() ? -1.5 : -7) * weight, "the same title but for " + titles_.exchanged);
    if (titles_.acts_differ && titles_.shared > 0) add("act", -1, "other kinds of act");
    if (const auto why = numbers_apart(a_, b_); !why.empty()) add("numbers", -7 * weight, why);
    if (const auto why = whole_and_part(a_, b_, titles_); !why.empty()) add("whole and part", -8, why);
    if (const auto why = preparation(a_, b_, titles_, one_evening()); !why.empty())
      add("preparation", at_one_hour_in_other_words() ? -2.5 : -6, why);
  }

  // At one hour nobody prepares what then begins; unless all that the act is called is within the other's name: "Càsting dels Pastorets".
  bool at_one_hour_in_other_words() const { return times_.both_hours && times_.minutes_apart == 0 && titles_.rest_a + titles_.rest_b > 0; }

  // Other places outweigh whatever else may agree: the sum need not be made.
  bool places_keep_apart() const {
    const bool tied = same_uid() || same_page() || times_.moved || a_.says(Sign::moved_place) || b_.says(Sign::moved_place);
    return place_ == PlaceVerdict::differ && !tied && !(is_at_home(a_) != is_at_home(b_) && bodies_agree());
  }

  // Doors and act, or both call it so: "Assaig obert" and "Vine a ballar! Assaig obert".
  bool one_evening() const {
    return (times_.explained && times_.days_apart == 0) || (at_one_time() && a_.says(Sign::preparatory) && b_.says(Sign::preparatory));
  }

  static std::string reason_of(const Sameness& sameness) {
    std::vector<Part> heavy = sameness.parts;
    std::stable_sort(heavy.begin(), heavy.end(),
                     [&](const Part& x, const Part& y) { return sameness.same ? x.points > y.points : x.points < y.points; });
    std::string reason;
    for (const auto& part : heavy) {
      if (part.name == "doubt" || (part.points > 0) != sameness.same) continue;
      reason += (reason.empty() ? "" : "; ") + part.name + ": " + part.why;
    }
    return reason.empty() ? "too little agrees" : reason;
  }

  bool told_;
  const EventTraits &a_, &b_;
  TitleComparison titles_;
  PlaceVerdict place_;
  TimeComparison times_;
  double sum_ = 0;
  std::vector<Part> parts_;
};

}  // namespace

Sameness same_event(const EventTraits& a, const EventTraits& b) { return Comparison(a, b, Comparison::Why::told).verdict(); }

double sameness(const EventTraits& a, const EventTraits& b) { return Comparison(a, b, Comparison::Why::left_out).points(); }

Sameness same_event(const Event& a, const Event& b, const MergeRules& rules) { return same_event(rules.traits_of(a), rules.traits_of(b)); }

bool may_be_same(const EventTraits& a, const EventTraits& b) {
  if ((!a.uid.empty() && a.uid == b.uid) || (!a.url_key.empty() && a.url_key == b.url_key)) return true;
  const auto times = compare_times(a, b);
  if (times.days_apart != 0) return times.moved;
  return !times.both_hours || times.minutes_apart <= (times.hour_moved ? kMovedMinutes : kDoorsMinutes);
}

}  // namespace resso::agenda
