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

/// The fields of an object. Asked for in the order in which Mastodon writes them, each is found at once: the search begins behind the
/// one found last.
class Fields {
 public:
  explicit Fields(const dom::object& object) : object_(object), next_(object.begin()) {}

  /// False: there is none, or it is of another type.
  template <class T>
  bool get(std::string_view key, T& value) {
    return find(key) && found_.get(value) == SUCCESS;
  }

 private:
  bool find(std::string_view key) {
    const auto behind_last = next_;
    if (find_before(object_.end(), key)) return true;
    next_ = object_.begin();
    return find_before(behind_last, key);
  }
  /// Leaves next_ behind the field, or at `end`.
  bool find_before(const dom::object::iterator& end, std::string_view key) {
    for (; next_ != end; ++next_) {
      if (!next_.key_equals(key)) continue;
      found_ = next_.value();
      ++next_;
      return true;
    }
    return false;
  }

  dom::object object_;
  dom::object::iterator next_;
  dom::element found_;
};

/// A string, or a number as text; empty when absent, null or something else.
std::string text_at(Fields& object, std::string_view key) {
  dom::element value;
  if (!object.get(key, value)) return {};
  std::string_view words;
  if (value.get(words) == SUCCESS) return std::string(words);
  std::int64_t number = 0;
  if (value.get(number) == SUCCESS) return std::to_string(number);
  std::uint64_t large = 0;
  if (value.get(large) == SUCCESS) return std::to_string(large);
  return {};
}

std::string text_in(const dom::object& object, std::string_view key) {
  Fields fields(object);
  return text_at(fields, key);
}

std::optional<std::int64_t> count_at(Fields& object, std::string_view key) {
  dom::element value;
  if (!object.get(key, value)) return std::nullopt;
  std::int64_t number = 0;
  if (value.get(number) == SUCCESS) return number;
  double inexact = 0;
  if (value.get(inexact) == SUCCESS && std::abs(inexact) < 1e15) return static_cast<std::int64_t>(inexact);
  return std::nullopt;
}

std::optional<bool> flag_at(Fields& object, std::string_view key) {
  bool flag = false;
  return object.get(key, flag) ? std::optional<bool>(flag) : std::nullopt;
}

/// Calls `use` with each object of the list; what else is in it is passed over.
template <class Use>
void for_each_object(Fields& parent, std::string_view key, Use use) {
  dom::array list;
  if (!parent.get(key, list)) return;
  std::size_t taken = 0;
  for (const dom::element element : list) {
    dom::object object;
    if (element.get(object) != SUCCESS || taken++ >= kMaxList) continue;
    Fields fields(object);
    use(fields);
  }
}

std::vector<std::string> emojis_of(Fields& fields) {
  std::vector<std::string> codes;
  for_each_object(fields, "emojis", [&](Fields& emoji) {
    if (codes.size() < kMostEmojis) codes.push_back(text_at(emoji, "shortcode"));
  });
  return codes;
}

WireAccount to_account(const dom::object& object) {
  Fields fields(object);
  WireAccount account;
  account.id = text_at(fields, "id");
  account.username = text_at(fields, "username");
  account.acct = text_at(fields, "acct");
  account.display_name = text_at(fields, "display_name");
  account.bot = flag_at(fields, "bot");
  account.discoverable = flag_at(fields, "discoverable");
  account.indexable = flag_at(fields, "indexable");
  account.note = text_at(fields, "note");
  account.url = text_at(fields, "url");
  account.uri = text_at(fields, "uri");
  account.avatar = text_at(fields, "avatar");
  account.followers = count_at(fields, "followers_count");
  account.following = count_at(fields, "following_count");
  account.statuses = count_at(fields, "statuses_count");
  account.emojis = emojis_of(fields);
  account.noindex = flag_at(fields, "noindex");
  account.suspended = flag_at(fields, "suspended");
  account.limited = flag_at(fields, "limited");
  dom::object moved;
  if (fields.get("moved", moved)) {
    Fields there(moved);
    account.moved_acct = text_at(there, "acct");
    account.moved_url = text_at(there, "url");
    account.moved_is_barred = flag_at(there, "limited").value_or(false) || flag_at(there, "suspended").value_or(false);
  }
  return account;
}

/// `depth`: a boost of a boost does not exist; a server that sends one does not make us recurse for ever.
WireStatus to_status(const dom::object& object, int depth = 0) {
  Fields fields(object);
  WireStatus status;
  status.id = text_at(fields, "id");
  status.created_at = text_at(fields, "created_at");
  status.in_reply_to_id = text_at(fields, "in_reply_to_id");
  status.spoiler_text = text_at(fields, "spoiler_text");
  status.visibility = text_at(fields, "visibility");
  status.language = text_at(fields, "language");
  status.uri = text_at(fields, "uri");
  status.url = text_at(fields, "url");
  status.replies = count_at(fields, "replies_count");
  status.boosts = count_at(fields, "reblogs_count");
  status.favourites = count_at(fields, "favourites_count");
  status.quotes = count_at(fields, "quotes_count");
  status.edited_at = text_at(fields, "edited_at");
  status.content = text_at(fields, "content");
  dom::object nested;
  if (depth == 0 && fields.get("reblog", nested)) status.reblog = std::make_shared<const WireStatus>(to_status(nested, 1));
  if (fields.get("account", nested)) status.account = to_account(nested);
  for_each_object(fields, "media_attachments", [&](Fields& media) {
    WireMedia& one = status.media.emplace_back();
    one.type = text_at(media, "type");
    one.url = text_at(media, "url");
    one.remote_url = text_at(media, "remote_url");
    one.description = text_at(media, "description");
  });
  for_each_object(fields, "mentions", [&](Fields& mention) {
    WireMention& one = status.mentions.emplace_back();
    one.url = text_at(mention, "url");
    one.acct = text_at(mention, "acct");
  });
  for_each_object(fields, "tags", [&](Fields& tag) { status.tags.push_back(text_at(tag, "name")); });
  status.emojis = emojis_of(fields);
  if (fields.get("poll", nested)) {
    Fields poll(nested);
    for_each_object(poll, "options", [&](Fields& option) { status.poll_options.push_back(text_at(option, "title")); });
  }
  return status;
}

bool is_status(const WireStatus& status) { return !status.id.empty() && !status.created_at.empty(); }

void append(const dom::array& list, WireStatuses& out) {
  out.statuses.reserve(out.statuses.size() + std::min(list.size(), kMaxList));
  for (const dom::element element : list) {
    dom::object object;
    const bool is_object = element.get(object) == SUCCESS;
    if (is_object) out.statuses.push_back(to_status(object));
    if (is_object && is_status(out.statuses.back())) continue;
    if (is_object) out.statuses.pop_back();
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
  Fields fields(*object);
  WireInstance instance;
  instance.version = text_at(fields, "version");
  instance.title = text_at(fields, "title");
  instance.domain = text_at(fields, "domain");
  if (instance.domain.empty()) instance.domain = text_at(fields, "uri");  // v1; some put an address there
  if (const auto scheme = instance.domain.find("://"); scheme != std::string::npos) instance.domain.erase(0, scheme + 3);
  instance.domain.erase(std::min(instance.domain.find('/'), instance.domain.size()));
  if (instance.version.empty() && instance.domain.empty()) return not_a("a description of the server", json);

  dom::object nested;
  if (fields.get("urls", nested)) instance.streaming_url = text_in(nested, "streaming_api");
  dom::object configuration;
  if (!fields.get("configuration", configuration)) return instance;
  if (configuration["urls"].get(nested) == SUCCESS) instance.streaming_url = text_in(nested, "streaming");
  if (configuration["timelines_access"]["hashtag_feeds"].get(nested) == SUCCESS) {
    instance.hashtags_local = text_in(nested, "local");
    instance.hashtags_remote = text_in(nested, "remote");
  }
  return instance;
}

std::string parse_object_id(std::string_view json) {
  PageParser parser;
  const Result<dom::object> object = read_object(json, *parser, "an object");
  return object ? text_in(*object, "id") : std::string();
}

std::string parse_api_error(std::string_view json) {
  if (json.find("\"error") == std::string_view::npos) return {};
  PageParser parser;
  dom::element root;
  dom::object object;
  if (!read(json, *parser, root) || root.get(object) != SUCCESS) return {};
  std::string words = text_in(object, "error");
  return words.empty() ? text_in(object, "error_description") : words;
}

}  // namespace resso::connectors::mastodon
