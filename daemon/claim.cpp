#include "daemon/claim.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <utility>

namespace resso::daemon {
namespace {

std::filesystem::path lock_path(const std::filesystem::path& store) { return store.string() + ".lock"; }

std::string content_of(int file) {
  std::array<char, 256> buffer{};
  const auto length = ::pread(file, buffer.data(), buffer.size(), 0);
  return length > 0 ? std::string(buffer.data(), static_cast<std::size_t>(length)) : std::string();
}

}  // namespace

Result<Claim> Claim::take(const std::filesystem::path& store) {
  const auto path = lock_path(store);
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (file < 0)
    return Error{Errc::storage, std::string("cannot open the lock file: ") + std::strerror(errno), path,
                 "give this user write access to the directory", 0};
  Claim claim(file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    const std::string where = content_of(file);
    return Error{Errc::storage, "another resso uses this store" + (where.empty() ? "" : " (its admin side is " + where + ")"),
                 store.string(), "stop that one first, or give this one another [store] path", 0};
  }
  return claim;
}

std::string Claim::holder(const std::filesystem::path& store) {
  const int file = ::open(lock_path(store).c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return {};
  const Claim claim(file);
  return ::flock(file, LOCK_EX | LOCK_NB) == 0 ? std::string() : content_of(file);
}

void Claim::announce(const std::string& admin_address) {
  if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, admin_address.data(), admin_address.size(), 0) < 0) return;
}

Claim& Claim::operator=(Claim&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

Claim::~Claim() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace resso::daemon
