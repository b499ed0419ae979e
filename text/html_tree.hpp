// gumbo's tree with an owner. Include gumbo.h beside this only where the tree is read.
#pragma once

#include <string>
#include <string_view>

struct GumboInternalNode;
struct GumboInternalOutput;

namespace resso::text {

class HtmlTree {
 public:
  enum class As { document, fragment };
  /// Takes what bound_html gave: gumbo itself has no limits.
  HtmlTree(std::string bounded, As as);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  const GumboInternalNode* root() const;  ///< the <html> element; of a fragment its children are the content
  const std::string& source() const { return source_; }

 private:
  std::string source_;
  GumboInternalOutput* output_;
};

/// Value of an attribute as parsed; empty if absent.
std::string_view html_attribute(const GumboInternalNode* element, const char* name);

}  // namespace resso::text
