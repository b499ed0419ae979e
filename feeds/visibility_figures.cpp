#include "feeds/visibility_figures.hpp"

#include "feeds/scope.hpp"
#include "text/timestamp.hpp"

#include <array>

namespace resso::feeds {
namespace {

using Figures = VisibilityFigures;

template <class Number>
FigureValue known(const std::optional<Number>& value) {
  return value ? FigureValue(*value) : FigureValue();
}

template <std::int64_t Reach::*field>
FigureValue of_reach(const Figures& f) {
  return f.reach ? FigureValue((*f.reach).*field) : FigureValue();
}

FigureValue coverage(const Figures& f) {
  if (!f.reach || f.reach->boosters == 0) return {};
  return static_cast<double>(f.reach->boosters_known) / static_cast<double>(f.reach->boosters);
}

constexpr std::array<Figure, 25> kFigures{{
    {"posts", [](const Figures& f) { return FigureValue(f.posts); }},
    {"authors", [](const Figures& f) { return FigureValue(f.authors); }},
    {"active_entities", [](const Figures& f) { return FigureValue(f.active_entities); }},
    {"replies", [](const Figures& f) { return FigureValue(f.replies); }},
    {"boosts", [](const Figures& f) { return FigureValue(f.boosts); }},
    {"favourites", [](const Figures& f) { return FigureValue(f.favourites); }},
    {"quotes", [](const Figures& f) { return FigureValue(f.quotes); }},
    {"interactions", [](const Figures& f) { return FigureValue(f.interactions()); }},
    {"counted_at", [](const Figures& f) { return f.counted_at ? FigureValue(text::format_utc(*f.counted_at)) : FigureValue(); }},
    {"reach_lower", of_reach<&Reach::lower>},
    {"reach_upper", of_reach<&Reach::upper>},
    {"reach_boosters_known", of_reach<&Reach::boosters_known>},
    {"reach_boosters", of_reach<&Reach::boosters>},
    {"reach_coverage", coverage},
    {"reach_posts_unknown", of_reach<&Reach::posts_unknown>},
    {"engagement_rate", [](const Figures& f) { return known(f.engagement_rate); }},
    {"interactions_per_1k", [](const Figures& f) { return known(f.interactions_per_1k); }},
    {"followers_start", [](const Figures& f) { return known(f.followers_start); }},
    {"followers_end", [](const Figures& f) { return known(f.followers_end); }},
    {"followers_growth", [](const Figures& f) { return known(f.growth()); }},
    {"posts_with_hashtag", [](const Figures& f) { return FigureValue(f.posts_with_hashtag); }},
    {"entities_with_hashtag", [](const Figures& f) { return FigureValue(f.entities_with_hashtag); }},
    {"entity_posts", [](const Figures& f) { return FigureValue(f.entity_posts); }},
    {"hashtag_adoption",
     [](const Figures& f) {
       if (f.entity_posts == 0) return FigureValue();
       return FigureValue(static_cast<double>(f.posts_with_hashtag) / static_cast<double>(f.entity_posts));
     }},
    {"events", [](const Figures& f) { return FigureValue(f.events); }},
}};

}  // namespace

std::span<const Figure> figures() { return kFigures; }

std::string cut_label(const Snapshot& snapshot, Cut cut, std::string_view key) {
  if (cut == Cut::entity) {
    const auto* entity = snapshot.entity(key);
    return entity ? entity->name : std::string(key);
  }
  if (cut == Cut::district) {
    const auto* district = snapshot.district(key);
    return district ? district->name : std::string(key);
  }
  const std::string_view language =
      snapshot.city.languages.empty() ? std::string_view("ca") : std::string_view(snapshot.city.languages.front());
  return cut == Cut::topic ? topic_title(snapshot, language, key) : std::string(key);
}

}  // namespace resso::feeds
