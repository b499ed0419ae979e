// Work measured against a reference doing the same, turn by turn in one run, so that a busy machine slows both alike.
#pragma once

#include <ctime>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace resso::bench {

inline double cpu_seconds() {
  timespec spent{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

/// CPU seconds of one call.
struct Pair {
  double ours, reference;
};

inline double timed(const std::function<void()>& work, int times) {
  const double began = cpu_seconds();
  for (int i = 0; i < times; ++i) work();
  return (cpu_seconds() - began) / times;
}

/// Calls until about 20 ms are over, twenty-five turns each; the fastest turn of each counts.
inline Pair measure(const std::function<void()>& ours, const std::function<void()>& reference) {
  constexpr double kTurn = 0.02;
  constexpr int kTurns = 25;
  const auto calls = [](const std::function<void()>& work) {
    return std::max(1, static_cast<int>(kTurn / std::max(timed(work, 1), 1e-9)));
  };
  const int our_calls = calls(ours), their_calls = calls(reference);
  Pair best{1e9, 1e9};
  for (int turn = 0; turn < kTurns; ++turn) {
    best.ours = std::min(best.ours, timed(ours, our_calls));
    best.reference = std::min(best.reference, timed(reference, their_calls));
  }
  return best;
}

/// `target`: how many times as fast as the reference we want to be; 0: only told.
void report(const std::string& what, const std::string& unit, double our_rate, const std::string& reference, double their_rate,
            double target);

/// What a program of another language says of its own rate per CPU second: `script`, of bench/ or of the folder that RESSO_BENCH_FOLDER
/// names, is run with a file of `document`. 0: it is not there.
double foreign_rate(const std::string& interpreter, const std::string& script, const std::string& document);

/// Keeps what is computed from being optimised away.
inline void use(std::size_t value) {
  static volatile std::size_t sink = 0;
  sink = sink + value;
}

// Inputs, made here, the same in every run.
std::string feed_document(int items);         ///< RSS as a blog of an association has it, about 1.2 KB an item
std::string plain_feed_document(int items);   ///< the same size, with little markup
std::string timeline(int statuses);           ///< a page of the Mastodon API, about 4 KB a post
std::string calendar(int events, int rules);  ///< every (events / rules)th one a series of 100

void measure_feed();
void measure_timeline();
void measure_calendar();
void measure_extract();
void measure_merge();
void measure_filters();

/// Prints CPU seconds, bytes and failures. An exit code.
int fetch_all(const std::string& server, int documents);

}  // namespace resso::bench
