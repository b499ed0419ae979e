// A feed read and mapped, against the bare extraction of six fields of every item by pugixml, and against feedparser.
#include "bench/measure.hpp"
#include "connectors/feed/feed_parse.hpp"
#include "connectors/feed/map.hpp"

#include <cstdio>
#include <pugixml.hpp>

namespace resso::bench {
namespace {

struct Item {
  std::string title, link, guid, date, description, content;
};

void extract(const std::string& document) {
  pugi::xml_document tree;
  tree.load_buffer(document.data(), document.size(), pugi::parse_default, pugi::encoding_utf8);
  std::vector<Item> items;
  for (const pugi::xml_node node : tree.child("rss").child("channel").children("item")) {
    items.push_back({node.child_value("title"), node.child_value("link"), node.child_value("guid"), node.child_value("pubDate"),
                     node.child_value("description"), node.child_value("content:encoded")});
  }
  use(items.size());
}

void read_and_map(const std::string& document) {
  const auto reading = connectors::feed::read_feed(document, {"https://casal.example/feed/", "application/rss+xml; charset=UTF-8", "", ""});
  use(connectors::feed::to_harvest(*reading.document, "feed:1", "Europe/Madrid").posts.size());
}

}  // namespace

void measure_feed() {
  const std::string rich = feed_document(12), plain = plain_feed_document(16);
  for (const auto& [name, document] : {std::pair{"WordPress feed", &rich}, std::pair{"feed of plain words", &plain}}) {
    const std::string size = std::to_string(document->size() / 1024) + " KB " + name;
    const Pair pair = measure([&] { read_and_map(*document); }, [&] { extract(*document); });
    report(size, "documents", 1 / pair.ours, "pugixml, 6 fields", 1 / pair.reference, 0.5);
    const double theirs = foreign_rate("/usr/bin/python3", "feedparser_cost.py", *document);
    if (theirs > 0)
      report(size, "documents", 1 / pair.ours, "feedparser", theirs, 100);
    else
      std::printf("feedparser is not here (packaging/install-deps bench)\n");
  }
}

}  // namespace resso::bench
