#include "store/store.hpp"

#include "store/backup.hpp"
#include "store/failure.hpp"
#include "store/migrations.hpp"
#include "store/session.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace resso::store {
namespace {

CityRules complete(CityRules rules) {
  if (!rules.to_local) rules.to_local = [](Instant at) { return LocalTime(at.time_since_epoch()); };
  if (!rules.to_instant) rules.to_instant = [](LocalTime at) { return Instant(at.time_since_epoch()); };
  if (!rules.fold_hashtag)
    rules.fold_hashtag = [](std::string_view text) {
      std::string folded(text);
      for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
      return folded;
    };
  return rules;
}

std::shared_ptr<const Directory> make_directory(std::vector<Entity> entities, const std::vector<std::string>& tracked_hashtags,
                                                std::vector<TrackedCampaign> campaigns, CityRules rules) {
  auto directory = std::make_shared<Directory>();
  directory->entities = std::move(entities);
  directory->tracked_hashtags.insert(tracked_hashtags.begin(), tracked_hashtags.end());
  directory->campaigns = std::move(campaigns);
  directory->rules = std::move(rules);
  return directory;
}

class SqliteStore final : public Store {
 public:
  SqliteStore(std::filesystem::path path, OpenOptions options)
      : path_(std::move(path)),
        directory_(make_directory(std::move(options.entities), options.tracked_hashtags, std::move(options.campaigns),
                                  complete(std::move(options.rules)))) {
    if (options.read_only) {
      mode_ = reading_mode();
    } else {
      open_for_writing();
    }
    for (int i = 0; i < std::max(1, options.readers); ++i) readers_.push_back(open_reader());
    require_schema(readers_.front()->database, migrations());
  }

  Result<void> write(const std::function<Result<void>(Transaction&)>& work) override {
    const std::lock_guard lock(writing_);
    if (!writer_) return Error{Errc::storage, "the database was opened for reading only", path_.string(), "", 0};
    try {
      Scope scope(writer_->database, Scope::writing);
      return transact(scope, work);
    } catch (const StoreError& failure) {
      writer_->terms.forget();
      return remember(write_problem_, to_error(failure, path_));
    } catch (...) {
      writer_->terms.forget();
      throw;
    }
  }

  Result<void> read(const std::function<Result<void>(Reader&)>& work) override {
    const Lease lease(*this);
    try {
      Scope scope(lease.connection->database, Scope::reading);
      Session session(*lease.connection, directory());
      session.agenda_version();  // the snapshot begins with the first thing read
      auto result = work(session);
      scope.commit();
      forget(read_problem_);
      return result;
    } catch (const StoreError& failure) {
      return remember(read_problem_, to_error(failure, path_));
    }
  }

  Result<void> backup(const std::filesystem::path& to) override {
    try {
      Connection source(path_, mode_);
      copy_database(source.database, to);
      return {};
    } catch (const StoreError& failure) {
      return to_error(failure, to);
    }
  }

  Health health() override {
    const std::lock_guard lock(state_);
    return {writer_ != nullptr && write_problem_.empty(), write_problem_.empty() ? read_problem_ : write_problem_};
  }

  Result<void> set_directory(std::vector<Entity> entities, std::vector<std::string> tracked_hashtags,
                             std::vector<TrackedCampaign> campaigns) override {
    auto next = make_directory(std::move(entities), tracked_hashtags, std::move(campaigns), directory()->rules);
    {
      const std::lock_guard lock(state_);
      directory_ = std::move(next);
    }
    if (!writer_) return {};
    return write_session([](Session& session) { session.adopt_directory(); });
  }

  Result<void> rebuild() override {
    return write_session([](Session& session) { session.rebuild(); });
  }

 private:
  struct Lease {
    explicit Lease(SqliteStore& of) : store(of), connection(of.take_reader()) {}
    ~Lease() { store.give_back(std::move(connection)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    SqliteStore& store;
    std::unique_ptr<Connection> connection;
  };

  void open_for_writing() {
    writer_ = std::make_unique<Connection>(path_, OpenMode::read_write);
    Database& database = writer_->database;
    database.script("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 2000;");
    // A large transaction's log is cut back instead of kept for ever.
    database.script("PRAGMA journal_size_limit = 67108864;");
    migrate(database, path_, migrations());
    Scope scope(database, Scope::writing);
    Session session(*writer_, directory_);
    session.adopt_directory();
    session.finish();
    scope.commit();
  }

  // On a disk where nothing can be written, WAL's shared memory cannot be made: the file is then read as it lies, if no log belongs to it.
  OpenMode reading_mode() const {
    try {
      Connection probe(path_, OpenMode::read_only);
      probe.database.number("SELECT count(*) FROM sqlite_schema");
      return OpenMode::read_only;
    } catch (const StoreError&) {
      std::error_code ignored;
      const auto log_bytes = std::filesystem::file_size(path_.string() + "-wal", ignored);
      if (!std::filesystem::exists(path_, ignored) || (log_bytes != static_cast<std::uintmax_t>(-1) && log_bytes > 0)) throw;
      return OpenMode::immutable;
    }
  }

  std::unique_ptr<Connection> open_reader() const {
    auto reader = std::make_unique<Connection>(path_, mode_);
    reader->database.script("PRAGMA cache_size = -3000;");
    return reader;
  }

  Result<void> transact(Scope& scope, const std::function<Result<void>(Transaction&)>& work) {
    Session session(*writer_, directory());
    auto result = work(session);
    if (result.has_error()) {
      writer_->terms.forget();
      return result;
    }
    session.finish();
    scope.commit();
    forget(write_problem_);
    return result;
  }

  template <class Work>
  Result<void> write_session(Work work) {
    return write([&](Transaction& transaction) -> Result<void> {
      work(static_cast<Session&>(transaction));
      return {};
    });
  }

  std::unique_ptr<Connection> take_reader() {
    std::unique_lock lock(pool_);
    returned_.wait(lock, [&] { return !readers_.empty(); });
    auto reader = std::move(readers_.back());
    readers_.pop_back();
    return reader;
  }

  void give_back(std::unique_ptr<Connection> reader) {
    {
      const std::lock_guard lock(pool_);
      readers_.push_back(std::move(reader));
    }
    returned_.notify_one();
  }

  std::shared_ptr<const Directory> directory() {
    const std::lock_guard lock(state_);
    return directory_;
  }

  Error remember(std::string& problem, Error error) {
    const std::lock_guard lock(state_);
    problem = describe(error);
    return error;
  }

  void forget(std::string& problem) {
    const std::lock_guard lock(state_);
    problem.clear();
  }

  const std::filesystem::path path_;
  OpenMode mode_ = OpenMode::read_only;

  std::mutex writing_;
  std::unique_ptr<Connection> writer_;  ///< under writing_; whether there is one never changes

  std::mutex pool_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> readers_;  ///< the free ones

  std::mutex state_;
  std::shared_ptr<const Directory> directory_;
  std::string write_problem_, read_problem_;
};

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path, OpenOptions options) {
  try {
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(path, std::move(options)));
  } catch (const StoreError& failure) {
    return to_error(failure, path);
  }
}

}  // namespace resso::store
