// A store of its own for each test, gone with it.
#pragma once

#include "store/store.hpp"
#include "tests/daemon/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>

namespace resso::daemon {

class StoreFixture : public testing::Test {
 protected:
  StoreFixture() {
    auto opened = store::Store::open(directory_ / "resso.db", {});
    if (!opened) throw std::runtime_error(describe(opened.error()));
    store_ = std::move(*opened);
  }

  /// One transaction. Not within another: the store has one writer.
  void write(const std::function<void(store::Transaction&)>& work) {
    const auto done = store_->write([&](store::Transaction& transaction) -> Result<void> {
      work(transaction);
      return {};
    });
    ASSERT_TRUE(done) << describe(done.error());
  }

  TemporaryDirectory directory_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace resso::daemon
