#include "daemon/admin.hpp"

#include "daemon/merge_decide.hpp"
#include "daemon/moderation.hpp"
#include "daemon/responses.hpp"
#include "text/digest.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"

#include <charconv>

namespace resso::daemon {
namespace {

constexpr std::size_t kRoundsKept = 16;

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Runs on another executor of ours and comes back.
template <class Work>
asio::awaitable<std::invoke_result_t<Work>> run_at(asio::any_io_executor executor, Work work) {
  auto token = asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
  auto running = detail::call(std::move(work));
  co_return co_await asio::co_spawn(executor, std::move(running), token);
}

net::ServerResponse respond_json(int status, text::JsonWriter& json) {
  return respond_text(status, json.take() + "\n", "application/json");
}

net::ServerResponse respond_error(const Error& error) {
  text::JsonWriter json;
  json.begin_object().member("what", error.what).member("where", error.where).member("remedy", error.remedy).end_object();
  return respond_json(error.code == Errc::not_found ? 404 : error.code == Errc::bad_input ? 400 : 500, json);
}

void write_progress(text::JsonWriter& json, std::int64_t id, const PollRound& round, std::size_t from) {
  json.begin_object().member("round", id).member("total", round.total).member("finished", round.finished()).key("lines").begin_array();
  for (std::size_t i = from; i < round.lines.size(); ++i) {
    const auto& line = round.lines[i];
    json.begin_object().member("source", line.source_id).member("ok", line.ok).member("text", line.text).end_object();
  }
  json.end_array().end_object();
}

}  // namespace

bool Admin::is_allowed(const net::ServerRequest& request) const {
  return parts_.token.empty() || text::equal_in_constant_time(request.headers.get("Authorization"), "Bearer " + parts_.token.reveal());
}

asio::awaitable<net::ServerResponse> Admin::answer(net::ServerRequest request) {
  if (request.path == "/healthz") co_return respond_text(200, "ok\n");
  if (request.path == "/readyz") {
    auto answering = ready();
    co_return co_await std::move(answering);
  }
  if (!is_allowed(request)) {
    auto refused = respond_text(401, "a token is needed: Authorization: Bearer …, the one of [server] admin_token_file\n");
    refused.headers.add("WWW-Authenticate", "Bearer");
    co_return refused;
  }
  if (request.path == "/metrics") {
    auto answering = metrics();
    co_return co_await std::move(answering);
  }
  if (request.path == "/poll" && request.method == "POST") {
    auto answering = start_poll(request.query);
    co_return co_await std::move(answering);
  }
  if (request.path == "/poll" && request.method == "GET") {
    auto answering = poll_progress(request.query);
    co_return co_await std::move(answering);
  }
  if (request.path == "/moderate" && request.method == "POST") {
    auto answering = moderate(request.query);
    co_return co_await std::move(answering);
  }
  if (request.path == "/merge" && request.method == "POST") {
    auto answering = decide_merge(request.query);
    co_return co_await std::move(answering);
  }
  if (request.path == "/rederive" && (request.method == "POST" || request.method == "GET")) {
    auto answering = rederive(request.method == "POST");
    co_return co_await std::move(answering);
  }
  co_return respond_text(404, "there is /healthz, /readyz, /metrics, /poll, /moderate, /merge and /rederive here\n");
}

asio::awaitable<net::ServerResponse> Admin::ready() {
  struct Facts {
    std::optional<Error> problem;
    Instant published_at;
  };
  auto ask = [publisher = parts_.publisher] { return Facts{publisher->last_problem(), publisher->published_at()}; };
  auto asking = run_at(parts_.coordinator, std::move(ask));
  const Facts facts = co_await std::move(asking);
  const auto health = parts_.store->health();
  const bool ready = health.writable && !facts.problem;
  text::JsonWriter json(2);
  json.begin_object().member("ready", ready).member("published_at", text::format_utc(facts.published_at));
  json.member("agenda_version", static_cast<std::int64_t>(parts_.published->get()->snapshot().version));
  json.member("store_writable", health.writable);
  json.member_if("store_problem", health.problem);
  if (facts.problem) json.member("publish_problem", describe(*facts.problem));
  json.end_object();
  co_return respond_json(ready ? 200 : 503, json);
}

asio::awaitable<net::ServerResponse> Admin::metrics() {
  Metrics::Gauges gauges;
  struct Work {
    std::int64_t polls, to_rederive;
  };
  auto ask = [poller = parts_.poller, rederiver = parts_.rederiver] {
    const Rederiving& state = rederiver->state();
    const std::int64_t left = state.finished() ? 0 : std::max<std::int64_t>(1, state.total - state.done);
    return Work{static_cast<std::int64_t>(poller->running()), left};
  };
  auto asking = run_at(parts_.coordinator, std::move(ask));
  const Work work = co_await std::move(asking);
  gauges.polls_running = work.polls;
  gauges.to_rederive = work.to_rederive;
  auto count = [store = parts_.store]() -> Result<store::Totals> {
    store::Totals totals;
    const auto read = store->read([&](store::Reader& reader) -> Result<void> {
      totals = reader.totals();
      return {};
    });
    if (!read) return read.error();
    return totals;
  };
  auto counting = run_on(parts_.threads->readers, std::move(count));
  const Result<store::Totals> totals = co_await std::move(counting);
  if (totals) gauges.totals = *totals;
  gauges.store_writable = parts_.store->health().writable;
  gauges.server = parts_.public_statistics();
  const auto publication = parts_.published->get();
  gauges.cached_bytes = publication->cached_bytes();
  for (const auto& facts : publication->snapshot().sources) ++gauges.sources[facts.state.condition];
  gauges.publication_age_seconds = static_cast<double>((parts_.now() - parts_.publisher->published_at()).count());
  co_return respond_text(200, parts_.metrics->exposition(gauges), "text/plain; version=0.0.4; charset=utf-8");
}

asio::awaitable<net::ServerResponse> Admin::start_poll(std::string query) {
  std::string source = take_parameter(query, "source");
  auto start = [this, source = std::move(source)] {
    auto round = parts_.poller->start_round(source);
    text::JsonWriter json;
    if (round->total > 0) rounds_.emplace(++last_round_, round);
    if (rounds_.size() > kRoundsKept) rounds_.erase(rounds_.begin());
    write_progress(json, last_round_, *round, 0);
    return respond_json(round->total > 0 ? 202 : 404, json);
  };
  auto starting = run_at(parts_.coordinator, std::move(start));
  co_return co_await std::move(starting);
}

asio::awaitable<net::ServerResponse> Admin::poll_progress(std::string query) {
  const std::int64_t id = number_of(take_parameter(query, "round"));
  const auto from = static_cast<std::size_t>(std::max<std::int64_t>(0, number_of(take_parameter(query, "from"))));
  auto look = [this, id, from] {
    const auto found = rounds_.find(id);
    if (found == rounds_.end()) return respond_text(404, "no such round\n");
    text::JsonWriter json;
    write_progress(json, id, *found->second, from);
    return respond_json(200, json);
  };
  auto looking = run_at(parts_.coordinator, std::move(look));
  co_return co_await std::move(looking);
}

/// act, subject (more than one), by, why. A decision of accounts goes into the rules in force before the answer is given.
asio::awaitable<net::ServerResponse> Admin::moderate(std::string query) {
  ModerationOrder order;
  const auto act = moderation_act_named(take_parameter(query, "act"));
  order.by = take_parameter(query, "by");
  order.why = take_parameter(query, "why");
  for (std::string subject = take_parameter(query, "subject"); !subject.empty(); subject = take_parameter(query, "subject"))
    order.subjects.push_back(std::move(subject));
  if (!act) co_return respond_error(Error{Errc::bad_input, "no such act", "act", "approve, hide, block, opt-out or allow", 0});
  order.act = *act;
  const bool of_accounts = order.act != ModerationAct::approve && order.act != ModerationAct::hide;
  auto ask = [poller = parts_.poller] { return poller->rules(); };
  auto asking = run_at(parts_.coordinator, std::move(ask));
  const auto rules = co_await std::move(asking);
  auto work = [store = parts_.store, rules, order = std::move(order), now = parts_.now()] { return carry_out(*store, *rules, order, now); };
  auto working = run_on(parts_.threads->writer, std::move(work));
  const Result<std::vector<Moderated>> done = co_await std::move(working);
  if (!done) co_return respond_error(done.error());
  auto finish = [this, of_accounts]() -> Result<void> {
    parts_.publisher->mark(true);
    return of_accounts && parts_.on_accounts_decided ? parts_.on_accounts_decided() : Result<void>();
  };
  auto finishing = run_at(parts_.coordinator, std::move(finish));
  const Result<void> finished = co_await std::move(finishing);
  if (!finished) co_return respond_error(finished.error());
  text::JsonWriter json;
  json.begin_object().key("done").begin_array();
  for (const Moderated& one : *done)
    json.begin_object()
        .member("kind", one.kind)
        .member("subject", one.subject)
        .member("title", one.title)
        .member("posts", one.posts)
        .end_object();
  json.end_array().end_object();
  co_return respond_json(200, json);
}

/// act: split (one statement) or join (two); source and key of each; by.
asio::awaitable<net::ServerResponse> Admin::decide_merge(std::string query) {
  const auto order = merge_order_of(query);
  if (!order) co_return respond_error(order.error());
  auto ask = [poller = parts_.poller] { return poller->rules(); };
  auto asking = run_at(parts_.coordinator, std::move(ask));
  const auto rules = co_await std::move(asking);
  auto work = [store = parts_.store, rules, order = *order, now = parts_.now()] { return carry_out(*store, *rules, order, now); };
  auto working = run_on(parts_.threads->writer, std::move(work));
  const Result<std::string> id = co_await std::move(working);
  if (!id) co_return respond_error(id.error());
  auto finish = [this] { return parts_.publisher->mark(true); };
  auto finishing = run_at(parts_.coordinator, std::move(finish));
  co_await std::move(finishing);
  text::JsonWriter json;
  json.begin_object().member("event", *id).end_object();
  co_return respond_json(200, json);
}

asio::awaitable<net::ServerResponse> Admin::rederive(bool again) {
  auto ask = [rederiver = parts_.rederiver, again] {
    if (again) rederiver->ask();
    text::JsonWriter json;
    const Rederiving& state = rederiver->state();
    json.begin_object().member("finished", rederiver->finished()).member("done", state.done).member("total", state.total);
    json.member("what", describe(state));
    if (rederiver->problem()) json.member("problem", describe(*rederiver->problem()));
    json.end_object();
    return respond_json(again ? 202 : 200, json);
  };
  auto asking = run_at(parts_.coordinator, std::move(ask));
  co_return co_await std::move(asking);
}

}  // namespace resso::daemon
