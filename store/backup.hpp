// A whole copy of a database in use, or none.
#pragma once

#include <filesystem>

namespace resso::store {

class Database;

/// Copies to a file beside `to`, makes sure that it is on the disk, and gives it the name `to` in one step. Throws StoreError.
void copy_database(Database& database, const std::filesystem::path& to);

}  // namespace resso::store
