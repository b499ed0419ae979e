#include "text/zone.hpp"

#include "text/unicode.hpp"
#include "text/zone_rules.hpp"

#include <absl/time/civil_time.h>
#include <absl/time/clock.h>
#include <absl/time/time.h>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <unordered_map>
#include <variant>

// absl's types stay in this file: Debian builds it with a string_view of its own choosing.
namespace resso::text {

struct Zone::Rules {
  std::string name;
  std::variant<absl::TimeZone, ZoneRules> clock;
};

namespace {

// Calendars may say anything; past these years the arithmetic of civil time is nobody's business.
constexpr LocalTime kFirst{std::chrono::local_days{std::chrono::year{1} / 1 / 1}};
constexpr LocalTime kLast{std::chrono::local_days{std::chrono::year{9999} / 12 / 31}};

absl::CivilSecond civil(LocalTime local) { return absl::CivilSecond(1970) + std::clamp(local, kFirst, kLast).time_since_epoch().count(); }

absl::Time moment(Instant at) {
  return absl::FromUnixSeconds(
      std::clamp(at.time_since_epoch(), kFirst.time_since_epoch() - Seconds{86400}, kLast.time_since_epoch() + Seconds{86400}).count());
}

Instant instant(absl::Time time) { return Instant{Seconds{absl::ToUnixSeconds(time)}}; }

/// "+02:00", "-0330", "UTC+2", "GMT-03:00" in the sense of ISO 8601 (not of POSIX, nor of Etc/GMT-2).
std::optional<Seconds> fixed_offset(std::string_view name) {
  for (const std::string_view prefix : {"UTC", "GMT"}) {
    if (name.size() > prefix.size() && name.starts_with(prefix)) {
      name.remove_prefix(prefix.size());
      break;
    }
  }
  if (name.size() < 2 || (name[0] != '+' && name[0] != '-')) return {};
  std::string digits;
  bool colon = false;
  for (const char c : name.substr(1)) {
    if (c == ':' && !digits.empty()) {
      colon = true;
      continue;
    }
    if (c < '0' || c > '9') return {};
    digits += c;
  }
  if (digits.size() % 2 == 1) digits.insert(0, "0");
  if (digits.empty() || digits.size() > 6 || (colon && digits.size() < 4)) return {};
  const auto two = [&](std::size_t at) { return at < digits.size() ? (digits[at] - '0') * 10 + (digits[at + 1] - '0') : 0; };
  if (two(0) > 23 || two(2) > 59 || two(4) > 59) return {};
  const Seconds offset{two(0) * 3600 + two(2) * 60 + two(4)};
  return name[0] == '-' ? -offset : offset;
}

std::string offset_name(Seconds offset) {
  const auto total = std::abs(offset.count());
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%c%02d:%02d", offset.count() < 0 ? '-' : '+', static_cast<int>(total / 3600),
                static_cast<int>(total / 60 % 60));
  std::string name = text.data();
  if (total % 60 != 0) name += ":" + std::to_string(total % 60 / 10) + std::to_string(total % 10);
  return name;
}

/// absl remembers every name it is asked for, known or not, for ever: only names that are files of the tz database get there.
bool in_tz_database(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() == '/' || name.find("..") != std::string_view::npos) return false;
  if (name.starts_with("right/") || name == "localtime" || name == "posixrules" || name == "Factory") return false;
  const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
  });
  if (!plain) return false;
  const char* folder = std::getenv("TZDIR");
  std::error_code failure;
  return std::filesystem::is_regular_file(std::filesystem::path(folder != nullptr ? folder : "/usr/share/zoneinfo") / name, failure);
}

}  // namespace

Zone::Zone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

Zone Zone::utc() {
  static const Zone zone(std::make_shared<const Rules>(Rules{"UTC", absl::UTCTimeZone()}));
  return zone;
}

Zone Zone::fixed(Seconds offset) {
  const Seconds sane = std::clamp(offset, Seconds{-86399}, Seconds{86399});
  if (sane == Seconds{0}) return utc();
  return Zone(std::make_shared<const Rules>(Rules{offset_name(sane), absl::FixedTimeZone(static_cast<int>(sane.count()))}));
}

std::optional<Zone> Zone::find(std::string_view name) {
  if (name == "UTC" || name == "Z" || name == "GMT" || name == "Etc/UTC") return utc();
  // Bounded, as the text forms of calendars' own zones come from outside.
  static constexpr std::size_t kMost = 1000;
  static std::mutex guard;
  static std::unordered_map<std::string, Zone> known;
  const std::string key(name);
  {
    const std::lock_guard lock(guard);
    if (const auto found = known.find(key); found != known.end()) return found->second;
  }
  std::shared_ptr<Rules> rules;
  absl::TimeZone zone;
  if (ZoneRules::is_text_form(name)) {
    auto own = ZoneRules::parse(name);
    if (own) rules = std::make_shared<Rules>(Rules{key, std::move(*own)});
  } else if (const auto offset = fixed_offset(name)) {
    rules = std::make_shared<Rules>(Rules{offset_name(*offset), absl::FixedTimeZone(static_cast<int>(offset->count()))});
  } else if (in_tz_database(name) && absl::LoadTimeZone(key, &zone)) {
    rules = std::make_shared<Rules>(Rules{key, zone});
  }
  if (!rules) return {};
  Zone made(std::move(rules));
  const std::lock_guard lock(guard);
  if (known.size() >= kMost) known.clear();
  known.emplace(key, made);
  return made;
}

const std::string& Zone::name() const { return rules_->name; }

Instant Zone::to_instant(LocalTime local) const {
  if (const auto* own = std::get_if<ZoneRules>(&rules_->clock)) return own->to_instant(std::clamp(local, kFirst, kLast));
  // `pre` reads the wall clock with the offset before the change: the rule for gaps, and the first of the two in an overlap.
  return instant(std::get<absl::TimeZone>(rules_->clock).At(civil(local)).pre);
}

Seconds Zone::offset_at(Instant at) const {
  if (const auto* own = std::get_if<ZoneRules>(&rules_->clock)) return own->at(at).offset;
  return Seconds{std::get<absl::TimeZone>(rules_->clock).At(moment(at)).offset};
}

LocalTime Zone::to_local(Instant at) const { return LocalTime{at.time_since_epoch() + offset_at(at)}; }

std::string Zone::abbreviation_at(Instant at) const {
  if (const auto* own = std::get_if<ZoneRules>(&rules_->clock)) return own->at(at).abbreviation;
  return std::get<absl::TimeZone>(rules_->clock).At(moment(at)).zone_abbr;
}

bool Zone::daylight_at(Instant at) const {
  if (const auto* own = std::get_if<ZoneRules>(&rules_->clock)) return own->at(at).daylight;
  return std::get<absl::TimeZone>(rules_->clock).At(moment(at)).is_dst;
}

std::optional<Zone::Transition> Zone::next_transition(Instant at) const {
  std::optional<Instant> change;
  if (const auto* own = std::get_if<ZoneRules>(&rules_->clock)) {
    change = own->next_change(at);
  } else {
    const auto& zone = std::get<absl::TimeZone>(rules_->clock);
    absl::TimeZone::CivilTransition found;
    for (absl::Time from = moment(at); !change && zone.NextTransition(from, &found);) {
      const auto before = zone.At(found.from);
      const auto after = zone.At(found.to);
      if (before.kind == absl::TimeZone::TimeInfo::SKIPPED)
        change = instant(before.trans);
      else if (after.kind == absl::TimeZone::TimeInfo::REPEATED)
        change = instant(after.trans);
      else
        from = after.pre;  // another name for the same offset
    }
  }
  if (!change) return {};
  return Transition{*change, offset_at(*change - Seconds{1}), offset_at(*change), abbreviation_at(*change), daylight_at(*change)};
}

}  // namespace resso::text
