#include "tests/fakes/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace resso::fakes {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Key make_key() { return Key(EVP_EC_gen("P-256"), EVP_PKEY_free); }

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  if (!extension) throw std::runtime_error("bad extension: " + value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

/// `issuer` null: signed by itself.
Certificate make_certificate(const std::string& name, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key, int first_day, int last_day) {
  static long serial = 1;
  Certificate out(X509_new(), X509_free);
  X509_set_version(out.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(out.get()), serial++);
  X509_gmtime_adj(X509_getm_notBefore(out.get()), first_day * 86400L);
  X509_gmtime_adj(X509_getm_notAfter(out.get()), last_day * 86400L);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(out.get()), "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()),
                             -1, -1, 0);
  X509_set_issuer_name(out.get(), X509_get_subject_name(issuer ? issuer : out.get()));
  X509_set_pubkey(out.get(), key);
  add_extension(out.get(), issuer ? issuer : out.get(), NID_basic_constraints, issuer_key ? "critical,CA:FALSE" : "critical,CA:TRUE");
  return out;
}

}  // namespace

struct CertificateAuthority::State {
  std::filesystem::path folder;
  Key key = make_key();
  Certificate certificate{nullptr, X509_free};
  int count = 0;

  CertificateFiles save(X509* certificate_made, EVP_PKEY* key_made) {
    const std::string stem = folder / std::to_string(count++);
    CertificateFiles files{stem + ".pem", stem + ".key"};
    std::FILE* out = std::fopen(files.certificate.c_str(), "w");
    PEM_write_X509(out, certificate_made);
    std::fclose(out);
    out = std::fopen(files.key.c_str(), "w");
    PEM_write_PrivateKey(out, key_made, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(out);
    return files;
  }
};

CertificateAuthority::CertificateAuthority() : state_(new State) {
  std::string pattern = std::filesystem::temp_directory_path() / "resso-ca-XXXXXX";
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  state_->folder = pattern;
  state_->certificate = make_certificate("Test authority", state_->key.get(), nullptr, nullptr, -10, 3650);
  X509_sign(state_->certificate.get(), state_->key.get(), EVP_sha256());
  state_->save(state_->certificate.get(), state_->key.get());
}

CertificateAuthority::~CertificateAuthority() {
  std::filesystem::remove_all(state_->folder);
  delete state_;
}

std::string CertificateAuthority::ca_file() const { return state_->folder / "0.pem"; }

CertificateFiles CertificateAuthority::issue(const std::string& name, const std::string& names, int first_day, int last_day) {
  const Key key = make_key();
  const auto certificate = make_certificate(name, key.get(), state_->certificate.get(), state_->key.get(), first_day, last_day);
  add_extension(certificate.get(), state_->certificate.get(), NID_subject_alt_name, names);
  X509_sign(certificate.get(), state_->key.get(), EVP_sha256());
  return state_->save(certificate.get(), key.get());
}

CertificateFiles CertificateAuthority::issue_self_signed(const std::string& name, const std::string& names) {
  const Key key = make_key();
  const auto certificate = make_certificate(name, key.get(), nullptr, nullptr, -1, 30);
  add_extension(certificate.get(), certificate.get(), NID_subject_alt_name, names);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  return state_->save(certificate.get(), key.get());
}

}  // namespace resso::fakes
