// OpenSSL behind a plain face: contexts for both ends, one session over a socket that does not block, and its failures in words.
#pragma once

#include "model/error.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct ssl_st;
struct ssl_ctx_st;

namespace resso::net {

struct TlsContextDeleter {
  void operator()(ssl_ctx_st* context) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, TlsContextDeleter>;

/// Verifies against the system's trust anchors and those of `ca_file`; TLS 1.2 up. Errors: tls.
Result<TlsContext> make_client_context(const std::string& ca_file);
/// PEM files, the certificate with its chain. Errors: bad_input.
Result<TlsContext> make_server_context(const std::filesystem::path& certificate, const std::filesystem::path& key);

class TlsSession {
 public:
  enum class Outcome {
    done,
    wants_read,   ///< try again when the socket can be read
    wants_write,  ///< try again when it can be written
    closed,       ///< the other end said goodbye
    truncated,    ///< the connection ended without a goodbye
    failed,       ///< see failure()
  };

  /// For a client `host` must be the certificate's; for a server it is empty.
  TlsSession(ssl_ctx_st* context, int socket, const std::string& host);
  ~TlsSession();

  Outcome handshake();
  Outcome read(char* into, std::size_t size, std::size_t& count);
  Outcome write(const char* from, std::size_t size, std::size_t& count);
  void say_goodbye();
  bool has_pending() const;
  /// Why it failed, as a person would say it.
  Error failure() const;

 private:
  struct Note;
  Outcome outcome_of(int result);

  std::unique_ptr<Note> note_;
  ssl_st* ssl_;
};

}  // namespace resso::net
