// Problem documents (RFC 9457), application/problem+json: what the API says when it cannot answer.
#pragma once

#include <string>
#include <string_view>

namespace resso::feeds {

/// Without a title: the usual words of the status (RFC 9110 §15). `detail` and `instance` (path and query asked for) may be empty.
std::string problem_json(int status, std::string_view detail, std::string_view instance, std::string_view title = {});

}  // namespace resso::feeds
