// rederive: by the daemon that has the store if there is one, else by ourselves.
#include "daemon/ask_daemon.hpp"
#include "daemon/claim.hpp"
#include "daemon/commands.hpp"
#include "daemon/engine.hpp"
#include "daemon/log.hpp"
#include "daemon/progress_bar.hpp"
#include "daemon/rederive.hpp"

#include <boost/asio/io_context.hpp>

#include <charconv>
#include <iostream>
#include <thread>

namespace resso::daemon {
namespace {

constexpr auto kLookAgain = std::chrono::milliseconds(200);
constexpr std::size_t kShare = 200;

using Facts = std::map<std::string, std::string>;

Result<Facts> ask(const std::string& admin, const std::string& method, const std::string& path, const config::Settings& settings) {
  const auto reply = ask_daemon(admin, method, admin + path, settings.server.admin_token);
  if (!reply) return reply.error();
  return facts_of(*reply);
}

std::int64_t number(const Facts& facts, const std::string& name) {
  std::int64_t value = 0;
  if (const auto found = facts.find(name); found != facts.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
  return value;
}

int rederive_there(const std::string& admin, const config::Settings& settings) {
  std::cerr << "resso: the daemon at " << admin << " has this store and does it; it goes on when this command is ended\n";
  const ProgressBar bar;
  auto facts = ask(admin, "POST", "/rederive", settings);
  while (facts && facts->at("finished") != "true" && !facts->contains("problem")) {
    bar.draw(number(*facts, "done"), number(*facts, "total"));
    std::this_thread::sleep_for(kLookAgain);
    facts = ask(admin, "GET", "/rederive", settings);
  }
  bar.clear();
  if (!facts) return complain(facts.error());
  if (const auto problem = facts->find("problem"); problem != facts->end()) {
    std::cerr << "resso: " << problem->second << "; the daemon tries again every minute\n";
    return 1;
  }
  std::cout << facts->at("what") << '\n';
  return 0;
}

Result<Rederiving> rederive_here(Engine& engine, const Configuration& configuration) {
  const ProgressBar bar;
  const auto rules = engine.poller().rules();
  Rederiving state;
  const auto begun = engine.store().write([&](store::Transaction& transaction) -> Result<void> {
    state = begin_rederiving(transaction, configuration.settings, true);
    return {};
  });
  if (!begun) return begun.error();
  while (!state.finished()) {
    const auto written = engine.store().write([&](store::Transaction& transaction) -> Result<void> {
      rederive_some(transaction, state, configuration, *rules, Engine::now(), kShare);
      return {};
    });
    if (!written) return written.error();
    bar.draw(state.done, state.total);
  }
  bar.clear();
  return state;
}

int rederive_by_ourselves(config::Settings settings) {
  settings.log.level = "off";
  set_up_log(settings.log);
  auto claim = Claim::take(settings.store.path);
  if (!claim) return complain(claim.error());
  asio::io_context context{1};
  const auto configuration = std::make_shared<const Configuration>(std::move(settings));
  auto engine = Engine::create(context.get_executor(), configuration);
  if (!engine) return complain(engine.error());
  const auto done = rederive_here(**engine, *configuration);
  (*engine)->join_threads();
  if (!done) return complain(done.error());
  std::cout << describe(*done) << '\n';
  return 0;
}

}  // namespace

int command_rederive(const std::filesystem::path& config) {
  auto settings = read_or_complain(config);
  if (!settings) return 1;
  const std::string admin = Claim::holder(settings->store.path);
  return admin.empty() ? rederive_by_ourselves(std::move(*settings)) : rederive_there(admin, *settings);
}

}  // namespace resso::daemon
