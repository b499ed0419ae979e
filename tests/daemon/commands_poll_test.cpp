#include "config/read.hpp"
#include "daemon/commands.hpp"
#include "daemon/engine.hpp"
#include "daemon/rederive.hpp"
#include "tests/daemon/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace resso::daemon {
namespace {

TEST(PollCommand, WhatItStoresInANewStoreIsNotDerivedAgainByTheDaemon) {
  TemporaryDirectory directory;
  const auto file = directory / "city.toml";
  std::ofstream(file) << "[city]\nname = \"Vila\"\n[store]\npath = \"" << (directory / "resso.db").string() << "\"\n";
  ASSERT_EQ(command_poll(file, ""), 0);
  const auto read = config::read_settings(file, config::machine());
  ASSERT_TRUE(std::holds_alternative<config::Settings>(read));
  const auto& settings = std::get<config::Settings>(read);
  auto store = open_store(settings, false);
  ASSERT_TRUE(store) << describe(store.error());
  const auto written = (*store)->write([&](store::Transaction& transaction) -> Result<void> {
    Post post;  // as a poll would have stored it
    post.id = "a", post.uri = "https://vila.example/a";
    transaction.save_post(post, "feed:a", Instant{});
    EXPECT_TRUE(begin_rederiving(transaction, settings, false).finished());
    return {};
  });
  EXPECT_TRUE(written);
}

}  // namespace
}  // namespace resso::daemon
