// A small invented city for the agenda's tests.
#pragma once

#include "agenda/rules.hpp"

namespace resso::agenda {

inline config::Settings small_city() {
  config::Settings settings;
  settings.city.timezone = "Europe/Madrid";
  settings.districts = {{"2", "Districte 2"}, {"4", "Districte 4"}};
  settings.topics = {{"eix-71", {{"ca", "Visibilitat LGTBI+"}}, {5, 10}, {"28J", "Orgull"}, {"lgtbi"}},
                     {"eix-75", {{"ca", "Feminismes"}}, {5}, {"8M"}, {"dones"}},
                     {"eix-81", {{"ca", "Acció comunitària"}}, {11}, {}, {"barri"}}};
  settings.entities = {{"ateneu", "Ateneu la Llançadora", {"2"}, {}, {"eix-81"}, ""}, {"casal", "Casal de la Maurina", {"4"}, {}, {}, ""}};
  Source account;
  account.kind = SourceKind::mastodon_account;
  account.url = "https://mastodont.example";
  account.name = "Ateneu";
  account.entity = "ateneu";
  account.id = source_id(account.kind, account.url, account.name);
  settings.sources = {account};
  settings.campaigns = {
      {"Orgull", "OrgullTerrassa", LocalDate(std::chrono::days(20'600)), LocalDate(std::chrono::days(20'630)), {"eix-71"}}};
  settings.moderation.blocked_words = {"loteria ràpida"};
  settings.moderation.blocked_accounts = {"brossa@spam.example"};
  settings.moderation.opt_out = {"discreta@mastodont.example"};
  return settings;
}

inline Source hashtag_source(Trust trust) {
  Source source;
  source.kind = SourceKind::mastodon_hashtag;
  source.url = "https://mastodont.example";
  source.name = "Barri";
  source.trust = trust;
  source.id = source_id(source.kind, source.url, source.name);
  return source;
}

inline Source owned_feed(std::string entity) {
  Source source;
  source.kind = SourceKind::feed;
  source.url = "https://web.example/feed";
  source.entity = std::move(entity);
  source.id = source_id(source.kind, source.url, "");
  return source;
}

inline Post status_by(std::string acct) {
  Post post;
  post.uri = "https://mastodont.example/users/x/statuses/1";
  post.kind = PostKind::status;
  post.author.acct = std::move(acct);
  return post;
}

}  // namespace resso::agenda
