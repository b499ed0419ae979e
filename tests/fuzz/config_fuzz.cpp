// Any bytes as a configuration: settings or problems, never a crash. No file and no variable of the machine is touched.
#include "config/read.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

resso::config::Outside nothing_outside() {
  return {[](const std::filesystem::path&) -> resso::Result<std::string> {
            return resso::Error{resso::Errc::not_found, "there is no such file", "", "", 0};
          },
          [](const std::string&) { return std::optional<std::string>(); }, [](const std::filesystem::path&) { return false; }};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const resso::config::Outside outside = nothing_outside();
  const std::string_view toml(reinterpret_cast<const char*>(data), size);
  const auto read = resso::config::parse_settings(toml, "/fuzz/resso.toml", outside);
  if (const auto* problems = std::get_if<resso::config::Problems>(&read)) {
    if (problems->empty()) std::abort();
    for (const resso::Error& problem : *problems) {
      if (problem.what.empty() || problem.line < 0) std::abort();
    }
  }
  return 0;
}
