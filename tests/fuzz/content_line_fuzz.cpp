// Any text as a content line of a calendar, and its value as each kind of value.
#include "connectors/calendar/content_line.hpp"
#include "connectors/calendar/ical_lines.hpp"
#include "connectors/calendar/ical_values.hpp"
#include "connectors/calendar/vcal_rule.hpp"
#include "tests/fuzz/fuzz_support.hpp"
#include "text/recurrence_rule.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  using namespace resso::connectors::calendar;
  IcalText made;
  ContentLines lines(fuzz::text_of(data, size), "");
  for (ContentLine line; lines.next(line);) {
    fuzz::require_utf8(line.text, "lines are UTF-8");
    auto property = parse_content_line(line.text, made);
    if (!property) continue;
    if (is_quoted_printable(*property)) decode_quoted_printable(*property, made);
    fuzz::require_utf8(property->value, "values are UTF-8");
    fuzz::require_utf8(unescape_text(property->value), "texts are UTF-8");
    (void)text_list(property->value);
    for (const std::string_view item : plain_list(property->value)) (void)parse_time(item);
    (void)parse_offset(property->value);
    if (const auto duration = parse_ical_duration(property->value))
      fuzz::require(duration->days.count() >= 0 && duration->time.count() >= 0, "no duration is negative");
    if (const auto rule = rule_of_vcalendar(property->value)) (void)text::parse_rule(*rule);  // which may refuse it
  }
  return 0;
}
