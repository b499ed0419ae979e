// demo: the invented city's sources in this process, and the daemon over them as over any others.
#include "daemon/app.hpp"
#include "daemon/commands.hpp"
#include "daemon/demo/servers.hpp"
#include "daemon/engine.hpp"

#include <cstdlib>
#include <iostream>

namespace resso::daemon {
namespace {

// A directory of its own, gone with the demo.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "resso-demo-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

int command_demo(const std::string& listen, bool fast) {
  const TemporaryDirectory directory;
  if (directory.path().empty())
    return complain({Errc::storage, "cannot make a directory for the demo's store", std::filesystem::temp_directory_path().string(),
                     "free some space, or set TMPDIR", 0});
  demo::Servers city(Engine::now());
  if (const auto started = city.start(fast); !started) return complain(started.error());
  const std::string toml = demo::configuration(city.addresses(), listen, (directory.path() / "resso.db").string(), fast);
  auto parsed = config::parse_settings(toml, directory.path() / "demo.toml");
  if (const auto* problems = std::get_if<config::Problems>(&parsed)) {
    for (const auto& problem : *problems) std::cerr << describe(problem) << "\n";
    return 1;
  }
  AppOptions options;
  options.on_ready = [fast](const std::vector<std::string>& addresses) {
    std::cout << "Ressò shows its invented city on " << addresses.front() << (fast ? " and polls every few seconds" : "")
              << "; Ctrl-C ends it." << std::endl;
  };
  auto app = App::create(std::move(std::get<config::Settings>(parsed)), std::move(options));
  return app ? (*app)->run() : complain(app.error());
}

}  // namespace resso::daemon
