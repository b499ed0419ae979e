// Any text as a date of any kind; what was read, written out, reads as the same.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/timestamp.hpp"

namespace {

using namespace resso;

void check(std::optional<Instant> at) {
  if (!at) return;
  const auto day = std::chrono::floor<std::chrono::days>(*at);
  const int year = int{std::chrono::year_month_day{day}.year()};
  if (year < 1000 || year > 9999) return;  // the forms have four digits
  fuzz::require(text::parse_rfc3339(text::format_utc(*at)) == at, "RFC 3339 and back");
  fuzz::require(text::parse_feed_date(text::format_utc(*at)) == at, "RFC 3339 as a feed's date");
  if (year < 1900) return;
  const std::string http = text::format_http_date(*at);
  fuzz::require(text::parse_http_date(http) == at && text::parse_feed_date(http) == at, "HTTP and back", http);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check(text::parse_feed_date(text));
  check(text::parse_http_date(text));
  check(text::parse_rfc3339(text));
  if (const auto day = text::parse_date(text)) fuzz::require(text::parse_date(text::format_date(*day)) == day, "a day and back", text);
  if (const auto local = text::parse_local(text))
    fuzz::require(text::parse_local(text::format_local(*local)) == local, "a clock and back", text);
  (void)text::parse_duration(text);
  return 0;
}
