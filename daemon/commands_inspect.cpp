// inspect: what an address is, what would be taken from it, and what is wrong with it. Without a configuration.
#include "connectors/kinds/inspect.hpp"
#include "connectors/polite_fetcher.hpp"
#include "daemon/app.hpp"
#include "daemon/commands.hpp"
#include "daemon/engine.hpp"
#include "daemon/inspect_print.hpp"
#include "text/unicode.hpp"

#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace resso::daemon {
namespace {

constexpr int kWrongUse = 2;
constexpr auto kPatience = std::chrono::seconds(1);  // then a person wants to know that something is going on

/// "ca_ES.UTF-8" speaks Catalan; what is none of ours is told in English.
std::string language_of(const std::string& asked) {
  std::string wanted = asked;
  for (const auto* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (wanted.empty() && value) wanted = value;
  }
  const auto primary = text::to_lower_ascii(wanted.substr(0, wanted.find_first_of("_-.@")));
  const auto& known = feeds::kPageLanguages;
  return std::find(known.begin(), known.end(), primary) != known.end() ? primary : "en";
}

/// The first line, as people save secrets.
Result<Secret> read_secret(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || text::trim(line).empty())
    return Error{Errc::bad_input, "no secret can be read from this file", path.string(), "write it on the file's first line", 0};
  return Secret(std::string(text::trim(line)));
}

Result<connectors::InspectTarget> target_of(const InspectOptions& options) {
  auto target = connectors::parse_target(options.address);
  if (!target) return target.error();
  if (!options.user.empty()) target->credentials.user = options.user;
  for (const auto& [path, secret] :
       {std::pair(&options.password_file, &target->credentials.password), std::pair(&options.token_file, &target->credentials.token)}) {
    if (path->empty()) continue;
    auto read = read_secret(*path);
    if (!read) return read.error();
    *secret = std::move(*read);
  }
  return *target;
}

net::FetcherOptions fetcher_options(const InspectOptions& options) {
  net::FetcherOptions out;
  out.user_agent = std::string("Resso/") + Version::text;
  out.allow_hosts = options.allow_hosts;
  return out;
}

connectors::PoliteOptions polite_options(const InspectOptions& options) {
  connectors::PoliteOptions out;
  out.local = options.allow_hosts;
  out.now = Engine::now;
  return out;
}

/// One word on a terminal when it takes long; nothing where nobody looks.
void tell_of_waiting(asio::steady_timer& timer, const std::string& words) {
  if (::isatty(STDERR_FILENO) == 0) return;
  timer.expires_after(kPatience);
  timer.async_wait([words](boost::system::error_code stopped) {
    if (!stopped) std::cerr << words << std::endl;
  });
}

connectors::Inspection run_inspection(const InspectOptions& options, connectors::InspectTarget target, const std::string& zone,
                                      const std::string& waiting) {
  asio::io_context context{1};
  net::HttpClient client(context.get_executor(), fetcher_options(options));
  connectors::PoliteFetcher polite(client, polite_options(options));
  connectors::PollContext poll;
  poll.fetcher = &polite;
  poll.now = Engine::now();
  poll.city_zone = zone;
  asio::steady_timer timer(context);
  tell_of_waiting(timer, waiting);
  connectors::Inspection inspection;
  std::exception_ptr failure;
  asio::co_spawn(context, connectors::inspect(std::move(poll), std::move(target)),
                 [&](std::exception_ptr thrown, connectors::Inspection result) {
                   failure = thrown;
                   inspection = std::move(result);
                   timer.cancel();
                   client.close();
                 });
  context.run();
  if (failure) std::rethrow_exception(failure);
  return inspection;
}

}  // namespace

int command_inspect(const InspectOptions& options) {
  InspectView view{language_of(options.language), Engine::now(), options.zone, options.user};
  if (!text::Zone::find(view.zone)) {
    complain({Errc::bad_input, "there is no time zone of this name: " + view.zone, "--timezone", "write it as Europe/Madrid", 0});
    return kWrongUse;
  }
  auto target = target_of(options);
  if (!target) {
    complain(target.error());
    return kWrongUse;
  }
  // What was typed with a password in it is not repeated.
  const std::string address = target->is_mastodon() || target->url.empty() ? options.address : target->url;
  const feeds::Phrases say(view.language);
  const auto inspection = run_inspection(options, std::move(*target), view.zone, say("inspect.waiting"));
  std::cout << (options.json ? inspection_json(inspection, address, view) : inspection_text(inspection, address, view)) << std::flush;
  return facts_of(inspection, say, view.now, view.zone).fine ? 0 : 1;
}

}  // namespace resso::daemon
