// serve and check: what runs a configuration, and what says whether it would.
#include "daemon/app.hpp"
#include "daemon/commands.hpp"
#include "daemon/default_filter.hpp"
#include "daemon/log.hpp"

#include <iostream>

namespace resso::daemon {

int complain(const Error& error) {
  std::cerr << "resso: " << describe(error) << "\n";
  return 1;
}

std::optional<config::Settings> read_or_complain(const std::filesystem::path& config) {
  auto read = config::read_settings(config, judging_machine());
  if (auto* settings = std::get_if<config::Settings>(&read)) return std::move(*settings);
  const auto& problems = std::get<config::Problems>(read);
  for (const auto& problem : problems) std::cerr << describe(problem) << "\n";
  std::cerr << "resso: " << problems.size() << (problems.size() == 1 ? " problem" : " problems") << " in " << config.string() << "\n";
  return std::nullopt;
}

int command_check(const std::filesystem::path& config) {
  const auto settings = read_or_complain(config);
  if (!settings) return 1;
  std::cout << config.string() << ": " << settings->entities.size() << " entities, " << settings->sources.size() << " sources, "
            << settings->hashtags.size() << " hashtags, " << settings->topics.size() << " topics: no problem\n";
  return 0;
}

int command_serve(const std::filesystem::path& config) {
  auto settings = read_or_complain(config);
  if (!settings) return 1;
  AppOptions options;
  options.reread = [config] { return config::read_settings(config, judging_machine()); };
  options.on_ready = [](const std::vector<std::string>& addresses) {
    for (const auto& address : addresses) std::cout << "Ressò answers on " << address << std::endl;
  };
  auto app = App::create(std::move(*settings), std::move(options));
  return app ? (*app)->run() : complain(app.error());
}

}  // namespace resso::daemon
