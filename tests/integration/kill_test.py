#!/usr/bin/env python3
"""kill -9 at random instants while polling: after each restart nothing is missing, nothing doubled, no document torn.

usage: kill_test.py RESSO [TIMES] [SECONDS]      100 kills, at most 240 seconds

A local server publishes a feed and a calendar that grow by an item at every request, and takes entries out of the calendar again. Whatever it
has ever told must be in the store exactly once at the end; what it took out must be cancelled."""
import http.server
import json
import pathlib
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time

from common import Checks, Daemon, city_toml, get, listing, wait_for

resso = pathlib.Path(sys.argv[1]).resolve()
times = int(sys.argv[2]) if len(sys.argv) > 2 else 100
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 240
checks = Checks()
random.seed(20261123)


class Source:
    """Grows with every request; knows all it has ever told."""

    def __init__(self):
        self.lock, self.entries, self.events, self.removed = threading.Lock(), 0, 0, set()

    def feed(self):
        with self.lock:
            self.entries += 1
            first = max(1, self.entries - 400)
            items = "".join(f"<item><guid isPermaLink='false'>e{i}</guid><title>Notícia {i}</title><pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate></item>"
                            for i in range(first, self.entries + 1))
        return f"<rss version='2.0'><channel><title>Creix</title>{items}</channel></rss>"

    def calendar(self):
        with self.lock:
            self.events += 1
            if self.events % 7 == 0:
                self.removed.add(self.events - 3)
            told = [i for i in range(1, self.events + 1) if i not in self.removed]
        year = time.gmtime().tm_year + 1
        blocks = "".join(f"BEGIN:VEVENT\r\nUID:u{i}@creix\r\nDTSTART:{year}0{1 + i % 9}{1 + i % 28:02}T{i % 24:02}0000Z\r\nSUMMARY:Acte {i}\r\nEND:VEVENT\r\n"
                         for i in told)
        return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{blocks}END:VCALENDAR\r\n"


source = Source()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = (source.feed() if self.path == "/feed" else source.calendar()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/calendar")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def reaches_the_end(daemon):
    """The last items are published: everything told before has been taken in."""
    with source.lock:
        entries, events = source.entries, source.events
    posts = get(daemon.address + "/posts.json?limit=500").text
    agenda = get(daemon.address + "/agenda.ics").text
    return f"Notícia {entries}" in posts and f"Acte {events}\r\n" in agenda


def main(directory):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_address[1]}"
    config = directory / "city.toml"
    config.write_text(city_toml("Vila que Cau", [host], 'feed_interval = "PT1S"\ncalendar_interval = "PT1S"') + f"""
[[entity]]
slug = "creix"
name = "Creix"
feeds = ["http://{host}/feed"]
calendars = ["http://{host}/agenda.ics"]
""")
    end = time.monotonic() + seconds
    torn = kills = 0
    while kills < times and time.monotonic() < end:
        daemon = Daemon(resso, config, directory / "resso.log").start()
        wait = random.uniform(0.0, 1.6)
        until = time.monotonic() + wait
        while time.monotonic() < until:
            document = get(daemon.address + "/agenda.ics").text
            torn += not (document.startswith("BEGIN:VCALENDAR\r\n") and document.endswith("END:VCALENDAR\r\n"))
            time.sleep(0.02)
        daemon.stop(signal.SIGKILL)
        kills += 1
    checks.that(f"{kills} kills", kills >= min(times, 20))
    checks.equal("no subscriber saw a torn document", torn, 0)

    with Daemon(resso, config, directory / "resso.log") as daemon:
        wait_for("the last items", lambda: reaches_the_end(daemon), seconds=30)
        daemon.stop()
    with sqlite3.connect(directory / "resso.db") as database:
        checks.equal("the store is whole", database.execute("pragma integrity_check").fetchall(), [("ok",)])
    posts = [p["title"] for p in listing(resso, "posts", config, "--limit", "1000", "--all")]
    wanted = {f"Notícia {i}" for i in range(1, source.entries + 1)}
    checks.equal("no entry is missing", wanted - set(posts) if source.entries <= 400 else set(), set())
    checks.equal("no entry is doubled", len(posts), len(set(posts)))
    events = listing(resso, "events", config)
    titles = [e["title"] for e in events]
    checks.equal("no event is missing", {f"Acte {i}" for i in range(1, source.events + 1)} - set(titles), set())
    checks.equal("no event is doubled", len(titles), len(set(titles)))
    cancelled = {e["title"] for e in events if e["status"] == "cancelled"}
    told_then_taken = {f"Acte {i}" for i in source.removed} & set(titles)
    checks.equal("what was taken out is cancelled, and nothing else", cancelled, told_then_taken)
    print(f"  ({source.entries} entries and {source.events} events told in {kills} lives)")


if __name__ == "__main__":
    main(pathlib.Path(tempfile.mkdtemp(prefix="resso-kill-")))
    checks.end()
