// Any bytes as what an API of the family answers: timelines, posts, accounts, instances, errors; and as our note of where reading stands.
#include "connectors/mastodon/cursor.hpp"
#include "connectors/mastodon/map.hpp"
#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/webfinger_parse.hpp"
#include "tests/fuzz/harvest_facts.hpp"

namespace {

using namespace resso;
using namespace resso::connectors::mastodon;

void check_status(const WireStatus& status) {
  const Vantage vantage{"https://mastodont.example", "mastodont.example", Instant{std::chrono::days{20'500}}, ""};
  const MappedStatus mapped = map_status(status, vantage);
  if (mapped.post) fuzz::check_post(*mapped.post);
  for (const auto& count : {mapped.counters}) {
    if (count) fuzz::require(!count->counters.boosts || *count->counters.boosts >= 0, "counts are not negative");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json = fuzz::text_of(data, size);
  if (const auto page = parse_statuses(json)) {
    for (const WireStatus& status : page->statuses) check_status(status);
  }
  if (const auto status = parse_status(json)) check_status(*status);
  if (const auto account = parse_account(json)) {
    const Account mapped = to_account(*account, {"https://mastodont.example", "mastodont.example", {}, ""});
    fuzz::require(!mapped.followers || *mapped.followers >= 0, "followers are not negative");
    fuzz::require_utf8(mapped.acct + mapped.uri + mapped.display_name, "accounts are UTF-8");
  }
  if (const auto instance = parse_instance(json)) (void)account_domain("https://mastodont.example", instance->domain);
  if (const auto finger = parse_webfinger(json)) fuzz::require(!finger->actor.empty(), "a domain that names no address says nothing");
  fuzz::require_utf8(parse_api_error(json), "an error's words are UTF-8");
  const Cursor cursor = read_cursor(json);
  fuzz::require(read_cursor(write_cursor(cursor)) == cursor, "what is noted is read again", json);
  return 0;
}
