#include "daemon/consent_record.hpp"

#include "agenda/consent.hpp"
#include "daemon/ingest.hpp"
#include "text/url.hpp"

namespace resso::daemon {

std::string server_of(const Source& source) {
  const auto url = text::parse_url(source.url);
  return url ? url->authority() : source.url;
}

ConsentFlags hear_consent(store::Transaction& transaction, const Post& said, const Source& source, Instant now) {
  const ConsentFlags& told = said.author.consent;
  const auto before = transaction.consent_told(said.author.acct);
  // A feed tells no flags: its silence takes back nothing.
  if (told != ConsentFlags{}) transaction.note_consent(said.author.acct, {server_of(source), told, now});
  const std::string server = server_of(source);
  std::vector<ConsentTold> others;
  for (const auto& word : before)
    if (word.server != server || told == ConsentFlags{}) others.push_back(word);
  return agenda::flags_in_force(told, others, now);
}

void record_consent(store::Transaction& transaction, const Post& judged, const Source& source, Instant now) {
  transaction.add_to_ledger({judged.author.acct, now, judged.author.consent, server_of(source), judged.visibility,
                             std::string(agenda::rule_applied(judged)), judged.moderation.reason});
}

namespace {

/// That and when somebody's posts went at their request; told by nobody but themselves.
void record_request(store::Transaction& transaction, const std::string& uri, Instant now) {
  const auto post = transaction.post_by_uri(uri);
  if (!post) return;
  transaction.add_to_ledger({post->author.acct, now, post->author.consent, {}, post->visibility, "hidden", "opted out by request"});
}

}  // namespace

bool forget_opted_out(store::Transaction& transaction, const config::Settings& settings, const agenda::Rules& rules, Instant now) {
  bool visible = false;
  for (const auto& acct : settings.moderation.opt_out) {
    connectors::Harvest gone;
    gone.deleted_uris = transaction.uris_of_account(acct);
    for (const auto& uri : gone.deleted_uris) record_request(transaction, uri, now);
    transaction.forget_account(acct);
    if (!gone.deleted_uris.empty()) visible = ingest_look(transaction, Source{}, gone, rules, now).visible || visible;
  }
  return visible;
}

}  // namespace resso::daemon
