// The members of the model's structs under the names that they are stored by. Append; never give a name a second meaning.
// `Archive` is the writer or the reader of json.cpp: archive(name, member) leaves out what is zero or empty; archive.always is for members
// whose default is something else.
#pragma once

#include "model/event.hpp"
#include "model/source.hpp"

namespace resso::store {

template <class Archive>
void describe(Archive& a, ConsentFlags& v) {
  a("discoverable", v.discoverable), a("indexable", v.indexable), a("noindex", v.noindex), a("limited", v.limited);
  a("suspended", v.suspended), a("bot", v.bot), a("opt_out_tag", v.opt_out_tag);
}

template <class Archive>
void describe(Archive& a, Account& v) {
  a("uri", v.uri), a("acct", v.acct), a("display_name", v.display_name), a("url", v.url), a("avatar", v.avatar);
  a("followers", v.followers), a("following", v.following), a("statuses", v.statuses);
  a("moved_to", v.moved_to), a("consent", v.consent);
}

template <class Archive>
void describe(Archive& a, Media& v) {
  a("url", v.url), a("type", v.type), a("alt", v.alt), a("length", v.length);
}

template <class Archive>
void describe(Archive& a, TopicMark& v) {
  a("topic", v.topic), a("reason", v.reason);
}

template <class Archive>
void describe(Archive& a, Moderation& v) {
  a.always("state", v.state), a("reason", v.reason), a("by", v.by), a("at", v.at);
}

template <class Archive>
void describe(Archive& a, Post& v) {
  a("url", v.url), a("title", v.title), a("html", v.html), a("text", v.text), a("summary_text", v.summary_text);
  a("content_warning", v.content_warning), a("language", v.language), a.always("visibility", v.visibility), a("author", v.author),
      a("updated", v.updated);
  a("hashtags", v.hashtags), a("categories", v.categories), a("mentions", v.mentions), a("media", v.media);
  a("in_reply_to", v.in_reply_to), a("districts", v.districts), a("topics", v.topics);
}

template <class Archive>
void describe(Archive& a, GeoPoint& v) {
  a("latitude", v.latitude), a("longitude", v.longitude);
}

template <class Archive>
void describe(Archive& a, Place& v) {
  a("name", v.name), a("address", v.address), a("district", v.district), a("point", v.point), a("online_url", v.online_url);
}

template <class Archive>
void describe(Archive& a, EventTimes& v) {
  a("start", v.start), a("end", v.end), a("zone", v.zone), a("all_day", v.all_day);
}

template <class Archive>
void describe(Archive& a, Override& v) {
  a("recurrence_id", v.recurrence_id), a("this_and_future", v.this_and_future), a("times", v.times), a("title", v.title);
  a("summary", v.summary), a("description_html", v.description_html), a("url", v.url), a("place", v.place), a("status", v.status);
}

template <class Archive>
void describe(Archive& a, RecurrenceDate& v) {
  a("start", v.start), a("end", v.end);
}

template <class Archive>
void describe(Archive& a, Recurrence& v) {
  a("rrules", v.rrules), a("exrules", v.exrules), a("rdates", v.rdates), a("exdates", v.exdates);
  a("exdates_by_day", v.exdates_by_day), a("overrides", v.overrides);
}

template <class Archive>
void describe(Archive& a, EventSource& v) {
  a("source_id", v.source_id), a("kind", v.kind), a("evidence", v.evidence), a("url", v.url), a("post_uri", v.post_uri);
  a("seen", v.seen), a.always("confidence", v.confidence);
}

template <class Archive>
void describe(Archive& a, Event& v) {
  a("id", v.id), a("uid", v.uid), a("title", v.title), a("summary", v.summary), a("description_html", v.description_html);
  a("times", v.times), a("recurrence", v.recurrence), a("status", v.status), a("moved_to", v.moved_to), a("place", v.place);
  a("url", v.url), a("image", v.image), a("organiser", v.organiser), a("categories", v.categories), a("hashtags", v.hashtags);
  a("language", v.language), a("sequence", v.sequence), a("created", v.created), a("modified", v.modified), a("entity", v.entity);
  a("districts", v.districts), a("topics", v.topics), a("moderation", v.moderation), a("sources", v.sources);
  a("search_text", v.search_text), a("cancelled_at", v.cancelled_at);
}

template <class Archive>
void describe(Archive& a, StatedEvent& v) {
  a("source_id", v.source_id), a("key", v.key), a("evidence", v.evidence), a.always("confidence", v.confidence), a("post_uri", v.post_uri);
  a("event", v.event), a("seen", v.seen), a("vanished", v.vanished);
}

template <class Archive>
void describe(Archive& a, Error& v) {
  a("code", v.code), a("what", v.what), a("where", v.where), a("remedy", v.remedy), a("line", v.line);
  a("reason", v.reason);
}

template <class Archive>
void describe(Archive& a, Validators& v) {
  a("etag", v.etag), a("last_modified", v.last_modified);
}

template <class Archive>
void describe(Archive& a, Warning& v) {
  a("what", v.what), a("code", v.code), a("line", v.line);
}

template <class Archive>
void describe(Archive& a, SourceState& v) {
  a("source_id", v.source_id), a("condition", v.condition), a("problem", v.problem), a("validators", v.validators),
      a("validators_of", v.validators_of);
  a("cursor", v.cursor), a("effective_url", v.effective_url), a("redirect_target", v.redirect_target);
  a("redirect_count", v.redirect_count), a("redirect_since", v.redirect_since), a("last_poll", v.last_poll);
  a("last_success", v.last_success), a("last_change", v.last_change), a("failing_since", v.failing_since);
  a("next_poll", v.next_poll), a("not_before", v.not_before), a("fresh_for", v.fresh_for), a("failures", v.failures),
      a("interval", v.interval), a("content_digest", v.content_digest);
  a("asked_interval", v.asked_interval), a("skip_hours", v.skip_hours), a("skip_days", v.skip_days), a("title", v.title);
  a("account", v.account), a("format", v.format), a("entries", v.entries), a("events", v.events), a("warnings", v.warnings);
}

}  // namespace resso::store
