#include "connectors/mastodon/cursor.hpp"

#include "text/timestamp.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace resso::connectors::mastodon {
namespace {

constexpr std::array<std::string_view, 6> kAccess{"unknown", "open", "partly_closed", "closed", "disabled", "others_only"};

void write(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  if (!out.empty()) out += '&';
  out.append(key).append("=").append(text::percent_encode(value));
}

void write(std::string& out, std::string_view key, Instant at) {
  if (at != Instant{}) write(out, key, text::format_utc(at));
}

Instant instant_of(const std::string& value) { return text::parse_rfc3339(value).value_or(Instant{}); }

int number_of(const std::string& value) {
  int number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

void write(std::string& out, std::string_view key, int number) {
  if (number != 0) write(out, key, std::to_string(number));
}

void set(Cursor& cursor, std::string_view key, std::string value) {
  if (key == "newest") cursor.newest = std::move(value);
  if (key == "before") cursor.before = std::move(value);
  if (key == "until") cursor.backfill_until = instant_of(value);
  if (key == "account") cursor.account_id = std::move(value);
  if (key == "account_read") cursor.account_read = instant_of(value);
  if (key == "domain") cursor.domain = std::move(value);
  if (key == "instance_read") cursor.instance_read = instant_of(value);
  if (key == "version") cursor.version = std::move(value);
  if (key == "streaming") cursor.streaming = std::move(value);
  if (key == "page") cursor.page = number_of(value);
  if (key == "refused") cursor.refused = number_of(value);
  if (key == "moved_server") cursor.moved_server = std::move(value);
  if (key == "moved_name") cursor.moved_name = std::move(value);
  if (key == "followed") cursor.followed = std::move(value);
  if (key == "elsewhere") cursor.elsewhere = number_of(value) != 0;
  if (key == "feed") cursor.feed = std::move(value);
  if (key == "api_read") cursor.api_read = instant_of(value);
  if (key == "access") {
    const auto found = std::find(kAccess.begin(), kAccess.end(), value);
    if (found != kAccess.end()) cursor.access = static_cast<Access>(found - kAccess.begin());
  }
}

}  // namespace

Cursor read_cursor(std::string_view text) {
  Cursor cursor;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos) set(cursor, pair.substr(0, equals), text::percent_decode(pair.substr(equals + 1)));
  }
  return cursor;
}

std::string write_cursor(const Cursor& cursor) {
  std::string out;
  write(out, "newest", cursor.newest);
  write(out, "before", cursor.before);
  write(out, "until", cursor.backfill_until);
  write(out, "account", cursor.account_id);
  write(out, "account_read", cursor.account_read);
  write(out, "domain", cursor.domain);
  if (cursor.access != Access::unknown) write(out, "access", kAccess[static_cast<std::size_t>(cursor.access)]);
  write(out, "instance_read", cursor.instance_read);
  write(out, "version", cursor.version);
  write(out, "streaming", cursor.streaming);
  write(out, "page", cursor.page);
  write(out, "refused", cursor.refused);
  write(out, "moved_server", cursor.moved_server);
  write(out, "moved_name", cursor.moved_name);
  write(out, "followed", cursor.followed);
  write(out, "elsewhere", cursor.elsewhere ? 1 : 0);
  write(out, "feed", cursor.feed);
  write(out, "api_read", cursor.api_read);
  return out;
}

}  // namespace resso::connectors::mastodon
