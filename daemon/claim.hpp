// One daemon a store: a lock file beside it, held for as long as the process lives, that tells where that daemon's admin side listens.
#pragma once

#include "model/error.hpp"

#include <filesystem>
#include <string>

namespace resso::daemon {

class Claim {
 public:
  /// Errors: storage with the process that holds it. The lock goes when the process ends, however it ends.
  static Result<Claim> take(const std::filesystem::path& store);
  /// Where the daemon that holds `store` listens, "http://127.0.0.1:8081"; empty: nobody holds it.
  static std::string holder(const std::filesystem::path& store);

  void announce(const std::string& admin_address);

  Claim() = default;
  Claim(Claim&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  Claim& operator=(Claim&& other) noexcept;
  ~Claim();

 private:
  explicit Claim(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace resso::daemon
