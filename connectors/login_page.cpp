// Servers that want a login rarely say 401: they send us to a page for people (field-notes 1.5).
#include "connectors/connector.hpp"
#include "text/unicode.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace resso::connectors {
namespace {

constexpr std::size_t kLookAt = 128u << 10;

bool contains(std::string_view haystack, std::string_view needle) { return haystack.find(needle) != std::string_view::npos; }

// What the body is decides, whatever its server calls it: login pages are sent as feeds too, where the type goes by the address's ending.
bool is_html(const net::FetchReply& reply, std::string_view start) {
  if (contains(text::to_lower_ascii(reply.headers.get("Content-Type")), "html")) return true;
  const auto first = start.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  return first != std::string_view::npos && (start.substr(first).starts_with("<!doctype html") || start.substr(first).starts_with("<html"));
}

std::string title_of(std::string_view lower) {
  const auto open = lower.find("<title");
  if (open == std::string_view::npos) return {};
  const auto begin = lower.find('>', open);
  if (begin == std::string_view::npos) return {};
  const auto end = lower.find("</title", begin);
  return text::fold_words(lower.substr(begin + 1, std::min<std::size_t>(end == std::string_view::npos ? 200 : end - begin - 1, 500)));
}

/// Whole words, in folded text.
bool has_words(std::string_view folded, std::string_view words) {
  for (auto at = folded.find(words); at != std::string_view::npos; at = folded.find(words, at + 1)) {
    const bool begins = at == 0 || folded[at - 1] == ' ';
    const bool ends = at + words.size() == folded.size() || folded[at + words.size()] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

constexpr std::array<std::string_view, 17> kTitleWords{
    "login",          "log in",         "sign in",       "signin",           "inicia sessio",          "inici de sessio",
    "iniciar sessio", "iniciar sesion", "inicia sesion", "inicio de sesion", "identifica t",           "identificat",
    "identificate",   "se connecter",   "connexion",     "anmelden",         "authentication required"};
constexpr std::array<std::string_view, 8> kPathParts{"/login",   "/log-in",       "/signin", "/sign-in",
                                                     "/sign_in", "/wp-login.php", "/oauth/", "/sso/"};

bool path_is_login(std::string_view url) {
  const auto parsed = text::parse_url(url);
  if (!parsed) return false;
  const std::string path = text::to_lower_ascii(parsed->path());
  return std::any_of(kPathParts.begin(), kPathParts.end(), [&](std::string_view part) { return contains(path, part); });
}

}  // namespace

bool looks_like_login_page(const net::FetchReply& reply) {
  const std::string lower = text::to_lower_ascii(std::string_view(reply.body).substr(0, kLookAt));
  if (!is_html(reply, lower)) return false;
  if (!reply.redirects.empty() && path_is_login(reply.final_url)) return true;
  const std::string title = title_of(lower);
  if (std::any_of(kTitleWords.begin(), kTitleWords.end(), [&](std::string_view words) { return has_words(title, words); })) return true;
  // A password field alone is no proof: many sites have a login form at the top of every page. Those offer their feed too.
  const bool password = contains(lower, "type=\"password\"") || contains(lower, "type='password'") || contains(lower, "type=password");
  return password && !contains(lower, "application/rss+xml") && !contains(lower, "application/atom+xml");
}

Error login_problem(const net::FetchReply& reply, std::string remedy) {
  return Error{Errc::auth, "the address leads to a login page", reply.final_url, std::move(remedy), 0, "auth_login"};
}

}  // namespace resso::connectors
