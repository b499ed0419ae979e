#include "daemon/file_replace.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace resso::daemon {
namespace {

Error failed(const std::string& what, const std::filesystem::path& file) {
  return {Errc::storage, what + ": " + std::strerror(errno), file.string(), "look at the folder's owner, permissions and free space", 0};
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

Result<void> replace_file(const std::filesystem::path& file, std::string_view content) {
  std::error_code problem;
  const std::filesystem::path target = std::filesystem::weakly_canonical(file, problem);
  if (problem) return Error{Errc::storage, "cannot be found: " + problem.message(), file.string(), "look at the path", 0};
  std::string beside = target.string() + ".XXXXXX";
  const int descriptor = ::mkstemp(beside.data());
  if (descriptor < 0) return failed("no new file can be made beside it", file);
  struct ::stat old {};
  bool good = write_all(descriptor, content);
  if (good && ::stat(target.c_str(), &old) == 0) good = ::fchmod(descriptor, old.st_mode & 07777) == 0;
  good = ::close(descriptor) == 0 && good;
  good = good && ::rename(beside.c_str(), target.c_str()) == 0;
  if (good) return {};
  const Error error = failed("cannot be written", file);
  ::unlink(beside.c_str());
  return error;
}

}  // namespace resso::daemon
