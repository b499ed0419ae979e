// resso-ical-check FILE...: reads calendars as strictly as libical and RFC 5545, 5546 and 7986 allow, and names every fault with its file
// and line or event. Exit 1 on any. For our own outputs: a subscriber's program may be as strict as this.
#include <libical/ical.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t kLineOctets = 75;  // §3.1

class Check {
 public:
  explicit Check(std::string file) : file_(std::move(file)) {}

  bool run() {
    std::ifstream in(file_, std::ios::binary);
    if (!in) fault("cannot be read");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    check_lines(text);
    icalcomponent* calendar = icalparser_parse_string(text.c_str());
    if (!calendar) {
      fault("libical finds no calendar in it");
    } else {
      check_calendar(calendar);
      icalcomponent_free(calendar);
    }
    return faults_ == 0;
  }

 private:
  void fault(const std::string& what) {
    ++faults_;
    std::cout << file_ << ": " << what << '\n';
  }

  static bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

  // CRLF, length, no bare control character, no character cut in two.
  void check_lines(std::string_view text) {
    std::size_t number = 0;
    while (!text.empty()) {
      const auto at = "line " + std::to_string(++number) + ": ";
      const auto end = text.find('\n');
      if (end == std::string_view::npos) return fault(at + "has no end");
      auto line = text.substr(0, end);
      text.remove_prefix(end + 1);
      if (!line.ends_with('\r')) {
        fault(at + "ends without CR");
      } else {
        line.remove_suffix(1);
      }
      if (line.empty()) fault(at + "is empty");
      if (line.size() > kLineOctets) fault(at + std::to_string(line.size()) + " octets, more than 75");
      for (const char c : line) {
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f) fault(at + "holds a control character");
      }
      if (line.size() > 1 && !begins_character(line[line[0] == ' ' ? 1 : 0])) fault(at + "begins within a character");
    }
  }

  void check_calendar(icalcomponent* calendar) {
    if (icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) return fault("is no single VCALENDAR");
    check_errors(calendar);
    collect_zones(calendar);
    for (const auto kind : {ICAL_VERSION_PROPERTY, ICAL_PRODID_PROPERTY}) {
      if (icalcomponent_count_properties(calendar, kind) != 1) fault(std::string(icalproperty_kind_to_string(kind)) + " must stand once");
    }
    for (auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
      check_event(event);
    }
    check_restrictions(calendar);
  }

  // What libical could not read stays in the tree as X-LIC-ERROR.
  void check_errors(icalcomponent* component) {
    for (auto* p = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); p;
         p = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
      fault("libical: " + std::string(icalproperty_get_xlicerror(p)));
    }
    for (auto* part = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); part;
         part = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
      check_errors(part);
    }
  }

  void collect_zones(icalcomponent* calendar) {
    for (auto* zone = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT); zone;
         zone = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT)) {
      auto* id = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
      if (!id) {
        fault("a VTIMEZONE without TZID");
      } else if (!zones_.insert(icalproperty_get_tzid(id)).second) {
        fault("VTIMEZONE " + std::string(icalproperty_get_tzid(id)) + " stands twice");
      }
    }
  }

  void check_event(icalcomponent* event) {
    const char* uid = icalcomponent_get_uid(event);
    const std::string name = uid ? uid : "an event without UID";
    if (!uid || !*uid) fault("an event without UID");
    for (const auto kind :
         {ICAL_DTSTAMP_PROPERTY, ICAL_DTSTART_PROPERTY, ICAL_SUMMARY_PROPERTY, ICAL_SEQUENCE_PROPERTY, ICAL_STATUS_PROPERTY}) {
      if (icalcomponent_count_properties(event, kind) != 1) fault(name + ": " + icalproperty_kind_to_string(kind) + " must stand once");
    }
    auto* stamp = icalcomponent_get_first_property(event, ICAL_DTSTAMP_PROPERTY);
    if (stamp && !icaltime_is_utc(icalproperty_get_dtstamp(stamp))) fault(name + ": DTSTAMP is not in UTC");
    check_status(event, name);
    const auto instance = icaltime_as_ical_string(icalcomponent_get_recurrenceid(event));
    if (!instances_[name].insert(instance ? instance : "").second) fault(name + ": stands twice for the same RECURRENCE-ID");
    check_span(event, name);
    check_series(event, name);
    for (auto* p = icalcomponent_get_first_property(event, ICAL_ANY_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_ANY_PROPERTY)) {
      auto* zone = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
      if (!zone) continue;
      if (!zones_.contains(icalparameter_get_tzid(zone))) fault(name + ": " + icalparameter_get_tzid(zone) + " has no VTIMEZONE");
    }
  }

  void check_status(icalcomponent* event, const std::string& name) {
    auto* told = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    const auto status = told ? icalproperty_get_status(told) : ICAL_STATUS_CONFIRMED;
    const bool known = status == ICAL_STATUS_CONFIRMED || status == ICAL_STATUS_TENTATIVE || status == ICAL_STATUS_CANCELLED;
    if (!known) fault(name + ": a STATUS that no event has");
  }

  void check_span(icalcomponent* event, const std::string& name) {
    auto* end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    if (!end) return;
    if (icalcomponent_count_properties(event, ICAL_DURATION_PROPERTY) > 0) fault(name + ": DTEND and DURATION");
    const auto begins = icalcomponent_get_dtstart(event), ends = icalproperty_get_dtend(end);
    if (begins.is_date != ends.is_date) fault(name + ": DTSTART and DTEND are of two kinds");
    if (icaltime_compare(icalcomponent_get_dtend(event), begins) <= 0) fault(name + ": ends before it begins");
  }

  // §3.3.10: UNTIL is of DTSTART's kind, and in UTC where that has a zone.
  void check_series(icalcomponent* event, const std::string& name) {
    auto* rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (!rule) return;
    if (icalcomponent_count_properties(event, ICAL_RRULE_PROPERTY) > 1) fault(name + ": more than one RRULE");
    if (icalcomponent_count_properties(event, ICAL_RECURRENCEID_PROPERTY) > 0) fault(name + ": RRULE beside RECURRENCE-ID");
    const auto start = icalcomponent_get_dtstart(event);
    const auto until = icalproperty_get_rrule(rule).until;
    if (icaltime_is_null_time(until)) return;
    if (until.is_date != start.is_date) fault(name + ": UNTIL is not of DTSTART's kind");
    if (!until.is_date && !icaltime_is_utc(until)) fault(name + ": UNTIL is not in UTC");
  }

  // The tables of RFC 5545, or of RFC 5546 where a METHOD is said; libical tells of what it finds as X-LIC-ERROR.
  void check_restrictions(icalcomponent* calendar) {
    icalrestriction_check(calendar);
    check_errors(calendar);
  }

  std::string file_;
  int faults_ = 0;
  std::set<std::string> zones_;
  std::map<std::string, std::set<std::string>> instances_;  ///< RECURRENCE-IDs by UID
};

}  // namespace

int main(int count, char** arguments) {
  bool clean = true;
  for (int i = 1; i < count; ++i) clean = Check(arguments[i]).run() && clean;
  if (count < 2) std::cerr << "usage: resso-ical-check FILE...\n";
  return count < 2 ? 2 : clean ? 0 : 1;
}
