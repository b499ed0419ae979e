#include "daemon/metrics.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace resso::daemon {
namespace {

constexpr std::size_t kFreshnessSamples = 1000;

// One metric family of the text format: https://prometheus.io/docs/instrumenting/exposition_formats/
class Family {
 public:
  Family(std::string& out, std::string_view name, std::string_view type, std::string_view help) : out_(out), name_(name) {
    out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  }
  template <class Number>
  Family& sample(Number value, std::string_view labels = {}) {
    out_ += fmt::format("{}{} {}\n", name_, labels, value);
    return *this;
  }

 private:
  std::string& out_;
  std::string_view name_;
};

double quantile(std::vector<double> values, double q) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::size_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

}  // namespace

void Metrics::poll_ended(SourceKind kind, std::string_view outcome, double seconds, std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  auto& count = polls_[{kind, std::string(outcome)}];
  ++count.count;
  count.seconds += seconds;
  fetched_bytes_ += bytes;
}

void Metrics::stored(std::int64_t posts_new, std::int64_t events_new, double seconds) {
  const std::lock_guard lock(mutex_);
  posts_new_ += static_cast<std::uint64_t>(posts_new);
  events_new_ += static_cast<std::uint64_t>(events_new);
  store_seconds_ += seconds;
}

void Metrics::published(std::uint64_t version, double seconds) {
  const std::lock_guard lock(mutex_);
  ++publications_;
  version_ = version;
  publish_seconds_ += seconds;
}

void Metrics::served(int status) {
  const std::lock_guard lock(mutex_);
  ++responses_[status / 100];
}

void Metrics::freshness(double seconds_to_seen) {
  const std::lock_guard lock(mutex_);
  if (freshness_.size() < kFreshnessSamples)
    freshness_.push_back(seconds_to_seen);
  else
    freshness_[freshness_next_++ % kFreshnessSamples] = seconds_to_seen;
}

std::string Metrics::exposition(const Gauges& gauges) const {
  const std::lock_guard lock(mutex_);
  std::string out;
  Family polls(out, "resso_polls_total", "counter", "Polls by kind of source and outcome.");
  for (const auto& [key, count] : polls_)
    polls.sample(count.count, fmt::format("{{kind=\"{}\",outcome=\"{}\"}}", name_of(key.first), key.second));
  Family poll_seconds(out, "resso_poll_seconds_total", "counter", "Time from a poll's start to its end, waiting included.");
  for (const auto& [key, count] : polls_)
    poll_seconds.sample(count.seconds, fmt::format("{{kind=\"{}\",outcome=\"{}\"}}", name_of(key.first), key.second));
  Family(out, "resso_polls_running", "gauge", "Polls under way.").sample(gauges.polls_running);
  Family(out, "resso_fetched_bytes_total", "counter", "Bytes of bodies received from sources.").sample(fetched_bytes_);
  Family(out, "resso_posts_new_total", "counter", "Posts stored for the first time.").sample(posts_new_);
  Family(out, "resso_events_new_total", "counter", "Events stored for the first time.").sample(events_new_);
  Family(out, "resso_store_seconds_total", "counter", "Time spent in writing transactions.").sample(store_seconds_);
  Family sources(out, "resso_sources", "gauge", "Configured sources by condition.");
  for (const auto& [condition, number] : gauges.sources) sources.sample(number, fmt::format("{{condition=\"{}\"}}", name_of(condition)));
  Family(out, "resso_posts", "gauge", "Posts in the store.").sample(gauges.totals.posts);
  Family(out, "resso_events", "gauge", "Events in the store.").sample(gauges.totals.events);
  Family(out, "resso_store_bytes", "gauge", "Size of the store's file.").sample(gauges.totals.file_bytes);
  Family(out, "resso_store_writable", "gauge", "1 while the store takes writes.").sample(gauges.store_writable ? 1 : 0);
  Family(out, "resso_to_rederive", "gauge", "Posts and statements still to be derived again after a change of rules.")
      .sample(gauges.to_rederive);
  Family(out, "resso_publications_total", "counter", "Publications since the start.").sample(publications_);
  Family(out, "resso_publish_seconds_total", "counter", "Time spent in making publications.").sample(publish_seconds_);
  Family(out, "resso_agenda_version", "gauge", "Version of the agenda in force.").sample(version_);
  Family(out, "resso_publication_age_seconds", "gauge", "Time since the publication in force was made.")
      .sample(gauges.publication_age_seconds);
  Family(out, "resso_cached_bytes", "gauge", "Rendered documents kept in memory.").sample(gauges.cached_bytes);
  Family(out, "resso_freshness_seconds", "gauge", "From origin to first seen, over the last thousand new posts.")
      .sample(quantile(freshness_, 0.5), "{quantile=\"0.5\"}")
      .sample(quantile(freshness_, 0.95), "{quantile=\"0.95\"}");
  Family responses(out, "resso_http_responses_total", "counter", "Answers of the public listeners by class.");
  for (const auto& [group, number] : responses_) responses.sample(number, fmt::format("{{class=\"{}xx\"}}", group));
  Family(out, "resso_http_connections_open", "gauge", "Open connections of the public listeners.").sample(gauges.server.open);
  Family(out, "resso_http_connections_total", "counter", "Connections accepted.").sample(gauges.server.connections);
  Family(out, "resso_http_connections_refused_total", "counter", "Connections over a limit.").sample(gauges.server.connections_refused);
  Family(out, "resso_http_bad_requests_total", "counter", "Requests that were not HTTP as we take it.").sample(gauges.server.bad_requests);
  Family(out, "resso_http_sent_bytes_total", "counter", "Bytes sent.").sample(gauges.server.bytes_sent);
  Family(out, "process_resident_memory_bytes", "gauge", "Resident memory.").sample(resident_bytes());
  return out;
}

std::int64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t total = 0, resident = 0;
  statm >> total >> resident;
  return statm ? resident * sysconf(_SC_PAGESIZE) : 0;
}

}  // namespace resso::daemon
