#!/usr/bin/env python3
"""Six readers that nobody here wrote over every output of an agenda of 500 events: what they read is what the store says.

usage: readers_test.py RESSO [ICAL_CHECK] [DIR]      ICAL_CHECK: build/*/resso-ical-check, our strict reader on libical

Three local calendars publish series with exceptions, whole days, cancelled and uncertain acts, four zones, accents, emoji, letters that a writer
must escape, very long lines. newsboat, feedparser, vdirsyncer + khal, ical.js, node-ical and python-icalendar read what the daemon makes of them;
title, start, end, zone and status must agree with `resso events --json`."""
import collections
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import zoneinfo
from datetime import date, datetime, timedelta, timezone

import readers
from common import Checks, Daemon, city_toml, get, listing, wait_for

resso = pathlib.Path(sys.argv[1]).resolve()
strict = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
directory = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="resso-readers-"))
HERE = pathlib.Path(__file__).resolve().parent
MADRID = zoneinfo.ZoneInfo("Europe/Madrid")
TODAY = datetime.now(MADRID).date()
FROM, TO = TODAY + timedelta(days=1), TODAY + timedelta(days=50)  # days whose acts are compared, the last one excluded
checks = Checks()

# Words far enough from each other that no two acts are taken for one.
WHAT = ["Taller de ceràmica", "Concert de gralles", "Xerrada «Fem barri»", "Col·loqui d’habitatge", "Cinefòrum", "Ball de bastons", "Hort obert",
        "Assemblea veïnal", "Recital 🎺 de vent", "Pícnic 🧺 popular", "Torneig d’escacs ♟️", "Marató de lectura", "Taula rodona; debat, i més",
        "Dia \\ nit", "L’hora del conte 👩‍👩‍👧", "Mercat d’intercanvi", "Classe de català", "Ruta en bicicleta", "Exposició", "Sopar de germanor"]
ZONES = ["Europe/Madrid", "Europe/Madrid", "Europe/Madrid", "Europe/London", "America/Bogota"]


def ics_text(words):
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line):
    """As RFC 5545 §3.1 has it: no line over 75 octets, no character cut."""
    out, current = [], b""
    for character in line:
        coded = character.encode()
        if len(current) + len(coded) > (75 if not out else 74):
            out.append(current)
            current = b""
        current += coded
    return b"\r\n ".join([*out, current])


def vevent(number, day):
    """The lines of act `number`: its kind by its number, so that all kinds are there many times."""
    kind, title = number % 25, f"{WHAT[number % len(WHAT)]} {number}"
    uid, stamp, zone = f"UID:acte-{number}@lector.example", "DTSTAMP:20261101T080000Z", ZONES[number % len(ZONES)]
    minute = f"{9 + number % 12:02}{15 * (number % 4):02}00"
    at = lambda d, clock: f"{d:%Y%m%d}T{clock}"  # noqa: E731
    span = [f"DTSTART;TZID={zone}:{at(day, minute)}", f"DTEND;TZID={zone}:{at(day, f'{int(minute[:2]) + 2:02}{minute[2:]}')}"]
    extra, more = [], []
    if kind in (1, 2):
        span = [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]
    elif kind in (3, 4):
        span = [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=kind):%Y%m%d}"]
    elif kind == 5:
        extra = ["STATUS:CANCELLED"]
    elif kind == 6:
        extra = ["STATUS:TENTATIVE"]
    elif kind == 7:
        span = [f"DTSTART:{at(day, minute)}Z", "DURATION:PT1H30M"]
    elif kind == 8:
        span = [f"DTSTART:{at(day, minute)}", f"DTEND:{at(day + timedelta(days=1), '020000')}"]
    elif kind == 9:
        extra = ["RRULE:FREQ=WEEKLY;COUNT=6", f"EXDATE;TZID={zone}:{at(day + timedelta(days=7), minute)}"]
        moved = day + timedelta(days=14)
        more = [uid, stamp, f"RECURRENCE-ID;TZID={zone}:{at(moved, minute)}", f"DTSTART;TZID={zone}:{at(moved + timedelta(days=1), '180000')}",
                f"DTEND;TZID={zone}:{at(moved + timedelta(days=1), '193000')}", f"SUMMARY:{ics_text(title)} (canvi de dia)"]
    elif kind == 10:
        extra = ["RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=" + "MO,TU,WE,TH,FR,SA,SU".split(",")[day.weekday()]]
        off = day + timedelta(days=7)
        more = [uid, stamp, f"RECURRENCE-ID;TZID={zone}:{at(off, minute)}", f"DTSTART;TZID={zone}:{at(off, minute)}",
                f"DTEND;TZID={zone}:{at(off, f'{int(minute[:2]) + 2:02}{minute[2:]}')}", "STATUS:CANCELLED", f"SUMMARY:{ics_text(title)}"]
    elif kind == 11:
        span, extra = [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"], [f"RRULE:FREQ=DAILY;INTERVAL=3;UNTIL={day + timedelta(days=15):%Y%m%d}"]
    elif kind == 12:
        span = [f"DTSTART;TZID=Europe/Madrid:{at(day, minute)}", "DURATION:PT45M"]
        extra = [f"RDATE;TZID=Europe/Madrid:{at(day + timedelta(days=9), minute)},{at(day + timedelta(days=11), minute)}"]
    elif kind == 15:
        extra = ["RRULE:FREQ=WEEKLY;COUNT=3", f"RDATE;TZID={zone}:{at(day + timedelta(days=10), minute)}"]
    elif kind == 16:
        extra = [f"RRULE:FREQ=MONTHLY;COUNT=3;BYDAY={(day.day + 6) // 7 if day.day < 29 else -1}" + "MO,TU,WE,TH,FR,SA,SU".split(",")[day.weekday()]]
    elif kind == 17:
        span, extra = [f"DTSTART:{at(day, minute)}Z", "DURATION:PT1H"], [f"RRULE:FREQ=WEEKLY;UNTIL={at(day + timedelta(days=21), minute)}Z"]
    words = "Una línia llarguíssima, amb «cometes», punt volat l·l; i 🎉. " * 40 + f"\nFi {number}" if kind == 13 else f"Explicació de l’acte {number}."
    if kind == 14:
        title += " " + "que té un nom que no s’acaba mai, amb ç, à i ü, " * 6 + "fi"
    body = [uid, stamp, *span, *extra, f"SUMMARY:{ics_text(title)}", f"DESCRIPTION:{ics_text(words)}", f"LOCATION:Sala {number}\\, carrer Nou {number}"]
    return ["BEGIN:VEVENT", *body, "END:VEVENT", *(["BEGIN:VEVENT", *more, "END:VEVENT"] if more else [])]


def calendar(numbers):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//lector//ca"]
    for number in numbers:
        lines += vevent(number, TODAY + timedelta(days=2 + number % 40))
    return b"\r\n".join(folded(line) for line in [*lines, "END:VCALENDAR"]) + b"\r\n"


class Handler(http.server.BaseHTTPRequestHandler):
    pages = {}

    def do_GET(self):
        body = self.pages.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.send_header("Content-Type", "text/calendar; charset=utf-8" if self.path.endswith("ics") else "application/rss+xml")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


def utc(at):
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def madrid(moment):
    return datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(MADRID)


def same(text):
    return readers.plain(text)


def store_rows(store):
    """{(title, start, end, zone, status)}: moments in UTC, whole days as dates, the end exclusive; as a calendar can say it."""
    rows, dates_of = set(), collections.Counter(e["id"] for e in store)
    for e in store:
        day = date.fromisoformat(e["local_start"][:10]) if e["all_day"] else madrid(e["start"]).date()
        if not FROM <= day < TO:
            continue
        if e["all_day"]:
            end = madrid(e["end"]).date()
            rows.add((same(e["title"]), day.isoformat(), end.isoformat(), None, e["status"]))
        else:
            # A moment of no place is shown on the city's clock; a series stays on the clock of its rule.
            zone = "Europe/Madrid" if not e["zone"] or (e["zone"] == "UTC" and dates_of[e["id"]] == 1) else e["zone"]
            rows.add((same(e["title"]), e["start"], e["end"], zone, e["status"]))
    return rows


def status_word(said):
    return (said or "CONFIRMED").strip().lower() or "confirmed"


def by_node(library, file):
    bounds = [utc(datetime(d.year, d.month, d.day, tzinfo=MADRID)) for d in (FROM, TO)]
    out = subprocess.run(["node", HERE / "read_occurrences.mjs", library, file, *bounds], check=True, capture_output=True, text=True,
                         env={**os.environ, "TZ": "Europe/Madrid"})
    return {(same(r["title"]), r["start"], r["end"], "UTC" if r["zone"] == "Etc/UTC" else r["zone"], status_word(r["status"]))
            for r in json.loads(out.stdout)}


PYTHON_READER = r"""
import icalendar, json, sys
out = []
for part in icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT"):
    start, end = part.decoded("DTSTART"), part.decoded("DTEND", None)
    tell = lambda at: None if at is None else at.isoformat()
    out.append({"title": str(part["SUMMARY"]), "start": tell(start), "end": tell(end), "zone": part["DTSTART"].params.get("TZID"), "series": "RRULE" in part or "RDATE" in part,
                "status": str(part.get("STATUS", "")), "uid": str(part["UID"]), "changed": "RECURRENCE-ID" in part})
json.dump(out, sys.stdout)
"""


def by_python(file):
    """What stands alone, and the changed dates of series: python-icalendar leaves expanding to others."""
    out = subprocess.run(["/usr/bin/python3", "-c", PYTHON_READER, file], check=True, capture_output=True, text=True)
    rows, series = set(), set()
    for r in json.loads(out.stdout):
        if r["series"]:
            series.add(same(r["title"]))
            continue
        if len(r["start"]) == 10:
            day = date.fromisoformat(r["start"])
            row = (r["start"], r["end"] or (day + timedelta(days=1)).isoformat(), None)
        else:
            at = datetime.fromisoformat(r["start"])
            day = at.astimezone(MADRID).date()
            row = (utc(at), utc(datetime.fromisoformat(r["end"])) if r["end"] else utc(at), r["zone"] or "UTC")
        if FROM <= day < TO:
            rows.add((same(r["title"]), *row, status_word(r["status"])))
    return rows, series


def by_khal(address):
    """As the others, without zones: khal shows the reader's own."""
    readers.khal_lines(address, directory)  # fetches by vdirsyncer, writes the configuration
    base = directory / "khal"
    out = subprocess.run(["khal", "-c", base / "khal.conf", "list", "--format", "{start-long}|{end-long}|{all-day}|{status}|{title}", "--day-format", "",
                          FROM.isoformat(), f"{(TO - FROM).days}d"], check=True, capture_output=True, text=True,
                         env={**os.environ, "HOME": str(base), "LC_ALL": "C.UTF-8"})
    rows = set()
    for line in out.stdout.splitlines():
        start, end, all_day, status, title = line.split("|", 4)
        day = date.fromisoformat(start[:10])
        if not FROM <= day < TO:
            continue  # listed because it goes on
        if all_day == "True":
            rows.add((same(title), start[:10], (date.fromisoformat(end[:10]) + timedelta(days=1)).isoformat(), status_word(status)))
        else:
            moments = [utc(datetime.strptime(t.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=MADRID)) for t in (start, end)]
            rows.add((same(title), *moments, status_word(status)))
    return rows


FEED_READER = r"""
import feedparser, json, sys
f = feedparser.parse(sys.argv[1])
json.dump({"bozo": bool(f.bozo), "items": [{"id": e.id, "title": e.title, "start": e.get("ev_startdate"), "end": e.get("ev_enddate"), "updated": e.get("updated", "")} for e in f.entries]}, sys.stdout)
"""


def by_feedparser(file):
    out = subprocess.run(["/usr/bin/python3", "-c", FEED_READER, file], check=True, capture_output=True, text=True)
    return json.loads(out.stdout)


def differences(got, wanted):
    return {"only the reader has": sorted(map(str, got - wanted))[:6], "only the store has": sorted(map(str, wanted - got))[:6]}


def compare_calendars(address, store):
    rows = store_rows(store)
    kinds = {status for *_, status in rows}
    checks.that(f"{len(rows)} dates are compared, of every status", len(rows) > 500 and kinds == {"confirmed", "tentative", "cancelled"}, kinds)
    file = directory / "agenda.ics"
    file.write_bytes(get(address + "/agenda.ics", timeout=60).body)
    for library in ("ical.js", "node-ical"):
        read = by_node(library, file)
        checks.that(f"{library} reads each title, start, end, zone and status of the store, and nothing else", read == rows, differences(read, rows))
    read, series = by_python(file)
    alone = {row for row in rows if row[0] not in series}
    known = {row for row in read if row[0] not in series}
    checks.that(f"python-icalendar reads {len(alone)} acts that stand alone as the store has them", known == alone, differences(known, alone))
    checks.that("python-icalendar reads every series' name", series <= {title for title, *_ in rows}, series)
    read = by_khal(address)
    wanted = {(title, start, end, status) for title, start, end, _, status in rows}
    checks.that("vdirsyncer + khal read each title, start, end and status of the store, and nothing else", read == wanted, differences(read, wanted))


def moment(text):
    """A date or a moment of a feed, as the store's rows have them."""
    return text if text is None or len(text) == 10 else utc(datetime.fromisoformat(text.replace("Z", "+00:00")))


def compare_feeds(address, store):
    """Feeds tell the next date of each act; JSON Feed and the API beside RSS and Atom as feed readers have them."""
    items = get(address + "/agenda.json?limit=1000", timeout=60)
    told = json.loads(items.body)["items"] if items.status == 200 else []
    told_by_id = {item["id"]: item for item in told}
    dates = {(same(e["title"]), e["local_start"][:10] if e["all_day"] else e["start"], e["status"]) for e in store}
    wrong = [i["id"] for i in told if (same(i["_resso"]["title"]), moment(i["_resso"]["start"]), i["_resso"]["status"]) not in dates]
    checks.that(f"the {len(told)} items of the JSON Feed are the store's", len(told) >= 500 and not wrong, wrong[:5])
    unsaid = {e["id"] for e in store} - {item["id"].rsplit("/", 1)[1] for item in told}
    checks.equal("every act of the calendars is told", sorted(unsaid)[:5], [])
    for path in ("/agenda.rss", "/agenda.atom"):
        file = directory / path[1:]
        file.write_bytes(get(address + path + "?limit=1000", timeout=60).body)
        feed = by_feedparser(file)
        checks.that(f"feedparser finds {path} well-formed, with the JSON Feed's items", not feed["bozo"] and [i["id"] for i in feed["items"]] == [i["id"] for i in told])
        apart = [i["title"] for i in feed["items"] if i["id"] in told_by_id and same(told_by_id[i["id"]]["title"]) != same(i["title"])]
        checks.equal(f"feedparser reads the titles of {path} as they are", apart, [])
        if path.endswith("rss"):
            apart = [i["id"] for i in feed["items"] if (moment(i["start"]), moment(i["end"])) != tuple(moment(told_by_id[i["id"]]["_resso"].get(k)) for k in ("start", "end"))]
            checks.equal("feedparser reads start and end of the event module", apart[:5], [])
    boat = readers.newsboat_titles(address, directory)
    shown = {item["title"] for item in json.loads(get(address + "/agenda.json", timeout=60).body)["items"]}
    missing = [title for title in shown if readers.plain(title) not in boat]
    checks.equal(f"newsboat reads the {len(shown)} titles of /agenda.rss", missing[:5], [])


def compare_api(address, store):
    rows, url = set(), address + "/api/v1/events?limit=100"
    while url:
        page = json.loads(get(address + url[url.index("/api/"):], timeout=60).body)
        for e in page["events"]:
            rows.add((same(e["title"]), moment(e["start"]), e["status"]))
        url = page.get("next")
    wanted = {(same(e["title"]), e["local_start"][:10] if e["all_day"] else e["start"], e["status"]) for e in store}
    checks.that(f"the API's pages give the store's {len(wanted)} dates", rows == wanted, differences(rows, wanted))


def check_strictly(address, store):
    paths = ["/agenda.ics", "/agenda.ics?days=7", "/entities/u/agenda.ics", "/agenda.ics?lang=es"] + [f"/events/{i}.ics" for i in sorted({e["id"] for e in store})]
    folder = directory / "strict"
    folder.mkdir(exist_ok=True)
    for number, path in enumerate(paths):
        reply = get(address + path, timeout=60)
        if reply.status != 200:
            checks.that(f"{path} is there", False, reply.status)
        (folder / f"{number}.ics").write_bytes(reply.body)
    out = subprocess.run([strict, *sorted(folder.glob("*.ics"))], capture_output=True, text=True, check=False)
    checks.that(f"libical, strictly: {len(paths)} calendars without a fault", out.returncode == 0, out.stdout[-1500:] + out.stderr[-500:])


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_address[1]}"
    text = city_toml("Vila Nova", [host])
    for slug, numbers in (("u", range(0, 200)), ("dos", range(200, 400)), ("tres", range(400, 520))):
        Handler.pages[f"/{slug}.ics"] = calendar(numbers)
        text += f'[[entity]]\nslug = "{slug}"\nname = "Entitat {slug}"\ncalendars = ["http://{host}/{slug}.ics"]\n'
    config = directory / "city.toml"
    config.write_text(text)
    with Daemon(resso, config, directory / "resso.log") as daemon:
        wait_for("all events", lambda: json.loads(get(daemon.address + "/api/v1/events?limit=1").body)["total"] >= 700, 60)
        store = listing(resso, "events", config)
        checks.that(f"the store has {len({e['id'] for e in store})} events with {len(store)} dates", len({e["id"] for e in store}) >= 500)
        compare_calendars(daemon.address, store)
        compare_feeds(daemon.address, store)
        compare_api(daemon.address, store)
        if strict:
            check_strictly(daemon.address, store)
    server.shutdown()


if __name__ == "__main__":
    main()
    checks.end()
