#include "feeds/pages/contact.hpp"

namespace resso::feeds {

void append_contact(Html& h, const PageContext& context, std::string_view before) {
  const auto& contact = context.snapshot.city.contact;
  if (contact.empty()) return;
  h.raw("<p>").text(before).raw(" ");
  if (is_web_address(contact)) {
    h.outward_link(contact, host_of(contact));
  } else if (contact.find('@') != std::string::npos) {
    const std::string address = contact.starts_with("mailto:") ? contact : "mailto:" + contact;
    h.raw("<a").attribute(" href", address).raw(">").text(address.substr(7)).raw("</a>");
  } else {
    h.text(contact);
  }
  h.raw("</p>\n");
}

}  // namespace resso::feeds
