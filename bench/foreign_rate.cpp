#include "bench/measure.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace resso::bench {

double foreign_rate(const std::string& interpreter, const std::string& script, const std::string& document) {
  const char* folder = std::getenv("RESSO_BENCH_FOLDER");
  const std::filesystem::path input = std::filesystem::temp_directory_path() / ("resso-bench-" + std::to_string(getpid()));
  std::ofstream(input) << document;
  const std::string command =
      interpreter + " '" + std::string(folder != nullptr ? folder : "bench") + '/' + script + "' '" + input.string() + "'";
  double rate = 0;
  if (FILE* told = popen(command.c_str(), "r"); told != nullptr) {
    if (std::fscanf(told, "%lf", &rate) != 1) rate = 0;
    pclose(told);
  }
  std::filesystem::remove(input);
  return rate;
}

}  // namespace resso::bench
