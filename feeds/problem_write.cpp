#include "feeds/problem_write.hpp"

#include "text/json_write.hpp"
#include "text/unicode.hpp"

namespace resso::feeds {
namespace {

std::string_view usual_title(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return status < 500 ? "Client Error" : "Server Error";
  }
}

}  // namespace

std::string problem_json(int status, std::string_view detail, std::string_view instance, std::string_view title) {
  text::JsonWriter json;
  json.begin_object();
  json.member("type", "about:blank").member("title", title.empty() ? usual_title(status) : title).member("status", status);
  json.member_if("detail", text::repair_utf8(detail)).member_if("instance", text::repair_utf8(instance));
  json.end_object();
  return json.take() + "\n";
}

}  // namespace resso::feeds
