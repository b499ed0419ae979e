#include "feeds/visibility_write.hpp"

#include "feeds/pages/phrases.hpp"
#include "feeds/visibility_figures.hpp"
#include "text/json_write.hpp"
#include "text/timestamp.hpp"

#include <array>
#include <charconv>

namespace resso::feeds {
namespace {

using text::JsonWriter;

// Words of visibility.md, in the page's own wording: one home for what a figure means.
constexpr std::string_view kDefined[] = {"posts",     "active",  "interactions", "reach",  "engagement",
                                         "followers", "hashtag", "events",       "no_data"};

void write_period(JsonWriter& json, std::string_view name, const Period& period) {
  json.key(name).begin_object();
  json.member("from", text::format_date(period.from)).member("to", text::format_date(period.to));
  json.end_object();
}

void write_figures(JsonWriter& json, const VisibilityFigures& values) {
  for (const auto& figure : figures()) {
    json.key(figure.name);
    const auto value = figure.read(values);
    if (const auto* number = std::get_if<std::int64_t>(&value))
      json.value(*number);
    else if (const auto* real = std::get_if<double>(&value))
      json.value(*real);
    else if (const auto* text = std::get_if<std::string>(&value))
      json.value(*text);
    else
      json.null();
  }
}

void write_whole(JsonWriter& json, std::string_view name, const VisibilityFigures& values) {
  json.key(name).begin_object();
  write_figures(json, values);
  json.end_object();
}

void write_query(JsonWriter& json, const VisibilityQuery& query) {
  json.key("filter").begin_object();
  const auto list = [&](std::string_view name, const std::vector<std::string>& values) {
    if (!values.empty()) json.strings(name, values);
  };
  list("entity", query.entities);
  list("district", query.districts);
  list("network", query.networks);
  list("topic", query.topics);
  list("tag", query.hashtags);
  list("lang", query.languages);
  json.end_object();
  json.member("by", name_of(query.by));
}

const VisibilityFigures* row_before(const VisibilityReport& report, std::size_t index) {
  return index < report.rows_before.size() ? &report.rows_before[index] : nullptr;
}

std::string csv_cell(const FigureValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  const auto* real = std::get_if<double>(&value);
  if (!real) return {};
  std::array<char, 32> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *real).ptr};
}

// A text that a spreadsheet would take for a formula is kept a text (it may come from outside: a hashtag, a language).
std::string csv_text(std::string_view text) {
  std::string cell;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell += '\'';
  cell += text;
  if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

void append_row(std::string& csv, std::string_view cut, std::string_view key, std::string_view label, const Period& period,
                const VisibilityFigures& values) {
  csv.append(cut).append(",").append(csv_text(key)).append(",").append(csv_text(label));
  csv.append(",").append(text::format_date(period.from)).append(",").append(text::format_date(period.to));
  for (const auto& figure : figures()) csv.append(",").append(csv_cell(figure.read(values)));
  csv += "\r\n";
}

}  // namespace

std::string visibility_json(const Snapshot& snapshot, const VisibilityReport& report) {
  JsonWriter json(1);
  json.begin_object();
  write_period(json, "period", report.query.period);
  write_period(json, "period_before", report.before);
  write_query(json, report.query);
  write_whole(json, "whole", report.whole);
  write_whole(json, "whole_before", report.whole_before);
  json.key("rows").begin_array();
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const auto& row = report.rows[i];
    json.begin_object();
    json.member("key", row.key).member("label", cut_label(snapshot, report.query.by, row.key));
    write_figures(json, row);
    if (const auto* before = row_before(report, i)) write_whole(json, "before", *before);
    json.end_object();
  }
  json.end_array();
  const Phrases say("en");
  json.key("definitions").begin_object();
  for (const auto name : kDefined) json.member(name, say("define." + std::string(name)));
  json.end_object().end_object();
  return json.take() + "\n";
}

std::string visibility_csv(const Snapshot& snapshot, const VisibilityReport& report) {
  std::string csv =
      "\xEF\xBB\xBF"
      "cut,key,label,from,to";
  for (const auto& figure : figures()) csv.append(",").append(figure.name);
  csv += "\r\n";
  append_row(csv, "all", "", "", report.query.period, report.whole);
  append_row(csv, "all", "", "", report.before, report.whole_before);
  const auto cut = name_of(report.query.by);
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const auto& row = report.rows[i];
    const auto label = cut_label(snapshot, report.query.by, row.key);
    append_row(csv, cut, row.key, label, report.query.period, row);
    if (const auto* before = row_before(report, i)) append_row(csv, cut, row.key, label, report.before, *before);
  }
  return csv;
}

}  // namespace resso::feeds
