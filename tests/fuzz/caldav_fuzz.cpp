// Any bytes as a CalDAV server's answer, and as our own note of where reading stands.
#include "connectors/calendar/caldav_cursor.hpp"
#include "connectors/calendar/caldav_parse.hpp"
#include "tests/fuzz/fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  using namespace resso::connectors::calendar;
  const std::string_view bytes = fuzz::text_of(data, size);
  if (const auto reply = parse_multistatus(bytes, "")) {
    for (const DavResource& resource : reply->resources) {
      fuzz::require(resource.status >= 0, "a status is a number");
      fuzz::require_utf8(resource.href + resource.calendar_data + resource.etag, "answers are UTF-8");
    }
  } else {
    fuzz::require(!reply.error().what.empty(), "a refusal says why");
  }
  const CaldavCursor cursor = read_cursor(text::repair_utf8(bytes));
  fuzz::require(read_cursor(write_cursor(cursor)) == cursor, "what is noted is read again", bytes);
  return 0;
}
