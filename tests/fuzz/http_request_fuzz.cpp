// Any bytes as a request to the server: refused with a status, or a head without control characters and a body that does not depend on how
// its bytes were cut. The first byte says how.
#include "net/server_request.hpp"
#include "tests/fuzz/body_in_pieces.hpp"

#include <cstdint>

namespace {

using resso::fuzz::require;

bool is_clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void check_head(const resso::net::RequestHead& head) {
  require(!head.method.empty() && !head.target.empty() && is_clean(head.method) && is_clean(head.target));
  require(head.minor_version == 0 || head.minor_version == 1);
  int hosts = 0;
  for (const auto& [name, value] : head.headers) {
    require(!name.empty() && is_clean(name) && is_clean(value));
    hosts += resso::net::same_name(name, "Host") ? 1 : 0;
  }
  require(hosts == 1 || (hosts == 0 && head.minor_version == 0));
  require(head.framing.kind != resso::net::BodyFraming::Kind::until_close);
}

void check_refusal(const resso::net::BadRequest& refusal) {
  require(refusal.status >= 400 && refusal.status < 600 && !refusal.why.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t step = data[0] % 16 + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t end = resso::net::find_head_end(bytes);
  require(end == resso::fuzz::find_head_end_in_pieces(bytes, step));
  if (end == std::string_view::npos) return 0;
  auto parsed = resso::net::parse_request_head(bytes.substr(0, end), 1000);
  if (const auto* refusal = std::get_if<resso::net::BadRequest>(&parsed)) {
    check_refusal(*refusal);
    return 0;
  }
  auto& head = std::get<resso::net::RequestHead>(parsed);
  check_head(head);
  resso::fuzz::check_body(head.framing, bytes.substr(end), step, true);
  const auto made = resso::net::make_server_request(std::move(head));
  if (const auto* refusal = std::get_if<resso::net::BadRequest>(&made)) {
    check_refusal(*refusal);
  } else {
    require(std::get<resso::net::ServerRequest>(made).path.starts_with('/'));
  }
  return 0;
}
