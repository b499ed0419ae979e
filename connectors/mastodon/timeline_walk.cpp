#include "connectors/mastodon/timeline_walk.hpp"

#include "connectors/heavy_work.hpp"
#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/refusal.hpp"
#include "text/digest.hpp"

#include <algorithm>

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

namespace {

/// A page as read: lines in the server's order, and where the pages beside it begin.
struct ReadPage {
  std::vector<MappedStatus> lines;
  int unreadable = 0;
  std::string newest, oldest;  ///< for min_id and max_id of the next request
  Instant oldest_published{};
  std::string digest;
};

Result<ReadPage> read_page(const net::FetchReply& reply, const Vantage& vantage) {
  const Result<WireStatuses> wire = parse_statuses(reply.body);
  if (!wire) return not_of_the_family(wire.error(), reply);
  ReadPage page;
  page.unreadable = wire->unreadable;
  std::string content;
  for (const WireStatus& status : wire->statuses) {
    page.lines.push_back(map_status(status, vantage));
    content += status.id + ' ' + status.edited_at + '\n';
  }
  page.digest = text::sha256_hex(content);
  const std::string previous = link_parameter(reply.headers, "prev", "min_id"), next = link_parameter(reply.headers, "next", "max_id");
  page.newest = previous, page.oldest = next;
  if (page.lines.empty()) return page;
  // Newest first is the rule; a server that turns min_id pages round is understood as well.
  const bool ascending = page.lines.front().published < page.lines.back().published;
  const MappedStatus& newest = ascending ? page.lines.back() : page.lines.front();
  const MappedStatus& oldest = ascending ? page.lines.front() : page.lines.back();
  page.newest = previous.empty() ? newest.id : previous;
  page.oldest = next.empty() ? oldest.id : next;
  page.oldest_published = oldest.published;
  return page;
}

class Walk {
 public:
  Walk(Conversation& talk, PageQuery query) : talk_(talk), query_(std::move(query)) {}

  asio::awaitable<Result<void>> run(Validators validators) {
    const bool settled = !talk_.cursor.newest.empty() && talk_.cursor.before.empty();
    const Validators known = settled ? std::move(validators) : Validators{};
    const Result<net::FetchReply> reply = co_await talk_.ask(query_(Page{}), known);
    if (!reply) co_return reply.error();
    if (reply->status == 304) co_return Result<void>{};
    const Validators told = talk_.report.outcome.validators;
    Result<ReadPage> first = co_await understand(*reply);
    if (!first) co_return first.error();

    const bool reaches = holds(*first, talk_.cursor.newest);
    take(*first);
    begin_or_advance(*first, reaches);
    if (!caught_up_) {
      const Result<void> walked = co_await forward(first->newest);
      if (!walked) co_return walked;
    }
    const Result<void> filled = co_await back();
    if (!filled) co_return filled;
    // Of the newest page, not of the last one asked for; and only if nothing is left to read behind an unchanged page.
    talk_.report.outcome.validators = caught_up_ ? told : Validators{};
    talk_.report.outcome.content_digest = first->digest;
    co_return filled;
  }

 private:
  asio::awaitable<Result<ReadPage>> understand(net::FetchReply reply) {
    auto work = [reply = std::move(reply), vantage = talk_.vantage()] { return read_page(reply, vantage); };
    Result<ReadPage> page = co_await run_heavy(talk_.context().heavy, std::move(work));
    co_return page;
  }

  asio::awaitable<Result<ReadPage>> ask(Page page) {
    const Result<net::FetchReply> reply = co_await talk_.ask(query_(page));
    if (!reply) co_return reply.error();
    Result<ReadPage> read = co_await understand(*reply);
    co_return read;
  }

  static bool holds(const ReadPage& page, const std::string& id) {
    return std::any_of(page.lines.begin(), page.lines.end(), [&](const MappedStatus& line) { return line.id == id; });
  }

  /// How many lines were new to this poll.
  int take(ReadPage& page) {
    int fresh = 0;
    for (MappedStatus& line : page.lines) fresh += talk_.take(std::move(line)) ? 1 : 0;
    talk_.cursor.page = std::max(talk_.cursor.page, static_cast<int>(page.lines.size()) + page.unreadable);
    if (page.unreadable > 0) talk_.warn(std::to_string(page.unreadable) + " entries of a page are no posts", "bad_post");
    return fresh;
  }

  /// What the newest page alone says of the cursor.
  void begin_or_advance(const ReadPage& first, bool reaches) {
    Cursor& cursor = talk_.cursor;
    caught_up_ = first.newest.empty() || cursor.newest.empty() || reaches;
    if (first.newest.empty() || !caught_up_) return;
    if (cursor.newest.empty()) {
      cursor.backfill_until = talk_.context().now - std::chrono::days(talk_.context().backfill_days);
      if (first.oldest_published >= cursor.backfill_until) cursor.before = first.oldest;
    }
    cursor.newest = first.newest;
  }

  /// From the cursor to the newest page. A page without anything new is that page again, or a server that does not know min_id.
  asio::awaitable<Result<void>> forward(std::string newest_page_id) {
    Cursor& cursor = talk_.cursor;
    for (int pages = 0; pages < kMaxPages && !caught_up_; ++pages) {
      Page wanted;
      wanted.min_id = cursor.newest;
      Result<ReadPage> page = co_await ask(std::move(wanted));
      if (!page) co_return page.error();
      const bool unreadable_only = page->lines.empty() && page->unreadable > 0 && !page->newest.empty() && page->newest != cursor.newest;
      const int fresh = take(*page);
      caught_up_ = fresh == 0 && !unreadable_only;
      if (pages == 0 && caught_up_ && page->newest == newest_page_id && !page->lines.empty()) tell_of_gap();
      cursor.newest = caught_up_ ? newest_page_id : page->newest;
    }
    co_return Result<void>{};
  }

  /// The newest page again, where what comes after the cursor was asked for.
  void tell_of_gap() {
    talk_.warn("the server gives its newest posts only, whatever is asked for: what was said between two polls may be missing",
               "gap_unreadable");
  }

  asio::awaitable<Result<void>> back() {
    Cursor& cursor = talk_.cursor;
    for (int pages = 0; pages < kMaxPages && !cursor.before.empty(); ++pages) {
      Page wanted;
      wanted.max_id = cursor.before;
      Result<ReadPage> page = co_await ask(std::move(wanted));
      if (!page) co_return page.error();
      const bool arrived = page->lines.empty() || take(*page) == 0 || page->oldest_published < cursor.backfill_until;
      cursor.before = arrived ? std::string() : page->oldest;
    }
    co_return Result<void>{};
  }

  Conversation& talk_;
  PageQuery query_;
  bool caught_up_ = true;  // nothing is left between the cursor and the newest page
};

}  // namespace

asio::awaitable<Result<void>> walk_timeline(Conversation& talk, PageQuery query, Validators validators) {
  Walk walk(talk, std::move(query));
  Result<void> walked = co_await walk.run(std::move(validators));
  co_return walked;
}

}  // namespace resso::connectors::mastodon
