// Hosts as the web has them, in the memory of one test: they answer as their habits are, and write every visit down.
#pragma once

#include "net/fetcher.hpp"
#include "tests/manners/visits.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace resso::manners {

enum class Form { rss, atom, json, ics, page };
enum class Tags { none, etag, weak_etag, last_modified, both, etag_moves };  ///< etag_moves: a 304 comes with another tag
enum class Freshness { none, max_age, aged, expires, no_cache };
enum class Asks { nothing, interval, skip_hours, skip_days };
enum class Trouble {
  none,
  limited_seconds,  ///< 429 with Retry-After in seconds
  limited_date,     ///< … as a date of the host's own clock
  limited_reset,    ///< 429 with X-RateLimit-Reset
  limited_bare,     ///< 429 without a word
  busy,             ///< 503 with Retry-After
  busy_bare,
  hangs,    ///< no answer at all
  missing,  ///< 404
  gone,     ///< 410
  moved,    ///< 301 to "new" + target
  chain,    ///< 308 twice
  found,    ///< 302 to the same place
  strays,   ///< 302 to another place every hour
  broken,   ///< 200 with half a document
};

/// One document and how its host treats it.
struct Document {
  Form form = Form::rss;
  Tags tags = Tags::both;
  Freshness freshness = Freshness::none;
  Seconds fresh_for{0};
  bool says_it_again = true;  ///< freshness on the 304 too
  Asks asks = Asks::nothing;
  Seconds asked{0};
  Seconds changes_every{86400};  ///< 0: never
  Trouble trouble = Trouble::none;
  Seconds trouble_from{0}, trouble_to{0};  ///< since the week began
  std::chrono::milliseconds latency{150};
};

enum class Family { plain, mastodon, gotosocial, pleroma };

struct Host {
  Family family = Family::plain;
  Seconds ahead{0};  ///< its clock, of the true time
  std::map<std::string, Document> documents;
  Seconds post_every{21600};  ///< of each timeline
  Seconds campaign_interval{0};
  std::string campaign;  ///< the hashtag that may be asked every 5 min
  struct Bucket {
    std::int64_t window = -1;
    int used = 0;
  } api, paging;
  int unavailable_in_a_row = 0;
};

class Web : public net::Fetcher {
 public:
  Web(VirtualTime& time, Instant began) : time_(time), began_(began) {}

  asio::awaitable<Result<net::FetchReply>> fetch(net::FetchRequest request) override;

  std::map<std::string, Host> hosts;  ///< by name
  Visits visits;
  Seconds patience{20};  ///< after which a visitor gives up

 private:
  net::FetchReply answer(Visit& visit, Host& host);
  net::FetchReply document(Visit& visit, Host& host, const std::string& target, const Document& document);
  net::FetchReply in_trouble(Visit& visit, Host& host, const Document& document);
  net::FetchReply api(Visit& visit, Host& host);
  void promise(Visit& visit, const Document& document, bool not_modified, net::Headers& headers, Instant host_now) const;
  void note_rest(Visit& visit, const Document& document) const;
  Instant true_now() const { return began_ + std::chrono::floor<Seconds>(time_.now().time_since_epoch()); }

  VirtualTime& time_;
  Instant began_;
};

}  // namespace resso::manners
