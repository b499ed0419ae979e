#include "feeds/pages/pages.hpp"
#include "text/digest.hpp"
#include "web/files.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace resso::feeds {

namespace {

constexpr std::string_view kCss = "text/css; charset=utf-8", kScript = "text/javascript; charset=utf-8";

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
  static const Stored help = store("help", ".css", web::files::help_css);
  static const Stored copy = store("copy", ".js", web::files::copy_js);
  static const std::vector<Asset> all{
      Asset{style.path, kCss, web::files::style_css, style.digest},
      Asset{help.path, kCss, web::files::help_css, help.digest},
      Asset{copy.path, kScript, web::files::copy_js, copy.digest},
      Asset{icon.path, "image/svg+xml", web::files::favicon_svg, icon.digest},
  };
  return all;
}

const Asset& asset_named(std::string_view stem) {
  const auto start = "/assets/" + std::string(stem) + ".";
  const auto found = std::find_if(assets().begin(), assets().end(), [&](const Asset& asset) { return asset.path.starts_with(start); });
  if (found == assets().end()) throw std::logic_error("no file of web/ is named " + std::string(stem));
  return *found;
}

}  // namespace resso::feeds
