#include "store/migrations.hpp"

#include "store/backup.hpp"
#include "store/failure.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

#include <array>
#include <string>

namespace resso::store {
namespace {

constexpr std::array kSteps{kSchema1, kSchema2, kSchema3, kSchema4, kSchema5, kSchema6};

int version_of(Database& database) { return static_cast<int>(database.number("PRAGMA user_version")); }

void refuse_newer(int version, int known) {
  if (version <= known) return;
  throw StoreError(kNewerSchema, "the database was written by a newer resso (schema " + std::to_string(version) +
                                     "; this one knows up to " + std::to_string(known) + ")");
}

}  // namespace

std::span<const std::string_view> migrations() { return kSteps; }

void migrate(Database& database, const std::filesystem::path& path, std::span<const std::string_view> steps) {
  const int known = static_cast<int>(steps.size());
  int version = version_of(database);
  refuse_newer(version, known);
  if (version == known) return;
  if (version > 0) copy_database(database, path.string() + ".before-" + std::to_string(version + 1));
  for (; version < known; ++version) {
    Scope scope(database, Scope::writing);
    if (version_of(database) > version) return migrate(database, path, steps);  // another process was quicker
    database.script(std::string(steps[static_cast<std::size_t>(version)]));
    database.script("PRAGMA user_version = " + std::to_string(version + 1));
    scope.commit();
  }
}

void require_schema(Database& database, std::span<const std::string_view> steps) {
  const int known = static_cast<int>(steps.size());
  const int version = version_of(database);
  refuse_newer(version, known);
  if (version < known)
    throw StoreError(kNewerSchema, "the database has the schema of an older resso (" + std::to_string(version) + "; this one needs " +
                                       std::to_string(known) + "): open it once for writing");
}

}  // namespace resso::store
