// Values with a meaning of their own: addresses, names, secrets, files. Each function reports what is wrong and then returns nothing.
#pragma once

#include "config/reader.hpp"
#include "text/url.hpp"

namespace resso::config {

using Text = Found<std::string>;

std::optional<text::Url> url_of(const Text& text, Report& report);

/// A server: "https://host[:port]", or its bare name. Gives the origin.
std::optional<std::string> origin_of(const Text& text, Report& report);

/// "127.0.0.1:8080", "[::1]:8080", "localhost:8080".
std::optional<ListenAddress> listen_address_of(const Text& text, Report& report);

/// A numeric IPv4 or IPv6 address without brackets.
bool is_numeric_address(const std::string& text);

/// "user@host", "@user@host", "https://host/@user", "https://host/users/user", "http://127.0.0.1:18101/alice".
struct MastodonAccount {
  std::string origin, name;
};
std::optional<MastodonAccount> mastodon_account_of(const Text& text, Report& report);

/// "user@host" in lower case, for lists of accounts.
std::optional<std::string> acct_of(const Text& text, Report& report);

/// Display form without '#'.
std::optional<std::string> hashtag_of(const Text& text, Report& report);

/// Lower-case ASCII letters, digits and single hyphens between them.
bool is_slug(std::string_view text);

/// Every one that `known` has; the others are reported. `what`: "district".
std::vector<std::string> references(const std::vector<Text>& texts, const std::vector<std::string>& known, std::string_view what,
                                    Report& report);

/// Values without those already there; a repeated one is reported.
std::vector<std::string> distinct(const std::vector<Text>& texts, Report& report);

std::filesystem::path path_beside(const std::filesystem::path& file, std::string_view path);

/// KEY_file or KEY_env of this table (asks for both). A file that everybody may read is a warning.
std::optional<Secret> secret_of(Reader& reader, std::string_view key, const Outside& outside);

/// A file that must be there and readable; absolute.
std::optional<std::filesystem::path> file_of(const Text& text, const Outside& outside, Report& report);

}  // namespace resso::config
