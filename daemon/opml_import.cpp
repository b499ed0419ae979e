#include "daemon/opml_import.hpp"

#include "config/toml_tree.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <map>

namespace resso::daemon {
namespace {

using connectors::feed::OpmlFeed;
using connectors::feed::OpmlList;

/// Name and website of each entity, as they are compared.
class EntityIndex {
 public:
  explicit EntityIndex(const std::vector<Entity>& entities) {
    for (const Entity& entity : entities) {
      add("name " + text::fold_words(entity.name), entity.slug);
      if (!entity.website.empty()) add("site " + text::url_key(entity.website), entity.slug);
    }
  }

  /// Empty: none, or more than one.
  std::string slug_of(const OpmlFeed& feed) const {
    const std::string by_site = feed.html_url.empty() ? std::string() : find("site " + text::url_key(feed.html_url));
    return by_site.empty() ? find("name " + text::fold_words(feed.title)) : by_site;
  }

 private:
  void add(const std::string& key, const std::string& slug) {
    const auto [at, fresh] = slugs_.emplace(key, slug);
    if (!fresh && at->second != slug) at->second.clear();
  }
  std::string find(const std::string& key) const {
    const auto found = slugs_.find(key);
    return found == slugs_.end() ? std::string() : found->second;
  }

  std::map<std::string, std::string> slugs_;
};

/// Its own words where they are an address with a password; else as we write addresses.
std::string written_address(const OpmlFeed& feed, const text::Url& url) { return url.user.empty() ? url.str() : feed.xml_url; }

/// A TOML basic string; titles and addresses have no use for control characters.
std::string toml_text(std::string_view words) {
  std::string out = "\"";
  for (const char c : words) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  }
  return out + '"';
}

std::string comment_of(const FeedAddition& addition) {
  const std::string title = text::collapse_space(addition.title), category = text::collapse_space(addition.category);
  if (title.empty() && category.empty()) return {};
  return "# " + title + (category.empty() ? "" : (title.empty() ? "" : ": ") + category) + "\n";
}

std::string source_block(const FeedAddition& addition) {
  return "\n" + comment_of(addition) + "[[source]]\nkind = \"feed\"\nurl = " + toml_text(addition.url) + "\n";
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

const config::Node* entity_table(const config::Node& root, const std::string& slug) {
  const config::Node* entities = root.find("entity");
  if (entities == nullptr) return nullptr;
  const auto has_slug = [&](const config::Node& table) {
    const config::Node* stated = table.find("slug");
    return stated != nullptr && text::trim(stated->text) == slug;
  };
  const auto found = std::find_if(entities->items.begin(), entities->items.end(), has_slug);
  return found == entities->items.end() ? nullptr : &*found;
}

/// Puts `url` first into the list that begins in this line; false: there is none to be seen.
bool add_to_list(std::string& line, const std::string& url) {
  const auto open = line.find('[');
  if (!text::trim(line).starts_with("feeds") || open == std::string::npos) return false;
  const auto next = line.find_first_not_of(" \t\r", open + 1);
  const bool only = next != std::string::npos && line[next] == ']';
  line.insert(open + 1, toml_text(url) + (only ? "" : ", "));
  return true;
}

/// Writes an addition into its entity's table. False: the table is not written so that a line can be added.
bool add_to_entity(std::vector<std::string>& lines, const config::Node& table, const std::string& url) {
  const auto line_at = [&](int line) -> std::string* {
    return line >= 1 && static_cast<std::size_t>(line) <= lines.size() ? &lines[static_cast<std::size_t>(line) - 1] : nullptr;
  };
  std::string* header = line_at(table.line);
  if (header == nullptr || !text::trim(*header).starts_with("[[")) return false;
  const config::Node* feeds = table.find("feeds");
  if (feeds == nullptr) {
    *header += "\nfeeds = [" + toml_text(url) + "]";
    return true;
  }
  std::string* line = line_at(feeds->line);
  return line != nullptr && add_to_list(*line, url);
}

}  // namespace

OpmlPlan plan_import(const OpmlList& list, const config::Settings& settings) {
  OpmlPlan plan;
  const EntityIndex entities(settings.entities);
  std::map<std::string, std::string> seen;  // by url_key: who has it
  for (const Source& source : settings.sources) {
    if (source.kind != SourceKind::mastodon_account && source.kind != SourceKind::mastodon_hashtag)
      seen.emplace(text::url_key(source.url), "configured already as " + source.id);
  }
  for (const OpmlFeed& feed : list.feeds) {
    const auto url = text::parse_url(feed.xml_url);
    if (!url) {
      Error problem = url.error();
      problem.line = feed.line;
      problem.remedy = "correct xmlUrl of “" + feed.title + "” in the list, or leave the outline out";
      plan.problems.push_back(std::move(problem));
      continue;
    }
    const auto [known, fresh] = seen.emplace(text::url_key(url->str()), "in line " + std::to_string(feed.line) + " of the list already");
    if (!fresh) {
      plan.known.push_back({Errc::bad_input, url->str() + " is " + known->second, {}, {}, feed.line});
      continue;
    }
    plan.additions.push_back({written_address(feed, *url), feed.title, feed.category, entities.slug_of(feed), feed.line});
  }
  return plan;
}

std::string import_as_toml(const OpmlPlan& plan) {
  std::string out;
  for (const FeedAddition& addition : plan.additions) {
    if (addition.entity.empty()) {
      out += source_block(addition);
    } else {
      out += "\n" + comment_of(addition) + "# into the [[entity]] whose slug is " + toml_text(addition.entity) + "\nfeeds = [" +
             toml_text(addition.url) + "]\n";
    }
  }
  return out.empty() ? out : out.substr(1);
}

Result<std::string> with_additions(std::string_view toml, const OpmlPlan& plan) {
  const auto root = config::parse_toml(toml);
  if (!root) return root.error();
  std::vector<std::string> lines = lines_of(toml);
  std::string blocks;
  for (const FeedAddition& addition : plan.additions) {
    const config::Node* table = addition.entity.empty() ? nullptr : entity_table(*root, addition.entity);
    const bool placed = table != nullptr && add_to_entity(lines, *table, addition.url);
    if (!placed) blocks += source_block(addition);
  }
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out + blocks;
}

}  // namespace resso::daemon
