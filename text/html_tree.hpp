// gumbo's tree with an owner. Include gumbo.h beside this only where the tree is read.
#pragma once

#include <string>
#include <string_view>

struct GumboInternalNode;
struct GumboInternalOutput;

namespace resso::text {

class HtmlTree {
 public:
  /// Takes what bound_html gave: gumbo itself has no limits.
  explicit HtmlTree(std::string bounded);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  const GumboInternalNode* root() const;  ///< the <html> element
  const GumboInternalNode* body() const;  ///< there always is one
  const std::string& source() const { return source_; }

 private:
  std::string source_;
  GumboInternalOutput* output_;
};

/// Value of an attribute as parsed; empty if absent.
std::string_view html_attribute(const GumboInternalNode* element, const char* name);

}  // namespace resso::text
