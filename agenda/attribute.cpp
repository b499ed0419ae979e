#include "agenda/attribute.hpp"

#include <algorithm>

namespace resso::agenda {
namespace {

void add_districts(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
  std::sort(to.begin(), to.end());
  to.erase(std::unique(to.begin(), to.end()), to.end());
}

void complete(Attribution& attribution, const Source& source, const Rules& rules) {
  if (const Entity* entity = rules.entity(attribution.entity)) add_districts(attribution.districts, entity->districts);
  add_districts(attribution.districts, source.districts);
}

}  // namespace

Attribution attribute(const Post& post, const Source& source, const Rules& rules) {
  Attribution out;
  if (post.kind == PostKind::status) {
    out.entity = rules.entity_of_account(post.author.acct);
    if (!out.entity.empty()) out.by = AttributedBy::account;
  } else if (!source.entity.empty()) {
    out.entity = source.entity;
    out.by = AttributedBy::source;
  }
  if (out.entity.empty()) {
    for (const auto& mention : post.mentions)
      if (const Entity* entity = rules.entity(rules.entity_of_account(mention))) add_districts(out.districts, entity->districts);
  }
  complete(out, source, rules);
  return out;
}

Attribution attribute(const StatedEvent& stated, const Source& source, const Rules& rules) {
  Attribution out;
  if (!source.entity.empty()) {
    out.entity = source.entity;
    out.by = AttributedBy::source;
  } else if (const auto named = rules.entity_named(stated.event.organiser); !stated.event.organiser.empty() && !named.empty()) {
    out.entity = named;
    out.by = AttributedBy::organiser;
  }
  complete(out, source, rules);
  return out;
}

}  // namespace resso::agenda
