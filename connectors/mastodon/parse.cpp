#include "connectors/mastodon/parse.hpp"

#include "connectors/mastodon/json_mend.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace resso::connectors::mastodon {
namespace {

namespace dom = simdjson::dom;
using simdjson::SUCCESS;

constexpr std::size_t kMostEmojis = 50;  ///< each is looked for in all words
constexpr std::size_t kMaxList = 1000;   ///< media, tags, mentions, options: more is not a person's post

/// A parser whose buffers, some ten times the page, are kept for the thread's next page: made anew each time they cost more than the
/// parsing. Those of an unusually long page are given back.
class PageParser {
 public:
  PageParser() : parser_(std::move(spare())) {
    if (!parser_) parser_ = std::make_unique<dom::parser>();
  }
  ~PageParser() {
    if (parser_->capacity() <= kUsualPage) spare() = std::move(parser_);
  }
  PageParser(const PageParser&) = delete;
  PageParser& operator=(const PageParser&) = delete;

  dom::parser& operator*() { return *parser_; }

 private:
  static constexpr std::size_t kUsualPage = 256u << 10;  // bytes; a page of 40 posts has some 130 KB
  static std::unique_ptr<dom::parser>& spare() {
    thread_local std::unique_ptr<dom::parser> kept;
    return kept;
  }
  std::unique_ptr<dom::parser> parser_;
};

Error bad(std::string what) { return Error{Errc::bad_input, std::move(what), {}, {}, 0, "bad_input_mastodon"}; }

/// The document's root into `element`, which lives as long as `parser`.
Result<void> read(std::string_view json, dom::parser& parser, dom::element& element) {
  auto failure = parser.parse(json.data(), json.size()).get(element);
  if (failure != SUCCESS) {
    const std::string mended = mend_json(json);
    failure = parser.parse(mended).get(element);
  }
  if (failure != SUCCESS) return bad(std::string("the answer is not JSON: ") + simdjson::error_message(failure));
  return {};
}

/// A string, or a number as text; empty when absent, null or something else.
std::string text_at(const dom::object& object, std::string_view key) {
  dom::element value;
  if (object[key].get(value) != SUCCESS) return {};
  std::string_view words;
  if (value.get(words) == SUCCESS) return std::string(words);
  std::int64_t number = 0;
  if (value.get(number) == SUCCESS) return std::to_string(number);
  std::uint64_t large = 0;
  if (value.get(large) == SUCCESS) return std::to_string(large);
  return {};
}

std::optional<std::int64_t> count_at(const dom::object& object, std::string_view key) {
  std::int64_t number = 0;
  if (object[key].get(number) == SUCCESS) return number;
  double inexact = 0;
  if (object[key].get(inexact) == SUCCESS && std::abs(inexact) < 1e15) return static_cast<std::int64_t>(inexact);
  return std::nullopt;
}

std::optional<bool> flag_at(const dom::object& object, std::string_view key) {
  bool flag = false;
  return object[key].get(flag) == SUCCESS ? std::optional<bool>(flag) : std::nullopt;
}

/// Calls `use` with each object of the list; what else is in it is passed over.
template <class Use>
void for_each_object(const dom::object& parent, std::string_view key, Use use) {
  dom::array list;
  if (parent[key].get(list) != SUCCESS) return;
  std::size_t taken = 0;
  for (const dom::element element : list) {
    dom::object object;
    if (element.get(object) == SUCCESS && taken++ < kMaxList) use(object);
  }
}

std::vector<std::string> emojis_of(const dom::object& object) {
  std::vector<std::string> codes;
  for_each_object(object, "emojis", [&](const dom::object& emoji) {
    if (codes.size() < kMostEmojis) codes.push_back(text_at(emoji, "shortcode"));
  });
  return codes;
}

WireAccount to_account(const dom::object& object) {
  WireAccount account;
  account.id = text_at(object, "id");
  account.username = text_at(object, "username");
  account.acct = text_at(object, "acct");
  account.uri = text_at(object, "uri");
  account.url = text_at(object, "url");
  account.display_name = text_at(object, "display_name");
  account.avatar = text_at(object, "avatar");
  account.note = text_at(object, "note");
  account.emojis = emojis_of(object);
  account.followers = count_at(object, "followers_count");
  account.following = count_at(object, "following_count");
  account.statuses = count_at(object, "statuses_count");
  account.bot = flag_at(object, "bot");
  account.discoverable = flag_at(object, "discoverable");
  account.indexable = flag_at(object, "indexable");
  account.noindex = flag_at(object, "noindex");
  account.limited = flag_at(object, "limited");
  account.suspended = flag_at(object, "suspended");
  dom::object moved;
  if (object["moved"].get(moved) == SUCCESS) {
    account.moved_acct = text_at(moved, "acct");
    account.moved_url = text_at(moved, "url");
    account.moved_is_barred = flag_at(moved, "limited").value_or(false) || flag_at(moved, "suspended").value_or(false);
  }
  return account;
}

/// `depth`: a boost of a boost does not exist; a server that sends one does not make us recurse for ever.
WireStatus to_status(const dom::object& object, int depth = 0) {
  WireStatus status;
  status.id = text_at(object, "id");
  status.uri = text_at(object, "uri");
  status.url = text_at(object, "url");
  status.created_at = text_at(object, "created_at");
  status.edited_at = text_at(object, "edited_at");
  status.content = text_at(object, "content");
  status.spoiler_text = text_at(object, "spoiler_text");
  status.visibility = text_at(object, "visibility");
  status.language = text_at(object, "language");
  status.in_reply_to_id = text_at(object, "in_reply_to_id");
  status.replies = count_at(object, "replies_count");
  status.boosts = count_at(object, "reblogs_count");
  status.favourites = count_at(object, "favourites_count");
  status.quotes = count_at(object, "quotes_count");
  dom::object nested;
  if (object["account"].get(nested) == SUCCESS) status.account = to_account(nested);
  for_each_object(object, "media_attachments", [&](const dom::object& media) {
    status.media.push_back({text_at(media, "type"), text_at(media, "url"), text_at(media, "remote_url"), text_at(media, "description")});
  });
  for_each_object(object, "tags", [&](const dom::object& tag) { status.tags.push_back(text_at(tag, "name")); });
  for_each_object(object, "mentions", [&](const dom::object& mention) {
    status.mentions.push_back({text_at(mention, "acct"), text_at(mention, "url")});
  });
  status.emojis = emojis_of(object);
  if (object["poll"].get(nested) == SUCCESS)
    for_each_object(nested, "options", [&](const dom::object& option) { status.poll_options.push_back(text_at(option, "title")); });
  if (depth == 0 && object["reblog"].get(nested) == SUCCESS) status.reblog = std::make_shared<const WireStatus>(to_status(nested, 1));
  return status;
}

bool is_status(const WireStatus& status) { return !status.id.empty() && !status.created_at.empty(); }

void append(const dom::array& list, WireStatuses& out) {
  out.statuses.reserve(out.statuses.size() + std::min(list.size(), kMaxList));
  for (const dom::element element : list) {
    dom::object object;
    WireStatus status;
    if (element.get(object) == SUCCESS) status = to_status(object);
    if (is_status(status))
      out.statuses.push_back(std::move(status));
    else
      ++out.unreadable;
  }
}

/// What a JSON document that is not `wanted` says of itself.
Error not_a(std::string_view wanted, std::string_view json) {
  const std::string words = parse_api_error(json);
  return bad("the answer is not " + std::string(wanted) + (words.empty() ? "" : ": " + words));
}

Result<dom::object> read_object(std::string_view json, dom::parser& parser, std::string_view wanted) {
  dom::element root;
  const Result<void> good = read(json, parser, root);
  if (!good) return good.error();
  dom::object object;
  if (root.get(object) != SUCCESS) return not_a(wanted, {});
  return object;
}

}  // namespace

Result<WireStatuses> parse_statuses(std::string_view json) {
  PageParser parser;
  dom::element root;
  const Result<void> good = read(json, *parser, root);
  if (!good) return good.error();
  WireStatuses out;
  dom::array list;
  if (root.get(list) == SUCCESS) {
    append(list, out);
    return out;
  }
  dom::array ancestors, descendants;
  const bool is_context = root["ancestors"].get(ancestors) == SUCCESS && root["descendants"].get(descendants) == SUCCESS;
  if (!is_context) return not_a("a list of posts", json);
  append(ancestors, out);
  append(descendants, out);
  return out;
}

Result<WireStatus> parse_status(std::string_view json) {
  PageParser parser;
  const Result<dom::object> object = read_object(json, *parser, "a post");
  if (!object) return object.error();
  WireStatus status = to_status(*object);
  if (!is_status(status)) return not_a("a post", json);
  return status;
}

Result<WireAccount> parse_account(std::string_view json) {
  PageParser parser;
  const Result<dom::object> object = read_object(json, *parser, "an account");
  if (!object) return object.error();
  WireAccount account = to_account(*object);
  if (account.id.empty() || (account.acct.empty() && account.username.empty())) return not_a("an account", json);
  return account;
}

Result<WireAccounts> parse_accounts(std::string_view json) {
  PageParser parser;
  dom::element root;
  const Result<void> good = read(json, *parser, root);
  if (!good) return good.error();
  dom::array list;
  if (root.get(list) != SUCCESS) return not_a("a list of accounts", json);
  WireAccounts out;
  for (const dom::element element : list) {
    dom::object object;
    if (element.get(object) != SUCCESS) continue;
    WireAccount account = to_account(object);
    if (!account.acct.empty() || !account.username.empty()) out.accounts.push_back(std::move(account));
  }
  return out;
}

Result<WireInstance> parse_instance(std::string_view json) {
  PageParser parser;
  const Result<dom::object> object = read_object(json, *parser, "a description of the server");
  if (!object) return object.error();
  WireInstance instance;
  instance.version = text_at(*object, "version");
  instance.title = text_at(*object, "title");
  instance.domain = text_at(*object, "domain");
  if (instance.domain.empty()) instance.domain = text_at(*object, "uri");  // v1; some put an address there
  if (const auto scheme = instance.domain.find("://"); scheme != std::string::npos) instance.domain.erase(0, scheme + 3);
  instance.domain.erase(std::min(instance.domain.find('/'), instance.domain.size()));
  if (instance.version.empty() && instance.domain.empty()) return not_a("a description of the server", json);

  dom::object nested;
  if ((*object)["urls"].get(nested) == SUCCESS) instance.streaming_url = text_at(nested, "streaming_api");
  dom::object configuration;
  if ((*object)["configuration"].get(configuration) != SUCCESS) return instance;
  if (configuration["urls"].get(nested) == SUCCESS) instance.streaming_url = text_at(nested, "streaming");
  if (configuration["timelines_access"]["hashtag_feeds"].get(nested) == SUCCESS) {
    instance.hashtags_local = text_at(nested, "local");
    instance.hashtags_remote = text_at(nested, "remote");
  }
  return instance;
}

std::string parse_object_id(std::string_view json) {
  PageParser parser;
  const Result<dom::object> object = read_object(json, *parser, "an object");
  return object ? text_at(*object, "id") : std::string();
}

std::string parse_api_error(std::string_view json) {
  if (json.find("\"error") == std::string_view::npos) return {};
  PageParser parser;
  dom::element root;
  dom::object object;
  if (!read(json, *parser, root) || root.get(object) != SUCCESS) return {};
  std::string words = text_at(object, "error");
  return words.empty() ? text_at(object, "error_description") : words;
}

}  // namespace resso::connectors::mastodon
