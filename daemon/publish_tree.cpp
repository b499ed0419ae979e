#include "daemon/publish_tree.hpp"

#include "net/content_coding.hpp"
#include "text/digest.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace resso::daemon {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kTwins{"", ".gz", ".br"};
constexpr ::mode_t kReadable = 0644;  // by the web server
// Paths that an unfinished run began to write: named before they are, so that nothing of ours is ever taken for a file of others.
constexpr std::string_view kBegunName = ".resso-manifest.begun";
constexpr std::string_view kFirstLine = "resso publish 1";

Error failed(const std::string& what, const fs::path& where) {
  return {Errc::storage, what + ": " + std::strerror(errno), where.string(), "look at the folder's owner, permissions and free space", 0};
}

bool is_inside(std::string_view path) {
  return !path.empty() && path.front() != '/' && path.find("..") == std::string_view::npos && path.find('\0') == std::string_view::npos;
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Beside it, then renamed over it; its date is the content's, so that a plain server's Last-Modified tells the truth. 0: now.
Result<void> write_aside(const fs::path& file, std::string_view content, Instant modified, bool to_disk) {
  std::string beside = (file.parent_path() / ".resso-XXXXXX").string();
  const int descriptor = ::mkstemp(beside.data());
  if (descriptor < 0) return failed("no new file can be made in this folder", file.parent_path());
  bool good = write_all(descriptor, content) && ::fchmod(descriptor, kReadable) == 0;
  if (good && modified > Instant{}) {
    const ::timespec at{static_cast<std::time_t>(modified.time_since_epoch().count()), 0};
    const std::array<::timespec, 2> times{at, at};
    good = ::futimens(descriptor, times.data()) == 0;
  }
  if (good && to_disk) good = ::fsync(descriptor) == 0;
  good = ::close(descriptor) == 0 && good;
  good = good && ::rename(beside.c_str(), file.c_str()) == 0;
  if (good) return {};
  const auto error = failed("cannot be written", file);
  ::unlink(beside.c_str());
  return error;
}

void read_lines(const fs::path& file, std::map<std::string, std::string>& into) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto space = line.find(' ');
    if (space == std::string::npos || line == kFirstLine) continue;
    auto path = line.substr(space + 1);
    if (is_inside(path)) into[std::move(path)] = line.substr(0, space) == "-" ? std::string() : line.substr(0, space);
  }
}

}  // namespace

PublishTree::PublishTree(fs::path folder, int lock, std::function<void(std::string_view, std::string_view)> changed)
    : folder_(std::move(folder)), lock_(lock), changed_(std::move(changed)) {}

PublishTree::PublishTree(PublishTree&& other) noexcept
    : folder_(std::move(other.folder_)),
      lock_(std::exchange(other.lock_, -1)),
      changed_(std::move(other.changed_)),
      before_(std::move(other.before_)),
      now_(std::move(other.now_)),
      counts_(other.counts_) {}

PublishTree::~PublishTree() {
  if (lock_ >= 0) ::close(lock_);
}

Result<PublishTree> PublishTree::open(const fs::path& folder, std::function<void(std::string_view, std::string_view)> changed) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return Error{Errc::storage, "cannot be made: " + problem.message(), folder.string(), "look at the path and its owner", 0};
  const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return failed("cannot be opened", folder);
  PublishTree tree(folder, lock, std::move(changed));
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0)
    return Error{Errc::storage, "another resso publishes into this folder", folder.string(), "wait until it is done", 0};
  read_lines(folder / kManifestName, tree.before_);
  read_lines(folder / kBegunName, tree.before_);
  return tree;
}

bool PublishTree::is_as_it_was(const std::string& path, const std::string& digest, std::size_t size) const {
  for (const auto twin : kTwins) {
    const auto known = before_.find(path + std::string(twin));
    if (known == before_.end()) {
      if (twin.empty()) return false;
      continue;
    }
    std::error_code problem;
    const auto found = fs::file_size(folder_ / known->first, problem);
    if (problem || known->second != digest || (twin.empty() && found != size)) return false;
  }
  return true;
}

Result<void> PublishTree::claim(const std::string& path) {
  if (before_.contains(path)) return {};
  std::error_code problem;
  if (fs::exists(fs::symlink_status(folder_ / path, problem)))
    return Error{Errc::storage, "a file that resso did not write stands there", (folder_ / path).string(),
                 "publish into a folder of its own, or move that file away", 0};
  const auto begun = folder_ / kBegunName;
  const int file = ::open(begun.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) return failed("cannot be written", begun);
  const bool good = write_all(file, "- " + path + "\n");
  if (::close(file) != 0 || !good) return failed("cannot be written", begun);
  before_.emplace(path, std::string());
  return {};
}

Result<void> PublishTree::write(const std::string& path, std::string_view body, const std::string& digest, Instant modified) {
  std::error_code problem;
  fs::create_directories((folder_ / path).parent_path(), problem);
  if (const auto ours = claim(path); !ours) return ours;
  if (const auto written = write_aside(folder_ / path, body, modified, false); !written) return written;
  now_[path] = digest;
  return {};
}

Result<void> PublishTree::put(const std::string& path, const std::string& body, Instant modified) {
  if (!is_inside(path)) return Error{Errc::bad_input, "not a path inside the folder", path, "", 0};
  const auto digest = text::sha256_hex(body);
  if (is_as_it_was(path, digest, body.size())) {
    for (const auto twin : kTwins) {
      if (before_.contains(path + std::string(twin))) now_[path + std::string(twin)] = digest;
    }
    ++counts_.kept;
    return {};
  }
  const std::array<std::string, 2> packed{net::gzip(body), net::brotli(body)};
  for (std::size_t i = 0; i < packed.size(); ++i) {
    if (packed[i].size() >= body.size()) continue;
    if (const auto written = write(path + std::string(kTwins[i + 1]), packed[i], digest, modified); !written) return written;
  }
  if (const auto written = write(path, body, digest, modified); !written) return written;
  ++counts_.written;
  if (changed_) changed_("wrote", path);
  return {};
}

void PublishTree::remove(const std::string& path) {
  std::error_code ignored;
  if (!fs::remove(folder_ / path, ignored)) return;
  const bool is_twin = path.ends_with(".gz") || path.ends_with(".br");
  if (!is_twin) {
    ++counts_.removed;
    if (changed_) changed_("removed", path);
  }
  // Folders that it leaves empty go too.
  for (auto parent = fs::path(path).parent_path(); !parent.empty(); parent = parent.parent_path()) {
    if (::rmdir((folder_ / parent).c_str()) != 0) break;
  }
}

Result<PublishCounts> PublishTree::finish() {
  for (const auto& [path, digest] : before_) {
    if (!now_.contains(path)) remove(path);
  }
  std::string manifest(kFirstLine);
  manifest += '\n';
  for (const auto& [path, digest] : now_) manifest.append(digest).append(" ").append(path).append("\n");
  ::syncfs(lock_);  // the manifest never promises what a power cut can take away
  if (const auto written = write_aside(folder_ / kManifestName, manifest, Instant{}, true); !written) return written.error();
  std::error_code ignored;
  fs::remove(folder_ / kBegunName, ignored);
  return counts_;
}

}  // namespace resso::daemon
