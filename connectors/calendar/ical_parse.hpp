// iCalendar (RFC 5545) and vCalendar 1.0 as written: components, properties, parameters. What it means is ical_map's.
#pragma once

#include "model/error.hpp"
#include "model/source.hpp"

#include <boost/container/small_vector.hpp>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resso::connectors::calendar {

/// The text that a document's names and values point into: the unfolded file, and what had to be written anew. Moved, never copied.
class IcalText {
 public:
  IcalText() = default;
  IcalText(IcalText&&) = default;
  IcalText& operator=(IcalText&&) = default;
  IcalText(const IcalText&) = delete;
  IcalText& operator=(const IcalText&) = delete;

  void take(std::unique_ptr<std::string> unfolded) { unfolded_ = std::move(unfolded); }
  std::string_view keep(std::string made);
  /// `value` and what follows it, as one. Linear however often it is done to the value made last.
  std::string_view extend(std::string_view value, std::string_view more);

 private:
  std::unique_ptr<std::string> unfolded_;
  std::deque<std::string> made_;  // a deque: what is in it stays where it is
};

/// A parameter with several values ("MEMBER=a,b") is there once for each.
struct IcalParameter {
  std::string_view name;   ///< upper case
  std::string_view value;  ///< without quotes, ^n ^^ ^' decoded (RFC 6868)
};

using IcalParameters = boost::container::small_vector<IcalParameter, 1>;  // most have none or one

struct IcalProperty {
  std::string_view name;  ///< upper case, without a group before it ("item1.URL")
  IcalParameters parameters;
  std::string_view value;  ///< as written, with its backslashes; quoted-printable is decoded
  int line = 0;

  std::string_view parameter(std::string_view name) const;  ///< its first value; empty if absent
};

struct IcalComponent {
  std::string_view name;  ///< upper case: "VEVENT"
  std::vector<IcalProperty> properties;
  std::vector<IcalComponent> components;
  int line = 0;
  bool complete = false;  ///< its END was there

  const IcalProperty* find(std::string_view name) const;  ///< the first; null if absent
  std::string_view value(std::string_view name) const;    ///< of the first; empty if absent
  std::vector<const IcalProperty*> all(std::string_view name) const;
};

struct IcalDocument {
  IcalText text;
  std::vector<IcalComponent> calendars;  ///< VCALENDARs; one without a name for components that stand outside of any
  std::vector<Warning> warnings;         ///< the first 50
  bool complete = true;                  ///< false: it breaks off, what it had after that is not known
};

/// Errors: bad_input when nothing in it is a calendar. Whatever else is wrong is a warning, and what can be read is read.
Result<IcalDocument> parse_ical(std::string_view bytes, std::string_view http_charset);

}  // namespace resso::connectors::calendar
