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

/// An empty answer may mean that hashtags are closed (field-notes 1.4).
void explain(Conversation& talk) {
  const Cursor& cursor = talk.cursor;
  if (!talk.has_taken() && talk.report.outcome.kind == FetchOutcome::Kind::changed) {
    if (const auto closed = closed_hashtag(cursor.access, talk.source())) return talk.fail(*closed);
  }
  const bool has_token = talk.source().credentials && !talk.source().credentials->token.empty();
  if (cursor.access == Access::partly_closed && !has_token)
    talk.warn("without a token the server shows only a part of " + talk.resource() + ": its own posts, or those of others",
              "hashtag_partly_closed");
}

}  // namespace

asio::awaitable<PollReport> poll_hashtag(PollContext context, Source source, SourceState state) {
  Conversation talk(std::move(context), std::move(source), state);
  talk.report.harvest.title = talk.resource();
  Result<void> done = co_await talk.meet();
  if (done) {
    auto query = [server = talk.source().url, tag = talk.source().name](const Page& page) { return hashtag_query(server, tag, page); };
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
