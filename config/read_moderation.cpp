#include "config/sections.hpp"

#include <algorithm>

namespace resso::config {
namespace {

std::vector<std::string> accounts(Reader& reader, std::string_view key) {
  std::vector<std::string> accts;
  for (const Text& text : reader.texts(key)) {
    if (auto acct = acct_of(text, reader.report())) accts.push_back(std::move(*acct));
  }
  return accts;
}

}  // namespace

void read_moderation(Reader& root, Reading& reading) {
  if (auto reader = root.table("moderation")) {
    ModerationSettings& moderation = reading.settings.moderation;
    for (Text& word : reader->texts("blocked_words")) moderation.blocked_words.push_back(std::move(word.value));
    moderation.blocked_accounts = accounts(*reader, "blocked_accounts");
    moderation.opt_out = accounts(*reader, "opt_out");
    if (const auto threshold = reader->number("confidence_threshold", 0, 1)) moderation.confidence_threshold = threshold->value;
    reader->finish();
  }
  std::vector<std::string> names;
  for (Reader& reader : root.tables("watch")) {
    WatchSettings watch;
    if (const auto name = reader.needed("name", "give the watch a name")) {
      if (std::find(names.begin(), names.end(), name->value) != names.end()) {
        reader.problem(name->at, "there is another watch " + in_quotes(name->value), "choose another name");
      }
      names.push_back(watch.name = name->value);
    }
    for (Text& word : reader.texts("words")) watch.words.push_back(std::move(word.value));
    watch.topics = reading.topics(reader);
    watch.strict = reader.flag("strict").value_or(false);
    if (const auto text = reader.text("webhook")) {
      if (const auto url = url_of(*text, reading.report)) watch.webhook = url->str();
    }
    if (!reader.has("words") && !reader.has("topics")) reader.problem(reader.spot(), "watches nothing", "give it “words” or “topics”");
    reader.finish();
    reading.settings.watches.push_back(std::move(watch));
  }
}

}  // namespace resso::config
