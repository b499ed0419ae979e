#include "config/sections.hpp"

#include <algorithm>

namespace resso::config {
namespace {

bool is_loopback(const ListenAddress& address) { return address.host == "::1" || address.host.starts_with("127."); }

void read_listen(Reader& reader, Server& server) {
  Report& report = reader.report();
  const auto stated = reader.texts("listen");
  if (reader.is_list("listen")) server.listen.clear();
  for (const Text& text : stated) {
    const auto address = listen_address_of(text, report);
    if (!address) continue;
    const bool twice = address->port != 0 && std::find(server.listen.begin(), server.listen.end(), *address) != server.listen.end();
    if (twice) report.problem(text.at, in_quotes(text.value) + " is there twice", "take one of them out");
    server.listen.push_back(*address);
  }
  if (reader.is_list("listen") && reader.is_empty("listen")) {
    report.problem(reader.spot("listen"), "there is no address to listen on", "write [\"127.0.0.1:8080\"]");
  }
  if (const auto admin = reader.text("admin")) {
    if (const auto address = listen_address_of(*admin, report)) {
      server.admin = *address;
      const bool taken = address->port != 0 && std::find(server.listen.begin(), server.listen.end(), *address) != server.listen.end();
      if (taken) report.problem(admin->at, "is an address of “listen” too", "give the administration a port of its own");
    }
  }
}

void read_tls(Reader& reader, Server& server, const Outside& outside) {
  const auto certificate = reader.text("tls_certificate");
  const auto key = reader.text("tls_key");
  if (certificate && !key) reader.problem(certificate->at, "needs “tls_key” beside it", "give the file with the certificate's key");
  if (key && !certificate) reader.problem(key->at, "needs “tls_certificate” beside it", "give the file with the certificate chain");
  if (!certificate || !key) return;
  if (const auto file = file_of(*certificate, outside, reader.report())) server.tls_certificate = *file;
  if (const auto file = file_of(*key, outside, reader.report())) {
    server.tls_key = *file;
    if (outside.readable_by_all(*file)) reader.report().warning(key->at, "everybody on this machine may read the key", "chmod 600 it");
  }
}

void read_limits(Reader& reader, Server& server) {
  if (const auto count = reader.integer("max_connections", 1, 1'000'000)) server.max_connections = static_cast<int>(count->value);
  if (const auto count = reader.integer("max_connections_per_address", 1, 1'000'000)) {
    server.max_connections_per_address = static_cast<int>(count->value);
  }
  for (const Text& text : reader.texts("trusted_proxies")) {
    if (is_numeric_address(text.value)) {
      server.trusted_proxies.push_back(text.value);
    } else {
      reader.problem(text.at, "not a numeric address: " + in_quotes(text.value), "write it as \"127.0.0.1\" or \"::1\"");
    }
  }
}

void read_store(Reader& root, Reading& reading) {
  StoreSettings& store = reading.settings.store;
  auto reader = root.table("store");
  if (reader) store.path = reader->text_or("path", store.path.string());
  store.path = path_beside(reading.report.file(), store.path.string());
  if (!reader) return;
  if (auto days = reader->table("retention_days")) {
    const auto read = [&](std::string_view key, int& value) {
      if (const auto count = days->integer(key, 0, 36'500)) value = static_cast<int>(count->value);
    };
    read("posts", store.retention_posts_days);
    read("samples", store.retention_samples_days);
    read("raw", store.retention_raw_days);
    days->finish();
  }
  reader->finish();
}

void read_choice(Reader& reader, std::string_view key, const std::vector<std::string>& choices, std::string& value) {
  const auto text = reader.text(key);
  if (!text) return;
  if (std::find(choices.begin(), choices.end(), text->value) == choices.end()) {
    reader.problem(text->at, "cannot be " + in_quotes(text->value), "choose " + listed(choices, "or"));
  } else {
    value = text->value;
  }
}

void read_log(Reader& root, Reading& reading) {
  auto reader = root.table("log");
  if (!reader) return;
  read_choice(*reader, "format", {"text", "json"}, reading.settings.log.format);
  read_choice(*reader, "level", {"debug", "info", "warning", "error"}, reading.settings.log.level);
  reader->finish();
}

}  // namespace

void read_server(Reader& root, Reading& reading) {
  Server& server = reading.settings.server;
  server.listen = {{"127.0.0.1", 8080}};
  server.admin = {"127.0.0.1", 8081};
  if (auto reader = root.table("server")) {
    read_listen(*reader, server);
    if (auto token = secret_of(*reader, "admin_token", reading.outside)) server.admin_token = std::move(*token);
    read_tls(*reader, server, reading.outside);
    read_limits(*reader, server);
    if (!is_loopback(server.admin) && server.admin_token.empty()) {
      reading.report.warning(reader->spot("admin"), "anybody who reaches this address may administer",
                             "give “admin_token_file”, or listen on 127.0.0.1");
    }
    reader->finish();
  }
  read_store(root, reading);
  read_log(root, reading);
}

}  // namespace resso::config
