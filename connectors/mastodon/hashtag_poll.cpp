#include "connectors/mastodon/poll.hpp"
#include "connectors/mastodon/refusal.hpp"
#include "connectors/mastodon/timeline_walk.hpp"

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

namespace {

/// A server that has never heard of a tag may say 404: that is an empty tag.
void treat_as_empty(Conversation& talk) {
  talk.report.outcome.kind = FetchOutcome::Kind::changed;
  talk.report.outcome.problem.reset();
}

bool has_token(const Source& source) { return source.credentials && !source.credentials->token.empty(); }

/// What a visitor may see of a server that closes a part: who asks for all of it is refused.
std::string open_part(const Conversation& talk) {
  if (has_token(talk.source())) return {};
  if (talk.cursor.access == Access::partly_closed) return "local";
  return talk.cursor.access == Access::others_only ? "remote" : std::string();
}

/// An empty answer may mean that hashtags are closed (field-notes 1.4).
void explain(Conversation& talk) {
  const Cursor& cursor = talk.cursor;
  if (!talk.has_taken() && talk.report.outcome.kind == FetchOutcome::Kind::changed) {
    if (const auto closed = closed_hashtag(cursor.access, talk.source())) return talk.fail(*closed);
  }
  if (!open_part(talk).empty())
    talk.warn("without a token the server shows only a part of " + talk.resource() + ": its own posts, or those of others",
              "hashtag_partly_closed");
}

}  // namespace

asio::awaitable<PollReport> poll_hashtag(PollContext context, Source source, SourceState state) {
  Conversation talk(std::move(context), std::move(source), state);
  talk.report.harvest.title = talk.resource();
  Result<void> done = co_await talk.meet();
  if (done) {
    auto query = [server = talk.source().url, tag = talk.source().name, only = open_part(talk)](Page page) {
      page.only = only;
      return hashtag_query(server, tag, page);
    };
    done = co_await walk_timeline(talk, std::move(query), state.validators);
    if (!done && talk.knows_no_such_thing && !talk.has_taken()) {
      treat_as_empty(talk);
      done = Result<void>{};
    }
  }
  if (done)
    explain(talk);
  else
    talk.fail(done.error());
  co_return talk.finish();
}

}  // namespace resso::connectors::mastodon
