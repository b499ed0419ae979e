// A writer of HTML into which text can only get escaped: markup is what stands as a literal in our source, all else is text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace resso::feeds {

/// Made from a string literal. Not consteval: clang 16 then destroys temporaries of the same expression that never were (seen in the first
/// pages: a free() of the stack).
class Markup {
 public:
  template <std::size_t N>
  constexpr Markup(const char (&literal)[N]) : text_(literal, N - 1) {}  // NOLINT(google-explicit-constructor): h.raw("<p>")
  template <std::size_t N>
  Markup(char (&buffer)[N]) = delete;
  constexpr std::string_view str() const { return text_; }

 private:
  std::string_view text_;
};

class Html {
 public:
  Html& raw(Markup markup) {
    out_ += markup.str();
    return *this;
  }
  Html& text(std::string_view utf8);
  Html& number(std::int64_t value);  ///< plain digits, as in coordinates and ids
  /// name: with the space before it, " href".
  Html& attribute(Markup name, std::string_view value);
  Html& append(const Html& other) {
    out_ += other.out_;
    return *this;
  }
  /// Text that may lead to a page of others: a link if the address is one of the web, else only the text.
  Html& outward_link(std::string_view address, std::string_view label);
  /// JSON inside <script type="application/ld+json">: '<', '>' and '&' written so that no end tag can come out of it.
  Html& json(std::string_view json);

  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// http or https, the only addresses of others that our pages lead to.
bool is_web_address(std::string_view address);
/// The host of such an address, without "www.", to be read.
std::string_view host_of(std::string_view address);
/// Shaped like a BCP 47 tag, so that it may stand in lang="".
bool is_language_tag(std::string_view tag);

}  // namespace resso::feeds
