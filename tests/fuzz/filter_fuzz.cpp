// Any text as the query of an output: refused with a reason, or with one canonical form; and the agenda rendered by it.
#include "feeds/filter.hpp"
#include "tests/feeds/sample_snapshot.hpp"
#include "tests/fuzz/fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  static const auto city = feeds::sample::city();
  const auto filter = feeds::parse_filter(fuzz::text_of(data, size), *city);
  if (!filter) {
    fuzz::require(!filter.error().what.empty() && !filter.error().where.empty(), "a refusal says what and where");
    return 0;
  }
  const std::string query = feeds::canonical_query(*filter);
  const auto again = feeds::parse_filter(query, *city);
  fuzz::require(again && *again == *filter, "the canonical form means the same", query);
  fuzz::require_equal(query, feeds::canonical_query(*again), "there is one canonical form");
  (void)feeds::select_occurrences(*city, *filter, true);
  (void)feeds::select_events(*city, *filter, false);
  (void)feeds::select_posts(*city, *filter);
  return 0;
}
