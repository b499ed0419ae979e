#include "feeds/pages/pages.hpp"
#include "text/digest.hpp"
#include "web/files.hpp"

#include <array>

namespace resso::feeds {

namespace {

struct Stored {
  std::string path, digest;
};

/// "/assets/style.0123456789.css": a new sheet has a new address, so every one may be kept for ever.
Stored store(std::string_view stem, std::string_view extension, std::string_view body) {
  std::string digest = text::sha256_hex(body).substr(0, 10);
  return {"/assets/" + std::string(stem) + "." + digest + std::string(extension), std::move(digest)};
}

}  // namespace

std::span<const Asset> assets() {
  static const Stored style = store("style", ".css", web::files::style_css);
  static const Stored icon = store("favicon", ".svg", web::files::favicon_svg);
  static const std::array<Asset, 2> all{
      Asset{style.path, "text/css; charset=utf-8", web::files::style_css, style.digest},
      Asset{icon.path, "image/svg+xml", web::files::favicon_svg, icon.digest},
  };
  return all;
}

}  // namespace resso::feeds
