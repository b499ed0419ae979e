#include "feeds/channel.hpp"

#include "feeds/scope.hpp"
#include "text/unicode.hpp"
#include "text/xml.hpp"

#include <array>

namespace resso::feeds {
namespace {

struct Extension {
  std::string_view suffix, type;
};
constexpr std::array<Extension, 10> kExtensions{{{".jpg", "image/jpeg"},
                                                 {".jpeg", "image/jpeg"},
                                                 {".png", "image/png"},
                                                 {".gif", "image/gif"},
                                                 {".webp", "image/webp"},
                                                 {".svg", "image/svg+xml"},
                                                 {".mp4", "video/mp4"},
                                                 {".webm", "video/webm"},
                                                 {".mp3", "audio/mpeg"},
                                                 {".ogg", "audio/ogg"}}};

}  // namespace

std::string tag_uri(const Channel& channel, std::string_view specific) {
  return "tag:" + channel.authority + ",2026:" + std::string(specific);
}

Channel empty_channel(const Snapshot& snapshot, const OutputRequest& request) {
  Channel channel;
  channel.page_url = page_url(snapshot, request);
  channel.self_url = self_url(snapshot, request);
  channel.language = request.language;
  channel.base_url = snapshot.city.public_url;
  channel.authority = snapshot.city.host;
  channel.path = request.self_path;
  channel.author = {snapshot.city.name, snapshot.city.public_url};
  channel.updated = snapshot.as_of;
  return channel;
}

std::string text_to_html(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const auto paragraph = text.substr(0, text.find("\n\n"));
    text.remove_prefix(std::min(text.size(), paragraph.size() + 2));
    if (text::trim(paragraph).empty()) continue;
    html += "<p>";
    for (const char c : text::escape_xml(text::trim(paragraph))) {
      if (c == '\n')
        html += "<br>";
      else
        html += c;
    }
    html += "</p>";
  }
  return html;
}

std::string media_type_of(const Media& media) {
  if (media.type.find('/') != std::string::npos) return media.type;
  const auto path = text::to_lower_ascii(std::string_view(media.url).substr(0, media.url.find_first_of("?#")));
  for (const auto& [suffix, type] : kExtensions) {
    if (path.ends_with(suffix)) return std::string(type);
  }
  if (media.type == "video") return "video/mp4";
  if (media.type == "audio") return "audio/mpeg";
  return "image/jpeg";
}

}  // namespace resso::feeds
