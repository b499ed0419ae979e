#include "daemon/publication.hpp"

#include "net/content_coding.hpp"
#include "text/digest.hpp"

namespace resso::daemon {

Document make_document(std::string body, std::string media_type, Instant last_modified) {
  Document document;
  const std::string digest = text::sha256_hex(body).substr(0, 32);
  document.etags = {'"' + digest + '"', '"' + digest + "-gz\"", '"' + digest + "-br\""};
  document.media_type = std::move(media_type);
  document.gzip = std::make_shared<const std::string>(net::gzip(body));
  document.brotli = std::make_shared<const std::string>(net::brotli(body));
  document.identity = std::make_shared<const std::string>(std::move(body));
  document.last_modified = last_modified;
  return document;
}

Publication::Publication(std::shared_ptr<const feeds::Snapshot> snapshot, std::size_t cache_bytes)
    : snapshot_(std::move(snapshot)), capacity_(cache_bytes) {}

std::shared_ptr<const Document> Publication::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->document;
}

Result<std::shared_ptr<const Document>> Publication::render(const std::string& key, const feeds::Output& output,
                                                            const feeds::OutputRequest& request) {
  if (auto known = find(key)) return known;
  auto body = output.render(*snapshot_, request);
  if (!body) return body.error();
  auto document = std::make_shared<const Document>(
      make_document(std::move(*body), std::string(feeds::media_type(output, request)), feeds::last_modified(*snapshot_, output, request)));
  keep(key, document);
  return document;
}

void Publication::keep(const std::string& key, std::shared_ptr<const Document> document) {
  const std::lock_guard lock(mutex_);
  if (index_.contains(key) || document->bytes() > capacity_) return;
  bytes_ += document->bytes();
  entries_.push_front({key, std::move(document)});
  index_.emplace(key, entries_.begin());
  while (bytes_ > capacity_) {
    bytes_ -= entries_.back().document->bytes();
    index_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

std::size_t Publication::cached_bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::shared_ptr<Publication> Published::get() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void Published::set(std::shared_ptr<Publication> publication) {
  const std::lock_guard lock(mutex_);
  current_.swap(publication);
}

}  // namespace resso::daemon
