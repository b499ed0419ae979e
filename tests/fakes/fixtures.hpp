// Where the test documents of this project lie.
#pragma once

#include <filesystem>
#include <string>

namespace resso::fakes {

/// tests/fixtures of the source tree.
std::filesystem::path fixtures();
/// The bytes of a file below it, "feed/rss_plain.xml". Throws when there is none: a test without its document must fail.
std::string fixture(const std::string& name);

}  // namespace resso::fakes
