#include "daemon/default_filter.hpp"

#include "feeds/filter.hpp"

namespace resso::daemon {
namespace {

Error senseless(std::string_view key, std::string what, std::string remedy) {
  return {Errc::bad_input, std::move(what), std::string(key), std::move(remedy), 0};
}

/// All that a filter can name, and nothing else.
feeds::Snapshot nameable(const config::Settings& settings) {
  feeds::Snapshot snapshot;
  snapshot.city.languages = settings.city.languages;
  snapshot.districts = settings.districts;
  snapshot.topics = settings.topics;
  snapshot.entities = settings.entities;
  for (const auto& source : settings.sources) {
    snapshot.sources.emplace_back();
    snapshot.sources.back().source.id = source.id;
  }
  snapshot.build();
  return snapshot;
}

std::optional<Error> filter_fault(const std::string& query, const config::Settings& settings) {
  const auto read = read_default_filter(query, nameable(settings));
  if (read) return {};
  auto fault = read.error();
  if (fault.remedy.empty()) fault.remedy = "filter the agenda as wanted, and copy what its address has after “?”";
  return fault;
}

}  // namespace

Result<Filter> read_default_filter(const std::string& query, const feeds::Snapshot& snapshot) {
  auto filter = feeds::parse_filter(query, snapshot);
  if (!filter) return filter;
  if (filter->from) return senseless("from", "this day will have gone by", "use days=30 for the next thirty days");
  if (filter->to) return senseless("to", "this day will have gone by", "use days=30 for the next thirty days");
  if (filter->limit) return senseless("limit", "an agenda that leaves acts out without saying so", "leave it out");
  if (!filter->languages.empty())
    return senseless("lang", "the pages have a language of their own", "leave it out, or order city.languages");
  return filter;
}

config::Outside judging_machine() {
  auto outside = config::machine();
  outside.filter_fault = filter_fault;
  return outside;
}

}  // namespace resso::daemon
