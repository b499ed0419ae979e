#include "tests/fakes/fixtures.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace resso::fakes {

std::filesystem::path fixtures() { return RESSO_FIXTURES; }

std::string fixture(const std::string& name) {
  std::ifstream in(fixtures() / name, std::ios::binary);
  if (!in) throw std::runtime_error("no fixture " + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace resso::fakes
