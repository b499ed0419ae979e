#include "net/tls.hpp"

#include "net/address_guard.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <cerrno>
#include <ctime>

namespace resso::net {
namespace {

Error tls_error(std::string_view reason, std::string what, std::string remedy = "") {
  return Error{Errc::tls, std::move(what), "", std::move(remedy), 0, std::string(reason)};
}

// OpenSSL's own socket BIO raises SIGPIPE when the other end is gone; this one does not.
int socket_of(BIO* bio) { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

int bio_write(BIO* bio, const char* from, int size) {
  BIO_clear_retry_flags(bio);
  const auto sent = send(socket_of(bio), from, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int bio_read(BIO* bio, char* into, int size) {
  BIO_clear_retry_flags(bio);
  const auto received = recv(socket_of(bio), into, static_cast<std::size_t>(size), 0);
  if (received < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
  if (received == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return static_cast<int>(received);
}

long bio_control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO* new_bio(int socket) {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    BIO_meth_set_write(made, bio_write);
    BIO_meth_set_read(made, bio_read);
    BIO_meth_set_ctrl(made, bio_control);
    return made;
  }();
  BIO* bio = BIO_new(method);
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(bio, 1);
  return bio;
}

TlsContext new_context(const SSL_METHOD* method) {
  TlsContext context(SSL_CTX_new(method));
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  return context;
}

std::string reason_of_openssl() {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  const char* reason = ERR_reason_error_string(code);
  return reason ? reason : "unreadable";
}

int choose_http_1_1(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered, unsigned int size, void*) {
  static constexpr unsigned char kProtocols[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, kProtocols, sizeof kProtocols - 1, offered, size) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

std::string day_of(const ASN1_TIME* time) {
  std::tm parts{};
  char text[16] = "";
  if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return "an unreadable date";
  std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

/// The first names a certificate is for.
std::string names_in(X509* certificate) {
  std::string out;
  auto* names = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0, shown = 0; names && i < sk_GENERAL_NAME_num(names) && shown < 3; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type != GEN_DNS) continue;
    out += (shown++ ? ", " : "") + std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                                               static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
  }
  GENERAL_NAMES_free(names);
  return out.empty() ? "another name" : out;
}

Error certificate_problem(int code, X509* certificate, const std::string& host) {
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return tls_error("tls_expired", "the certificate expired on " + day_of(certificate ? X509_get0_notAfter(certificate) : nullptr),
                       "whoever runs " + host + " must renew it");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return tls_error("tls_not_yet",
                       "the certificate is valid only from " + day_of(certificate ? X509_get0_notBefore(certificate) : nullptr),
                       "see whether this computer's clock is right");
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return tls_error("tls_name",
                       "the certificate is for " + (certificate ? names_in(certificate) : "another name") + ", not for " + host);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return tls_error("tls_issuer", "the certificate is self-signed: nobody who is trusted here vouches for it");
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return tls_error("tls_issuer", "the certificate's issuer is not trusted here",
                       "the server may be leaving out its intermediate certificate");
    default: return tls_error("tls_untrusted", std::string("the certificate cannot be trusted: ") + X509_verify_cert_error_string(code));
  }
}

Error protocol_problem(unsigned long code) {
  switch (ERR_GET_REASON(code)) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST:
      return tls_error("tls_none", "the server does not speak TLS on this port", "perhaps the address is http: and not https:");
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
      return tls_error("tls_old", "the server speaks no TLS newer than 1.1", "whoever runs it must update it");
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
    case SSL_R_TLSV1_UNRECOGNIZED_NAME:
      return tls_error("tls_handshake", "the server refused the TLS handshake: it may not serve this name");
    default: break;
  }
  const char* reason = ERR_reason_error_string(code);
  return tls_error("tls_handshake", std::string("TLS failed: ") + (reason ? reason : "no reason given"));
}

}  // namespace

/// What the verification found, kept past the handshake that it ended.
struct TlsSession::Note {
  std::string host;
  int verify_code = X509_V_OK;
  Error certificate_error;
  unsigned long code = 0;
  int system = 0;

  static int verify(int ok, X509_STORE_CTX* store) {
    if (ok == 1) return 1;
    const auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* note = static_cast<Note*>(SSL_get_app_data(ssl));
    if (note->verify_code == X509_V_OK) {
      note->verify_code = X509_STORE_CTX_get_error(store);
      note->certificate_error = certificate_problem(note->verify_code, X509_STORE_CTX_get_current_cert(store), note->host);
    }
    return 0;
  }
};

void TlsContextDeleter::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

Result<TlsContext> make_client_context(const std::string& ca_file) {
  TlsContext context = new_context(TLS_client_method());
  SSL_CTX_set_default_verify_paths(context.get());
  if (!ca_file.empty() && SSL_CTX_load_verify_locations(context.get(), ca_file.c_str(), nullptr) != 1)
    return Error{Errc::tls, "cannot read certificates: " + reason_of_openssl(), ca_file, "", 0};
  return context;
}

Result<TlsContext> make_server_context(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  TlsContext context = new_context(TLS_server_method());
  SSL_CTX_set_options(context.get(), SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_alpn_select_cb(context.get(), choose_http_1_1, nullptr);
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1)
    return Error{Errc::bad_input, "not a certificate in PEM form: " + reason_of_openssl(), certificate.string(), "", 0};
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1)
    return Error{Errc::bad_input, "not a private key in PEM form, or not that of the certificate: " + reason_of_openssl(), key.string(), "",
                 0};
  if (SSL_CTX_check_private_key(context.get()) != 1)
    return Error{Errc::bad_input, "the private key is not that of the certificate", key.string(), "", 0};
  return context;
}

TlsSession::TlsSession(ssl_ctx_st* context, int socket, const std::string& host) : note_(std::make_unique<Note>()), ssl_(SSL_new(context)) {
  BIO* bio = new_bio(socket);
  SSL_set_bio(ssl_, bio, bio);
  SSL_set_app_data(ssl_, note_.get());
  note_->host = host;
  if (host.empty()) {
    SSL_set_accept_state(ssl_);
    return;
  }
  SSL_set_connect_state(ssl_);
  SSL_set_verify(ssl_, SSL_VERIFY_PEER, Note::verify);
  SSL_set_hostflags(ssl_, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  if (canonical_address(host).empty()) {
    SSL_set_tlsext_host_name(ssl_, host.c_str());
    SSL_set1_host(ssl_, host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_), host.c_str());
  }
}

TlsSession::~TlsSession() { SSL_free(ssl_); }

TlsSession::Outcome TlsSession::outcome_of(int result) {
  const int system = errno;
  switch (SSL_get_error(ssl_, result)) {
    case SSL_ERROR_WANT_READ: return Outcome::wants_read;
    case SSL_ERROR_WANT_WRITE: return Outcome::wants_write;
    case SSL_ERROR_ZERO_RETURN: return Outcome::closed;
    default: break;
  }
  note_->code = ERR_get_error();
  note_->system = note_->code == 0 ? system : 0;
  ERR_clear_error();
  const bool is_end = note_->code != 0 && ERR_GET_REASON(note_->code) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
  return is_end ? Outcome::truncated : Outcome::failed;
}

TlsSession::Outcome TlsSession::handshake() {
  ERR_clear_error();
  errno = 0;
  const int result = SSL_do_handshake(ssl_);
  return result == 1 ? Outcome::done : outcome_of(result);
}

TlsSession::Outcome TlsSession::read(char* into, std::size_t size, std::size_t& count) {
  ERR_clear_error();
  errno = 0;
  const int result = SSL_read_ex(ssl_, into, size, &count);
  return result == 1 ? Outcome::done : outcome_of(result);
}

TlsSession::Outcome TlsSession::write(const char* from, std::size_t size, std::size_t& count) {
  ERR_clear_error();
  errno = 0;
  const int result = SSL_write_ex(ssl_, from, size, &count);
  return result == 1 ? Outcome::done : outcome_of(result);
}

void TlsSession::say_goodbye() {
  if (SSL_is_init_finished(ssl_)) SSL_shutdown(ssl_);
  ERR_clear_error();
}

bool TlsSession::has_pending() const { return SSL_pending(ssl_) > 0; }

Error TlsSession::failure() const {
  if (note_->verify_code != X509_V_OK) return note_->certificate_error;
  if (note_->code != 0) return protocol_problem(note_->code);
  const bool reset = note_->system == ECONNRESET;
  const std::string what = reset ? "connection reset" : "the connection was closed during the TLS handshake";
  return Error{Errc::network, what, "", "", 0, "network_closed"};
}

}  // namespace resso::net
