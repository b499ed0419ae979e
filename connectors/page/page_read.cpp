#include "connectors/page/page_read.hpp"

#include "connectors/page/element.hpp"
#include "connectors/page/jsonld_find.hpp"
#include "connectors/page/jsonld_parse.hpp"
#include "connectors/page/merge.hpp"
#include "connectors/page/microdata_parse.hpp"
#include "connectors/page/microformats_parse.hpp"
#include "connectors/page/schema_event.hpp"

#include "text/charset.hpp"
#include "text/unicode.hpp"

#include <iterator>

namespace resso::connectors::page {
namespace {

bool mentions(std::string_view html, std::string_view word) { return html.find(word) != std::string_view::npos; }

void add(std::vector<PageEvent>&& found, std::vector<PageEvent>& to) { std::move(found.begin(), found.end(), std::back_inserter(to)); }

void add_json_ld(std::string_view html, PageReading& reading) {
  for (const JsonLdBlock& block : find_jsonld(html)) {
    const JsonLdDocument document = parse_jsonld(block.json);
    if (!document.problem.empty()) reading.warnings.push_back({document.problem, "bad_json_ld", block.line});
    auto events = schema_events(document.root, Vocabulary::json_ld, reading.base_url);
    for (PageEvent& event : events) event.line = block.line;
    add(std::move(events), reading.events);
  }
}

/// Of <meta charset="x"> or <meta http-equiv="Content-Type" content="text/html; charset=x">; empty: neither.
std::string declared_charset(std::string_view html) {
  const std::string head = text::to_lower_ascii(html.substr(0, 2048));
  auto at = head.find("charset=");
  if (at == std::string::npos) return {};
  at += 8;
  if (at < head.size() && (head[at] == '"' || head[at] == '\'')) ++at;
  const auto end = head.find_first_of("\"' />;", at);
  return head.substr(at, end == std::string::npos ? end : end - at);
}

}  // namespace

std::string page_utf8(std::string_view bytes, std::string_view content_type) {
  return text::decode(bytes, text::content_type_charset(content_type), declared_charset(bytes)).utf8;
}

PageReading read_page_events(std::string_view html, std::string_view page_url, std::string_view city_zone) {
  PageReading reading;
  reading.base_url = page_url;
  const bool microdata = mentions(html, "itemscope") || mentions(html, "ITEMSCOPE");
  const bool microformats = mentions(html, "h-event") || mentions(html, "vevent");
  // A tree costs: most pages need none.
  if (!microdata && !microformats && !mentions(html, "<base") && !mentions(html, "<BASE")) {
    add_json_ld(html, reading);
  } else {
    const PageTree tree(html, page_url);
    reading.base_url = tree.base();
    add_json_ld(html, reading);
    if (microdata) add(schema_events(parse_microdata(tree), Vocabulary::microdata, reading.base_url), reading.events);
    if (microformats) add(microformats_events(tree), reading.events);
  }
  reading.events = each_once(std::move(reading.events), city_zone);
  return reading;
}

}  // namespace resso::connectors::page
