#include "connectors/mastodon/stream.hpp"

#include "connectors/mastodon/cursor.hpp"
#include "connectors/mastodon/parse.hpp"
#include "connectors/mastodon/query.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace resso::connectors::mastodon {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds kHead{20};  ///< for connecting, TLS and the head of the answer

bool has_token(const Source& source) { return source.credentials && !source.credentials->token.empty(); }

/// "wss://host" -> "https://host". A token never goes out in the clear where the server itself is spoken to under TLS.
std::string http_address(std::string_view told, std::string_view server) {
  std::string address(told);
  if (told.starts_with("wss://")) address = "https://" + std::string(told.substr(6));
  if (told.starts_with("ws://")) address = "http://" + std::string(told.substr(5));
  const bool weaker = server.starts_with("https://") && !address.starts_with("https://");
  return weaker || !text::parse_url(address) ? std::string() : address;
}

net::FetchRequest stream_request(const Source& source, const std::string& address) {
  net::FetchRequest request(address);
  request.headers.add("Accept", "text/event-stream");
  request.headers.add("Cache-Control", "no-store");
  request.headers.add("Authorization", "Bearer " + source.credentials->token.reveal());
  request.timeout = kHead;
  return request;
}

bool is_refusal(int status) { return status >= 300 && status < 500 && status != 408 && status != 429; }

std::optional<StreamEnd> no_stream(const net::ReplyStream& stream) {
  StreamEnd end;
  end.problem = {Errc::http, "the server does not stream", stream.final_url(), "nothing to do: it is polled", 0};
  if (stream.status() != 200) {
    end.problem.what += " (" + std::to_string(stream.status()) + ")";
    end.refused = is_refusal(stream.status());
    return end;
  }
  const std::string type = text::to_lower_ascii(stream.headers().get("Content-Type"));
  if (type.starts_with("text/event-stream")) return std::nullopt;
  end.problem.what += ": it answers with " + (type.empty() ? std::string("something else") : type);
  end.refused = true;
  return end;
}

}  // namespace

std::string stream_address(const Source& source, std::string_view cursor_text) {
  if (source.kind != SourceKind::mastodon_hashtag || !has_token(source)) return {};
  const Cursor cursor = read_cursor(cursor_text);
  std::string address = http_address(cursor.streaming, source.url);
  if (cursor.streaming.empty() || address.empty()) return {};
  while (address.ends_with('/')) address.pop_back();
  // Pleroma's relatives tell the whole path.
  if (!address.ends_with("/api/v1/streaming")) address += "/api/v1/streaming";
  return address + "/hashtag?tag=" + text::percent_encode(text::casefold(source.name));
}

Vantage stream_vantage(const Source& source, std::string_view cursor_text, Instant now) {
  const Cursor cursor = read_cursor(cursor_text);
  return {source.url, account_domain(source.url, cursor.domain), now, cursor.domain};
}

Result<StreamNews> StreamReader::read(std::string_view bytes, const Vantage& vantage) {
  const auto events = parser_.feed(bytes);
  if (!events) return events.error();
  StreamNews news;
  for (const SseEvent& event : *events) {
    if (event.name == "update" || event.name == "status.update") take_status(event.data, vantage, news);
    if (event.name == "delete") take_delete(std::string(text::trim(event.data)), vantage, news);
  }
  return news;
}

void StreamReader::take_status(const std::string& json, const Vantage& vantage, StreamNews& news) {
  const Result<WireStatus> wire = parse_status(json);
  if (!wire) return;  // the next poll has the same post, and tells what is wrong with it
  MappedStatus mapped = map_status(*wire, vantage);
  if (!mapped.post) return;
  remember(mapped.id, mapped.post->uri);
  if (mapped.boost) news.harvest.boosts.push_back(std::move(*mapped.boost));
  news.harvest.posts.push_back(std::move(*mapped.post));
  news.harvest.counters.push_back(std::move(*mapped.counters));
}

void StreamReader::take_delete(const std::string& id, const Vantage& vantage, StreamNews& news) {
  const auto known = uris_.find(id);
  if (known == uris_.end()) {
    ++news.unknown_deleted;
    return;
  }
  const auto uri = text::parse_url(known->second);
  const bool at_home = uri && uri->origin() == vantage.server;
  (at_home ? news.harvest.deleted_uris : news.said_gone).push_back(known->second);
}

void StreamReader::remember(const std::string& id, const std::string& uri) {
  if (!uris_.insert_or_assign(id, uri).second) return;
  order_.push_back(id);
  if (order_.size() <= kRemembered) return;
  uris_.erase(order_.front());
  order_.pop_front();
}

asio::awaitable<StreamEnd> listen(net::StreamOpener& opener, Source source, std::string address, std::string cursor, StreamReader& reader,
                                  StreamListener listener) {
  reader.restart();
  StreamEnd end;
  auto request = stream_request(source, address);
  Result<std::unique_ptr<net::ReplyStream>> opened = co_await opener.open(std::move(request));
  if (!opened) {
    end.problem = opened.error();
    co_return end;
  }
  const std::unique_ptr<net::ReplyStream> stream = std::move(*opened);
  if (auto refusal = no_stream(*stream)) co_return *refusal;
  end.opened = true;
  listener.opened();
  for (;;) {
    const Result<std::string> bytes = co_await stream->next(kStreamSilence);
    if (!bytes) {
      end.problem = bytes.error();
      break;
    }
    if (bytes->empty()) {
      end.problem = {Errc::network, "the server ended the stream", address, "nothing to do: it is opened again", 0};
      break;
    }
    const Vantage vantage = stream_vantage(source, cursor, listener.now());
    Result<StreamNews> news = reader.read(*bytes, vantage);
    if (!news) {
      end.problem = news.error();
      break;
    }
    if (news->empty() && news->harvest.boosts.empty()) continue;
    auto hearing = listener.heard(std::move(*news));
    co_await std::move(hearing);
  }
  co_return end;
}

std::chrono::milliseconds reconnect_pause(int failures, double jitter) {
  constexpr std::int64_t kFirst = 1000, kLongest = 300'000;
  const std::int64_t pause = std::min(kFirst << std::clamp(failures, 0, 20), kLongest);
  return std::chrono::milliseconds(pause + static_cast<std::int64_t>(static_cast<double>(pause) * std::clamp(jitter, 0.0, 1.0)));
}

}  // namespace resso::connectors::mastodon
