#include "agenda/same_event.hpp"

#include "agenda/body_likeness.hpp"
#include "agenda/place_likeness.hpp"
#include "agenda/time_likeness.hpp"
#include "agenda/title_weight.hpp"
#include "agenda/whole_and_part.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace resso::agenda {
namespace {

constexpr double kDoubt = -3;  // two notices are two events until something says otherwise

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
    if (!one_body_) one_body_ = are_one_body(a_, b_);
    return *one_body_;
  }
  bool titles_alike() const { return titles_.shared > 0 || titles_.equal; }
  // Enough to believe who says that the act was put off or moved.
  bool titles_related() const {
    return titles_alike() ||
           (titles_.shared_act && bodies_agree() && (titles_.shared_setting + titles_.shared_known > 0 || place_ == PlaceVerdict::same));
  }
  // Nothing that speaks against one act: enough where a UID speaks for it.
  bool titles_compatible() const { return titles_alike() || titles_.shared_known > 0 || titles_.shared_act || count_told(a_, b_) > 0; }

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
      case PlaceVerdict::vague: return add("place", -2, "one says only a name, perhaps of the town");
      case PlaceVerdict::differ:
        if (bodies_agree() && is_at_home(a_) != is_at_home(b_)) return add("place", 0.3, "one says only that it is at the body's");
        if (bodies_agree() && one_names_place()) return add("place", -1, "one's words name the other's place");
        return add("place", times_.moved || place_moved() ? -1.5 : same_uid() && titles_alike() ? -2 : -6, "other places");
      case PlaceVerdict::unknown: return;
    }
  }

  bool one_names_place() const { return names_place_of(a_, b_) || names_place_of(b_, a_); }

  bool place_moved() const { return titles_related() && (a_.says(Sign::moved_place) || b_.says(Sign::moved_place)); }

  void weigh_bodies() {
    if (!bodies_known()) return;
    if (bodies_agree()) return add("body", 1.5, "the same body announces it");
    add("body", -1.5, "two bodies announce it");
    const bool together = one_names_other();
    if (together) add("body", 1, "one names the other");
    if (place_ == PlaceVerdict::unknown && !together) add("body", -4, "and no place that both name");
    if ((place_ == PlaceVerdict::compatible || place_ == PlaceVerdict::vague) && !together) add("body", -1, "and no place that both name");
    if (place_ == PlaceVerdict::near && !together) add("body", -2.5, "and the place is not surely one");
    if (!times_.both_hours && !together) add("body", -1, "and no hour that both name");
  }

  bool one_names_other() const { return names_body_of(a_, b_) || names_body_of(b_, a_); }

  void weigh_titles() {
    const auto weight = agenda::weigh_titles(a_, b_, titles_, {bodies_agree(), !bodies_agree() && one_names_other()});
    add("title", weight.points, told_ ? in_words(weight) : std::string());
  }

  void weigh_what_changes() {
    // An equal UID forgives half: the sender may have mended a word.
    const double weight = same_uid() && titles_alike() && details_changed() < 2 ? 0.5 : 1;
    if (const auto words = words_apart(a_.title_changing, b_.title_changing); !words.empty()) add("apart", -7 * weight, words);
    // The exhibition that opens at seven is its opening at seven.
    if (titles_.one_exchanged && !(titles_.exchanged_part && times_.both_hours && at_one_time()))
      add("apart", (in_other_languages(a_, b_) ? -1.5 : -7) * weight, "the same title but for " + titles_.exchanged);
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
    return place_ == PlaceVerdict::differ && !tied && !(bodies_agree() && (is_at_home(a_) != is_at_home(b_) || one_names_place()));
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
  mutable std::optional<bool> one_body_;  // asked often, and seldom told by the names alone
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
