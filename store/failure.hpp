// A failure of the database or the disk in plain words, with the remedy.
#pragma once

#include "model/error.hpp"

#include <filesystem>

namespace resso::store {

class StoreError;

Error to_error(const StoreError& failure, const std::filesystem::path& path);

/// Says of a schema written by a newer version; kept out of SQLite's own codes.
inline constexpr int kNewerSchema = -1;

}  // namespace resso::store
