// The Mastodon API's own shapes (https://docs.joinmastodon.org/entities/), as far as Ressò needs them. Servers of the family leave fields
// out: an empty string or an unset value means "not told". Ids are opaque strings, whatever JSON type they came in.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace resso::connectors::mastodon {

struct WireAccount {
  std::string id, username;
  std::string acct;  ///< without host for accounts of the server asked
  std::string uri, url, display_name, avatar;
  std::string note;                                            ///< HTML
  std::vector<std::string> emojis;                             ///< shortcodes without colons, in names and words
  std::optional<std::int64_t> followers, following, statuses;  ///< as told: a negative one means hidden
  std::optional<bool> bot, discoverable, indexable, noindex, limited, suspended;
  std::string moved_acct, moved_url;
  bool moved_is_barred = false;  ///< the account it moved to is limited or suspended there
};

struct WireMedia {
  std::string type;  ///< image, gifv, video, audio, unknown
  std::string url, remote_url, description;
};

struct WireMention {
  std::string acct, url;
};

struct WireStatus {
  std::string id, uri, url;
  std::string created_at, edited_at;
  std::string content;  ///< HTML of somebody else
  std::string spoiler_text, visibility, language;
  std::string in_reply_to_id;
  std::optional<std::int64_t> replies, boosts, favourites, quotes;
  WireAccount account;
  std::vector<WireMedia> media;
  std::vector<std::string> tags;  ///< names, often lower case
  std::vector<WireMention> mentions;
  std::vector<std::string> poll_options;
  std::vector<std::string> emojis;           ///< as those of an account
  std::shared_ptr<const WireStatus> reblog;  ///< set: this status is a boost of that one
};

struct WireStatuses {
  std::vector<WireStatus> statuses;
  int unreadable = 0;  ///< elements that were no status
};

struct WireAccounts {
  std::vector<WireAccount> accounts;
};

struct WireInstance {
  std::string version, title;
  std::string domain;  ///< host of its accounts, which need not be the API's
  std::string streaming_url;
  std::string hashtags_local, hashtags_remote;  ///< timelines_access.hashtag_feeds: public, authenticated, disabled; empty: not told
};

}  // namespace resso::connectors::mastodon
