// moderate: what waits, and what is decided, of merging too; by the daemon that has the store if there is one, else by ourselves.
#include "daemon/ask_daemon.hpp"
#include "daemon/claim.hpp"
#include "daemon/commands.hpp"
#include "daemon/engine.hpp"
#include "daemon/merge_decide.hpp"
#include "daemon/moderation.hpp"
#include "daemon/snapshot_load.hpp"
#include "daemon/table.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"
#include "text/url.hpp"

#include <simdjson.h>

#include <iostream>
#include <utility>

namespace resso::daemon {
namespace {

/// One line of the queue.
struct Waiting {
  std::string kind, id, at, who, title, reason, url;
};

Waiting waiting_post(const Post& post) {
  return {"post",
          post.id,
          text::format_utc(post.published),
          post.entity.empty() ? post.author.acct : post.entity,
          post.title.empty() ? post.text : post.title,
          post.moderation.reason,
          post.url};
}

Waiting waiting_event(const Event& event) {
  const std::string start = text::format_local(event.times.start).substr(0, event.times.all_day ? 10 : 16);
  return {"event", event.id, start, event.entity, event.title, event.moderation.reason, event.url};
}

std::vector<Waiting> read_queue(store::Reader& reader, const config::Settings& settings) {
  std::vector<Waiting> queue;
  store::PostQuery query;
  query.state = ModerationState::pending;
  query.include_replies = false;
  for (const auto& post : reader.posts(query)) queue.push_back(waiting_post(post));
  const Instant now = Engine::now();
  for (const auto& stored : reader.events({Window{now, published_window(settings, now).to}, false}))
    if (stored.event.moderation.state == ModerationState::pending) queue.push_back(waiting_event(stored.event));
  return queue;
}

void print_json(const Waiting& one) {
  text::JsonWriter json;
  json.begin_object().member("kind", one.kind).member("id", one.id).member("at", one.at).member_if("who", one.who);
  json.member("title", one.title).member("reason", one.reason).member_if("url", one.url).end_object();
  std::cout << json.take() << '\n';
}

void print_done(const ModerationOrder& order, const std::vector<Moderated>& done) {
  for (const Moderated& one : done) {
    std::cout << name_of(order.act) << "  " << one.kind << "  " << one.subject;
    if (one.kind == "account")
      std::cout << "  " << one.posts << " posts";
    else
      std::cout << "  " << one.title;
    std::cout << '\n';
  }
}

Result<std::vector<Moderated>> parse_done(const net::FetchReply& reply) {
  if (const auto facts = facts_of(reply); !facts) return facts.error();
  simdjson::dom::parser parser;
  const simdjson::dom::element document = parser.parse(simdjson::padded_string(reply.body));
  const auto text = [](simdjson::dom::element from, std::string_view key) {
    std::string_view value;
    return from[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
  };
  std::vector<Moderated> done;
  for (const auto one : document["done"].get_array())
    done.push_back({text(one, "kind"), text(one, "subject"), text(one, "title"), one["posts"].get_int64().value()});
  return done;
}

Result<std::vector<Moderated>> by_daemon(const std::string& admin, const config::Settings& settings, const ModerationOrder& order) {
  std::string url = admin + "/moderate?act=" + std::string(name_of(order.act)) + "&by=" + text::percent_encode(order.by);
  if (!order.why.empty()) url += "&why=" + text::percent_encode(order.why);
  for (const auto& subject : order.subjects) url += "&subject=" + text::percent_encode(subject);
  const auto reply = ask_daemon(admin, "POST", url, settings.server.admin_token);
  if (!reply) return reply.error();
  return parse_done(*reply);
}

Result<std::string> by_daemon(const std::string& admin, const config::Settings& settings, const MergeOrder& order) {
  const auto reply = ask_daemon(admin, "POST", admin + "/merge?" + query_of(order), settings.server.admin_token);
  if (!reply) return reply.error();
  const auto facts = facts_of(*reply);
  if (!facts) return facts.error();
  return facts->at("event");
}

template <class Order>
auto by_ourselves(const config::Settings& settings, const Order& order)
    -> decltype(carry_out(std::declval<store::Store&>(), std::declval<const agenda::Rules&>(), order, Instant())) {
  auto claim = Claim::take(settings.store.path);
  if (!claim) return claim.error();
  auto store = open_store(settings, false);
  if (!store) return store.error();
  return carry_out(**store, agenda::Rules(settings), order, Engine::now());
}

template <class Order>
auto carry_out_somewhere(const config::Settings& settings, const Order& order) {
  const std::string admin = Claim::holder(settings.store.path);
  return admin.empty() ? by_ourselves(settings, order) : by_daemon(admin, settings, order);
}

}  // namespace

int command_moderate_list(const ListOptions& options) {
  const auto settings = read_or_complain(options.config);
  if (!settings) return 1;
  const auto store = open_store(*settings, true);
  if (!store) return complain(store.error());
  std::vector<Waiting> queue;
  const auto read = (*store)->read([&](store::Reader& reader) -> Result<void> {
    queue = read_queue(reader, *settings);
    return {};
  });
  if (!read) return complain(read.error());
  Table table({"kind", "when", "who", "what", "why it waits", "id"});
  for (const Waiting& one : queue) {
    if (options.json)
      print_json(one);
    else
      table.add({one.kind, one.at, one.who, one.title, one.reason, one.id});
  }
  if (!options.json) table.print(std::cout);
  return 0;
}

int command_moderate(const ModerateOptions& options) {
  const auto settings = read_or_complain(options.config);
  if (!settings) return 1;
  const auto done = carry_out_somewhere(*settings, options.order);
  if (!done) return complain(done.error());
  print_done(options.order, *done);
  return 0;
}

int command_decide_merge(const MergeOptions& options) {
  const auto settings = read_or_complain(options.config);
  if (!settings) return 1;
  const auto id = carry_out_somewhere(*settings, options.order);
  if (!id) return complain(id.error());
  std::cout << (options.order.join ? "one event now: " : "an event of its own now: ") << *id << '\n';
  return 0;
}

}  // namespace resso::daemon
