#include "tests/conformance/driver.hpp"

#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace resso::conformance {
namespace {

std::map<std::string_view, Handler>& kinds() {
  static std::map<std::string_view, Handler> table;
  return table;
}

std::string answer_line(const Request& request) {
  text::JsonWriter members;
  members.begin_object();
  Answer answer{members, {}};
  const std::string kind = text_of(request, "kind");
  const auto handler = kinds().find(kind);
  if (handler == kinds().end())
    answer.error = "unknown kind: " + kind;
  else
    handler->second(request, answer);
  members.end_object();
  const std::string body = members.take();

  text::JsonWriter head;
  head.begin_object().member("id", text_of(request, "id")).member("ok", answer.error.empty());
  if (!answer.error.empty()) head.member("error", answer.error);
  head.end_object();
  std::string line = head.take();
  if (body.size() > 2) {
    line.back() = ',';
    line += body.substr(1);
  }
  return line;
}

}  // namespace

Kind::Kind(std::string_view name, Handler handler) { kinds().emplace(name, handler); }

std::string text_of(const Request& request, std::string_view key) {
  std::string_view value;
  return request[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

}  // namespace resso::conformance

int main() {
  simdjson::dom::parser parser;
  for (std::string line; std::getline(std::cin, line);) {
    simdjson::dom::object request;
    if (parser.parse(line).get(request) != simdjson::SUCCESS) {
      std::cerr << "not a JSON object: " << line << '\n';
      return 1;
    }
    std::cout << resso::conformance::answer_line(request) << '\n' << std::flush;
  }
}
