// A source and what its last poll left, over any server that a function plays.
#pragma once

#include "connectors/mastodon/cursor.hpp"
#include "connectors/mastodon/poll.hpp"
#include "tests/fakes/scripted_fetcher.hpp"
#include "text/url.hpp"

#include <string>
#include <vector>

namespace resso::connectors::mastodon {

struct PolledSource {
  net::Fetcher* fetcher = nullptr;
  boost::asio::io_context context;
  Source source;
  SourceState state;
  Instant now{Seconds(1'795'000'000)};

  explicit PolledSource(net::Fetcher& through, SourceKind kind = SourceKind::mastodon_hashtag) : fetcher(&through) {
    source.kind = kind;
    source.url = "https://m.example";
    source.name = kind == SourceKind::mastodon_account ? "casal" : "Barri";
  }

  void give_token() {
    source.credentials.emplace();
    source.credentials->token = Secret("t0k3n");
  }

  /// Keeps the cursor and the validators, as the daemon does.
  PollReport poll(PollFunction function = nullptr) {
    PollContext with;
    with.fetcher = fetcher;
    with.now = now;
    if (function == nullptr) function = source.kind == SourceKind::mastodon_account ? &poll_account : &poll_hashtag;
    PollReport report = fakes::run(context, function(with, source, state));
    if (!report.cursor.empty()) state.cursor = report.cursor;
    if (report.outcome.kind == FetchOutcome::Kind::changed) {
      state.validators = report.outcome.validators;
      state.content_digest = report.outcome.content_digest;
    }
    return report;
  }

  Cursor cursor() const { return read_cursor(state.cursor); }
};

inline std::string target_of(const net::FetchRequest& request) {
  const auto url = text::parse_url(request.url);
  return url ? url->target : std::string();
}

inline bool has(const net::FetchRequest& request, std::string_view part) { return request.url.find(part) != std::string::npos; }

}  // namespace resso::connectors::mastodon
