// A thin RAII face of SQLite for the files of this folder. Failures throw StoreError; Store::write and Store::read turn it into an Error.
#pragma once

#include "model/string_map.hpp"

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace resso::store {

/// `code`: SQLite's extended result code. store/failure.hpp has the plain words for it.
class StoreError : public std::runtime_error {
 public:
  StoreError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

struct StatementDeleter {
  void operator()(sqlite3_stmt* statement) const;
};
using StatementPointer = std::unique_ptr<sqlite3_stmt, StatementDeleter>;

/// Prepared once per connection; a statement in use is out of the cache, so a query may run inside another of the same text.
using StatementCache = StringMap<StatementPointer>;

struct Blob {
  std::string_view bytes;
};

/// The lease of a prepared statement: reset and given back when it ends.
class Query {
 public:
  Query(sqlite3* handle, StatementCache& cache, std::string_view sql);
  Query(Query&& other) noexcept = default;
  Query& operator=(Query&&) = delete;
  ~Query();

  void bind(std::int64_t value);
  void bind(std::string_view value);
  void bind(Blob value);
  void bind(std::nullopt_t);
  void bind(std::integral auto value) { bind(static_cast<std::int64_t>(value)); }
  void bind(const std::string& value) { bind(std::string_view(value)); }
  void bind(const char* value) { bind(std::string_view(value)); }
  template <class T>
  void bind(const std::optional<T>& value) {
    if (value) {
      bind(*value);
    } else {
      bind(std::nullopt);
    }
  }

  bool next();  ///< steps to the next row; false: done
  void run() {
    while (next()) continue;
  }

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::optional<std::int64_t> maybe_integer(int column) const;
  std::string_view view(int column) const;  ///< valid until the next step
  std::string text(int column) const { return std::string(view(column)); }

 private:
  sqlite3* handle_;
  StatementCache* cache_;
  std::string_view sql_;  ///< as kept by SQLite with the statement
  StatementPointer statement_;
  int bound_ = 0;
};

enum class OpenMode {
  read_write,  ///< creates the file
  read_only,
  immutable,  ///< read only, on a disk where not even the shared-memory file can be made
};

class Database {
 public:
  Database(const std::filesystem::path& path, OpenMode mode);
  Database(Database&&) noexcept = default;
  Database& operator=(Database&&) = delete;
  ~Database();

  template <class... Arguments>
  Query query(std::string_view sql, const Arguments&... arguments) {
    Query query(handle_.get(), *cache_, sql);
    (query.bind(arguments), ...);
    return query;
  }
  template <class... Arguments>
  void run(std::string_view sql, const Arguments&... arguments) {
    query(sql, arguments...).run();
  }
  /// The first column of the first row; 0 without a row.
  template <class... Arguments>
  std::int64_t number(std::string_view sql, const Arguments&... arguments) {
    auto rows = query(sql, arguments...);
    return rows.next() ? rows.integer(0) : 0;
  }
  void script(const std::string& sql);  ///< several statements, nothing bound, not cached

  std::int64_t changes() const;        ///< rows touched by the last statement
  std::int64_t last_inserted() const;  ///< rowid; only right after a plain INSERT that inserted (an upsert leaves it stale)
  bool in_transaction() const;
  /// Copies the whole database, as one snapshot, into the file `to` (SQLite's online backup). Others may write meanwhile.
  void copy_to(const std::filesystem::path& to);

 private:
  struct Closer {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Closer> handle_;
  std::unique_ptr<StatementCache> cache_;  ///< emptied before the connection closes
};

/// BEGIN in the constructor, ROLLBACK in the destructor unless committed.
class Scope {
 public:
  enum Kind { reading, writing };
  Scope(Database& database, Kind kind);
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope();
  void commit();

 private:
  Database& database_;
};

}  // namespace resso::store
