#include "store/sqlite.hpp"

#include <sqlite3.h>

namespace resso::store {
namespace {

// Long enough for another process's write (`resso doctor`, a backup tool), short enough to be told of a file that stays locked.
constexpr int kBusyMilliseconds = 5000;
constexpr std::size_t kCachedStatements = 200;

[[noreturn]] void fail(sqlite3* handle, int code) {
  const int extended = handle != nullptr ? sqlite3_extended_errcode(handle) : code;
  const char* message = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  throw StoreError((extended & 0xff) == (code & 0xff) ? extended : code, message);
}

void check(sqlite3* handle, int code) {
  if (code != SQLITE_OK) fail(handle, code);
}

// The path as SQLite's URI: what is special in a URI is escaped.
std::string uri_of(const std::filesystem::path& path) {
  std::string uri = "file:";
  for (const char c : path.string()) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr char kDigits[] = "0123456789abcdef";
      uri += {'%', kDigits[(c >> 4) & 15], kDigits[c & 15]};
    } else {
      uri += c;
    }
  }
  return uri;
}

}  // namespace

void StatementDeleter::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Query::Query(sqlite3* handle, StatementCache& cache, std::string_view sql) : handle_(handle), cache_(&cache) {
  if (const auto found = cache.find(sql); found != cache.end() && found->second) {
    statement_ = std::move(found->second);
  } else {
    sqlite3_stmt* statement = nullptr;
    check(handle, sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    statement_.reset(statement);
  }
  sql_ = sqlite3_sql(statement_.get());
}

Query::~Query() {
  if (!statement_) return;
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  if (const auto found = cache_->find(sql_); found != cache_->end()) {
    if (!found->second) found->second = std::move(statement_);
  } else if (cache_->size() < kCachedStatements) {
    cache_->emplace(std::string(sql_), std::move(statement_));
  }
}

void Query::bind(std::int64_t value) { check(handle_, sqlite3_bind_int64(statement_.get(), ++bound_, value)); }

void Query::bind(std::string_view value) {
  const char* data = value.data() != nullptr ? value.data() : "";
  check(handle_, sqlite3_bind_text64(statement_.get(), ++bound_, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::bind(Blob value) {
  const char* data = value.bytes.data() != nullptr ? value.bytes.data() : "";
  check(handle_, sqlite3_bind_blob64(statement_.get(), ++bound_, data, value.bytes.size(), SQLITE_TRANSIENT));
}

void Query::bind(std::nullopt_t) { check(handle_, sqlite3_bind_null(statement_.get(), ++bound_)); }

bool Query::next() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(handle_, code);
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::optional<std::int64_t> Query::maybe_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::string_view Query::view(int column) const {
  const auto* text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

void Database::Closer::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

// The callers keep every connection to one thread at a time, so SQLite's own mutexes are left out.
Database::Database(const std::filesystem::path& path, OpenMode mode) : cache_(std::make_unique<StatementCache>()) {
  const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (mode == OpenMode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2((uri_of(path) + (mode == OpenMode::immutable ? "?immutable=1" : "")).c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  check(handle, code);
  check(handle, sqlite3_busy_timeout(handle, kBusyMilliseconds));
  script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;");
}

Database::~Database() {
  if (cache_) cache_->clear();
}

void Database::script(const std::string& sql) { check(handle_.get(), sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr)); }

std::int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }

std::int64_t Database::last_inserted() const { return sqlite3_last_insert_rowid(handle_.get()); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

void Database::copy_to(const std::filesystem::path& to) {
  Database target(to, OpenMode::read_write);
  auto* backup = sqlite3_backup_init(target.handle_.get(), "main", handle_.get(), "main");
  if (backup == nullptr) fail(target.handle_.get(), SQLITE_ERROR);
  const int code = sqlite3_backup_step(backup, -1);  // all pages under one read lock: a snapshot, however busy the writer
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) fail(target.handle_.get(), code);
  target.script("PRAGMA journal_mode = DELETE;");  // the copy is one file
}

Scope::Scope(Database& database, Kind kind) : database_(database) { database.script(kind == writing ? "BEGIN IMMEDIATE" : "BEGIN"); }

Scope::~Scope() {
  if (!database_.in_transaction()) return;
  try {
    database_.script("ROLLBACK");
  } catch (const StoreError&) {  // SQLite has rolled back by itself, or will when the connection closes
  }
}

void Scope::commit() { database_.script("COMMIT"); }

}  // namespace resso::store
