// A certificate authority that lasts as long as a test, and the certificates it signs.
#pragma once

#include <string>

namespace resso::fakes {

struct CertificateFiles {
  std::string certificate, key;  ///< PEM files
};

class CertificateAuthority {
 public:
  CertificateAuthority();
  ~CertificateAuthority();
  CertificateAuthority(const CertificateAuthority&) = delete;
  CertificateAuthority& operator=(const CertificateAuthority&) = delete;

  std::string ca_file() const;
  /// `names`: subjectAltName as OpenSSL writes it, "DNS:casal.example,IP:127.0.0.1". Days are counted from now.
  CertificateFiles issue(const std::string& name, const std::string& names, int first_day = -1, int last_day = 30);
  CertificateFiles issue_self_signed(const std::string& name, const std::string& names);

 private:
  struct State;
  State* state_;
};

}  // namespace resso::fakes
