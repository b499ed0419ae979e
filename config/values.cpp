#include "config/values.hpp"

#include "text/hashtag.hpp"
#include "text/unicode.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace resso::config {
namespace {

constexpr std::string_view kAccountForms = "write it as \"user@server.example\", or as its full address \"https://server.example/@user\"";

bool is_account_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  };
  return !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), allowed);
}

/// The account's name in the path of its page: "/@user", "/users/user", "/user".
std::string name_in_path(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.starts_with("/@")) return std::string(path.substr(2));
  if (path.starts_with("/users/")) return std::string(path.substr(7));
  return std::string(path.empty() ? path : path.substr(1));
}

}  // namespace

std::optional<text::Url> url_of(const Text& text, Report& report) {
  // Without a scheme parse_url has nothing to go by, and a missing one is the commonest slip.
  if (text.value.find("://") == std::string::npos && !text.value.starts_with("webcal:") && !text.value.starts_with("feed:")) {
    report.problem(text.at, "not a URL: " + in_quotes(text.value), "write the whole address, from https:// on");
    return std::nullopt;
  }
  auto url = text::parse_url(text.value);
  if (!url) {
    const std::string& reason = url.error().what;
    report.problem(text.at, "not a URL: " + in_quotes(text.value) + (reason.empty() ? "" : ": " + reason),
                   "write the whole address, from https:// on");
    return std::nullopt;
  }
  return *url;
}

std::optional<std::string> origin_of(const Text& text, Report& report) {
  const bool bare =
      text.value.find("://") == std::string::npos && text.value.find('.') != std::string::npos && text.value.find('/') == std::string::npos;
  const auto url = url_of(bare ? Text{"https://" + text.value, text.at} : text, report);
  if (!url) return std::nullopt;
  if (url->target != "/" || !url->user.empty()) {
    report.problem(text.at, "more than a server's address: " + in_quotes(text.value), "leave only \"" + url->origin() + "\"");
    return std::nullopt;
  }
  return url->origin();
}

bool is_numeric_address(const std::string& text) {
  in6_addr buffer{};
  return inet_pton(AF_INET, text.c_str(), &buffer) == 1 || inet_pton(AF_INET6, text.c_str(), &buffer) == 1;
}

std::optional<ListenAddress> listen_address_of(const Text& text, Report& report) {
  constexpr std::string_view kForms = "write it as \"127.0.0.1:8080\", or \"[::1]:8080\" for IPv6";
  const auto colon = text.value.rfind(':');
  std::string host = text.value.substr(0, colon == std::string::npos ? 0 : colon);
  const std::string_view port = colon == std::string::npos ? std::string_view() : std::string_view(text.value).substr(colon + 1);
  const bool brackets = host.size() > 2 && host.starts_with('[') && host.ends_with(']');
  if (brackets) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  const bool shape = is_numeric_address(host) && brackets == (host.find(':') != std::string::npos);
  int number = -1;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  const bool whole = error == std::errc{} && end == port.data() + port.size();
  if (!shape || !whole) {
    report.problem(text.at, "not an address to listen on: " + in_quotes(text.value), kForms);
    return std::nullopt;
  }
  if (number < 0 || number > 65535) {
    report.problem(text.at, "there is no port " + std::string(port), "choose one from 1 to 65535 (0: any that is free)");
    return std::nullopt;
  }
  return ListenAddress{host, static_cast<std::uint16_t>(number)};
}

std::optional<MastodonAccount> mastodon_account_of(const Text& text, Report& report) {
  std::string_view words = text.value;
  MastodonAccount account;
  if (words.find("://") == std::string_view::npos) {
    if (words.starts_with('@')) words.remove_prefix(1);
    const auto at = words.find('@');
    const auto url =
        at == std::string_view::npos ? Result<text::Url>(Error{}) : text::parse_url("https://" + std::string(words.substr(at + 1)));
    if (url && url->target == "/") account = {url->origin(), std::string(words.substr(0, at))};
  } else if (const auto url = text::parse_url(words)) {
    account = {url->origin(), name_in_path(url->path())};
    // "https://here/@user@there" is here's copy of an account of there.
    if (const auto at = account.name.find('@'); at != std::string::npos) {
      const auto home = text::parse_url("https://" + account.name.substr(at + 1));
      account = home ? MastodonAccount{home->origin(), account.name.substr(0, at)} : MastodonAccount{};
    }
  }
  if (account.origin.empty() || !is_account_name(account.name)) {
    report.problem(text.at, "not an account: " + in_quotes(text.value), kAccountForms);
    return std::nullopt;
  }
  return account;
}

std::optional<std::string> acct_of(const Text& text, Report& report) {
  const auto account = mastodon_account_of(text, report);
  if (!account) return std::nullopt;
  const auto url = text::parse_url(account->origin);
  return text::to_lower_ascii(account->name + "@" + (url ? url->authority() : std::string()));
}

std::optional<std::string> hashtag_of(const Text& text, Report& report) {
  std::string name = text.value;
  while (name.starts_with('#')) name.erase(0, 1);
  const auto found = text::find_hashtags("#" + name);
  if (found.size() == 1 && found.front() == name) return name;
  report.problem(text.at, "not a hashtag: " + in_quotes(text.value), "letters, digits and _ only, without blanks, and not digits alone");
  return std::nullopt;
}

bool is_slug(std::string_view text) {
  if (text.empty() || text.size() > 80 || text.front() == '-' || text.back() == '-' || text.find("--") != std::string_view::npos)
    return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::vector<std::string> distinct(const std::vector<Text>& texts, Report& report) {
  std::vector<std::string> values;
  for (const Text& text : texts) {
    if (std::find(values.begin(), values.end(), text.value) == values.end()) {
      values.push_back(text.value);
    } else {
      report.problem(text.at, in_quotes(text.value) + " is there twice", "take one of them out");
    }
  }
  return values;
}

std::vector<std::string> references(const std::vector<Text>& texts, const std::vector<std::string>& known, std::string_view what,
                                    Report& report) {
  std::vector<Text> good;
  for (const Text& text : texts) {
    if (std::find(known.begin(), known.end(), text.value) != known.end()) {
      good.push_back(text);
      continue;
    }
    const std::string meant = nearest(text.value, known);
    std::string remedy = meant.empty() ? "there is none configured" : "did you mean “" + meant + "”?";
    if (meant.empty() && !known.empty())
      remedy = known.size() <= 12 ? "known: " + listed(known) : "known: " + known.front() + " … " + known.back();
    report.problem(text.at, "there is no " + std::string(what) + " " + in_quotes(text.value), remedy);
  }
  return distinct(good, report);
}

std::filesystem::path path_beside(const std::filesystem::path& file, std::string_view path) {
  std::error_code ignored;
  const std::filesystem::path base = std::filesystem::absolute(file, ignored).parent_path();
  return (base / std::filesystem::path(path)).lexically_normal();
}

std::optional<std::filesystem::path> file_of(const Text& text, const Outside& outside, Report& report) {
  auto path = path_beside(report.file(), text.value);
  const auto content = outside.read_file(path);
  if (content) return path;
  report.problem(text.at, "cannot read " + in_quotes(path.string()) + ": " + content.error().what, content.error().remedy);
  return std::nullopt;
}

std::optional<Secret> secret_of(Reader& reader, std::string_view key, const Outside& outside) {
  const auto file = reader.text(std::string(key) + "_file");
  const auto variable = reader.text(std::string(key) + "_env");
  Report& report = reader.report();
  if (file && variable) {
    report.problem(variable->at, "given twice: by " + std::string(key) + "_file too", "take one of the two out");
    return std::nullopt;
  }
  std::string value;
  if (file) {
    const auto path = path_beside(report.file(), file->value);
    const auto content = outside.read_file(path);
    if (!content) {
      report.problem(file->at, "cannot read " + in_quotes(path.string()) + ": " + content.error().what, content.error().remedy);
      return std::nullopt;
    }
    if (outside.readable_by_all(path))
      report.warning(file->at, "everybody on this machine may read " + in_quotes(path.string()), "chmod 600 it");
    value = text::trim(*content);
  } else if (variable) {
    value = outside.environment(variable->value).value_or("");
    if (value.empty()) {
      report.problem(variable->at, "the environment has no " + in_quotes(variable->value),
                     "set it where Ressò is started, or use " + std::string(key) + "_file");
      return std::nullopt;
    }
  } else {
    return std::nullopt;
  }
  const bool printable = std::none_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (value.empty() || !printable || value.size() > 4096) {
    // Nothing of the secret itself may reach a message.
    const Text& at = file ? *file : *variable;
    report.problem(at.at, value.empty() ? "is empty" : "is not one line of text",
                   "put the " + std::string(key) + " alone there, on one line");
    return std::nullopt;
  }
  return Secret(std::move(value));
}

}  // namespace resso::config
