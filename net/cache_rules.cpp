#include "net/cache_rules.hpp"

#include "net/field_list.hpp"
#include "text/timestamp.hpp"

#include <algorithm>

namespace resso::net {
namespace {

// Dates are read as leniently as those of feeds: servers write them as badly (text/timestamp.hpp).

constexpr Seconds kLongest = std::chrono::days(3650);  // more than anybody means; keeps sums away from overflow

Seconds clamp(std::int64_t seconds) { return Seconds(std::clamp<std::int64_t>(seconds, 0, kLongest.count())); }

/// What Cache-Control says, whatever its case and order; the first of a repeated directive counts.
struct CacheControl {
  bool forbids = false;  ///< no-cache or no-store without field names
  std::optional<Seconds> max_age, shared_max_age;
};

CacheControl parse_cache_control(const Headers& headers) {
  CacheControl out;
  const std::string value = headers.joined("Cache-Control");
  for (const std::string_view directive : split_list(value)) {
    const auto [name, argument] = parse_parameter(directive);
    if ((name == "no-cache" || name == "no-store") && argument.empty()) out.forbids = true;
    const auto seconds = parse_count(argument);
    if (name == "max-age" && seconds && !out.max_age) out.max_age = clamp(*seconds);
    if (name == "s-maxage" && seconds && !out.shared_max_age) out.shared_max_age = clamp(*seconds);
  }
  return out;
}

}  // namespace

std::optional<Seconds> freshness(const Headers& headers, Instant now) {
  const CacheControl control = parse_cache_control(headers);
  if (control.forbids) return std::nullopt;
  if (const auto lifetime = control.max_age ? control.max_age : control.shared_max_age) {
    const auto age = parse_count(trim(headers.get("Age")));
    return clamp(lifetime->count() - age.value_or(0));
  }
  if (!headers.has("Expires")) return std::nullopt;
  const auto expires = text::parse_feed_date(trim(headers.get("Expires")));
  if (!expires) return Seconds(0);  // "0" and other non-dates mean: already stale (RFC 9111 §5.3)
  const auto date = text::parse_feed_date(trim(headers.get("Date")));
  return clamp((*expires - date.value_or(now)).count());
}

std::optional<Seconds> retry_after(const Headers& headers, Instant now) {
  const std::string_view value = trim(headers.get("Retry-After"));
  const Instant said = text::parse_feed_date(trim(headers.get("Date"))).value_or(now);
  if (const auto seconds = parse_count(value.substr(0, value.find('.')))) return clamp(*seconds);
  if (const auto date = text::parse_feed_date(value)) return clamp((*date - said).count());
  return std::nullopt;
}

RateLimit rate_limit(const Headers& headers) {
  RateLimit out;
  const auto number = [&](std::string_view name) -> std::optional<int> {
    const auto count = parse_count(trim(headers.get(name)));
    if (!count) return std::nullopt;
    return static_cast<int>(std::min<std::int64_t>(*count, 1'000'000'000));
  };
  out.limit = number("X-RateLimit-Limit");
  out.remaining = number("X-RateLimit-Remaining");
  const std::string_view reset = trim(headers.get("X-RateLimit-Reset"));
  const auto seconds = parse_count(reset.substr(0, reset.find('.')));
  if (!seconds) {
    out.reset = text::parse_feed_date(reset);
  } else if (*seconds >= 100'000'000'000) {  // milliseconds since 1970
    out.reset = Instant(Seconds(*seconds / 1000));
  } else if (*seconds >= 100'000'000) {
    out.reset = Instant(Seconds(*seconds));
  } else if (const auto date = text::parse_feed_date(trim(headers.get("Date")))) {  // seconds from the answer
    out.reset = *date + Seconds(*seconds);
  }
  return out;
}

RateLimit rate_limit(const Headers& headers, Instant now) {
  RateLimit out = rate_limit(headers);
  const auto said = text::parse_feed_date(trim(headers.get("Date")));
  if (out.reset && said) *out.reset += now - *said;
  return out;
}

Validators validators(const Headers& headers) {
  Validators out;
  out.etag = headers.get("ETag");
  out.last_modified = headers.get("Last-Modified");
  return out;
}

void add_conditional(Headers& request, const Validators& validators) {
  if (!validators.etag.empty()) request.set("If-None-Match", validators.etag);
  if (!validators.last_modified.empty()) request.set("If-Modified-Since", validators.last_modified);
}

std::string link_target(const Headers& headers, std::string_view relation) {
  const std::string links = headers.joined("Link");
  for (const std::string_view link : split_list(links)) {
    const std::size_t close = link.find('>');
    if (link.front() != '<' || close == std::string_view::npos) continue;
    bool is_first_rel = true;
    for (const std::string_view parameter : split_list(link.substr(close + 1), ';')) {
      const auto [name, value] = parse_parameter(parameter);
      if (name != "rel" || !is_first_rel) continue;
      is_first_rel = false;  // RFC 8288 §3.3: later ones are ignored
      for (const std::string_view one : split_list(value, ' '))
        if (same_name(one, relation)) return std::string(trim(link.substr(1, close - 1)));
    }
  }
  return {};
}

}  // namespace resso::net
