// Kind classify: as ingest does with a post of nobody enrolled, by the topics that ship.
#include "agenda/classify.hpp"
#include "config/read.hpp"
#include "tests/conformance/driver.hpp"
#include "text/hashtag.hpp"

#include <stdexcept>

namespace resso::conformance {
namespace {

agenda::Rules built_in_rules() {
  auto read = config::parse_settings("", "resso.toml", config::machine());
  if (const auto* settings = std::get_if<config::Settings>(&read)) return agenda::Rules(*settings);
  throw std::runtime_error("the built-in settings have problems");
}

void classify(const Request& request, Answer& answer) {
  static const agenda::Rules rules = built_in_rules();
  agenda::Marks marks{{}, {}, "", {}, {}, {}};
  const std::string text = text_of(request, "text");
  marks.hashtags = text::unique_hashtags(text::find_hashtags(text));
  marks.text = text;
  std::vector<std::string> topics;
  for (const auto& mark : agenda::classify(marks, rules)) topics.push_back(mark.topic);
  answer.json.strings("topics", topics);
}

const Kind kClassify("classify", classify);

}  // namespace
}  // namespace resso::conformance
