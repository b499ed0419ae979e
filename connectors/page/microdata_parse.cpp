#include "connectors/page/microdata_parse.hpp"

#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace resso::connectors::page {
namespace {

struct AddressedBy {
  std::string_view tag;
  const char* attribute;
};
/// §5.2.4, "values"
constexpr std::array<AddressedBy, 11> kAddresses{{{"a", "href"},
                                                  {"area", "href"},
                                                  {"link", "href"},
                                                  {"img", "src"},
                                                  {"audio", "src"},
                                                  {"embed", "src"},
                                                  {"iframe", "src"},
                                                  {"source", "src"},
                                                  {"track", "src"},
                                                  {"video", "src"},
                                                  {"object", "data"}}};

class Reader {
 public:
  explicit Reader(const PageTree& tree) : tree_(tree) {}

  /// An item is a top-level one unless it is a property of another; one that is a property of nothing counts as well.
  void find_items(const Element& element, bool within_item, Thing& to) {
    const bool item = element.has("itemscope");
    if (item && !(within_item && element.has("itemprop"))) add(to, {"@graph"}, value_of(element, 0));
    for (const Element& child : element.children()) find_items(child, within_item || item, to);
  }

 private:
  void add(Thing& to, const std::vector<std::string_view>& names, const Value& value) {
    constexpr std::size_t kMostNames = 8;         // of one element
    constexpr std::size_t kMostText = 32u << 20;  // properties may stand in one another, each with the text of all below
    if ((!value.thing && value.text.empty() && value.words.empty()) || kept_ > kMostText) return;
    kept_ += (value.text.size() + value.words.size() + value.markup.size()) * names.size();
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i) to.properties.emplace_back(local_name(names[i]), value);
  }

  Value value_of(const Element& element, int depth) {
    Value value;
    if (element.has("itemscope")) {
      value.thing = std::make_shared<const Thing>(item(element, depth));
      return value;
    }
    const std::string_view tag = element.tag();
    if (element.has("content")) {
      value.text = text::collapse_space(element.attribute("content"));
      return value;
    }
    for (const auto& [addressed, attribute] : kAddresses) {
      if (tag != addressed || !element.has(attribute)) continue;
      value.text = tree_.resolve(element.attribute(attribute));
      value.words = tag == "img" ? text::collapse_space(element.attribute("alt")) : element.text(true);
      return value;
    }
    if ((tag == "data" || tag == "meter") && element.has("value")) {
      value.text = element.attribute("value");
    } else if (element.has("datetime")) {  // <time>; <ins> and <del> on the web as it is
      value.text = text::trim(element.attribute("datetime"));
    } else {
      value.text = element.text();
      value.markup = element.inner_html(tree_);
    }
    return value;
  }

  Thing item(const Element& root, int depth) {
    Thing thing;
    for (const std::string_view type : root.words("itemtype")) thing.types.emplace_back(type);
    thing.id = tree_.resolve(root.attribute("itemid"));
    if (depth > kDeepestThing || ++count_ > kMostThings || !open_.insert(root.identity()).second) return thing;
    properties(root, depth, thing);
    for (const std::string_view id : root.words("itemref")) {
      if (const Element referred = tree_.by_id(id)) property(referred, depth, thing);
    }
    open_.erase(root.identity());
    return thing;
  }

  void properties(const Element& parent, int depth, Thing& thing) {
    for (const Element& child : parent.children()) property(child, depth, thing);
  }

  void property(const Element& element, int depth, Thing& thing) {
    // Without itemref every element is met once; with it, many items may lead over the same ones.
    if (++steps_ > 2 * tree_.size() + 10'000) return;
    const auto names = element.words("itemprop");
    if (!names.empty()) add(thing, names, value_of(element, depth + 1));
    if (!element.has("itemscope")) properties(element, depth, thing);
  }

  const PageTree& tree_;
  std::size_t count_ = 0, steps_ = 0, kept_ = 0;
  std::set<const void*> open_;  // items under way: an itemref may lead back into one
};

}  // namespace

Thing parse_microdata(const PageTree& tree) {
  Thing page;
  Reader(tree).find_items(tree.root(), false, page);
  return page;
}

}  // namespace resso::connectors::page
