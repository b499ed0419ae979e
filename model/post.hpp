// One thing that was said: a Mastodon status or a feed entry.
#pragma once

#include "model/source.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace resso {

/// What an account says about being found, as its server told us (field-notes 6a). Unset = not stated.
struct ConsentFlags {
  std::optional<bool> discoverable, indexable, noindex, limited, suspended, bot;
  bool opt_out_tag = false;  ///< #NoBot, #NoIndex or #NoArchive in its description
  bool operator==(const ConsentFlags&) const = default;
};

struct Account {
  std::string uri;   ///< identity: its address on its own server ("https://host/@user" or the actor's uri)
  std::string acct;  ///< "user@host", host always present
  std::string display_name;
  std::string url;
  std::string avatar;                     ///< never linked from our pages; kept for the record
  std::optional<std::int64_t> followers;  ///< unknown when hidden or negative
  std::optional<std::int64_t> following, statuses;
  std::string moved_to;  ///< uri of the account it moved to
  ConsentFlags consent;
  bool operator==(const Account&) const = default;
};

struct Media {
  std::string url;
  std::string type;  ///< media type, or "image" / "video" / "audio" where no more is known
  std::string alt;
  std::int64_t length = 0;
  bool operator==(const Media&) const = default;
};

/// As counted by the server in `from_origin`'s sense; unset = not told.
struct Counters {
  std::optional<std::int64_t> replies, boosts, favourites, quotes;
  bool operator==(const Counters&) const = default;
};

enum class ModerationState { approved, pending, hidden };
std::string_view name_of(ModerationState state);
std::optional<ModerationState> moderation_state_named(std::string_view name);

struct Moderation {
  ModerationState state = ModerationState::pending;
  std::string reason;  ///< the rule: "enrolled", "trust: moderated", "opted out: noindex", "blocked word", or a moderator's word
  std::string by;      ///< "rule" or who
  std::optional<Instant> at;
  bool operator==(const Moderation&) const = default;
};

/// A topic and why it was given: "hashtag #8M", "category igualtat", "entity", "source", "campaign".
struct TopicMark {
  std::string topic;
  std::string reason;
  bool operator==(const TopicMark&) const = default;
};

enum class PostKind { status, entry };
std::string_view name_of(PostKind kind);
std::optional<PostKind> post_kind_named(std::string_view name);

struct Post {
  std::string id;   ///< ours, short and stable: text::short_id(uri)
  std::string uri;  ///< identity: the status's ActivityPub uri; for a feed entry "entry:" + source id + " " + guid (or link, or hash)
  PostKind kind{};
  std::string url;              ///< where a person reads it
  std::string title;            ///< feed entries; empty for statuses
  std::string html;             ///< safe: rebuilt by the sanitiser
  std::string text;             ///< plain, reads well
  std::string summary_text;     ///< feed entries with a summary of their own
  std::string content_warning;  ///< spoiler text
  std::string language;         ///< BCP 47, as stated; empty = not stated
  std::string visibility = "public";
  Account author;  ///< for feed entries: display_name, and url or acct (mail) if given
  Instant published{};
  std::optional<Instant> updated;       ///< edited_at, atom:updated
  std::vector<std::string> hashtags;    ///< display forms, without '#', in order, each once by folded form
  std::vector<std::string> categories;  ///< feed entries
  std::vector<std::string> mentions;    ///< accts
  std::vector<Media> media;
  std::string in_reply_to;  ///< non-empty: kept for metrics, not shown
  Counters counters;
  // given by the agenda
  std::string entity;  ///< slug; empty = of no enrolled entity
  std::vector<std::string> districts;
  std::vector<TopicMark> topics;
  Moderation moderation;
  std::string search_text;  ///< folded for the full-text index
  // given by the store
  Instant first_seen{};
  std::vector<std::string> seen_on;  ///< source ids; for statuses one per server asked that knew it
  bool deleted = false;              ///< gone at its origin
  bool operator==(const Post&) const = default;
};

}  // namespace resso
