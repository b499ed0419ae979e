#include "store/terms.hpp"

namespace resso::store {

std::optional<std::int64_t> Terms::find(TermKind kind, std::string_view text) {
  if (text.empty()) return 0;
  Ids& ids = ids_.at(static_cast<std::size_t>(kind));
  if (const auto known = ids.find(text); known != ids.end()) return known->second;
  auto rows = database_.query("SELECT id FROM terms WHERE kind = ? AND text = ?", static_cast<int>(kind), text);
  if (!rows.next()) return std::nullopt;
  if (ids.size() >= kKept) ids.clear();
  return ids.emplace(text, rows.integer(0)).first->second;
}

std::int64_t Terms::make(TermKind kind, std::string_view text) {
  if (const auto known = find(kind, text)) return *known;
  database_.run("INSERT INTO terms(kind, text) VALUES(?, ?)", static_cast<int>(kind), text);
  const std::int64_t id = database_.last_inserted();
  ids_.at(static_cast<std::size_t>(kind)).emplace(text, id);
  return id;
}

const std::string& Terms::text(std::int64_t id) {
  static const std::string kEmpty;
  if (id == 0) return kEmpty;
  if (const auto known = texts_.find(id); known != texts_.end()) return known->second;
  if (texts_.size() >= kKept) texts_.clear();
  auto rows = database_.query("SELECT text FROM terms WHERE id = ?", id);
  return texts_.emplace(id, rows.next() ? rows.text(0) : std::string()).first->second;
}

void Terms::forget() {
  for (auto& ids : ids_) ids.clear();
  texts_.clear();
}

}  // namespace resso::store
