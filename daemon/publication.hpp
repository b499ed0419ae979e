// What citizens are served from: one immutable snapshot, and everything that was rendered of it, with its compressed twins and validators.
#pragma once

#include "feeds/output.hpp"
#include "feeds/snapshot.hpp"

#include <array>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace resso::daemon {

/// A document as it goes out: three codings, each with its own strong entity tag.
struct Document {
  std::string media_type;
  std::shared_ptr<const std::string> identity, gzip, brotli;
  std::array<std::string, 3> etags;  ///< of identity, gzip, brotli
  Instant last_modified{};
  std::size_t bytes() const { return identity->size() + gzip->size() + brotli->size(); }
};

/// Compresses and signs: the same body gives the same document, across restarts.
Document make_document(std::string body, std::string media_type, Instant last_modified);

/// Thread-safe. Rendered documents are kept up to a number of bytes; those not asked for longest go first.
class Publication {
 public:
  Publication(std::shared_ptr<const feeds::Snapshot> snapshot, std::size_t cache_bytes);

  const feeds::Snapshot& snapshot() const { return *snapshot_; }
  std::shared_ptr<const Document> find(const std::string& key);
  /// Renders what is not there yet. Errors are those of Output::render.
  Result<std::shared_ptr<const Document>> render(const std::string& key, const feeds::Output& output, const feeds::OutputRequest& request);
  std::size_t cached_bytes() const;

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Document> document;
  };
  void keep(const std::string& key, std::shared_ptr<const Document> document);

  std::shared_ptr<const feeds::Snapshot> snapshot_;
  std::size_t capacity_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string, std::list<Entry>::iterator> index_;
  std::size_t bytes_ = 0;
};

/// The publication in force: read by web threads, replaced whole.
class Published {
 public:
  std::shared_ptr<Publication> get() const;
  void set(std::shared_ptr<Publication> publication);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<Publication> current_;
};

}  // namespace resso::daemon
