#include "config/read.hpp"
#include "daemon/commands.hpp"
#include "tests/daemon/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

namespace resso::daemon {
namespace {

constexpr std::string_view kConfig = R"([city]
name = "Vilanova"
timezone = "Europe/Madrid"
contact = "https://vilanova.example/contacte"

[[entity]]
slug = "esplai"
name = "Esplai El Pont"
website = "https://esplai.example/"
feeds = ["https://esplai.example/feed"]

[[entity]]   # no feed yet
slug = "ateneu"
name = "Ateneu Popular"
pages = [
  "https://ateneu.example/actes",
]

[[entity]]
slug = "cor"
name = "Cor del barri"
feeds = [
  # its own
  "https://cor.example/rss",
]
)";

class ImportOpml : public ::testing::Test {
 protected:
  void SetUp() override { write("city.toml", kConfig); }

  std::filesystem::path path(const char* name) const { return directory_ / name; }
  void write(const char* name, std::string_view content) const { std::ofstream(path(name), std::ios::binary) << content; }
  std::string read(const char* name) const {
    std::ostringstream out;
    out << std::ifstream(path(name), std::ios::binary).rdbuf();
    return out.str();
  }

  struct Run {
    int status;
    std::string out, err;
  };
  Run run(std::string_view outlines, bool write_it) {
    write("list.opml", "<opml version=\"2.0\"><body>\n" + std::string(outlines) + "</body></opml>\n");
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const int status = command_import_opml({path("list.opml"), path("city.toml"), write_it});
    return {status, ::testing::internal::GetCapturedStdout(), ::testing::internal::GetCapturedStderr()};
  }
  config::Settings settings() const { return std::get<config::Settings>(config::read_settings(path("city.toml"))); }

 private:
  TemporaryDirectory directory_;
};

constexpr std::string_view kOutlines = R"(<outline text="Barris"><outline text="Sud">
<outline title="Veïns del Sud" text="x" xmlUrl="https://sud.example/feed/" htmlUrl="https://sud.example/"/>
</outline></outline>
<outline text="ATENEU popular" xmlUrl="https://ateneu.example/rss"/>
<outline text="Notícies" xmlUrl="https://esplai.example/noticies.xml" htmlUrl="http://www.esplai.example"/>
<outline text="Cor del barri" xmlUrl="https://cor.example/concerts.xml"/>
<outline text="Esplai" xmlUrl="http://esplai.example/feed/"/>
)";

TEST_F(ImportOpml, ADryRunTellsWhatWouldBeAddedAndTouchesNothing) {
  const Run dry = run(kOutlines, false);
  EXPECT_EQ(dry.status, 0);
  EXPECT_NE(dry.out.find("# Veïns del Sud: Barris/Sud\n[[source]]\nkind = \"feed\"\nurl = \"https://sud.example/feed/\"\n"),
            std::string::npos)
      << dry.out;
  EXPECT_NE(dry.out.find("slug is \"ateneu\"\nfeeds = [\"https://ateneu.example/rss\"]"), std::string::npos) << dry.out;
  EXPECT_NE(dry.err.find("list.opml:8: "), std::string::npos) << dry.err;
  EXPECT_NE(dry.err.find("configured already"), std::string::npos) << dry.err;
  EXPECT_EQ(read("city.toml"), kConfig);
}

TEST_F(ImportOpml, WritingAddsToTheEntitiesAndKeepsEveryLine) {
  const Run written = run(kOutlines, true);
  EXPECT_EQ(written.status, 0) << written.err;
  const auto now = settings();
  std::map<std::string, std::string> entity_of;
  for (const Source& source : now.sources) entity_of[source.url] = source.entity;
  EXPECT_EQ(entity_of.size(), 7u);
  EXPECT_EQ(entity_of.at("https://sud.example/feed/"), "");
  EXPECT_EQ(entity_of.at("https://ateneu.example/rss"), "ateneu");
  EXPECT_EQ(entity_of.at("https://esplai.example/noticies.xml"), "esplai");
  EXPECT_EQ(entity_of.at("https://cor.example/concerts.xml"), "cor");
  EXPECT_NE(read("city.toml").find("# its own"), std::string::npos);
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(command_check(path("city.toml")), 0);
  ::testing::internal::GetCapturedStdout();
  const std::string once = read("city.toml");
  const Run again = run(kOutlines, true);
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(again.out, "");
  EXPECT_EQ(read("city.toml"), once);
}

TEST_F(ImportOpml, WhatIsNoAddressIsToldWithItsLineAndTheRestIsAdded) {
  const Run run_of = run("<outline text=\"a\" xmlUrl=\"htp:/x\"/>\n<outline text=\"b\" xmlUrl=\"https://b.example/\"/>\n", true);
  EXPECT_EQ(run_of.status, 1);
  EXPECT_NE(run_of.err.find("list.opml:2: "), std::string::npos) << run_of.err;
  EXPECT_EQ(settings().sources.size(), 4u);
}

TEST_F(ImportOpml, AConfigurationThatWouldBreakIsLeftAlone) {
  write("city.toml", std::string(kConfig).replace(kConfig.find("[[entity]]"), 0, "source = []\n"));
  const std::string before = read("city.toml");
  const Run refused = run("<outline text=\"b\" xmlUrl=\"https://b.example/\"/>", true);
  EXPECT_EQ(refused.status, 1);
  EXPECT_EQ(read("city.toml"), before);
}

TEST_F(ImportOpml, PermissionsStayAndNothingIsLeftBeside) {
  ASSERT_EQ(::chmod(path("city.toml").c_str(), 0640), 0);
  EXPECT_EQ(run("<outline text=\"b\" xmlUrl=\"https://b.example/\"/>", true).status, 0);
  struct ::stat now {};
  ASSERT_EQ(::stat(path("city.toml").c_str(), &now), 0);
  EXPECT_EQ(now.st_mode & 0777, 0640u);
  const std::filesystem::directory_iterator files(path("."));
  EXPECT_EQ(std::distance(begin(files), end(files)), 2);
}

TEST_F(ImportOpml, WhatIsNoListIsRefused) {
  write("list.opml", "hola");
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(command_import_opml({path("list.opml"), path("city.toml"), false}), 1);
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("list.opml"), std::string::npos);
}

}  // namespace
}  // namespace resso::daemon
