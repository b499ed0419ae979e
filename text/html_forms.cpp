#include "text/html.hpp"
#include "text/html_scan.hpp"

namespace resso::text {
namespace {

class Both final : public HtmlEvents {
 public:
  Both(HtmlEvents& one, HtmlEvents& other) : one_(one), other_(other) {}
  void text(std::string_view decoded) override {
    one_.text(decoded);
    other_.text(decoded);
  }
  void open(unsigned tag, const HtmlAttributes& attributes) override {
    one_.open(tag, attributes);
    other_.open(tag, attributes);
  }
  void close(unsigned tag) override {
    one_.close(tag);
    other_.close(tag);
  }

 private:
  HtmlEvents& one_;
  HtmlEvents& other_;
};

}  // namespace

HtmlForms html_forms(std::string_view html, std::string_view base_url) {
  const auto safe = safe_form(base_url, html.size()), plain = plain_form(html.size());
  Both both(*safe, *plain);
  if (scan_html(html, both)) return {safe->take(), plain->take()};
  return {sanitize_html_by_tree(html, base_url), html_to_text_by_tree(html)};
}

}  // namespace resso::text
