// Kind "opml".
#include "connectors/feed/opml_parse.hpp"
#include "tests/conformance/driver.hpp"

namespace resso::conformance {
namespace {

void answer_opml(const Request& request, Answer& answer) {
  const auto list = connectors::feed::parse_opml(read_file(text_of(request, "file")));
  if (!list) {
    answer.error = list.error().what;
    return;
  }
  answer.json.key("feeds").begin_array();
  for (const connectors::feed::OpmlFeed& each : list->feeds) {
    answer.json.begin_object().member("title", each.title).member("xml_url", each.xml_url).member("html_url", each.html_url).end_object();
  }
  answer.json.end_array();
}

const Kind opml_kind("opml", answer_opml);

}  // namespace
}  // namespace resso::conformance
