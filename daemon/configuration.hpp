// A configuration in force: settings and an index of their sources, immutable, shared. A reload makes a new one and swaps.
#pragma once

#include "config/settings.hpp"

#include <memory>
#include <unordered_map>

namespace resso::daemon {

struct Configuration {
  explicit Configuration(config::Settings given) : settings(std::move(given)) {
    for (const auto& source : settings.sources) source_by_id.emplace(source.id, &source);
  }
  Configuration(const Configuration&) = delete;
  Configuration& operator=(const Configuration&) = delete;

  const Source* source(const std::string& id) const {
    const auto found = source_by_id.find(id);
    return found == source_by_id.end() ? nullptr : found->second;
  }

  const config::Settings settings;
  std::unordered_map<std::string, const Source*> source_by_id;
};

using ConfigurationPtr = std::shared_ptr<const Configuration>;

}  // namespace resso::daemon
