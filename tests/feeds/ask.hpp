// An output asked for as the daemon asks: path and query, with the output's own keys taken out of the filter's.
#pragma once

#include "feeds/filter.hpp"
#include "feeds/output.hpp"
#include "feeds/scope.hpp"
#include "text/url.hpp"

#include <string>
#include <string_view>

namespace resso::feeds {

inline bool is_own_key(std::string_view keys, std::string_view key) {
  return (" " + std::string(keys) + " ").find(" " + std::string(key) + " ") != std::string::npos;
}

inline Result<std::string> ask(const Snapshot& snapshot, std::string_view target, std::string language = "ca") {
  const auto path = target.substr(0, target.find('?'));
  std::string_view query = path.size() < target.size() ? target.substr(path.size() + 1) : std::string_view();
  const auto match = match_output(path);
  if (!match) return Error{Errc::not_found, "no such output", std::string(path), "", 0};
  OutputRequest request;
  std::string rest;
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const auto key = pair.substr(0, pair.find('='));
    if (is_own_key(match->output->own_keys, key)) {
      request.own.emplace(key, text::percent_decode(pair.substr(std::min(pair.size(), key.size() + 1))));
    } else if (!match->output->takes_all_keys) {
      rest.append(rest.empty() ? "" : "&").append(pair);
    }
  }
  const auto filter = parse_filter(rest, snapshot);
  if (!filter) return filter.error();
  request.filter = *filter;
  request.everything = asks_everything(snapshot, *match->output, *filter, rest);
  request.language = std::move(language);
  request.subject = match->subject;
  request.self_path = std::string(target);
  return match->output->render(snapshot, request);
}

}  // namespace resso::feeds
