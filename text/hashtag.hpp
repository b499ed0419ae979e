// Hashtags in plain text, by Mastodon's rule. Comparison is fold_hashtag of unicode.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resso::text {

/// Without '#', in order, as written. Not inside URLs, not purely digits.
std::vector<std::string> find_hashtags(std::string_view text);

/// Each once by folded form, the first display form kept.
std::vector<std::string> unique_hashtags(std::vector<std::string> tags);

}  // namespace resso::text
