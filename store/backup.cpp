#include "store/backup.hpp"

#include "store/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace resso::store {
namespace {

void sync_to_disk(const std::filesystem::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool good = file >= 0 && ::fsync(file) == 0;
  const int reason = errno;
  if (file >= 0) ::close(file);
  if (!good)
    throw StoreError(reason == ENOSPC || reason == EDQUOT ? SQLITE_FULL : SQLITE_IOERR, path.string() + ": " + std::strerror(reason));
}

void remove_quietly(const std::filesystem::path& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) std::filesystem::remove(path.string() + suffix, ignored);
}

}  // namespace

void copy_database(Database& database, const std::filesystem::path& to) {
  const std::filesystem::path part = to.string() + ".part-" + std::to_string(::getpid());
  remove_quietly(part);
  try {
    database.copy_to(part);
    sync_to_disk(part, O_RDONLY);
    std::error_code failed;
    std::filesystem::rename(part, to, failed);
    if (failed) throw StoreError(SQLITE_CANTOPEN, to.string() + ": " + failed.message());
    sync_to_disk(to.has_parent_path() ? to.parent_path() : std::filesystem::path("."), O_RDONLY | O_DIRECTORY);
  } catch (const StoreError&) {
    remove_quietly(part);
    throw;
  }
}

}  // namespace resso::store
