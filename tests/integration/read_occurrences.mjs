// node read_occurrences.mjs LIBRARY FILE FROM TO: every occurrence that begins within, as ical.js or node-ical reads the calendar: a JSON array of
// {title, start, end, zone, status}. Moments in UTC, days of all-day events as dates, the end exclusive; zone is null where there is none.
import {readFileSync} from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const [library, file, from, to] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const [first, last] = [new Date(from), new Date(to)];
const out = [];
const utc = (date) => date.toISOString().replace(".000Z", "Z");

function with_ical_js() {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const keep = (item, start, end) => {
    if (start.toJSDate() < first || start.toJSDate() >= last) return;
    const tell = (at) => (at.isDate ? at.toString() : utc(at.toJSDate()));
    out.push({title: item.summary, start: tell(start), end: tell(end), zone: start.isDate ? null : start.zone.tzid, status: item.component.getFirstPropertyValue("status")});
  };
  const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component, {exceptions: []})); // else it takes those of other series, too
  const exceptions = events.filter((event) => event.isRecurrenceException());
  for (const event of events.filter((e) => !e.isRecurrenceException())) {
    for (const exception of exceptions) if (exception.uid === event.uid) event.relateException(exception);
    if (!event.isRecurring()) {
      keep(event, event.startDate, event.endDate);
      continue;
    }
    const dates = event.iterator();
    for (let next = dates.next(), n = 0; next && n < 3000 && next.toJSDate() <= last; next = dates.next(), ++n) {
      const {item, startDate, endDate} = event.getOccurrenceDetails(next);
      keep(item, startDate, endDate);
    }
  }
}

function with_node_ical() {
  const day = (at) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
  for (const event of Object.values(nodeIcal.sync.parseICS(text)).filter((entry) => entry.type === "VEVENT")) {
    for (const {start, end, summary, isFullDay, event: told} of nodeIcal.expandRecurringEvent(event, {from: first, to: last})) {
      if (start < first || start >= last) continue;
      const tell = (at) => (isFullDay ? day(at) : utc(at));
      out.push({title: summary.val ?? summary, start: tell(start), end: tell(end), zone: isFullDay ? null : event.start.tz, status: told.status});
    }
  }
}

({"ical.js": with_ical_js, "node-ical": with_node_ical})[library]();
console.log(JSON.stringify(out));
