#include "daemon/engine.hpp"

#include "daemon/app.hpp"
#include "daemon/consent_record.hpp"
#include "daemon/log.hpp"
#include "daemon/moderation.hpp"
#include "daemon/poll_words.hpp"
#include "text/unicode.hpp"

#include <algorithm>

namespace resso::daemon {
namespace {

net::FetcherOptions fetcher_options(const config::Settings& settings) {
  net::FetcherOptions options;
  options.user_agent = user_agent(settings);
  options.timeout = settings.network.timeout;
  options.body_limit = settings.network.body_limit;
  options.max_redirects = settings.network.max_redirects;
  options.connections_per_host = settings.network.connections_per_host;
  options.connections = settings.network.connections;
  options.allow_hosts = settings.network.allow_hosts;
  return options;
}

std::vector<std::string> tracked_hashtags(const config::Settings& settings) {
  std::vector<std::string> out;
  for (const auto& hashtag : settings.hashtags) out.push_back(text::fold_hashtag(hashtag.name));
  return out;
}

std::vector<store::TrackedCampaign> tracked_campaigns(const config::Settings& settings) {
  std::vector<store::TrackedCampaign> out;
  for (const auto& campaign : settings.campaigns)
    out.push_back({campaign.name, text::fold_hashtag(campaign.hashtag), campaign.from, campaign.to});
  return out;
}

// The store stands on the model alone: what it needs of words and zones is lent to it.
store::CityRules city_rules(const config::City& city) {
  const auto zone = text::Zone::find(city.timezone).value_or(text::Zone::utc());
  store::CityRules rules;
  rules.zone = city.timezone;
  rules.to_local = [zone](Instant at) { return zone.to_local(at); };
  rules.to_instant = [zone](LocalTime local) { return zone.to_instant(local); };
  rules.fold_hashtag = [](std::string_view hashtag) { return text::fold_hashtag(hashtag); };
  return rules;
}

// What the store must know of a configuration before anything else happens: its sources, and who is to be forgotten.
Result<void> tell_store(store::Store& store, const config::Settings& settings) {
  return store.write([&](store::Transaction& transaction) -> Result<void> {
    transaction.set_sources(settings.sources);
    if (!settings.moderation.opt_out.empty()) forget_opted_out(transaction, settings, agenda::Rules(settings), Engine::now());
    return {};
  });
}

std::unordered_set<std::string> sources_with_event_today(const feeds::Snapshot& snapshot) {
  std::unordered_set<std::string> out;
  const auto from = snapshot.zone.to_instant(LocalTime(snapshot.today));
  const auto to = snapshot.zone.to_instant(LocalTime(snapshot.today + std::chrono::days(1)));
  for (const auto& occurrence : snapshot.occurrences) {
    if (occurrence.start >= to || occurrence.end < from) continue;
    if (const Event* event = snapshot.event(occurrence.event_id))
      for (const auto& source : event->sources) out.insert(source.source_id);
  }
  return out;
}

}  // namespace

std::string user_agent(const config::Settings& settings) {
  std::string agent = std::string("Resso/") + Version::text;
  if (!settings.city.contact.empty()) agent += " (+" + settings.city.contact + ")";
  if (!settings.network.user_agent_suffix.empty()) agent += " " + settings.network.user_agent_suffix;
  return agent;
}

Result<std::unique_ptr<store::Store>> open_store(const config::Settings& settings, bool read_only) {
  store::OpenOptions options;
  options.read_only = read_only;
  options.entities = settings.entities;
  options.tracked_hashtags = tracked_hashtags(settings);
  options.campaigns = tracked_campaigns(settings);
  options.rules = city_rules(settings.city);
  return store::Store::open(settings.store.path, std::move(options));
}

namespace {

/// The file's configuration, and what moderators have decided of accounts since.
Result<ConfigurationPtr> with_decisions(store::Store& store, ConfigurationPtr configuration) {
  std::vector<store::ModerationEntry> decisions;
  const auto read = store.read([&](store::Reader& reader) -> Result<void> {
    decisions = reader.account_decisions();
    return {};
  });
  if (!read) return read.error();
  if (decisions.empty()) return configuration;
  return std::make_shared<const Configuration>(with_account_decisions(configuration->settings, decisions));
}

}  // namespace

Result<std::unique_ptr<Engine>> Engine::create(asio::any_io_executor executor, ConfigurationPtr from_file) {
  auto store = open_store(from_file->settings, false);
  if (!store) return store.error();
  auto whole = with_decisions(**store, std::move(from_file));
  if (!whole) return whole.error();
  ConfigurationPtr configuration = std::move(*whole);
  if (const auto told = tell_store(**store, configuration->settings); !told) return told.error();
  std::unique_ptr<Engine> engine(new Engine(std::move(executor), std::move(configuration), std::move(*store)));
  if (const auto loaded = engine->poller_->load(); !loaded) return loaded.error();
  if (const auto loaded = engine->websub_->load(); !loaded) return loaded.error();
  return engine;
}

Engine::Engine(asio::any_io_executor executor, ConfigurationPtr configuration, std::unique_ptr<store::Store> store)
    : executor_(executor),
      store_(std::move(store)),
      client_(std::make_unique<net::HttpClient>(executor, fetcher_options(configuration->settings))),
      tasks_(executor, [](const std::string& task, std::exception_ptr failure) { log_exception(task, failure); }) {
  Poller::Parts polling;
  polling.executor = executor;
  polling.heavy = threads_.heavy.get_executor();
  polling.writer = threads_.writer.get_executor();
  polling.store = store_.get();
  polling.fetcher = client_.get();
  polling.metrics = &metrics_;
  polling.now = now;
  polling.on_stored = [this](bool visible) { publisher_->mark(visible); };
  polling.on_hub = [this](const std::string& source_id, const std::string& hub, const std::string& topic) {
    websub_->offered(source_id, hub, topic);
  };
  poller_ = std::make_unique<Poller>(std::move(polling), configuration);
  begin_websub(configuration->settings);

  Refresher::Parts looking;
  looking.executor = executor;
  looking.threads = &threads_;
  looking.store = store_.get();
  looking.fetcher = &poller_->polite_fetcher();
  looking.now = now;
  looking.rules = [this] { return poller_->rules(); };
  looking.on_stored = [this](bool visible) { publisher_->mark(visible); };
  refresher_ = std::make_unique<Refresher>(std::move(looking), configuration);

  Rederiver::Parts deriving;
  deriving.executor = executor;
  deriving.threads = &threads_;
  deriving.store = store_.get();
  deriving.now = now;
  deriving.rules = [this] { return poller_->rules(); };
  deriving.on_stored = [this](bool visible) { publisher_->mark(visible); };
  rederiver_ = std::make_unique<Rederiver>(std::move(deriving), configuration);

  Streams::Parts streaming;
  streaming.executor = executor;
  streaming.threads = &threads_;
  streaming.store = store_.get();
  streaming.opener = client_.get();
  streaming.poller = poller_.get();
  streaming.now = now;
  streaming.on_stored = [this](bool visible) { publisher_->mark(visible); };
  streaming.look_soon = [this](std::vector<std::string> uris) { refresher_->look_soon(std::move(uris)); };
  streams_ = std::make_unique<Streams>(std::move(streaming), configuration);

  Publisher::Parts publishing;
  publishing.executor = executor;
  publishing.threads = &threads_;
  publishing.store = store_.get();
  publishing.metrics = &metrics_;
  publishing.published = &published_;
  publishing.now = now;
  publishing.on_published = [this](const feeds::Snapshot& snapshot) { poller_->set_event_today(sources_with_event_today(snapshot)); };
  publisher_ = std::make_unique<Publisher>(std::move(publishing), std::move(configuration));
}

void Engine::begin_websub(const config::Settings& settings) {
  WebSub::Parts parts;
  parts.executor = executor_;
  parts.writer = threads_.writer.get_executor();
  parts.store = store_.get();
  parts.fetcher = &poller_->polite_fetcher();
  parts.now = now;
  parts.wanted = settings.network.websub;
  parts.public_url = settings.city.public_url;
  parts.on_alive = [this](std::unordered_set<std::string> ids) { poller_->set_told_by_hubs(std::move(ids)); };
  parts.on_delivery = [this](std::string id, net::FetchReply delivery) { poller_->deliver(std::move(id), std::move(delivery)); };
  websub_ = std::make_unique<WebSub>(std::move(parts));
}

Engine::~Engine() = default;

void Engine::start_polling() { tasks_.spawn("poller", poller_->run()); }

void Engine::start() {
  start_polling();
  tasks_.spawn("refresher", refresher_->run());
  tasks_.spawn("rederiver", rederiver_->run());
  tasks_.spawn("streams", streams_->run());
  tasks_.spawn("publisher", publisher_->run());
  tasks_.spawn("websub", websub_->run());
}

Result<void> Engine::reconfigure(ConfigurationPtr from_file) {
  auto whole = with_decisions(*store_, std::move(from_file));
  if (!whole) return whole.error();
  ConfigurationPtr configuration = std::move(*whole);
  if (const auto told = tell_store(*store_, configuration->settings); !told) return told.error();
  const auto& settings = configuration->settings;
  if (const auto told = store_->set_directory(settings.entities, tracked_hashtags(settings), tracked_campaigns(settings)); !told)
    return told.error();
  client_->reconfigure(fetcher_options(settings));
  if (const auto done = poller_->reconfigure(configuration); !done) return done.error();
  refresher_->reconfigure(configuration);
  rederiver_->reconfigure(configuration);
  streams_->reconfigure(configuration);
  std::unordered_set<std::string> followed;
  for (const auto& source : settings.sources) followed.insert(source.id);
  websub_->follow_only(followed);
  websub_->reconfigure(settings.network.websub, settings.city.public_url);
  publisher_->reconfigure(std::move(configuration));
  return {};
}

asio::awaitable<bool> Engine::stop(std::chrono::milliseconds grace) {
  tasks_.cancel();
  client_->close();
  auto polls = poller_->stop(grace);
  const bool polls_ended = co_await std::move(polls);
  auto streams = streams_->stop(grace);
  const bool streams_ended = co_await std::move(streams);
  auto looks = refresher_->stop(grace);
  const bool looks_ended = co_await std::move(looks);
  auto joining = tasks_.join(grace);
  const bool tasks_ended = co_await std::move(joining);
  co_return polls_ended&& streams_ended&& looks_ended&& tasks_ended;
}

Instant Engine::now() { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); }

}  // namespace resso::daemon
