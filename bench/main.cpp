// resso-bench: prints how fast parsers and mappers are beside a named reference that does the bare minimum, or the same.
// Usage: resso-bench [feed|timeline|calendar|extract|merge|filters]...  ("resso-bench fetch SERVER DOCUMENTS" is bench/fetch.py's part)
// RESSO_BENCH_FOLDER names the folder bench/ when it is not run from the project's folder.
#include "bench/measure.hpp"
#include "model/memory.hpp"

#include <cstdio>
#include <cstdlib>
#include <set>

namespace resso::bench {

void report(const std::string& what, const std::string& unit, double our_rate, const std::string& reference, double their_rate,
            double target) {
  const double ratio = our_rate / their_rate;
  const std::string verdict = target == 0 ? "" : ratio >= target ? "met" : "MISSED";
  std::printf("%-34s %12.0f %-14s %-34s %12.0f  %8.2f x", what.c_str(), our_rate, unit.c_str(), reference.c_str(), their_rate, ratio);
  if (target > 0) std::printf("  target %.4g x: %s", target, verdict.c_str());
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace resso::bench

int main(int count, char** arguments) {
  resso::keep_freed_memory();  // as resso does
  if (count == 4 && std::string(arguments[1]) == "fetch") return resso::bench::fetch_all(arguments[2], std::atoi(arguments[3]));
  const std::set<std::string> asked(arguments + 1, arguments + count);
  const auto wanted = [&](const char* name) { return asked.empty() || asked.contains(name); };
  std::printf("%-34s %12s %-14s %-34s %12s\n", "what", "ours", "per CPU second", "reference", "its rate");
  if (wanted("feed")) resso::bench::measure_feed();
  if (wanted("timeline")) resso::bench::measure_timeline();
  if (wanted("calendar")) resso::bench::measure_calendar();
  if (wanted("extract")) resso::bench::measure_extract();
  if (wanted("merge")) resso::bench::measure_merge();
  if (wanted("filters")) resso::bench::measure_filters();
}
