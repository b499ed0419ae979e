// A plain blocking GET and POST for tests, and a server that accepts and never answers. POSIX sockets only: not the client under test.
#pragma once

#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace resso::daemon {

struct HttpReply {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

/// "http://127.0.0.1:PORT/path"; an empty reply (status 0) when nobody answers.
HttpReply http_get(const std::string& url, const std::vector<std::pair<std::string, std::string>>& headers = {});

/// A POST with this body.
HttpReply http_post(const std::string& url, const std::string& body);

class HangingServer {
 public:
  HangingServer();
  ~HangingServer();
  HangingServer(const HangingServer&) = delete;
  HangingServer& operator=(const HangingServer&) = delete;
  std::string address() const;
  void wait_for_a_client();

 private:
  int listener_ = -1, client_ = -1;
  int port_ = 0;
};

}  // namespace resso::daemon
