#include "daemon/ask_daemon.hpp"

#include "net/http_client.hpp"
#include "text/url.hpp"

#include <simdjson.h>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace resso::daemon {
namespace asio = boost::asio;

namespace {

asio::awaitable<void> ask(net::HttpClient& client, net::FetchRequest request, Result<net::FetchReply>& answer) {
  auto fetching = client.fetch(std::move(request));
  answer = co_await std::move(fetching);
  client.close();
}

}  // namespace

Result<net::FetchReply> ask_daemon(const std::string& admin, std::string method, std::string url, const Secret& token) {
  net::FetchRequest request(url);
  request.method = std::move(method);
  if (!token.empty()) request.headers.add("Authorization", "Bearer " + token.reveal());
  asio::io_context context{1};
  net::FetcherOptions options;
  if (const auto address = text::parse_url(admin)) options.allow_hosts = {address->authority()};
  net::HttpClient client(context.get_executor(), std::move(options));
  Result<net::FetchReply> answer = Error{Errc::internal, "the daemon was not asked", url, "report this", 0};
  asio::co_spawn(context, ask(client, std::move(request), answer), [&](std::exception_ptr) { context.stop(); });
  context.run();
  if (answer && answer->status == 401)
    return Error{Errc::auth, "the daemon asks for its admin token", "", "use the configuration that the daemon runs with", 0};
  return answer;
}

Result<std::map<std::string, std::string>> facts_of(const net::FetchReply& reply) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(reply.body)).get(object) != simdjson::SUCCESS)
    return Error{Errc::bad_input, "the daemon's answer is not JSON", reply.final_url, "is it a resso of the same version?", 0};
  std::map<std::string, std::string> facts;
  for (const auto [name, value] : object) {
    std::string_view text;
    facts.emplace(name, value.get(text) == simdjson::SUCCESS ? std::string(text) : std::string(simdjson::minify(value)));
  }
  if (reply.status < 400) return facts;
  return Error{reply.status == 404 ? Errc::not_found : Errc::bad_input, facts["what"], facts["where"], facts["remedy"], 0};
}

}  // namespace resso::daemon
