// Any text as a recurrence rule: its starts rise, and skipping gives what walking gives.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/recurrence.hpp"

#include <vector>

namespace {

using namespace resso;
constexpr LocalTime kStart = LocalTime{std::chrono::local_days{std::chrono::year{2026} / 3 / 5}} + std::chrono::hours{19};

std::vector<LocalTime> walk(std::string_view rule, bool all_day, std::optional<LocalTime> from) {
  std::vector<LocalTime> starts;
  auto iterator = text::RuleIterator::parse(rule, all_day ? kStart - std::chrono::hours{19} : kStart, all_day);
  if (!iterator) {
    fuzz::require(!iterator.error().what.empty(), "a refusal says why");
    return starts;
  }
  iterator->stop_after(kStart + std::chrono::days{4000});
  if (from) iterator->advance_to(*from);
  while (starts.size() < 60) {
    const auto next = iterator->next();
    if (!next) break;
    fuzz::require(starts.empty() || *next > starts.back(), "starts rise", rule);
    fuzz::require(*next >= kStart - std::chrono::hours{19}, "nothing starts before DTSTART", rule);
    starts.push_back(*next);
  }
  return starts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view rule = fuzz::text_of(data, size);
  for (const bool all_day : {false, true}) {
    const auto all = walk(rule, all_day, std::nullopt);
    if (all.size() < 10) continue;
    const auto later = walk(rule, all_day, all[9]);
    for (std::size_t i = 9; i < all.size(); ++i)
      fuzz::require(later.size() > i - 9 && later[i - 9] == all[i], "skipping gives what walking gives", rule);
  }
  return 0;
}
