// Any lines as fields of an answer: caching, limits, links.
#include "connectors/mastodon/query.hpp"
#include "net/cache_rules.hpp"
#include "net/field_list.hpp"
#include "tests/fuzz/fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  std::string_view rest = fuzz::text_of(data, size);
  const Instant now{std::chrono::days{20'500}};
  net::Headers headers;
  while (!rest.empty()) {
    const std::string_view line = fuzz::take_line(rest);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) headers.add(std::string(line.substr(0, colon)), std::string(text::trim(line.substr(colon + 1))));
  }
  if (const auto count = net::parse_count(headers.get("Age"))) fuzz::require(*count >= 0, "a count is not negative");
  if (const auto fresh = net::freshness(headers, now)) fuzz::require(fresh->count() >= 0, "freshness is not negative");
  if (const auto after = net::retry_after(headers, now)) fuzz::require(after->count() >= 0, "a wait is not negative");
  const auto limit = net::rate_limit(headers);
  fuzz::require(limit.limit.value_or(0) >= 0 && limit.remaining.value_or(0) >= 0, "limits are not negative");
  net::Headers request;
  net::add_conditional(request, net::validators(headers));
  (void)net::link_target(headers, "next");
  (void)connectors::mastodon::link_parameter(headers, "next", "max_id");
  (void)connectors::mastodon::status_address(headers.get("Location"));
  return 0;
}
