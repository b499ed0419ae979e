#include "daemon/merge_decide.hpp"

#include "agenda/merge.hpp"
#include "daemon/event_home.hpp"
#include "daemon/event_write.hpp"
#include "daemon/responses.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

Error no_such(const store::StatementKey& statement) {
  return {Errc::not_found, "there is no statement " + statement.key + " of the source " + statement.source_id, "",
          "resso events --json tells the sources of an event", 0};
}

store::StatementKey key_of(const StatedEvent& statement) { return {statement.source_id, statement.key}; }

}  // namespace

Result<std::string> split_statement(store::Transaction& transaction, const store::StatementKey& key, const agenda::Rules& rules,
                                    const std::string& by, Instant now) {
  const auto statement = transaction.statement(key.source_id, key.key);
  if (!statement) return no_such(key);
  const std::string old_id = transaction.event_of_statement(key.source_id, key.key);
  const auto together = transaction.statements_of_event(old_id);
  if (together.size() < 2)
    return Error{Errc::bad_input, "the statement is the only one of its event", "event " + old_id, "there is nothing to split", 0};
  for (const auto& other : together)
    if (key_of(other) != key) transaction.decide_merge({key, key_of(other), false, by, now});
  const std::string id = free_event_id(transaction, *statement);
  write_statement(transaction, *statement, rules.merge().traits_of(statement->event), id);
  recompose_event(transaction, old_id, rules, now);
  recompose_event(transaction, id, rules, now);
  transaction.bump_agenda_version(now);
  return id;
}

Result<std::string> join_statements(store::Transaction& transaction, const store::StatementKey& a, const store::StatementKey& b,
                                    const agenda::Rules& rules, const std::string& by, Instant now) {
  for (const auto& key : {a, b})
    if (!transaction.statement(key.source_id, key.key)) return no_such(key);
  transaction.decide_merge({a, b, true, by, now});
  std::string kept = transaction.event_of_statement(a.source_id, a.key), gone = transaction.event_of_statement(b.source_id, b.key);
  if (kept == gone) return kept;
  const auto created = [&](const std::string& id) {
    const auto stored = transaction.event_by_id(id);
    return stored && stored->event.created ? *stored->event.created : Instant::max();
  };
  if (created(gone) < created(kept)) std::swap(kept, gone);
  for (const auto& statement : transaction.statements_of_event(gone))
    write_statement(transaction, statement, rules.merge().traits_of(statement.event), kept);
  recompose_event(transaction, gone, rules, now);
  recompose_event(transaction, kept, rules, now);
  transaction.bump_agenda_version(now);
  return kept;
}

namespace {

Error no_such_event(const std::string& id) { return {Errc::not_found, "no event has this id", id, "resso events --json tells the ids", 0}; }

Result<store::StatementKey> first_statement(store::Transaction& transaction, const std::string& event_id) {
  const auto statements = transaction.statements_of_event(event_id);
  if (statements.empty()) return no_such_event(event_id);
  return key_of(statements.front());
}

Result<store::StatementKey> statement_of(store::Transaction& transaction, const MergeOrder& order) {
  auto statements = transaction.statements_of_event(order.event);
  if (statements.empty()) return no_such_event(order.event);
  std::string known;
  for (const auto& one : statements) known += (known.empty() ? "" : ", ") + one.source_id + " " + one.key;
  std::erase_if(statements,
                [&](const StatedEvent& one) { return one.source_id != order.source || (!order.key.empty() && one.key != order.key); });
  if (statements.empty())
    return Error{Errc::not_found, "this source tells nothing of the event", order.source, "it is told by " + known, 0};
  if (statements.size() > 1)
    return Error{Errc::bad_input, "this source tells of the event more than once", order.source, "add --key, one of " + known, 0};
  return key_of(statements.front());
}

Result<std::string> carry_out(store::Transaction& transaction, const agenda::Rules& rules, const MergeOrder& order, Instant now) {
  const auto first = order.join ? first_statement(transaction, order.event) : statement_of(transaction, order);
  if (!first) return first.error();
  if (!order.join) return split_statement(transaction, *first, rules, order.by, now);
  const auto second = first_statement(transaction, order.other);
  if (!second) return second.error();
  return join_statements(transaction, *first, *second, rules, order.by, now);
}

}  // namespace

Result<std::string> carry_out(store::Store& store, const agenda::Rules& rules, const MergeOrder& order, Instant now) {
  if (order.by.empty()) return Error{Errc::bad_input, "nobody is named who decides", "--by", "say who you are", 0};
  std::string id;
  const auto written = store.write([&](store::Transaction& transaction) -> Result<void> {
    auto carried = carry_out(transaction, rules, order, now);
    if (!carried) return carried.error();
    id = std::move(*carried);
    return {};
  });
  if (!written) return written.error();
  return id;
}

std::string query_of(const MergeOrder& order) {
  std::string query = order.join ? "act=join" : "act=split";
  for (const auto& [name, value] :
       {std::pair("event", order.event), {"other", order.other}, {"source", order.source}, {"key", order.key}, {"by", order.by}})
    if (!value.empty()) query += std::string("&") + name + "=" + text::percent_encode(value);
  return query;
}

Result<MergeOrder> merge_order_of(std::string query) {
  MergeOrder order;
  const std::string act = take_parameter(query, "act");
  if (act != "join" && act != "split") return Error{Errc::bad_input, "no such act", "act", "join or split", 0};
  order.join = act == "join";
  order.event = take_parameter(query, "event");
  order.other = take_parameter(query, "other");
  order.source = take_parameter(query, "source");
  order.key = take_parameter(query, "key");
  order.by = take_parameter(query, "by");
  return order;
}

}  // namespace resso::daemon
