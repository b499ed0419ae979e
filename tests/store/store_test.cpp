// Snapshots, threads, copies, and what a broken environment looks like.
#include "tests/store/support.hpp"

#include <sys/resource.h>
#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

namespace resso::store::testing {
namespace {

using StoreAtLarge = StoreTest;

std::int64_t posts_in(Reader& reader) { return reader.totals().posts; }

TEST_F(StoreAtLarge, AReaderKeepsItsSnapshotWhileAWriterCommits) {
  save(post("a", day(1)));
  read([&](Reader& r) {
    EXPECT_EQ(posts_in(r), 1);
    save(post("b", day(2)));
    EXPECT_EQ(posts_in(r), 1);
    EXPECT_FALSE(r.post_by_id("id-b"));
  });
  read([](Reader& r) { EXPECT_EQ(posts_in(r), 2); });
}

TEST_F(StoreAtLarge, TheSnapshotBeginsBeforeTheFirstQuestion) {
  read([&](Reader& r) {
    save(post("a", day(1)));
    EXPECT_EQ(posts_in(r), 0);
  });
}

TEST_F(StoreAtLarge, ManyThreadsReadAndWriteAtOnce) {
  constexpr int kWriters = 3, kReaders = 4, kEach = 20;
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (int w = 0; w < kWriters; ++w)
    threads.emplace_back([&, w] {
      for (int i = 0; i < kEach; ++i) {
        const auto done = store_->write([&](Transaction& t) -> Result<void> {
          t.save_post(post(std::to_string(w) + "-" + std::to_string(i), day(i)), "feed:x", day(0));
          t.bump_agenda_version(day(0));
          return {};
        });
        failures += done.has_error();
      }
    });
  for (int r = 0; r < kReaders; ++r)
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        const auto done = store_->read([&](Reader& reader) -> Result<void> {
          // Every write brings one post and one version: a snapshot has as many of each.
          if (static_cast<std::uint64_t>(posts_in(reader)) != reader.agenda_version()) ++failures;
          return {};
        });
        failures += done.has_error();
      }
    });
  for (int i = 0; i < 5; ++i) failures += store_->set_directory(options_.entities, {i % 2 ? "a" : "b"}).has_error();
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  read([](Reader& r) { EXPECT_EQ(posts_in(r), kWriters * kEach); });
}

TEST_F(StoreAtLarge, WhatWasStoredIsThereAfterOpeningAgain) {
  save(post("a", day(1)));
  open();
  EXPECT_TRUE(stored("a"));
}

TEST_F(StoreAtLarge, ABackupMadeWhileWritingIsAWholeStoreOfItsOwn) {
  std::atomic<bool> stop{false};
  std::atomic<int> written{0};
  std::thread writer([&] {
    for (int i = 0; !stop; ++i) {
      save(post(std::to_string(i), day(i % 50)));
      ++written;
    }
  });
  while (written < 20) std::this_thread::yield();
  const int before = written;
  const auto copied = store_->backup(folder_ / "copy.db");
  const int after = written;
  stop = true;
  writer.join();
  ASSERT_TRUE(copied.has_value()) << describe(copied.error());
  EXPECT_FALSE(std::filesystem::exists(folder_ / "copy.db-wal"));
  auto copy = Store::open(folder_ / "copy.db", options_);
  ASSERT_TRUE(copy.has_value());
  const auto checked = copy.value()->write([&](Transaction& t) -> Result<void> {
    EXPECT_TRUE(t.integrity_problems().empty());
    EXPECT_GE(posts_in(t), before);
    EXPECT_LE(posts_in(t), after + 1);
    return {};
  });
  EXPECT_TRUE(checked.has_value());
}

TEST_F(StoreAtLarge, ABackupThatFailsLeavesNothingBehind) {
  const auto copied = store_->backup(folder_ / "no/such/folder.db");
  ASSERT_TRUE(copied.has_error());
  EXPECT_EQ(copied.error().code, Errc::storage);
  std::filesystem::create_directories(folder_ / "taken");
  std::ofstream(folder_ / "taken/file") << "x";
  EXPECT_TRUE(store_->backup(folder_ / "taken").has_error());
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / ""))
    files += entry.path().string().find(".part-") != std::string::npos;
  EXPECT_EQ(files, 0);
}

TEST_F(StoreAtLarge, OpenedForReadingItReadsAndRefusesToWrite) {
  save(post("a", day(1)));
  options_.read_only = true;
  open();
  EXPECT_TRUE(stored("a"));
  EXPECT_TRUE(store_->write([](Transaction&) -> Result<void> { return {}; }).has_error());
  EXPECT_FALSE(store_->health().writable);
}

TEST_F(StoreAtLarge, AFolderThatIsNotThereIsSaidInPlainWords) {
  const auto opened = Store::open(folder_ / "none/resso.db", {});
  ASSERT_TRUE(opened.has_error());
  EXPECT_EQ(opened.error().code, Errc::storage);
  EXPECT_NE(describe(opened.error()).find("cannot be opened"), std::string::npos);
  EXPECT_FALSE(opened.error().remedy.empty());
}

TEST_F(StoreAtLarge, AFileThatIsNoDatabaseIsSaidInPlainWords) {
  const auto file = folder_ / "notes.txt";
  std::ofstream(file) << std::string(5000, 'x');
  const auto opened = Store::open(file, {});
  ASSERT_TRUE(opened.has_error());
  EXPECT_NE(describe(opened.error()).find("not a database"), std::string::npos);
  EXPECT_EQ(std::filesystem::file_size(file), 5000u);
}

// The limit on the size of files stands for a full disk: SQLite is told "no space" for both.
TEST_F(StoreAtLarge, AFullDiskIsRememberedUntilAWriteSucceeds) {
  save(post("a", day(1)));
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = std::filesystem::file_size(path().string() + "-wal") + 1000;
  setrlimit(RLIMIT_FSIZE, &small);
  const auto done = store_->write([](Transaction& t) -> Result<void> {
    Post large = post("b", day(2));
    large.text = std::string(3'000'000, 'x');
    t.save_post(large, "feed:x", day(2));
    return {};
  });
  const Health sick = store_->health();
  bool readable = false;
  read([&](Reader& r) { readable = r.post_by_id("id-a").has_value() && !r.post_by_id("id-b"); });
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_TRUE(done.has_error());
  EXPECT_EQ(done.error().code, Errc::storage);
  EXPECT_TRUE(readable);
  EXPECT_FALSE(sick.writable);
  EXPECT_NE(sick.problem, "");
  EXPECT_FALSE(store_->health().writable);
  EXPECT_TRUE(save(post("b", day(2))).inserted);
  EXPECT_TRUE(store_->health().writable);
  EXPECT_EQ(store_->health().problem, "");
}

TEST_F(StoreAtLarge, DamageIsFoundAndSaid) {
  for (int i = 0; i < 300; ++i) save(post(std::to_string(i), day(i % 50)));
  store_.reset();
  {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    for (int page = 4; page < 60; page += 3) file.seekp(page * 4096 + 100).write("damage, damage, damage", 22);
  }
  auto opened = Store::open(path(), options_);
  if (opened.has_error()) {
    EXPECT_NE(describe(opened.error()).find("damaged"), std::string::npos);
    return;
  }
  std::vector<Error> problems;
  const auto done = opened.value()->read([&](Reader& r) -> Result<void> {
    problems = r.integrity_problems();
    return {};
  });
  EXPECT_TRUE(done.has_error() || !problems.empty());
}

}  // namespace
}  // namespace resso::store::testing
