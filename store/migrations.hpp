// The schema's history: numbered steps, each applied once, in order, in its own transaction.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

namespace resso::store {

class Database;

/// Never edit a step that was released; append.
std::span<const std::string_view> migrations();

/// Brings the file to the newest of `steps`, after saving a copy of an older one beside it ("resso.db.before-3" before step 3 is applied).
/// Throws StoreError; kNewerSchema when the file knows more steps than we do. A failing step leaves the file as it was before that step.
void migrate(Database& database, const std::filesystem::path& path, std::span<const std::string_view> steps);
/// Refuses a file that is not exactly at the newest of `steps`: for those that only read.
void require_schema(Database& database, std::span<const std::string_view> steps);

}  // namespace resso::store
