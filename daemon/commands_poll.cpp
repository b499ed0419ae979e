// poll: a round now, by the daemon that has the store if there is one, else by ourselves.
#include "daemon/claim.hpp"
#include "daemon/commands.hpp"
#include "daemon/engine.hpp"
#include "daemon/log.hpp"
#include "daemon/rederive.hpp"
#include "daemon/round_print.hpp"
#include "net/http_client.hpp"
#include "text/url.hpp"

#include <simdjson.h>
#include <boost/asio/io_context.hpp>

#include <iostream>

namespace resso::daemon {
namespace {

constexpr auto kLookAgain = std::chrono::milliseconds(100);

int no_such_source(const std::string& source_id) {
  return complain({Errc::not_found, "no source has this id: " + source_id, "--source", "resso sources lists them", 0});
}

asio::awaitable<int> poll_here(Engine& engine, std::string source_id) {
  engine.start_polling();
  const auto round = engine.poller().start_round(source_id);
  RoundPrinter printer(round->total);
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (!round->finished()) {
    printer.show(round->lines);
    timer.expires_after(kLookAgain);
    co_await timer.async_wait(asio::use_awaitable);
  }
  printer.show(round->lines);
  auto stopping = engine.stop(std::chrono::seconds(2));
  co_await std::move(stopping);
  co_return round->all_ok() ? 0 : 1;
}

/// By which rules what we are about to store is derived: a daemon that finds no such note derives it all again. (Where there is something
/// to be derived again, that begins here and goes on there.)
Result<void> note_rules(store::Store& store, const config::Settings& settings) {
  return store.write([&](store::Transaction& transaction) -> Result<void> {
    begin_rederiving(transaction, settings, false);
    return {};
  });
}

int poll_by_ourselves(config::Settings settings, const std::string& source_id) {
  settings.log.level = "off";
  set_up_log(settings.log);
  auto claim = Claim::take(settings.store.path);
  if (!claim) return complain(claim.error());
  asio::io_context context{1};
  const auto configuration = std::make_shared<const Configuration>(std::move(settings));
  auto engine = Engine::create(context.get_executor(), configuration);
  if (!engine) return complain(engine.error());
  if (const auto noted = note_rules((*engine)->store(), configuration->settings); !noted) return complain(noted.error());
  int status = 1;
  asio::co_spawn(context, poll_here(**engine, source_id), [&](std::exception_ptr failure, int result) {
    status = failure ? 1 : result;
    context.stop();
  });
  context.run();
  (*engine)->join_threads();
  return status;
}

// One answer of the daemon's admin side about a round.
struct Progress {
  std::int64_t round = 0;
  std::size_t total = 0;
  bool finished = false;
  std::vector<PollLine> lines;
};

Result<Progress> parse_progress(const Result<net::FetchReply>& reply) {
  if (!reply) return reply.error();
  if (reply->status == 401)
    return Error{Errc::auth, "the daemon asks for its admin token", "", "use the configuration that the daemon runs with", 0};
  Progress progress;
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  if (parser.parse(simdjson::padded_string(reply->body)).get(document) != simdjson::SUCCESS)
    return Error{Errc::bad_input, "the daemon's answer is not JSON", reply->final_url, "is it a resso of the same version?", 0};
  progress.round = document["round"].get_int64().value();
  progress.total = static_cast<std::size_t>(document["total"].get_uint64().value());
  progress.finished = document["finished"].get_bool().value();
  for (const auto line : document["lines"].get_array())
    progress.lines.push_back(
        {std::string(line["source"].get_string().value()), line["ok"].get_bool().value(), std::string(line["text"].get_string().value())});
  return progress;
}

asio::awaitable<Result<Progress>> ask_progress(net::HttpClient& client, std::string method, std::string url, Secret token) {
  net::FetchRequest request(std::move(url));
  request.method = std::move(method);
  if (!token.empty()) request.headers.add("Authorization", "Bearer " + token.reveal());
  auto fetching = client.fetch(std::move(request));
  const auto reply = co_await std::move(fetching);
  co_return parse_progress(reply);
}

asio::awaitable<int> poll_there(net::HttpClient& client, std::string admin, Secret token, std::string source_id) {
  const std::string start = admin + "/poll" + (source_id.empty() ? "" : "?source=" + text::percent_encode(source_id));
  auto starting = ask_progress(client, "POST", start, token);
  auto progress = co_await std::move(starting);
  if (!progress) co_return complain(progress.error());
  if (progress->total == 0) co_return no_such_source(source_id);
  RoundPrinter printer(progress->total);
  std::vector<PollLine> lines = progress->lines;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (!progress->finished) {
    printer.show(lines);
    timer.expires_after(kLookAgain);
    co_await timer.async_wait(asio::use_awaitable);
    const std::string url = admin + "/poll?round=" + std::to_string(progress->round) + "&from=" + std::to_string(lines.size());
    auto looking = ask_progress(client, "GET", url, token);
    progress = co_await std::move(looking);
    if (!progress) co_return complain(progress.error());
    lines.insert(lines.end(), progress->lines.begin(), progress->lines.end());
  }
  printer.show(lines);
  const bool all_ok = std::all_of(lines.begin(), lines.end(), [](const PollLine& line) { return line.ok; });
  co_return all_ok ? 0 : 1;
}

int poll_by_daemon(const std::string& admin, const config::Settings& settings, const std::string& source_id) {
  std::cerr << "resso: the daemon at " << admin << " has this store and does it\n";
  asio::io_context context{1};
  net::FetcherOptions options;
  if (const auto url = text::parse_url(admin)) options.allow_hosts = {url->authority()};
  net::HttpClient client(context.get_executor(), std::move(options));
  int status = 1;
  asio::co_spawn(context, poll_there(client, admin, settings.server.admin_token, source_id), [&](std::exception_ptr failure, int result) {
    status = failure ? 1 : result;
    client.close();
    context.stop();
  });
  context.run();
  return status;
}

}  // namespace

int command_poll(const std::filesystem::path& config, const std::string& source_id) {
  auto settings = read_or_complain(config);
  if (!settings) return 1;
  const bool known = source_id.empty() || std::any_of(settings->sources.begin(), settings->sources.end(),
                                                      [&](const Source& source) { return source.id == source_id; });
  if (!known) return no_such_source(source_id);
  if (const std::string admin = Claim::holder(settings->store.path); !admin.empty()) return poll_by_daemon(admin, *settings, source_id);
  return poll_by_ourselves(std::move(*settings), source_id);
}

}  // namespace resso::daemon
