// Prints [[title, start], …] of every occurrence from today to 60 days on, as ical.js reads the calendar at the address given.
// Starts as UTC, all-day ones as a date.
import ICAL from 'ical.js';

const text = await (await fetch(process.argv[2])).text();
const calendar = new ICAL.Component(ICAL.parse(text));
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
const from = Date.now() - 86400_000, to = Date.now() + 60 * 86400_000;
const out = [];
const keep = (event, start) => {
  const at = start.toJSDate().getTime();
  if (at < from || at > to) return;
  out.push([event.summary, start.isDate ? start.toString() : start.convertToZone(ICAL.Timezone.utcTimezone).toString()]);
};
const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component, {exceptions: []})); // else it takes those of other series, too
const exceptions = events.filter((event) => event.isRecurrenceException());
for (const event of events) {
  if (event.isRecurrenceException()) continue;
  for (const exception of exceptions) if (exception.uid === event.uid) event.relateException(exception);
  if (!event.isRecurring()) {
    keep(event, event.startDate);
    continue;
  }
  const dates = event.iterator();
  for (let next = dates.next(), count = 0; next && count < 2000 && next.toJSDate().getTime() <= to; next = dates.next(), ++count) {
    const details = event.getOccurrenceDetails(next);
    keep(details.item, details.startDate);
  }
}
console.log(JSON.stringify(out));
