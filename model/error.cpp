#include "model/error.hpp"

#include <array>
#include <stdexcept>
#include <string_view>

namespace resso {
namespace {

constexpr std::array<std::string_view, 14> kNames{"cancelled", "bad_input", "not_found", "gone", "limit",        "timeout", "network",
                                                  "tls",       "refused",   "http",      "auth", "rate_limited", "storage", "internal"};

}  // namespace

std::string describe(const Error& error) {
  std::string out = error.where;
  if (error.line > 0) out += (out.empty() ? "line " : ":") + std::to_string(error.line);
  if (!out.empty()) out += ": ";
  out += error.what;
  if (!error.remedy.empty()) out += " (" + error.remedy + ")";
  return out;
}

std::string_view name_of(Errc code) { return kNames.at(static_cast<std::size_t>(code)); }

Errc errc_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Errc>(i);
  return Errc::internal;
}

void throw_exception_from_error(const Error& error, const boost::source_location& location) {
  throw std::logic_error("value() of an error at " + std::string(location.file_name()) + ":" + std::to_string(location.line()) + ": " +
                         describe(error));
}

}  // namespace resso
