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

/// A component has its sheet with it: a page of others allows one script, not one sheet more.
std::string embed_script() {
  constexpr std::string_view kPlace = "/* embed.css */";
  std::string script(web::files::embed_js);
  const auto at = script.find(kPlace);
  if (at == std::string::npos) throw std::logic_error("embed.js has no place for its sheet");
  return script.replace(at, kPlace.size(), web::files::embed_css);
}

}  // namespace

std::span<const Asset> assets() {
  static const Stored style = store("style", ".css", web::files::style_css);
  static const Stored icon = store("favicon", ".svg", web::files::favicon_svg);
  static const Stored help = store("help", ".css", web::files::help_css);
  static const Stored copy = store("copy", ".js", web::files::copy_js);
  static const Stored embed_style = store("embed", ".css", web::files::embed_css);
  static const Stored frame = store("frame", ".js", web::files::frame_js);
  static const Stored builder = store("builder", ".js", web::files::builder_js);
  static const std::string embed = embed_script();
  static const std::vector<Asset> all{
      Asset{style.path, kCss, web::files::style_css, style.digest},
      Asset{help.path, kCss, web::files::help_css, help.digest},
      Asset{copy.path, kScript, web::files::copy_js, copy.digest},
      Asset{icon.path, "image/svg+xml", web::files::favicon_svg, icon.digest},
      Asset{embed_style.path, kCss, web::files::embed_css, embed_style.digest},
      Asset{frame.path, kScript, web::files::frame_js, frame.digest},
      Asset{builder.path, kScript, web::files::builder_js, builder.digest},
      Asset{"/embed.js", kScript, embed, "", true},
      Asset{"/embed.css", kCss, web::files::embed_css, "", true},
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
