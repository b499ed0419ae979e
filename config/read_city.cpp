#include "config/sections.hpp"
#include "text/unicode.hpp"
#include "text/zone.hpp"

#include <algorithm>

namespace resso::config {
namespace {

const std::vector<std::string> kLanguages{"ca", "es", "en"};

/// Only this form, as it goes into a style sheet.
bool is_hex_colour(std::string_view text) {
  if ((text.size() != 4 && text.size() != 7) || !text.starts_with('#')) return false;
  return text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

void read_zone(Reader& reader, City& city) {
  const auto zone = reader.text("timezone");
  if (!zone) return;
  if (text::Zone::find(zone->value) && zone->value.find(' ') == std::string::npos) {
    city.timezone = zone->value;
  } else {
    reader.problem(zone->at, "there is no time zone " + in_quotes(zone->value), "give its IANA name, as \"Europe/Madrid\"");
  }
}

void read_addresses(Reader& reader, City& city) {
  Report& report = reader.report();
  if (const auto text = reader.text("public_url")) {
    if (const auto url = url_of(*text, report)) {
      if (url->target.find('?') != std::string::npos || !url->fragment.empty() || !url->user.empty()) {
        reader.problem(text->at, "must be a plain address: " + in_quotes(text->value), "leave out what follows the path, and any user");
      }
      city.public_url = url->str();
      while (city.public_url.ends_with('/')) city.public_url.pop_back();
    }
  }
  if (const auto text = reader.text("contact")) {
    const bool mail =
        text->value.starts_with("mailto:") && text->value.find('@') != std::string::npos && text->value.find(' ') == std::string::npos;
    if (mail) {
      city.contact = text->value;
    } else if (const auto url = url_of(*text, report)) {
      city.contact = url->str();
    }
  }
}

void read_looks(Reader& reader, City& city, const Outside& outside) {
  if (const auto accent = reader.text("accent")) {
    if (!is_hex_colour(accent->value)) reader.problem(accent->at, "not a colour: " + in_quotes(accent->value), "write it as \"#0b6e4f\"");
    city.accent = accent->value;
  }
  if (const auto logo = reader.text("logo")) {
    const std::string name = text::to_lower_ascii(logo->value);
    if (!name.ends_with(".svg") && !name.ends_with(".png")) {
      reader.problem(logo->at, "neither SVG nor PNG: " + in_quotes(logo->value), "give a file that ends in .svg or .png");
    } else if (const auto file = file_of(*logo, outside, reader.report())) {
      city.logo = file->string();
    }
  }
}

/// Kept as it is written; the grammar of filters judges it once all that it can name is known (Outside::filter_fault).
void read_default_filter(Reader& reader, Reading& reading) {
  const auto filter = reader.text("default_filter");
  if (!filter) return;
  reading.settings.city.default_filter = filter->value.substr(filter->value.starts_with('?') ? 1 : 0);
  reading.default_filter_at = filter->at;
}

}  // namespace

void read_city(Reader& root, Reading& reading) {
  City& city = reading.settings.city;
  auto reader = root.table("city");
  if (!reader) return;
  city.name = reader->text_or("name", city.name);
  read_zone(*reader, city);
  const auto stated = reader->texts("languages");
  const auto languages = references(stated, kLanguages, "translation into", reading.report);
  if (!languages.empty()) city.languages = languages;
  if (reader->is_list("languages") && reader->is_empty("languages")) {
    reader->problem(reader->spot("languages"), "there is no language", "give at least one of ca, es and en");
  }
  read_addresses(*reader, city);
  read_looks(*reader, city, reading.outside);
  read_default_filter(*reader, reading);
  reader->finish();
}

}  // namespace resso::config
