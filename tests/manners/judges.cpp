#include "tests/manners/judges.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

namespace resso::manners {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kExamples = 3;
constexpr std::size_t kAtOnce = 2;
constexpr auto kBurst = 400ms;

std::string clock_words(Time at) {
  const auto seconds = std::chrono::duration_cast<Seconds>(at.time_since_epoch()).count();
  std::ostringstream out;
  out << "day " << seconds / 86400 + 1 << ' ' << seconds / 3600 % 24 << ':' << seconds / 60 % 60 << ':' << seconds % 60;
  return out.str();
}

class Counter {
 public:
  Counter(std::vector<Figure>& figures, std::string name, std::string definition) : figure_(figures.emplace_back()) {
    figure_.name = std::move(name);
    figure_.definition = std::move(definition);
  }
  void count(const Visit& visit, const std::string& more = {}) {
    ++figure_.count;
    if (figure_.examples.size() < kExamples)
      figure_.examples.push_back(clock_words(visit.arrived) + " " + visit.address() + " " + std::to_string(visit.status) + " " + more);
  }

 private:
  Figure& figure_;
};

using ByHost = std::map<std::string, std::vector<const Visit*>>;

ByHost by_host(const Visits& visits) {
  ByHost out;
  for (const Visit& visit : visits) out[visit.host].push_back(&visit);
  return out;
}

bool answered_before(const Visit& earlier, const Visit& visit) {
  return earlier.ended && *earlier.ended <= visit.arrived && !earlier.given_up;
}

bool is_conditional(const Visit& visit) { return !visit.if_none_match.empty() || !visit.if_modified_since.empty(); }

/// The validators that a visitor should hold of an address (RFC 9111 §3.2: a 304 updates what it names).
struct Held {
  std::string etag, last_modified;
  bool led_away = false;  ///< the newest answer was a redirect: what the visitor holds since then is another address's document
  bool empty() const { return etag.empty() && last_modified.empty(); }
};

using History = std::unordered_map<std::string, std::vector<const Visit*>>;

Held held(const std::vector<const Visit*>& history, const Visit& visit) {
  Held out;
  for (const Visit* earlier : history) {
    if (!answered_before(*earlier, visit)) continue;
    out.led_away = !earlier->led_to.empty();
    if (earlier->status == 200) out = earlier->usable ? Held{earlier->etag, earlier->last_modified} : out;
    if (earlier->status != 304) continue;
    const bool another = !earlier->etag.empty() && earlier->etag != out.etag;
    if (another) out = {earlier->etag, earlier->last_modified};
    if (!another && !earlier->last_modified.empty()) out.last_modified = earlier->last_modified;
  }
  return out;
}

/// Do the validators of a visit belong together: are they, or one of them, what one answer left a visitor with (as updated by 304s)?
bool is_pair(const std::vector<const Visit*>& history, const Visit& visit) {
  Held told;
  for (const Visit* earlier : history) {
    if (!answered_before(*earlier, visit) || (earlier->status != 200 && earlier->status != 304)) continue;
    const bool another = earlier->status == 200 || (!earlier->etag.empty() && earlier->etag != told.etag);
    if (another) told = {earlier->etag, earlier->last_modified};
    if (!another && !earlier->last_modified.empty()) told.last_modified = earlier->last_modified;
    const bool etag = visit.if_none_match.empty() || visit.if_none_match == told.etag;
    if (etag && (visit.if_modified_since.empty() || visit.if_modified_since == told.last_modified)) return true;
  }
  return false;
}

bool was_sent(const std::vector<const Visit*>& history, const Visit& visit, const std::string& value, std::string Visit::*field) {
  return value.empty() || std::any_of(history.begin(), history.end(),
                                      [&](const Visit* earlier) { return answered_before(*earlier, visit) && (*earlier).*field == value; });
}

/// Where redirects lead: to a place that a visitor has just been led to from another one, it brings no validator.
class Leads {
 public:
  void see(const Visit& visit) {
    if (visit.status == 200) strange_.erase(visit.address());
    if (visit.led_to.empty()) return;
    auto& led_to = led_to_[visit.address()];
    if (led_to != visit.led_to) strange_.insert(visit.led_to);
    led_to = visit.led_to;
  }
  bool is_strange(const Visit& visit) const { return strange_.contains(visit.address()); }

 private:
  std::unordered_map<std::string, std::string> led_to_;
  std::set<std::string> strange_;
};

void judge_validators(const Visits& visits, std::vector<Figure>& figures) {
  Counter unconditional(
      figures, "unconditional requests",
      "polls without If-None-Match and If-Modified-Since of an address whose last usable answer had a validator, unless it "
      "has led elsewhere since: a 304 would then be about a document that is held no more");
  Counter invented(figures, "invented validators", "values that this very address never sent, byte for byte");
  Counter mixed(figures, "mixed validators", "an ETag and a date that are not the pair of one answer (as updated by a 304)");
  History history;
  Leads leads;
  for (const Visit& visit : visits) {
    auto& told = history[visit.address()];
    const Held known = held(told, visit);
    const bool holds_it = !known.empty() && !known.led_away && !leads.is_strange(visit);
    leads.see(visit);
    if (visit.is_poll && !is_conditional(visit) && holds_it) unconditional.count(visit, known.etag + " " + known.last_modified);
    const bool ours =
        was_sent(told, visit, visit.if_none_match, &Visit::etag) && was_sent(told, visit, visit.if_modified_since, &Visit::last_modified);
    if (!ours) invented.count(visit, visit.if_none_match + " " + visit.if_modified_since);
    if (is_conditional(visit) && ours && !is_pair(told, visit)) mixed.count(visit, visit.if_none_match + " " + visit.if_modified_since);
    told.push_back(&visit);
    if (told.size() > 64) told.erase(told.begin());
  }
}

void judge_silence(const Visits& visits, std::vector<Figure>& figures) {
  Counter closed(figures, "inside a Retry-After",
                 "requests before the moment told by Retry-After or X-RateLimit-Reset, or within 25 min of a "
                 "bare 429: 429 closes the host, 503 the address and the third in a row the host; 48 h at most");
  Counter fresh(figures, "inside max-age or ttl",
                "requests while max-age less Age, Expires, ttl, sy:update or REFRESH-INTERVAL of the last "
                "answer has not passed; 24 h at most");
  Counter skipped(figures, "in a skipped hour", "requests at an hour or on a day that skipHours or skipDays of the document name");
  Counter gone(figures, "after a 410", "requests to an address that said it is gone");
  std::unordered_map<std::string, std::vector<const Visit*>> addresses;
  ByHost hosts;
  for (const Visit& visit : visits) {
    auto& told = addresses[visit.address()];
    auto& host = hosts[visit.host];
    const auto is_in = [&](const Visit* earlier, std::optional<Time> Visit::*until) {
      return answered_before(*earlier, visit) && (*earlier).*until && visit.arrived < *((*earlier).*until);
    };
    const auto any = [&](const std::vector<const Visit*>& all, std::optional<Time> Visit::*until) {
      return std::any_of(all.rbegin(), all.rend(), [&](const Visit* earlier) { return is_in(earlier, until); });
    };
    if (any(told, &Visit::closed_until) || any(host, &Visit::host_closed_until)) closed.count(visit);
    if (any(told, &Visit::fresh_until)) fresh.count(visit);
    if (visit.in_skipped_hour) skipped.count(visit);
    if (std::any_of(told.begin(), told.end(),
                    [&](const Visit* earlier) { return earlier->status == 410 && answered_before(*earlier, visit); }))
      gone.count(visit);
    told.push_back(&visit);
    if (visit.host_closed_until) host.push_back(&visit);
  }
}

void judge_pace(const Visits& visits, std::vector<Figure>& figures) {
  Counter bursts(figures, "bursts per host",
                 "starts that are the third to one host within less than 400 ms (a start every 200 ms is the plan)");
  Counter parallel(figures, "parallel per host", "starts while two others to the same host are under way");
  Counter twins(figures, "parallel per address", "starts while another request to the same address is under way");
  Counter over(figures, "over a host's bucket", "requests that the host counts as one too many");
  for (const auto& [host, all] : by_host(visits)) {
    std::vector<const Visit*> open;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Visit& visit = *all[i];
      if (i >= 2 && visit.arrived - all[i - 2]->arrived < kBurst) bursts.count(visit);
      std::erase_if(open, [&](const Visit* other) { return other->ended && *other->ended <= visit.arrived; });
      if (open.size() >= kAtOnce) parallel.count(visit, std::to_string(open.size()) + " others");
      if (std::any_of(open.begin(), open.end(), [&](const Visit* other) { return other->target == visit.target; })) twins.count(visit);
      if (visit.over_its_bucket) over.count(visit);
      open.push_back(&visit);
    }
  }
}

void judge_interval(const Visits& visits, std::vector<Figure>& figures) {
  Counter hasty(figures, "faster than the minimum",
                "polls of an address less than 15 min after the one before (a running campaign's hashtag: 5 "
                "min); one that we broke off at a restart may be repeated");
  std::unordered_map<std::string, const Visit*> last;
  for (const Visit& visit : visits) {
    if (!visit.is_poll) continue;
    const Visit*& before = last[visit.address()];
    if (before != nullptr && !before->given_up && visit.arrived - before->arrived < visit.least_interval)
      hasty.count(visit, "after " + std::to_string(std::chrono::duration_cast<Seconds>(visit.arrived - before->arrived).count()) + " s");
    before = &visit;
  }
}

void judge_talk(const Visits& visits, std::vector<Figure>& figures) {
  Counter chatter(figures, "cookies and referers", "requests with a Cookie or a Referer");
  Counter nameless(figures, "without a name", "requests whose User-Agent has no address of somebody who answers for them");
  for (const Visit& visit : visits) {
    if (visit.has_cookie || visit.has_referer) chatter.count(visit);
    if (!visit.names_itself) nameless.count(visit);
  }
}

}  // namespace

std::vector<Figure> judge(const Visits& visits) {
  std::vector<Figure> figures;
  figures.reserve(32);  // counters point into it
  judge_validators(visits, figures);
  judge_silence(visits, figures);
  judge_pace(visits, figures);
  judge_interval(visits, figures);
  judge_talk(visits, figures);
  return figures;
}

std::size_t count_of(const std::vector<Figure>& figures, std::string_view name) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& figure) { return figure.name == name; });
  if (found == figures.end()) throw std::logic_error("there is no figure " + std::string(name));
  return found->count;
}

std::string describe(const Visits& visits, std::size_t sources, double days) {
  std::map<int, std::size_t> statuses;
  std::set<std::string> hosts;
  std::map<std::string, std::size_t> minutes;
  std::size_t most = 0, conditional = 0, without = 0, cut = 0, pages = 0;
  for (const Visit& visit : visits) {
    ++statuses[visit.status];
    hosts.insert(visit.host);
    pages += !visit.is_poll;
    cut += visit.given_up;
    conditional += visit.is_poll && is_conditional(visit);
    without += visit.is_poll && !is_conditional(visit);
    const auto minute = std::chrono::duration_cast<std::chrono::minutes>(visit.arrived.time_since_epoch()).count();
    most = std::max(most, ++minutes[visit.host + " " + std::to_string(minute)]);
  }
  std::ostringstream out;
  out.precision(3);
  out << "hosts visited                " << hosts.size() << "\nsources                      " << sources
      << "\nrequests                     " << visits.size() << " ("
      << static_cast<double>(visits.size()) / static_cast<double>(sources) / days << " a source and a day)"
      << "\n  with a validator           " << conditional << "\n  without (none was known)   " << without
      << "\n  further pages, lookups     " << pages << "\n  broken off by us           " << cut << "\nmost to one host in a minute " << most
      << "\n";
  for (const auto& [status, count] : statuses)
    out << "answered " << status << (status == 0 ? " (none)      " : "         ") << count << "\n";
  return out.str();
}

std::string table(const std::vector<Figure>& figures) {
  std::ostringstream out;
  for (const Figure& figure : figures) {
    out << figure.count << std::string(figure.count < 10 ? 6 : 3, ' ') << figure.name << ": " << figure.definition << "\n";
    for (const std::string& example : figure.examples) out << "          " << example << "\n";
  }
  return out.str();
}

}  // namespace resso::manners
