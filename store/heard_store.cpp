#include "store/heard_digest.hpp"
#include "store/session.hpp"

namespace resso::store {
namespace {

bool holds(Query row, std::int64_t digest) { return row.next() && row.maybe_integer(0) == digest; }

}  // namespace

bool Session::has_heard(const Post& said, std::string_view by) {
  return holds(db_.query("SELECT heard FROM posts WHERE uri = ?", said.uri), heard_digest(said, by));
}

bool Session::has_heard(const StatedEvent& said, std::string_view by) {
  return holds(db_.query("SELECT heard FROM statements WHERE source_id = ? AND key = ?", said.source_id, said.key), heard_digest(said, by));
}

void Session::note_heard(const Post& said, std::string_view by) {
  db_.run("UPDATE posts SET heard = ? WHERE uri = ? AND deleted = 0", heard_digest(said, by), said.uri);
}

void Session::note_heard(const StatedEvent& said, std::string_view by) {
  db_.run("UPDATE statements SET heard = ? WHERE source_id = ? AND key = ?", heard_digest(said, by), said.source_id, said.key);
}

}  // namespace resso::store
