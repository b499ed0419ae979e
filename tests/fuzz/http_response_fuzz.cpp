// Any bytes as a server's answer: an error of the network, or a head without line breaks in it and a body that does not depend on how its
// bytes were cut. The first byte says how, and to what method it is the answer.
#include "tests/fuzz/body_in_pieces.hpp"

#include <cstdint>

namespace {

using resso::fuzz::require;

void check_head(const resso::net::ResponseHead& head) {
  require(head.status >= 100 && head.status <= 999);
  require(head.minor_version == 0 || head.minor_version == 1);
  for (const auto& [name, value] : head.headers) {
    require(!name.empty());
    for (const std::string_view text : {std::string_view(name), std::string_view(value)})
      require(text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
  }
}

void check_error(const resso::Error& error) { require(error.code == resso::Errc::network && !error.what.empty()); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t step = data[0] % 16 + 1;
  const std::string_view method = data[0] >= 128 ? "HEAD" : "GET";
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t end = resso::net::find_head_end(bytes);
  require(end == resso::fuzz::find_head_end_in_pieces(bytes, step));
  if (end == std::string_view::npos) return 0;
  const auto head = resso::net::parse_response_head(bytes.substr(0, end));
  if (!head) {
    check_error(head.error());
    return 0;
  }
  require(resso::net::may_be_response(bytes));
  check_head(*head);
  const auto framing = resso::net::response_framing(*head, method);
  if (!framing) {
    check_error(framing.error());
    return 0;
  }
  resso::fuzz::check_body(*framing, bytes.substr(end), step, false);
  return 0;
}
