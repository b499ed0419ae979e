#include "store/failure.hpp"

#include "store/sqlite.hpp"

#include <sqlite3.h>

namespace resso::store {

Error to_error(const StoreError& failure, const std::filesystem::path& path) {
  Error error{Errc::storage, "", path.string(), "", 0};
  const std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
  switch (failure.code() == kNewerSchema ? kNewerSchema : failure.code() & 0xff) {
    case kNewerSchema:
      error.what = failure.what();
      error.remedy = "install the newer version of resso again, or give it the copy that was saved before the upgrade";
      return error;
    case SQLITE_FULL:
      error.what = "the disk is full";
      error.remedy = "free space on the disk of " + folder + "; writing goes on by itself then";
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      error.what = "the database cannot be written";
      error.remedy = "let the user that runs resso write the file and its folder, and check that the disk is not mounted read-only";
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      error.what = "another program holds the database locked";
      error.remedy = "end that program (is a second resso running on this file?)";
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      error.what = (failure.code() & 0xff) == SQLITE_NOTADB ? "the file is not a database of resso" : "the database is damaged";
      error.remedy = "run 'resso doctor'; if it cannot mend the file, restore the last backup";
      break;
    case SQLITE_CANTOPEN:
      error.what = "the database cannot be opened";
      error.remedy = "check that " + folder + " exists and that the user that runs resso may read and write it";
      break;
    case SQLITE_IOERR:
      error.what = "the disk failed while reading or writing";
      error.remedy = "look for disk errors in the system log, and for a full disk or quota";
      break;
    case SQLITE_NOMEM:
      error.what = "not enough memory for the database";
      error.remedy = "give the service more memory";
      break;
    default: error.what = "the database failed"; error.remedy = "run 'resso doctor'";
  }
  error.what += std::string(" (") + failure.what() + ")";
  return error;
}

}  // namespace resso::store
