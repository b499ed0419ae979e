// Any text as XML: what is mended is well-formed but for what the tree reads all the same (namespaces, a second document after the first),
// its lines are those of the input, and the whole tree can be walked.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/charset.hpp"
#include "text/xml.hpp"
#include "text/xml_repair.hpp"
#include "text/xml_wellformed.hpp"

#include <set>

namespace {

using namespace resso;

void walk(text::XmlNode node, int lines, int depth) {
  fuzz::require(depth <= 300 && node.line() >= 1 && node.line() <= lines, "an element stands on a line of the input, not too deep");
  fuzz::require_utf8(node.text(), "text is UTF-8");
  (void)node.namespace_uri();
  for (const auto& [name, value] : node.attributes()) fuzz::require_utf8(name + value, "attributes are UTF-8");
  for (const text::XmlNode child : node.children()) walk(child, lines, depth + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string utf8 = text::decode(fuzz::text_of(data, size), "utf-8", "").utf8;
  const auto look = text::look_at_xml(utf8);
  const auto repair = text::repair_xml(utf8);
  if (!repair.xml.empty()) {
    const auto again = text::look_at_xml(repair.xml);
    static const std::set<std::string> kNoMatter{"xml_prefix", "xml_namespace", "xml_duplicate_attribute", "xml_junk", "xml_no_root"};
    fuzz::require(!again.fault || kNoMatter.contains(again.fault->code), again.fault ? again.fault->what.c_str() : "", repair.xml);
  }
  const auto document = text::parse_xml(utf8);
  fuzz::require(document.well_formed() == !look.fault, "one answer to: is it well-formed?");
  if (document.root()) walk(document.root(), text::line_at(utf8, utf8.size()), 0);
  return 0;
}
