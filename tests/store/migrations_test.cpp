#include "store/migrations.hpp"

#include "store/failure.hpp"
#include "store/sqlite.hpp"
#include "tests/store/support.hpp"

#include <array>

namespace resso::store::testing {
namespace {

constexpr std::array<std::string_view, 3> kSteps{"CREATE TABLE a(x INTEGER); INSERT INTO a VALUES(1);",
                                                 "ALTER TABLE a ADD COLUMN y TEXT DEFAULT 'new';", "CREATE TABLE b(z INTEGER);"};

class Migrations : public ::testing::Test {
 protected:
  std::filesystem::path path() const { return folder_ / "x.db"; }
  void migrate_to(std::size_t version) {
    Database database(path(), OpenMode::read_write);
    migrate(database, path(), std::span(kSteps).first(version));
  }
  Folder folder_;
};

TEST_F(Migrations, EveryEarlierVersionComesToTheNewest) {
  for (std::size_t version = 0; version <= kSteps.size(); ++version) {
    std::filesystem::remove(path());
    if (version > 0) migrate_to(version);
    migrate_to(kSteps.size());
    Database database(path(), OpenMode::read_write);
    EXPECT_EQ(database.number("PRAGMA user_version"), 3);
    EXPECT_EQ(database.number("SELECT count(*) FROM a WHERE x = 1 AND y = 'new'"), 1);
    EXPECT_EQ(database.number("SELECT count(*) FROM b"), 0);
  }
}

TEST_F(Migrations, ACopyOfTheOlderFileIsSavedFirst) {
  migrate_to(1);
  EXPECT_FALSE(std::filesystem::exists(path().string() + ".before-1"));
  migrate_to(3);
  Database copy(path().string() + ".before-2", OpenMode::read_only);
  EXPECT_EQ(copy.number("PRAGMA user_version"), 1);
  EXPECT_EQ(copy.number("SELECT count(*) FROM a"), 1);
}

TEST_F(Migrations, AStepThatFailsLeavesTheVersionBefore) {
  migrate_to(1);
  const std::array<std::string_view, 3> broken{kSteps[0], kSteps[1], "CREATE TABLE c(x INTEGER); INSERT INTO nowhere VALUES(1);"};
  Database database(path(), OpenMode::read_write);
  EXPECT_THROW(migrate(database, path(), broken), StoreError);
  EXPECT_EQ(database.number("PRAGMA user_version"), 2);
  EXPECT_EQ(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'c'"), 0);
}

TEST_F(Migrations, ANewerSchemaIsRefusedAndLeftAlone) {
  migrate_to(3);
  Database database(path(), OpenMode::read_write);
  EXPECT_THROW(migrate(database, path(), std::span(kSteps).first(2)), StoreError);
  EXPECT_THROW(require_schema(database, std::span(kSteps).first(2)), StoreError);
  EXPECT_EQ(database.number("PRAGMA user_version"), 3);
}

TEST_F(Migrations, TheStoreSaysThatItsFileIsOfANewerVersion) {
  {
    Database database(path(), OpenMode::read_write);
    database.script("PRAGMA user_version = 1000");
  }
  const auto opened = Store::open(path(), {});
  ASSERT_TRUE(opened.has_error());
  EXPECT_EQ(opened.error().code, Errc::storage);
  EXPECT_NE(opened.error().what.find("newer resso (schema 1000"), std::string::npos);
  EXPECT_FALSE(opened.error().remedy.empty());
}

TEST_F(Migrations, AReaderAsksForTheSchemaThatItKnows) {
  migrate_to(1);
  Database database(path(), OpenMode::read_only);
  EXPECT_NO_THROW(require_schema(database, std::span(kSteps).first(1)));
  EXPECT_THROW(require_schema(database, kSteps), StoreError);
}

TEST_F(Migrations, PathsWithSignsOfUrisAreFiles) {
  const auto odd = folder_ / "a?b#c%20d.db";
  {
    Database database(odd, OpenMode::read_write);
    database.script("CREATE TABLE a(x INTEGER)");
  }
  EXPECT_TRUE(std::filesystem::exists(odd));
}

TEST_F(Migrations, StatementsOfBeforeAreFoundByTheirDay) {
  const auto steps = migrations();
  {
    Database database(path(), OpenMode::read_write);
    migrate(database, path(), steps.first(3));
    database.script(
        "INSERT INTO statements(source_id, key, event_id, uid, url_key, post_uri, body) VALUES"
        " ('s', 'a', 'e', '', '', '', '{\"event\":{\"times\":{\"start\":8640060,\"end\":8812800}}}'),"
        " ('s', 'b', 'e', '', '', '', '{\"event\":{\"times\":{\"start\":8640060}}}')");
    migrate(database, path(), steps);
    EXPECT_EQ(database.number("SELECT day * 1000 + last_day FROM statements WHERE key = 'a'"), 100'101);
    EXPECT_EQ(database.number("SELECT day * 1000 + last_day FROM statements WHERE key = 'b'"), 100'100);
  }
}

}  // namespace
}  // namespace resso::store::testing
