// XML as a stream of calls: indented, every element closed, every text escaped; deterministic bytes.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace resso::feeds {

class XmlWriter {
 public:
  struct Attribute {
    std::string_view name;
    std::string_view value;
  };
  using Attributes = std::initializer_list<Attribute>;  // those with an empty value are left out

  XmlWriter();
  XmlWriter& open(std::string_view name, Attributes attributes = {});
  XmlWriter& close();
  XmlWriter& leaf(std::string_view name, std::string_view text, Attributes attributes = {});
  /// Nothing when the text is empty.
  XmlWriter& leaf_if(std::string_view name, std::string_view text, Attributes attributes = {});
  XmlWriter& empty(std::string_view name, Attributes attributes);
  std::string take() { return std::move(out_); }

 private:
  void begin(std::string_view name, Attributes attributes);
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace resso::feeds
