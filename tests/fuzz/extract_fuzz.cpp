// Any text as a post: what is found has a title, times in order and words of this text; topics are at most what they may be.
#include "agenda/classify.hpp"
#include "agenda/extract.hpp"
#include "config/read.hpp"
#include "tests/fuzz/fuzz_support.hpp"

namespace {

using namespace resso;

const config::Settings& shipped() {
  static const config::Settings settings = std::get<config::Settings>(config::parse_settings(config::example_toml(), "example.toml"));
  return settings;
}

void require_within(agenda::Span span, std::string_view text) {
  fuzz::require(span.begin <= span.end && span.end <= text.size(), "words are of the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const agenda::ExtractRules rules(shipped());
  static const agenda::Rules topic_rules(shipped());
  const std::string text = text::repair_utf8(fuzz::text_of(data, size));
  const Instant published{std::chrono::days{20'784}};
  const agenda::Extraction found = agenda::extract({text, published, ""}, rules);
  for (const auto& event : found.events) {
    fuzz::require(!event.title.empty(), "an event has a title");
    fuzz::require_utf8(event.title, "a title is UTF-8");
    fuzz::require_utf8(event.place.name, "a place is UTF-8");
    fuzz::require(!event.times.end || *event.times.end >= event.times.start, "it ends after it begins");
    fuzz::require(event.confidence >= 0 && event.confidence <= 1.001, "confidence is a share");
    for (const auto span : {event.title_span, event.date_span, event.time_span, event.place_span, event.status_span})
      require_within(span, text);
  }
  for (const auto& refusal : found.refusals) require_within(refusal.span, text);
  agenda::Marks marks;
  marks.text = text;
  marks.published = published;
  fuzz::require(agenda::classify(marks, topic_rules).size() <= 3, "words give three topics at most");
  return 0;
}
