// A store in a folder of its own, and things to put into it.
#pragma once

#include "store/store.hpp"

#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <functional>
#include <string>

namespace resso::store::testing {

using std::chrono::days;
using std::chrono::hours;

inline Instant day(int number, int hour = 12) { return Instant(days(20'000 + number) + hours(hour)); }  // day 0 is 2024-10-04
inline LocalDate date(int number) { return LocalDate(days(20'000 + number)); }

class Folder {
 public:
  Folder() {
    // In memory where that is possible: these tests are about what is kept, not about how long a disk takes.
    const std::filesystem::path memory = "/dev/shm";
    const auto base = access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
    std::string pattern = (base / "resso-store-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline Entity entity(std::string slug, std::vector<std::string> districts, std::vector<std::string> networks = {}) {
  Entity made;
  made.slug = std::move(slug);
  made.districts = std::move(districts);
  made.networks = std::move(networks);
  return made;
}

inline Post post(const std::string& name, Instant published, const std::string& slug = "casal") {
  Post made;
  made.id = "id-" + name;
  made.uri = "https://example.org/" + name;
  made.url = made.uri + ".html";
  made.text = "text of " + name;
  made.html = "<p>" + made.text + "</p>";
  made.search_text = made.text;
  made.language = "ca";
  made.author.acct = slug + "@example.org";
  made.author.display_name = slug;
  made.published = published;
  made.entity = slug;
  made.moderation = {ModerationState::approved, "enrolled", "rule", std::nullopt};
  return made;
}

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    options_.entities = {entity("casal", {"2"}, {"cultura"}), entity("ateneu", {"2", "4"}), entity("veins", {"4"}, {"cultura", "veinal"})};
    options_.tracked_hashtags = {"terrassaentitats"};
    open();
  }

  void open() {
    store_.reset();
    auto opened = Store::open(path(), options_);
    ASSERT_TRUE(opened.has_value()) << describe(opened.error());
    store_ = std::move(opened.value());
  }
  std::filesystem::path path() const { return folder_ / "resso.db"; }

  void write(const std::function<void(Transaction&)>& work) {
    const auto done = store_->write([&](Transaction& transaction) -> Result<void> {
      work(transaction);
      return {};
    });
    ASSERT_TRUE(done.has_value()) << describe(done.error());
  }
  void read(const std::function<void(Reader&)>& work) {
    const auto done = store_->read([&](Reader& reader) -> Result<void> {
      work(reader);
      return {};
    });
    ASSERT_TRUE(done.has_value()) << describe(done.error());
  }
  Transaction::SavedPost save(const Post& what, std::string_view source = "feed:x", Instant now = day(0)) {
    Transaction::SavedPost saved;
    write([&](Transaction& t) { saved = t.save_post(what, source, now); });
    return saved;
  }
  std::optional<Post> stored(const std::string& name) {
    std::optional<Post> found;
    read([&](Reader& r) { found = r.post_by_uri("https://example.org/" + name); });
    return found;
  }
  std::vector<std::string> ids(const PostQuery& query) {
    std::vector<std::string> found;
    read([&](Reader& r) {
      for (const auto& one : r.posts(query)) found.push_back(one.id);
    });
    return found;
  }
  VisibilityReport visibility(const VisibilityQuery& query) {
    VisibilityReport report;
    read([&](Reader& r) { report = r.visibility(query); });
    return report;
  }
  std::vector<Error> problems() {
    std::vector<Error> found;
    write([&](Transaction& t) { found = t.integrity_problems(); });
    return found;
  }

  Folder folder_;
  OpenOptions options_;
  std::unique_ptr<Store> store_;
};

}  // namespace resso::store::testing
