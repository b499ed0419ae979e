// Numbers for the words that figures and filters go by. A term is never removed and never changes, so what was looked up stays true.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/sqlite.hpp"

namespace resso::store {

/// Stored: append only.
enum class TermKind { entity, language, topic, hashtag, district, source, account };

class Terms {
 public:
  explicit Terms(Database& database) : database_(database) {}

  std::int64_t make(TermKind kind, std::string_view text);  ///< 0 for the empty text
  std::optional<std::int64_t> find(TermKind kind, std::string_view text);
  const std::string& text(std::int64_t id);

  /// After a rollback: terms made meanwhile are not there.
  void forget();

 private:
  static constexpr std::size_t kKept = 20'000;
  using Ids = StringMap<std::int64_t>;

  Database& database_;
  std::array<Ids, 7> ids_;
  std::unordered_map<std::int64_t, std::string> texts_;
};

}  // namespace resso::store
