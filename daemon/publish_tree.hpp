// A folder of files for a plain web server, kept equal to what it is given: each file whole or not at all, only what changed is written,
// what is gone is removed, and nothing is touched that others put there (a manifest tells what is ours).
#pragma once

#include "model/error.hpp"
#include "model/time.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace resso::daemon {

inline constexpr std::string_view kManifestName = ".resso-manifest";

struct PublishCounts {
  std::size_t written = 0, removed = 0, kept = 0;  ///< files, compressed twins not counted
};

class PublishTree {
 public:
  /// `changed`: told of every file written or removed, twins not. Errors: storage, also when another publishes into the same folder.
  static Result<PublishTree> open(const std::filesystem::path& folder,
                                  std::function<void(std::string_view what, std::string_view path)> changed);

  /// The file and its twins .gz and .br, where they are smaller. Errors: storage, also for a file of others at that place.
  Result<void> put(const std::string& path, const std::string& body, Instant modified);
  /// Removes what was not put this time, and writes the manifest. Without it all that was written stays ours, for the next run.
  Result<PublishCounts> finish();

  PublishTree(PublishTree&& other) noexcept;
  PublishTree& operator=(PublishTree&&) = delete;
  ~PublishTree();

 private:
  PublishTree(std::filesystem::path folder, int lock, std::function<void(std::string_view, std::string_view)> changed);
  bool is_as_it_was(const std::string& path, const std::string& digest, std::size_t size) const;
  Result<void> claim(const std::string& path);
  Result<void> write(const std::string& path, std::string_view body, const std::string& digest, Instant modified);
  void remove(const std::string& path);

  std::filesystem::path folder_;
  int lock_ = -1;
  std::function<void(std::string_view, std::string_view)> changed_;
  std::map<std::string, std::string> before_, now_;  ///< path to digest of the uncompressed body; empty: not known
  PublishCounts counts_;
};

}  // namespace resso::daemon
