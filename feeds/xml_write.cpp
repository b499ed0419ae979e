#include "feeds/xml_write.hpp"

#include "text/xml.hpp"

namespace resso::feeds {

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void XmlWriter::begin(std::string_view name, Attributes attributes) {
  out_.append(2 * open_.size(), ' ').append("<").append(name);
  for (const auto& attribute : attributes) {
    if (attribute.value.empty()) continue;
    out_.append(" ").append(attribute.name).append("=\"");
    text::append_escaped_xml(out_, attribute.value);
    out_ += '"';
  }
}

XmlWriter& XmlWriter::open(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += ">\n";
  open_.emplace_back(name);
  return *this;
}

XmlWriter& XmlWriter::close() {
  const auto name = std::move(open_.back());
  open_.pop_back();
  out_.append(2 * open_.size(), ' ').append("</").append(name).append(">\n");
  return *this;
}

XmlWriter& XmlWriter::leaf(std::string_view name, std::string_view text, Attributes attributes) {
  begin(name, attributes);
  out_ += '>';
  text::append_escaped_xml(out_, text);
  out_.append("</").append(name).append(">\n");
  return *this;
}

XmlWriter& XmlWriter::leaf_if(std::string_view name, std::string_view text, Attributes attributes) {
  return text.empty() ? *this : leaf(name, text, attributes);
}

XmlWriter& XmlWriter::empty(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += "/>\n";
  return *this;
}

}  // namespace resso::feeds
