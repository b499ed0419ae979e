// The invented city of `resso demo`: who there is, what they say and what they do, as data. Days are counted from the day of the demo's
// start; in texts "{5}" stands for the date in five days, as it is written in Catalan. Every name, person and address is invented.
#pragma once

#include <span>
#include <string_view>

namespace resso::daemon::demo {

struct Entity {
  std::string_view slug, name, districts, networks, topics;  ///< lists with ',' between
  std::string_view account;                                  ///< on the first server ("a:name") or the second ("b:name"); empty: none
  std::string_view feed;                                     ///< "rss", "atom", "json", "broken" or empty
  bool calendar = false;
  int followers = 0;
};

struct Act {
  std::string_view entity, title, place, address;
  int day;                 ///< from today
  int hour, minute;        ///< hour -1: all day
  int minutes_long;        ///< of an all-day act: days × 1440
  std::string_view rrule;  ///< empty: once
  std::string_view categories;
  std::string_view status;       ///< "", "CANCELLED", "TENTATIVE"
  std::string_view description;  ///< plain text
  int appears_at = 0;            ///< tick of `--fast` at which it is published
  int cancelled_at = 0;          ///< tick at which it is cancelled; 0: never
};

struct Post {
  std::string_view account;  ///< "a:name" or "b:name"
  int hours_ago;
  std::string_view text;  ///< plain, with #hashtags; paragraphs end in '\n'
  std::string_view language = "ca";
  int boosts = 0, favourites = 0, replies = 0;
  std::string_view warning = {};  ///< content warning
  std::string_view alt = {};      ///< there is a picture, with this alternative text
  int appears_at = 0;
  int edited_at = 0;  ///< tick at which its text gets an addition
};

struct Entry {
  std::string_view entity;
  int hours_ago;
  std::string_view title, html, categories;
};

/// Somebody on a server who is no entity.
struct Person {
  std::string_view account, name;
  int followers;
  bool discoverable = true;
};

extern const std::string_view kHashtag;
std::span<const Entity> entities();
std::span<const Act> acts();
std::span<const Post> posts();
std::span<const Entry> entries();
std::span<const Person> people();

}  // namespace resso::daemon::demo
