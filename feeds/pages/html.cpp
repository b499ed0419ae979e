#include "feeds/pages/html.hpp"

#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <algorithm>

namespace resso::feeds {

Html& Html::text(std::string_view utf8) {
  text::append_escaped_xml(out_, utf8);
  return *this;
}

Html& Html::number(std::int64_t value) {
  out_ += std::to_string(value);
  return *this;
}

Html& Html::attribute(Markup name, std::string_view value) {
  out_ += name.str();
  out_ += "=\"";
  text::append_escaped_xml(out_, value);
  out_ += '"';
  return *this;
}

Html& Html::outward_link(std::string_view address, std::string_view label) {
  if (!is_web_address(address)) return text(label);
  return raw("<a rel=\"noopener\"").attribute(" href", address).raw(">").text(label).raw("</a>");
}

Html& Html::json(std::string_view json) {
  for (const char c : json) {
    switch (c) {
      case '<': out_ += "\\u003c"; break;
      case '>': out_ += "\\u003e"; break;
      case '&': out_ += "\\u0026"; break;
      default: out_ += c;
    }
  }
  return *this;
}

bool is_web_address(std::string_view address) {
  const auto starts = [&](std::string_view scheme) {
    return address.size() > scheme.size() && text::iequals(address.substr(0, scheme.size()), scheme);
  };
  return starts("https://") || starts("http://");
}

std::string_view host_of(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  address = address.substr(0, address.find_first_of("/?#"));
  if (const auto at = address.rfind('@'); at != std::string_view::npos) address.remove_prefix(at + 1);
  if (address.starts_with("www.")) address.remove_prefix(4);
  return address;
}

bool is_language_tag(std::string_view tag) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
  return tag.size() >= 2 && tag.size() <= 35 && tag[0] != '-' && tag.back() != '-' && std::all_of(tag.begin(), tag.end(), allowed);
}

}  // namespace resso::feeds
