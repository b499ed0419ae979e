// What the JSON writer writes, another reader reads as the same.
#include "tests/fuzz/fuzz_support.hpp"
#include "text/json_write.hpp"

#include <simdjson.h>

#include <cmath>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace resso;
  const std::string_view bytes = fuzz::text_of(data, size);
  const std::string utf8 = text::repair_utf8(bytes);
  double number = 0;
  std::memcpy(&number, data, std::min(size, sizeof number));
  if (std::abs(number) >= 1e18) number = 0;  // JSON, but no integer of simdjson's
  text::JsonWriter json(static_cast<int>(size % 3));
  json.begin_object().member("text", utf8).member("number", number).key("list").begin_array().value(utf8).null().end_array().end_object();
  simdjson::dom::parser parser;
  const simdjson::padded_string written(json.take());
  simdjson::dom::element read;
  fuzz::require(parser.parse(written).get(read) == simdjson::SUCCESS, "it is JSON", written);
  std::string_view text;
  fuzz::require(read["text"].get(text) == simdjson::SUCCESS && read["list"].at(0).get(text) == simdjson::SUCCESS, "the text is there",
                written);
  fuzz::require_equal(text, utf8, "the text is the same");
  double again = 0;
  fuzz::require(read["number"].get(again) != simdjson::SUCCESS || again == number, "the number is the same", written);
  return 0;
}
