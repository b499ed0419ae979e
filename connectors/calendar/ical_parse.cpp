#include "connectors/calendar/ical_parse.hpp"

#include "connectors/calendar/content_line.hpp"
#include "connectors/calendar/ical_lines.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace resso::connectors::calendar {
namespace {

constexpr std::size_t kMostWarnings = 50;
constexpr std::size_t kDeepest = 8;
constexpr std::size_t kMostComponents = 200'000;
constexpr std::size_t kMostProperties = 20'000;  // of one component
constexpr std::size_t kUsualProperties = 16;

bool in(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// May `inner` stand directly in `outer`? An unknown component may stand anywhere.
bool may_stand_in(std::string_view inner, std::string_view outer) {
  if (inner == "VCALENDAR") return outer.empty();
  if (in(inner, {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"})) return in(outer, {"", "VCALENDAR"});
  if (in(inner, {"STANDARD", "DAYLIGHT"})) return in(outer, {"VTIMEZONE"});
  if (inner == "VALARM") return in(outer, {"VEVENT", "VTODO", ""});
  return true;
}

/// The open components, from the outside in. A component that ends goes into the one around it.
class Builder {
 public:
  Builder() { open_.emplace_back(); }

  void begin(std::string_view name, int line) {
    while (open_.size() > 1 && !may_stand_in(name, open_.back().name)) {
      warn("a " + std::string(open_.back().name) + " without its END", "missing_end", line);
      close(false);
    }
    ++count_;
    if (open_.size() > kDeepest || count_ > kMostComponents) {
      ++ignored_;
      if (count_ <= kMostComponents) warn("components too deep in one another", "too_deep", line);
      if (count_ == kMostComponents + 1) warn("more than 200,000 components: the rest is left out", "too_many", line);
      return;
    }
    open_.emplace_back();
    open_.back().name = name;
    open_.back().line = line;
    open_.back().properties.reserve(kUsualProperties);
  }

  void end(std::string_view name, int line) {
    if (ignored_ > 0) {
      --ignored_;
      return;
    }
    const auto match =
        std::find_if(open_.rbegin(), open_.rend() - 1, [&](const IcalComponent& component) { return component.name == name; });
    if (match == open_.rend() - 1) {
      warn("an END:" + std::string(text::truncate_utf8(name, 30)) + " without its BEGIN", "stray_end", line);
      return;
    }
    for (auto above = match - open_.rbegin(); above > 0; --above) {
      warn("a " + std::string(open_.back().name) + " without its END", "missing_end", line);
      close(false);
    }
    close(true);
  }

  /// The property that a further line of its value can be added to; null if there is none.
  IcalProperty* last_property() {
    auto& properties = open_.back().properties;
    return ignored_ == 0 && !properties.empty() ? &properties.back() : nullptr;
  }

  /// An empty one at the end of the open component, or nowhere when no more are taken.
  IcalProperty& add_property() {
    auto& properties = open_.back().properties;
    if (ignored_ == 0 && properties.size() < kMostProperties) return properties.emplace_back();
    return nowhere_ = {};
  }

  /// Takes back what was added last.
  void drop(const IcalProperty& property) {
    if (&property != &nowhere_) open_.back().properties.pop_back();
  }

  void warn(std::string what, std::string code, int line) {
    if (document_.warnings.size() < kMostWarnings) document_.warnings.push_back({std::move(what), std::move(code), line});
  }

  IcalDocument finish(int last_line) {
    if (open_.size() > 1) {
      warn("the file breaks off: a " + std::string(open_.back().name) + " without its END", "truncated", last_line);
      document_.complete = false;
    }
    while (open_.size() > 1) close(false);
    // What stands outside of any VCALENDAR is taken for one of its own.
    IcalComponent outside = std::move(open_.front());
    std::vector<IcalComponent> loose;
    for (IcalComponent& component : outside.components) {
      (component.name == "VCALENDAR" ? document_.calendars : loose).push_back(std::move(component));
    }
    outside.components = std::move(loose);
    if (!outside.components.empty()) document_.calendars.push_back(std::move(outside));
    return std::move(document_);
  }

 private:
  void close(bool complete) {
    IcalComponent done = std::move(open_.back());
    done.complete = complete;
    open_.pop_back();
    open_.back().components.push_back(std::move(done));
  }

  IcalDocument document_;
  std::vector<IcalComponent> open_;
  IcalProperty nowhere_;
  std::size_t ignored_ = 0, count_ = 0;
};

/// The line breaks of a description that somebody forgot to escape: its further lines are no properties, and look like none.
bool continues_text(const IcalProperty& property, std::string_view line) {
  if (!in(property.name, {"DESCRIPTION", "X-ALT-DESC", "COMMENT", "SUMMARY"})) return false;
  const auto end = line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
  return end == std::string_view::npos || end == 0 || line[end] != '=';
}

/// A quoted-printable value goes on in the next lines while it ends in '='.
bool continues_softly(const IcalProperty& property) { return property.value.ends_with('=') && is_quoted_printable(property); }

void decode_values(IcalDocument& document, IcalText& made) {
  for (IcalComponent& calendar : document.calendars) {
    for (IcalComponent& component : calendar.components) {
      for (IcalProperty& property : component.properties) {
        if (is_quoted_printable(property)) decode_quoted_printable(property, made);
      }
    }
  }
}

Error not_a_calendar(std::string_view bytes) {
  const auto refuse = [](std::string what, std::string remedy, int line, std::string reason) {
    return Error{Errc::bad_input, std::move(what), "", std::move(remedy), line, std::move(reason)};
  };
  const auto begin = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (begin == std::string_view::npos) return refuse("the calendar is empty", "check the address in a browser", 0, "bad_input_empty");
  if (bytes[begin] == '<')
    return refuse("this is a web page or XML, not a calendar", "look for the calendar's own address: it often ends in .ics", 1,
                  "bad_input_page");
  return refuse("this is not a calendar: it has no BEGIN:VCALENDAR", "check the address in a browser", 1, "bad_input_calendar");
}

}  // namespace

std::string_view IcalProperty::parameter(std::string_view wanted) const {
  for (const IcalParameter& one : parameters) {
    if (one.name == wanted) return one.value;
  }
  return {};
}

const IcalProperty* IcalComponent::find(std::string_view wanted) const {
  const auto found =
      std::find_if(properties.begin(), properties.end(), [&](const IcalProperty& property) { return property.name == wanted; });
  return found == properties.end() ? nullptr : &*found;
}

std::string_view IcalComponent::value(std::string_view wanted) const {
  const IcalProperty* property = find(wanted);
  return property != nullptr ? property->value : std::string_view();
}

std::vector<const IcalProperty*> IcalComponent::all(std::string_view wanted) const {
  std::vector<const IcalProperty*> found;
  for (const IcalProperty& property : properties) {
    if (property.name == wanted) found.push_back(&property);
  }
  return found;
}

std::string_view IcalText::keep(std::string made) { return made_.emplace_back(std::move(made)); }

std::string_view IcalText::extend(std::string_view value, std::string_view more) {
  const bool made_last = !made_.empty() && made_.back().data() == value.data();
  if (!made_last) made_.emplace_back(value);
  std::string& text = made_.back();
  text.resize(value.size());  // less than it was where the value has lost its end
  return text += more;
}

Result<IcalDocument> parse_ical(std::string_view bytes, std::string_view http_charset) {
  ContentLines lines(bytes, http_charset);
  IcalText made;
  Builder builder;
  if (lines.charset_wrong()) builder.warn("the text is not in the character set that it is declared to be in", "bad_charset", 1);
  bool has_quoted_printable = false;
  int number = 0;
  for (ContentLine read; lines.next(read);) {
    const std::string_view line = read.text;
    number = read.line;
    IcalProperty* before = builder.last_property();
    if (before != nullptr && continues_softly(*before)) {
      before->value.remove_suffix(1);
      before->value = made.extend(before->value, line);
      continue;
    }
    IcalProperty& property = builder.add_property();
    if (!read_content_line(line, made, property)) {
      builder.drop(property);
      before = builder.last_property();
      builder.warn("a line that is no property: \"" + text::abridge(line, 40) + "\"", "bad_line", number);
      if (before != nullptr && continues_text(*before, line)) {
        before->value = made.extend(before->value, "\\n");
        before->value = made.extend(before->value, line);
      }
      continue;
    }
    property.line = number;
    has_quoted_printable = has_quoted_printable || is_quoted_printable(property);
    const bool begins = property.name == "BEGIN";
    if (!begins && property.name != "END") continue;
    const auto component = upper_case(text::trim(property.value), made);
    builder.drop(property);
    if (begins)
      builder.begin(component, number);
    else
      builder.end(component, number);
  }
  IcalDocument document = builder.finish(number);
  if (document.calendars.empty()) return not_a_calendar(bytes);
  if (has_quoted_printable) decode_values(document, made);
  made.take(lines.take_text());
  document.text = std::move(made);
  return document;
}

}  // namespace resso::connectors::calendar
