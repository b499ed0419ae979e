#include "daemon/demo/city.hpp"
#include "daemon/demo/sources.hpp"

#include <fmt/format.h>

namespace resso::daemon::demo {
namespace {

// "a,b" -> ["a", "b"]
std::string toml_list(std::string_view list) {
  std::string out = "[";
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    out += fmt::format("{}\"{}\"", out.size() > 1 ? ", " : "", list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out + "]";
}

std::string authority(const std::string& address) { return address.substr(std::string_view("http://").size()); }

}  // namespace

std::string configuration(const Addresses& addresses, std::string_view listen, std::string_view store, bool fast) {
  std::string out = fmt::format(
      "[city]\nname = \"Terrassa inventada\"\ntimezone = \"Europe/Madrid\"\nlanguages = [\"ca\", \"es\", \"en\"]\n"
      "public_url = \"http://{}\"\ncontact = \"http://{}/about\"\n\n[server]\nlisten = [\"{}\"]\nadmin = \"127.0.0.1:0\"\n\n[store]\npath "
      "= \"{}\"\n\n",
      listen, listen, listen, store);
  out += fmt::format("[network]\nallow_hosts = [\"{}\", \"{}\", \"{}\"]\n", authority(addresses.a), authority(addresses.b),
                     authority(addresses.web));
  if (fast)
    out +=
        "hashtag_interval = \"PT3S\"\naccount_interval = \"PT3S\"\nfeed_interval = \"PT3S\"\ncalendar_interval = \"PT3S\"\nmin_interval = "
        "\"PT3S\"\nmax_interval = \"PT3S\"\n";
  out += fmt::format("\n[[hashtag]]\nname = \"{}\"\nservers = [\"{}\", \"{}\"]\ntrust = \"moderated\"\ncampaign = \"Ressò a la ciutat\"\n",
                     kHashtag, addresses.a, addresses.b);
  for (int district = 1; district <= 7; ++district)
    out += fmt::format("\n[[district]]\nid = \"{0}\"\nname = \"Districte {0}\"\n", district);
  for (const auto& entity : entities()) {
    out += fmt::format("\n[[entity]]\nslug = \"{}\"\nname = \"{}\"\ndistricts = {}\nnetworks = {}\ntopics = {}\n", entity.slug, entity.name,
                       toml_list(entity.districts), toml_list(entity.networks), toml_list(entity.topics));
    if (!entity.account.empty())
      out += fmt::format("mastodon = [\"{}/{}\"]\n", entity.account[0] == 'a' ? addresses.a : addresses.b, entity.account.substr(2));
    std::string feeds;
    if (!entity.feed.empty()) feeds = fmt::format("\"{}/{}/feed\"", addresses.web, entity.slug);
    // A channel for every trouble, so that the pages show what it looks like and how it is mended.
    if (entity.slug == "xarxa-sostre") feeds += fmt::format(", \"{}/tancada/feed\"", addresses.web);
    if (entity.slug == "veus-de-ponent") feeds = fmt::format("\"{}/reservada/feed\"", addresses.web);
    if (entity.slug == "horta-de-la-gripia") feeds = fmt::format("\"{}/enfeinada/feed\"", addresses.web);
    if (entity.slug == "coral-fil-daram") feeds = fmt::format("\"{}/coral-fil-daram/blog\"", addresses.web);
    if (!feeds.empty()) out += "feeds = [" + feeds + "]\n";
    if (entity.calendar) out += fmt::format("calendars = [\"{}/{}/agenda.ics\"]\n", addresses.web, entity.slug);
  }
  return out;
}

}  // namespace resso::daemon::demo
