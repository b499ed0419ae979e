// Facts about the structure of a page that hold for every page: read by a scanner that trusts nothing.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

struct PageFacts {
  std::string fault;  ///< first end tag that does not match, or what stayed open; empty: well nested
  std::map<std::string, int> tags;
  std::vector<std::string> ids, targets;  ///< id=, and the fragments and for=, aria-labelledby= that point to them
  std::vector<int> headings;
  std::vector<std::string> links;
};

inline std::string attribute_in(std::string_view tag, std::string_view name) {
  const auto at = tag.find(" " + std::string(name) + "=\"");
  if (at == std::string_view::npos) return {};
  const auto begin = at + name.size() + 3;
  return std::string(tag.substr(begin, tag.find('"', begin) - begin));
}

inline PageFacts read_page(std::string_view html) {
  static const std::set<std::string_view> kVoid{"meta", "link", "input", "br", "circle", "path", "rect", "img", "base", "!DOCTYPE"};
  PageFacts facts;
  std::vector<std::string> open;
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const auto tag = html.substr(at + 1, html.find('>', at) - at - 1);
    const bool end = tag.starts_with("/");
    const std::string name(tag.substr(end, tag.find_first_of(" />", end) - end));
    if (end) {
      if (facts.fault.empty() && (open.empty() || open.back() != name))
        facts.fault = "</" + name + "> in <" + (open.empty() ? "" : open.back()) + ">";
      if (!open.empty()) open.pop_back();
      continue;
    }
    ++facts.tags[name];
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') facts.headings.push_back(name[1] - '0');
    if (const auto id = attribute_in(tag, "id"); !id.empty()) facts.ids.push_back(id);
    for (const auto* points : {"for", "aria-labelledby"}) {
      std::string list = attribute_in(tag, points);
      while (!list.empty()) {
        const auto space = list.find(' ');
        facts.targets.push_back(list.substr(0, space));
        list.erase(0, space == std::string::npos ? space : space + 1);
      }
    }
    if (const auto href = attribute_in(tag, "href"); !href.empty()) {
      if (href[0] == '#') facts.targets.push_back(href.substr(1));
      if (name == "a") facts.links.push_back(href);
    }
    if (!kVoid.contains(name)) open.push_back(name);
  }
  if (facts.fault.empty() && !open.empty()) facts.fault = "<" + open.back() + "> stays open";
  return facts;
}

inline int count_of(std::string_view text, std::string_view part) {
  int n = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace resso::feeds
