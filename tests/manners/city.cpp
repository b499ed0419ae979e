#include "tests/manners/city.hpp"

#include "text/unicode.hpp"

#include <array>
#include <string>

namespace resso::manners {
namespace {

using namespace std::chrono_literals;

constexpr std::array kTags{Tags::both, Tags::etag, Tags::last_modified, Tags::none, Tags::weak_etag, Tags::etag_moves, Tags::both};
constexpr std::array kForms{Form::rss, Form::rss, Form::atom, Form::json, Form::atom};
constexpr std::array<Seconds, 6> kChanges{Seconds(0), 86400s, 7 * 86400s, 3 * 3600s, 1800s, 36 * 3600s};
constexpr std::array<Seconds, 5> kFresh{3600s, 7200s, 1800s, 43200s, 200'000s};
constexpr std::array<Seconds, 4> kAsked{900s, 7200s, 21600s, 43200s};
constexpr std::array kTroubles{Trouble::busy,  Trouble::busy_bare, Trouble::hangs, Trouble::missing, Trouble::gone,
                               Trouble::moved, Trouble::chain,     Trouble::found, Trouble::strays,  Trouble::broken};
constexpr std::array kLimits{Trouble::limited_seconds, Trouble::limited_date, Trouble::limited_reset, Trouble::limited_bare};

class Builder {
 public:
  explicit Builder(Web& web) : web_(web) {}

  config::Settings build() {
    for (int n = 0; n < 100; ++n) feed("wp.example", n);
    for (int n = 0; n < 560; ++n) feed("f" + std::to_string(n % 40) + ".example", n);
    for (int n = 0; n < 150; ++n) calendar("c" + std::to_string(n % 10) + ".example", n);
    for (int n = 0; n < 70; ++n) page("p" + std::to_string(n % 5) + ".example", n);
    timelines("mastodon.example", Family::mastodon, 50, 20);
    timelines("gts.example", Family::gotosocial, 20, 0);
    timelines("akkoma.example", Family::pleroma, 30, 0);
    settings_.city.contact = "https://ciutat.example/contacte";
    return std::move(settings_);
  }

 private:
  template <class Array>
  const auto& pick(const Array& from, std::size_t salt) const {
    return from[(count_ * 2654435761u / 97 + salt * 7919) % from.size()];
  }

  Document mixed(Form form) {
    Document document;
    document.form = form;
    document.tags = pick(kTags, 1);
    document.changes_every = pick(kChanges, 2);
    document.latency = std::chrono::milliseconds(60 + count_ * 37 % 900);
    if (count_ % 41 == 0) document.latency = 12s;
    switch (count_ % 5) {
      case 0: document.freshness = Freshness::max_age; break;
      case 1: document.freshness = Freshness::expires; break;
      case 2: document.freshness = Freshness::aged; break;
      case 3: document.freshness = Freshness::no_cache; break;
      default: break;
    }
    document.fresh_for = pick(kFresh, 3);
    document.says_it_again = count_ % 3 != 0;
    if (count_ % 4 == 0) document.asks = Asks::interval;
    if (form == Form::rss && count_ % 11 == 1) document.asks = Asks::skip_hours;
    if (form == Form::rss && count_ % 29 == 2) document.asks = Asks::skip_days;
    document.asked = pick(kAsked, 4);
    if (form == Form::json || form == Form::page) document.asks = Asks::nothing;
    if (count_ % 6 == 5) trouble(document, pick(kTroubles, 5));
    if (count_ % 37 == 4) trouble(document, pick(kLimits, 6));
    return document;
  }

  void trouble(Document& document, Trouble kind) {
    document.trouble = kind;
    document.trouble_from = Seconds(static_cast<std::int64_t>(count_ * 1009 % 200'000));
    const bool lasts =
        kind == Trouble::moved || kind == Trouble::chain || kind == Trouble::found || kind == Trouble::strays || kind == Trouble::gone;
    document.trouble_to =
        lasts ? Seconds(30 * 86400) : document.trouble_from + Seconds(static_cast<std::int64_t>(3600 + count_ * 541 % 150'000));
  }

  void add(SourceKind kind, const std::string& host, const std::string& target, Document document) {
    Host& at = web_.hosts[host];
    at.ahead = Seconds(static_cast<std::int64_t>(host.size() * 131 % 7) * 100 - 300);  // clocks are up to five minutes off
    Document settled = document;
    settled.trouble = Trouble::none;
    if (document.trouble == Trouble::chain) {
      at.documents["/new/new" + target] = settled;
      Document between = document;
      between.trouble_from = 0s;
      between.trouble = Trouble::chain;
      at.documents["/new" + target] = between;
    } else {
      at.documents["/new" + target] = settled;
    }
    for (const char* stray : {"/stray0", "/stray1"}) at.documents[stray + target] = settled;
    at.documents[target] = std::move(document);
    source(kind, "https://" + host + target, {});
  }

  void source(SourceKind kind, const std::string& url, const std::string& name) {
    Source source;
    source.kind = kind;
    source.url = url;
    source.name = name;
    source.id = source_id(kind, url, name);
    settings_.sources.push_back(std::move(source));
    ++count_;
  }

  void feed(const std::string& host, int n) { add(SourceKind::feed, host, "/feed/" + std::to_string(n), mixed(pick(kForms, 7))); }
  void calendar(const std::string& host, int n) { add(SourceKind::calendar, host, "/cal/" + std::to_string(n) + ".ics", mixed(Form::ics)); }
  void page(const std::string& host, int n) { add(SourceKind::page, host, "/agenda/" + std::to_string(n), mixed(Form::page)); }

  void timelines(const std::string& host, Family family, int accounts, int hashtags) {
    web_.hosts[host].family = family;
    for (int n = 0; n < accounts; ++n) source(SourceKind::mastodon_account, "https://" + host, "casal" + std::to_string(n));
    for (int n = 0; n < hashtags; ++n) source(SourceKind::mastodon_hashtag, "https://" + host, "barri" + std::to_string(n));
    if (hashtags == 0) return;
    web_.hosts[host].campaign = "barri0";
    web_.hosts[host].campaign_interval = 300s;
    Campaign campaign;
    campaign.name = "Barri";
    campaign.hashtag = "barri0";
    settings_.campaigns.push_back(campaign);
  }

  Web& web_;
  config::Settings settings_;
  std::size_t count_ = 0;
};

}  // namespace

config::Settings make_city(Web& web) { return Builder(web).build(); }

}  // namespace resso::manners
