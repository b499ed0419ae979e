#include "text/xml.hpp"

#include "text/xml_namespaces.hpp"
#include "text/xml_repair.hpp"
#include "text/xml_wellformed.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <pugixml.hpp>

namespace resso::text {
namespace {

constexpr std::string_view kXmlns = "xmlns";

std::pair<std::string_view, std::string_view> split_name(std::string_view name) {
  const auto colon = name.find(':');
  if (colon == std::string_view::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

bool declares_namespace(std::string_view name) { return name == kXmlns || name.starts_with("xmlns:"); }

/// The namespace that `element` itself declares for `prefix`.
const char* declared_here(const pugi::xml_node& element, std::string_view prefix) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (!declares_namespace(name)) continue;
    if (prefix.empty() ? name == kXmlns : name.size() > 6 && name.substr(6) == prefix) return attribute.value();
  }
  return nullptr;
}

std::size_t occurrences(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) ++count;
  return count;
}

// HTML elements that have no content: all others need an end tag even when empty.
constexpr std::array<std::string_view, 10> kVoid{"br", "hr", "img", "input", "wbr", "area", "col", "embed", "param", "source"};

void append_markup(std::string& out, const pugi::xml_node& parent) {
  for (const pugi::xml_node node : parent.children()) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      append_escaped_xml(out, node.value());
      continue;
    }
    if (node.type() != pugi::node_element) continue;
    const std::string_view name = split_name(node.name()).second;
    out += '<';
    out += name;
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view key = attribute.name();
      if (key.find(':') != std::string_view::npos || key == kXmlns) continue;
      out += ' ';
      out += key;
      out += "=\"";
      append_escaped_xml(out, attribute.value());
      out += '"';
    }
    out += '>';
    if (std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end()) continue;
    append_markup(out, node);  // as deep as the tree: kXmlDepth
    out += "</";
    out += name;
    out += '>';
  }
}

void append_text(std::string& out, const pugi::xml_node& parent) {
  for (const pugi::xml_node node : parent.children()) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata)
      out += node.value();
    else if (node.type() == pugi::node_element)
      append_text(out, node);
  }
}

}  // namespace

struct XmlDocument::State {
  std::string buffer;  // the tree points into it
  pugi::xml_document tree;
  bool well_formed = false;
  bool only_root_declares = false;  // the usual case: a namespace is then one of these, by prefix
  std::vector<std::pair<std::string_view, std::string_view>> declared_by_root;
  std::vector<Warning> warnings;
  std::vector<std::uint32_t> line_ends;

  void parse() {
    for (auto at = buffer.find('\n'); at != std::string::npos; at = buffer.find('\n', at + 1))
      line_ends.push_back(static_cast<std::uint32_t>(at));
    const std::size_t declarations = occurrences(buffer, kXmlns);
    tree.load_buffer_inplace(buffer.data(), buffer.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    for (const pugi::xml_attribute attribute : tree.document_element().attributes()) {
      const std::string_view name = attribute.name();
      if (!declares_namespace(name)) continue;
      const bool is_default = name == kXmlns, is_named = name.size() > 6;
      declared_by_root.emplace_back(is_default ? "" : is_named ? name.substr(6) : ":", attribute.value());  // ":" is nobody's prefix
    }
    only_root_declares = declared_by_root.size() == declarations;
  }
};

/// Between the nodes, which only hold pointers, and pugixml.
struct XmlAccess {
  static pugi::xml_node node(const XmlNode& from) { return pugi::xml_node(static_cast<pugi::xml_node_struct*>(from.node_)); }
  static XmlNode wrap(const pugi::xml_node& node, const void* document) {
    XmlNode made;
    made.node_ = node.internal_object();
    made.document_ = document;
    return made;
  }
  /// The first element among `node` and what follows it.
  static XmlNode wrap_element(pugi::xml_node node, const void* document) {
    while (node && node.type() != pugi::node_element) node = node.next_sibling();
    return node ? wrap(node, document) : XmlNode();
  }
  static const XmlDocument::State& state(const XmlNode& from) { return *static_cast<const XmlDocument::State*>(from.document_); }
  static std::string_view uri_of(const XmlNode& from, std::string_view prefix) {
    const pugi::xml_node element = node(from);
    if (state(from).only_root_declares) {
      for (const auto& [declared, uri] : state(from).declared_by_root) {
        if (declared == prefix) return uri;
      }
      return prefix.empty() ? std::string_view() : usual_namespace(prefix);
    }
    for (pugi::xml_node scope = element; scope.type() == pugi::node_element; scope = scope.parent()) {
      if (const char* uri = declared_here(scope, prefix)) return uri;
    }
    return usual_namespace(prefix);
  }
};

XmlDocument::XmlDocument(std::unique_ptr<State> state) : state_(std::move(state)) {}
XmlDocument::XmlDocument(XmlDocument&&) noexcept = default;
XmlDocument& XmlDocument::operator=(XmlDocument&&) noexcept = default;
XmlDocument::~XmlDocument() = default;

XmlNode XmlDocument::root() const { return XmlAccess::wrap(state_->tree.document_element(), state_.get()); }
bool XmlDocument::well_formed() const { return state_->well_formed; }
const std::vector<Warning>& XmlDocument::warnings() const { return state_->warnings; }

XmlDocument parse_xml(std::string utf8) {
  auto state = std::make_unique<XmlDocument::State>();
  XmlLook look = look_at_xml(utf8);
  state->well_formed = !look.fault;
  if (look.fault || look.undefined_entities) {
    XmlRepair repair = repair_xml(utf8);
    utf8 = std::move(repair.xml);
    if (look.fault) {
      const auto told = [&](const Warning& each) { return each.code == look.fault->code; };
      state->warnings = std::move(repair.warnings);
      if (std::none_of(state->warnings.begin(), state->warnings.end(), told))
        state->warnings.insert(state->warnings.begin(), std::move(*look.fault));
    }
  }
  state->buffer = std::move(utf8);
  state->parse();
  return XmlDocument(std::move(state));
}

std::string_view XmlNode::local_name() const { return split_name(XmlAccess::node(*this).name()).second; }

std::string_view XmlNode::namespace_uri() const {
  if (node_ == nullptr) return {};
  return XmlAccess::uri_of(*this, split_name(XmlAccess::node(*this).name()).first);
}

bool XmlNode::is(std::string_view uri, std::string_view local) const { return local_name() == local && namespace_uri() == uri; }

std::string_view XmlNode::attribute(std::string_view local) const {
  for (const pugi::xml_attribute each : XmlAccess::node(*this).attributes()) {
    if (local == each.name()) return each.value();
  }
  return {};
}

std::string_view XmlNode::attribute(std::string_view uri, std::string_view local) const {
  if (uri.empty()) return attribute(local);
  for (const pugi::xml_attribute each : XmlAccess::node(*this).attributes()) {
    const auto [prefix, name] = split_name(each.name());
    if (name != local || prefix.empty() || prefix == kXmlns) continue;
    if (XmlAccess::uri_of(*this, prefix) == uri) return each.value();
  }
  return {};
}

bool XmlNode::has_attribute(std::string_view local) const {
  for (const pugi::xml_attribute each : XmlAccess::node(*this).attributes()) {
    if (local == each.name()) return true;
  }
  return false;
}

std::vector<std::pair<std::string, std::string>> XmlNode::attributes() const {
  std::vector<std::pair<std::string, std::string>> found;
  for (const pugi::xml_attribute each : XmlAccess::node(*this).attributes()) {
    if (!declares_namespace(each.name())) found.emplace_back(each.name(), each.value());
  }
  return found;
}

XmlChildren XmlNode::children() const { return XmlChildren(XmlAccess::wrap_element(XmlAccess::node(*this).first_child(), document_)); }

XmlNode XmlNode::next_element() const { return XmlAccess::wrap_element(XmlAccess::node(*this).next_sibling(), document_); }

XmlNode XmlNode::child(std::string_view uri, std::string_view local) const {
  for (const pugi::xml_node each : XmlAccess::node(*this).children()) {
    if (each.type() != pugi::node_element || split_name(each.name()).second != local) continue;
    const XmlNode candidate = XmlAccess::wrap(each, document_);
    if (candidate.namespace_uri() == uri) return candidate;
  }
  return {};
}

XmlNode XmlNode::parent() const {
  const pugi::xml_node above = XmlAccess::node(*this).parent();
  return above.type() == pugi::node_element ? XmlAccess::wrap(above, document_) : XmlNode();
}

std::string XmlNode::text() const {
  std::string out;
  append_text(out, XmlAccess::node(*this));
  return out;
}

std::string_view XmlNode::text_in(std::string& storage) const {
  const pugi::xml_node only = XmlAccess::node(*this).first_child();
  const bool is_text = only.type() == pugi::node_pcdata || only.type() == pugi::node_cdata;
  if (is_text && !only.next_sibling()) return only.value();
  return storage = text();
}

std::string XmlNode::inner_markup() const {
  std::string out;
  append_markup(out, XmlAccess::node(*this));
  return out;
}

int XmlNode::line() const {
  const std::ptrdiff_t offset = XmlAccess::node(*this).offset_debug();
  if (node_ == nullptr || offset < 0) return 0;
  const auto& ends = XmlAccess::state(*this).line_ends;
  return 1 + static_cast<int>(std::lower_bound(ends.begin(), ends.end(), static_cast<std::uint32_t>(offset)) - ends.begin());
}

}  // namespace resso::text
