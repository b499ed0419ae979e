// Kind "page".
#include "connectors/page/page_read.hpp"
#include "tests/conformance/driver.hpp"
#include "text/html.hpp"
#include "text/unicode.hpp"

namespace resso::conformance {
namespace {

using namespace connectors::page;

void answer_page(const Request& request, Answer& answer) {
  const PageReading reading = read_page_events(page_utf8(read_file(text_of(request, "file")), {}), text_of(request, "base_url"), "UTC");
  text::JsonWriter& json = answer.json;
  json.key("events").begin_array();
  for (const PageEvent& event : reading.events) {
    json.begin_object().member("name", event.name).member_if("start", event.start).member_if("end", event.end);
    json.member_if("url", event.url).member_if("location", event.place.name);
    json.member_if("description", text::collapse_space(text::html_to_text(event.description))).end_object();
  }
  json.end_array().key("warnings").begin_array();
  for (const Warning& each : reading.warnings) json.value(std::to_string(each.line) + ": " + each.code + ": " + each.what);
  json.end_array();
}

const Kind page_kind("page", answer_page);

}  // namespace
}  // namespace resso::conformance
