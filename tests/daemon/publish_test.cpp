// The site as files: what is written, what is left alone, what goes, and what an interrupted run leaves behind.
#include "daemon/publish_tree.hpp"
#include "daemon/site_files.hpp"
#include "feeds/output.hpp"
#include "feeds/site_views.hpp"
#include "tests/daemon/temporary_directory.hpp"
#include "tests/feeds/page_facts.hpp"
#include "tests/feeds/sample_snapshot.hpp"
#include "text/html.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

namespace resso::daemon {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

void write(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

const std::string kLong(2000, 'a');

class PublishedFolder : public testing::Test {
 protected:
  using Files = std::vector<std::pair<std::string, std::string>>;

  Result<PublishCounts> publish(const Files& files, bool finish = true) {
    changes_.clear();
    auto tree = PublishTree::open(
        folder_, [this](std::string_view what, std::string_view path) { changes_.push_back(std::string(what) + " " + std::string(path)); });
    if (!tree) return tree.error();
    for (const auto& [path, body] : files) {
      if (const auto put = tree->put(path, body, kModified); !put) return put.error();
    }
    return finish ? tree->finish() : Result<PublishCounts>(PublishCounts{});
  }

  static constexpr Instant kModified{Seconds{1'700'000'000}};
  TemporaryDirectory directory_;
  fs::path folder_ = directory_ / "site";
  std::vector<std::string> changes_;
};

TEST_F(PublishedFolder, HasTheFilesWithTheirTwinsReadableAndOfTheDateOfTheirContent) {
  const auto counts = publish({{"agenda.ics", kLong}, {"entities/casal/index.html", "short"}});
  ASSERT_TRUE(counts) << describe(counts.error());
  EXPECT_EQ(counts->written, 2U);
  EXPECT_EQ(read(folder_ / "agenda.ics"), kLong);
  EXPECT_EQ(read(folder_ / "entities/casal/index.html"), "short");
  EXPECT_TRUE(fs::exists(folder_ / "agenda.ics.gz"));
  EXPECT_TRUE(fs::exists(folder_ / "agenda.ics.br"));
  EXPECT_FALSE(fs::exists(folder_ / "entities/casal/index.html.gz")) << "larger than the file itself";
  for (const auto* name : {"agenda.ics", "agenda.ics.gz"}) {
    struct ::stat state {};
    ASSERT_EQ(::stat((folder_ / name).c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777, 0644U) << name;
    EXPECT_EQ(state.st_mtime, 1'700'000'000) << name;
  }
}

TEST_F(PublishedFolder, IsNotTouchedWhereNothingChanged) {
  ASSERT_TRUE(publish({{"a.ics", kLong}, {"b.ics", kLong}}));
  struct ::stat before {};
  ::stat((folder_ / "a.ics").c_str(), &before);
  const auto counts = publish({{"a.ics", kLong}, {"b.ics", kLong + "b"}});
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->written, 1U);
  EXPECT_EQ(counts->kept, 1U);
  EXPECT_THAT(changes_, ElementsAre("wrote b.ics"));
  struct ::stat after {};
  ::stat((folder_ / "a.ics").c_str(), &after);
  EXPECT_EQ(before.st_ino, after.st_ino);
}

TEST_F(PublishedFolder, LosesWhatIsGoneWithItsTwinsAndItsEmptyFolder) {
  ASSERT_TRUE(publish({{"events/old.ics", kLong}, {"a.ics", kLong}}));
  const auto counts = publish({{"a.ics", kLong}});
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->removed, 1U);
  EXPECT_THAT(changes_, ElementsAre("removed events/old.ics"));
  EXPECT_FALSE(fs::exists(folder_ / "events"));
  EXPECT_TRUE(fs::exists(folder_ / "a.ics.gz"));
}

TEST_F(PublishedFolder, KeepsWhatOthersPutThere) {
  ASSERT_TRUE(publish({{"events/old.ics", kLong}}));
  write(folder_ / "events/notes.txt", "mine");
  write(folder_ / "favicon.ico", "mine");
  ASSERT_TRUE(publish({{"a.ics", kLong}}));
  EXPECT_EQ(read(folder_ / "events/notes.txt"), "mine");
  EXPECT_EQ(read(folder_ / "favicon.ico"), "mine");
}

TEST_F(PublishedFolder, NeverReplacesAFileOfOthersAndNamesIt) {
  write(folder_ / "index.html", "mine");
  const auto refused = publish({{"index.html", kLong}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::storage);
  EXPECT_THAT(describe(refused.error()), HasSubstr("index.html: a file that resso did not write stands there"));
  EXPECT_EQ(read(folder_ / "index.html"), "mine");
}

TEST_F(PublishedFolder, IsMendedAfterAnInterruptedRun) {
  ASSERT_TRUE(publish({{"a.ics", kLong}}));
  ASSERT_TRUE(publish({{"a.ics", kLong + "2"}, {"new.ics", kLong}}, false));  // stops before the end
  const auto counts = publish({{"a.ics", kLong + "2"}});
  ASSERT_TRUE(counts) << describe(counts.error());
  EXPECT_FALSE(fs::exists(folder_ / "new.ics")) << "it is ours, though no manifest was finished with it";
  EXPECT_EQ(read(folder_ / "a.ics"), kLong + "2");
  for (const auto& entry : fs::recursive_directory_iterator(folder_))
    EXPECT_THAT(entry.path().string(), Not(HasSubstr(".resso-manifest.begun")));
}

TEST_F(PublishedFolder, WritesAgainWhatSomebodyTookAwayOrChangedInLength) {
  ASSERT_TRUE(publish({{"a.ics", kLong}, {"b.ics", kLong}}));
  fs::remove(folder_ / "a.ics.br");
  write(folder_ / "b.ics", "broken");
  ASSERT_TRUE(publish({{"a.ics", kLong}, {"b.ics", kLong}}));
  EXPECT_TRUE(fs::exists(folder_ / "a.ics.br"));
  EXPECT_EQ(read(folder_ / "b.ics"), kLong);
}

TEST_F(PublishedFolder, IsPublishedIntoByOneAtATime) {
  const auto first = PublishTree::open(folder_, {});
  ASSERT_TRUE(first);
  const auto second = PublishTree::open(folder_, {});
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().what, HasSubstr("another resso publishes"));
}

TEST_F(PublishedFolder, NeverReachesOutsideWhateverTheManifestSays) {
  write(directory_ / "precious", "mine");
  write(folder_ / std::string(kManifestName), "resso publish 1\n0 ../precious\n0 /etc/precious\n");
  ASSERT_TRUE(publish({{"a.ics", kLong}}));
  EXPECT_EQ(read(directory_ / "precious"), "mine");
  EXPECT_FALSE(publish({{"../b.ics", kLong}}));
}

std::vector<SiteFile> files_of(feeds::Snapshot& snapshot) {
  std::vector<SiteFile> files;
  feeds::publish_as_files(snapshot);
  const auto taken = for_each_site_file(snapshot, *snapshot.visibility, [&](const SiteFile& file) -> Result<void> {
    files.push_back(file);
    return {};
  });
  EXPECT_TRUE(taken) << describe(taken.error());
  return files;
}

TEST(SiteFiles, AreEveryPageInEveryLanguageAndEveryFeed) {
  const auto files = files_of(*feeds::sample::city());
  std::vector<std::string> paths;
  for (const auto& file : files) paths.push_back(file.path);
  for (const auto* path : {"index.html",
                           "index.es.html",
                           "index.en.html",
                           "agenda.ics",
                           "agenda.atom",
                           "posts.json",
                           "opml.xml",
                           "entities/index.html",
                           "entities/ateneu/index.html",
                           "entities/ateneu/index.es.html",
                           "entities/ateneu/agenda.ics",
                           "events/factura/index.html",
                           "events/factura.ics",
                           "districts/2/index.html",
                           "districts/2/agenda.ics",
                           "days/2026-03-12/index.es.html",
                           "visibility/index.html",
                           "visibility.csv",
                           "robots.txt",
                           "404.html"})
    EXPECT_THAT(paths, Contains(path));
  EXPECT_THAT(paths, Not(Contains(HasSubstr("?"))));
  EXPECT_THAT(paths, Not(Contains(HasSubstr("api/"))));
  auto once = paths;
  std::sort(once.begin(), once.end());
  EXPECT_EQ(std::adjacent_find(once.begin(), once.end()), once.end()) << "a file stands twice";
}

TEST(SiteFiles, ComeAfterWhatTheyReferTo) {
  const auto files = files_of(*feeds::sample::city());
  const auto place = [&](std::string_view path) {
    return std::find_if(files.begin(), files.end(), [&](const SiteFile& file) { return file.path == path; }) - files.begin();
  };
  EXPECT_LT(place("events/factura/index.html"), place("index.html"));
  EXPECT_LT(place("districts/2/index.html"), place("index.html"));
  EXPECT_LT(place("city.css"), place("events/factura/index.html"));
  EXPECT_LT(place("entities/index.html"), place("sitemap.xml"));
}

TEST(SiteFiles, AreTheBytesThatTheDaemonServes) {
  const auto snapshot = feeds::sample::city();
  const auto files = files_of(*snapshot);
  const auto found = std::find_if(files.begin(), files.end(), [](const SiteFile& file) { return file.path == "agenda.ics"; });
  ASSERT_NE(found, files.end());
  const auto match = feeds::match_output("/agenda.ics");
  EXPECT_EQ(found->body, *match->output->render(*snapshot, {{}, "ca", "", "/agenda.ics"}));
}

/// A folder as a plain web server gives it: "/a/" and "/a" are a/index.html.
class Site {
 public:
  explicit Site(feeds::Snapshot& snapshot) : origin_(snapshot.city.public_url), host_(origin_.substr(origin_.find("://"))) {
    for (auto& file : files_of(snapshot)) files_.emplace(std::move(file.path), std::move(file.body));
  }
  const std::map<std::string, std::string>& files() const { return files_; }

  /// The file behind an address of ours; of others: nothing. Reports what a file cannot answer.
  std::optional<std::string> file_of(std::string address, const std::string& on) const {
    for (const auto& start : {origin_, "webcal" + host_}) {
      if (address.starts_with(start)) address.erase(0, start.size());
    }
    if (address.empty()) address = "/";
    if (!address.starts_with('/')) return {};
    EXPECT_THAT(address, Not(HasSubstr("?"))) << on;
    const auto path = address.substr(1, address.find_first_of("#?") - 1);
    for (const auto& name : {path, path + "index.html", path + "/index.html"}) {
      if (files_.contains(name)) return name;
    }
    ADD_FAILURE() << on << " leads to " << address << ", which is not there";
    return {};
  }

 private:
  std::string origin_, host_;
  std::map<std::string, std::string> files_;
};

std::vector<std::string> attributes(const std::string& html, const std::string& name) {
  std::vector<std::string> values;
  const auto begin = " " + name + "=\"";
  for (auto at = html.find(begin); at != std::string::npos; at = html.find(begin, at + 1)) {
    const auto from = at + begin.size();
    values.push_back(text::decode_entities(html.substr(from, html.find('"', from) - from)));
  }
  return values;
}

void expect_no_dead_link(const Site& site) {
  for (const auto& [path, body] : site.files()) {
    if (!path.ends_with(".html")) continue;
    EXPECT_EQ(feeds::read_page(body).fault, "") << path;
    EXPECT_THAT(body, Not(HasSubstr("<form"))) << path << ": nobody answers it";
    EXPECT_THAT(body, Not(HasSubstr("href=\"\""))) << path;
    for (const auto* name : {"href", "src"}) {
      for (const auto& address : attributes(body, name)) {
        const auto mark = address.find('#');
        const auto file = mark == 0 ? std::optional(path) : site.file_of(address, path);
        if (!file || mark == std::string::npos) continue;
        EXPECT_THAT(site.files().at(*file), HasSubstr(" id=\"" + address.substr(mark + 1) + "\"")) << path << " leads to " << address;
      }
    }
  }
}

TEST(SiteFiles, HaveNoDeadLinkWhateverTheCityIs) {
  auto snapshot = feeds::sample::city();
  expect_no_dead_link(Site(*snapshot));
  snapshot = feeds::sample::city();
  snapshot->city.default_filter.districts = {"2"};
  expect_no_dead_link(Site(*snapshot));
  snapshot = feeds::sample::city();
  snapshot->events.clear();
  snapshot->occurrences.clear();
  snapshot->build();
  expect_no_dead_link(Site(*snapshot));
}

TEST(SiteFiles, LeadFromDataToWhatIsThereToo) {
  auto snapshot = feeds::sample::city();
  const Site site(*snapshot);
  for (const auto& [path, folded] : site.files()) {
    if (path.ends_with(".html") || path.starts_with("assets/")) continue;
    const auto& origin = snapshot->city.public_url;
    std::string body = folded;
    for (auto at = body.find("\r\n "); at != std::string::npos; at = body.find("\r\n ", at)) body.erase(at, 3);
    for (auto at = body.find(origin); at != std::string::npos; at = body.find(origin, at + 1))
      site.file_of(text::decode_entities(body.substr(at, body.find_first_of("\"<> \r\n\\,", at) - at)), path);
  }
}

TEST(SiteFiles, OfADistrictAreItsAgendaWithItsFeedsAndTheWayBack) {
  auto snapshot = feeds::sample::city();
  const Site site(*snapshot);
  const auto& page = site.files().at("districts/2/index.es.html");
  EXPECT_THAT(page, HasSubstr("Ha filtrado por:"));
  EXPECT_THAT(page, HasSubstr("href=\"webcal://agenda.example.cat/districts/2/agenda.ics\""));
  EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"https://agenda.example.cat/districts/2/index.es.html\">"));
  EXPECT_THAT(page, HasSubstr("href=\"/index.es.html\">Quitar todo</a>"));
  EXPECT_THAT(site.files().at("districts/2/agenda.ics"), HasSubstr("BEGIN:VEVENT"));
  EXPECT_THAT(site.files().at("index.html"), HasSubstr("href=\"/districts/2/\""));
  EXPECT_THAT(site.files().at("subscribe/index.html"), HasSubstr("href=\"/districts/2/\""));
}

TEST(SiteFiles, OfTheFirstViewShowTheDefaultFilterAndLeadToAll) {
  auto snapshot = feeds::sample::city();
  snapshot->city.default_filter.districts = {"2"};
  const Site site(*snapshot);
  EXPECT_THAT(site.files().at("index.html"), HasSubstr("D’entrada us mostrem:"));
  EXPECT_THAT(site.files().at("index.html"), HasSubstr("href=\"/all/\">Mostra-ho tot</a>"));
  EXPECT_THAT(site.files().at("all/index.html"), Not(HasSubstr("class=\"applied\"")));
}

TEST(SiteFiles, AnIdThatCannotBeTheNameOfAFileIsRefused) {
  auto snapshot = feeds::sample::city();
  snapshot->entities[0].slug = "../../etc";
  snapshot->build();
  const auto taken = for_each_site_file(*snapshot, *snapshot->visibility, [](const SiteFile&) -> Result<void> { return {}; });
  ASSERT_FALSE(taken);
  EXPECT_THAT(describe(taken.error()), HasSubstr("cannot be the name of a file"));
}

}  // namespace
}  // namespace resso::daemon
