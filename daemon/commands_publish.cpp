// publish: the site as files, for a plain web server or a CDN. Reads the store, also while a daemon writes it.
#include "daemon/commands.hpp"
#include "daemon/engine.hpp"
#include "daemon/publish_tree.hpp"
#include "daemon/site_files.hpp"
#include "daemon/snapshot_load.hpp"
#include "daemon/visibility_query.hpp"

#include <iostream>

namespace resso::daemon {
namespace {

struct Loaded {
  std::shared_ptr<const feeds::Snapshot> snapshot;
  VisibilityReport visibility;
};

Result<Loaded> load(const config::Settings& settings) {
  auto store = open_store(settings, true);
  if (!store) return store.error();
  Loaded loaded;
  const auto read = (*store)->read([&](store::Reader& reader) -> Result<void> {
    loaded.snapshot = load_snapshot(reader, settings, Engine::now(), true);
    const auto query = parse_visibility_query("", *loaded.snapshot);
    if (!query) return query.error();
    loaded.visibility = reader.visibility(*query);
    return {};
  });
  if (!read) return read.error();
  return loaded;
}

void tell_change(std::string_view what, std::string_view path) { std::cout << what << ' ' << path << '\n'; }

}  // namespace

int command_publish(const std::filesystem::path& config, const std::filesystem::path& to) {
  const auto settings = read_or_complain(config);
  if (!settings) return 1;
  const auto loaded = load(*settings);
  if (!loaded) return complain(loaded.error());
  auto tree = PublishTree::open(to, tell_change);
  if (!tree) return complain(tree.error());
  const auto put = for_each_site_file(*loaded->snapshot, loaded->visibility,
                                      [&](const SiteFile& file) { return tree->put(file.path, file.body, file.modified); });
  if (!put) return complain(put.error());
  const auto counts = tree->finish();
  if (!counts) return complain(counts.error());
  std::cerr << "resso: " << to.string() << ": " << counts->written << " files written, " << counts->removed << " removed, " << counts->kept
            << " as they were\n";
  return 0;
}

}  // namespace resso::daemon
