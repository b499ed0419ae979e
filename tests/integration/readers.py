"""Real readers over our outputs, compared with what the store says: newsboat, feedparser, vdirsyncer + khal, ical.js."""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import zoneinfo
from datetime import datetime, timezone

MADRID = zoneinfo.ZoneInfo("Europe/Madrid")


MARKS = ("Cancel·lat: ", "Ajornat: ")  # before the title, for the many readers that do not show a status


def plain(text):
    text = " ".join(text.split())
    return next((text[len(mark):] for mark in MARKS if text.startswith(mark)), text)


def starts_in_store(store):
    """{(title, start as UTC or date)} of what is told."""
    return {(plain(e["title"]), e["local_start"][:10] if e["all_day"] else e["start"]) for e in store}


def newsboat_titles(address, directory):
    urls, config, cache = directory / "newsboat-urls", directory / "newsboat-config", directory / "newsboat.db"
    urls.write_text(f"{address}/agenda.rss\n{address}/posts.atom\n")
    config.write_text("reload-threads 1\n")
    subprocess.run(["newsboat", "-u", urls, "-C", config, "-c", cache, "-x", "reload"], check=True, capture_output=True,
                   env={**os.environ, "HOME": str(directory), "LC_ALL": "C.UTF-8"})
    with sqlite3.connect(cache) as database:
        return {plain(row[0]) for row in database.execute("select title from rss_item")}


def feedparser_entries(address, path):
    script = "import feedparser, json, sys; f = feedparser.parse(sys.argv[1]); json.dump({'bozo': bool(f.bozo), 'titles': [e.get('title', '') for e in f.entries], 'ids': [e.id for e in f.entries]}, sys.stdout)"
    out = subprocess.run(["/usr/bin/python3", "-c", script, address + path], check=True, capture_output=True, text=True)
    return json.loads(out.stdout)


def khal_lines(address, directory):
    """(title, start) of the coming 60 days as khal prints them, after vdirsyncer fetched the calendar."""
    base = directory / "khal"
    base.mkdir(exist_ok=True)
    (base / "vdirsyncer.conf").write_text(f"""
[general]
status_path = "{base}/status"
[pair agenda]
a = "remote"
b = "local"
collections = null
conflict_resolution = "a wins"
[storage remote]
type = "http"
url = "{address}/agenda.ics"
[storage local]
type = "filesystem"
path = "{base}/calendar"
fileext = ".ics"
""")
    (base / "khal.conf").write_text(f"""
[calendars]
[[agenda]]
path = {base}/calendar
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Madrid
default_timezone = Europe/Madrid
[sqlite]
path = {base}/khal.db
""")
    env = {**os.environ, "HOME": str(base), "LC_ALL": "C.UTF-8"}
    for step in ("discover", "sync"):
        subprocess.run(["vdirsyncer", "-c", base / "vdirsyncer.conf", step], check=True, capture_output=True, input=b"y\ny\n", env=env)
    out = subprocess.run(["khal", "-c", base / "khal.conf", "list", "--format", "{start-long-full}|{all-day}|{title}", "--day-format", "",
                          datetime.now(MADRID).strftime("%Y-%m-%d"), "60d"], check=True, capture_output=True, text=True, env=env)
    found = set()
    for line in out.stdout.splitlines():
        start, all_day, title = line.split("|", 2)
        if all_day == "True":
            found.add((plain(title), start[:10]))
        else:
            local = datetime.strptime(start.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=MADRID)
            found.add((plain(title), local.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")))
    return found


def ical_js_starts(address, directory):
    """Titles and starts of every occurrence of the next 60 days by ical.js (tests/integration/package.json)."""
    here = pathlib.Path(__file__).parent
    if not (here / "node_modules/ical.js").exists():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=here, check=True, capture_output=True)
    out = subprocess.run(["node", here / "read_ical.mjs", f"{address}/agenda.ics"], check=True, capture_output=True, text=True)
    return {(plain(title), start) for title, start in json.loads(out.stdout)}


def compare_all(checks, address, store, posts, directory):
    told = starts_in_store(store)
    soon = {(title, start) for title, start in told if datetime.fromisoformat(start[:10]) < datetime.fromtimestamp(datetime.now().timestamp() + 55 * 86400)}
    titles = {title for title, _ in told}

    read = khal_lines(address, directory)
    checks.that("vdirsyncer + khal read every title and start of the next weeks", soon <= read, sorted(soon - read))
    cancelled_or_past = {(t, s) for t, s in read if t not in titles}
    checks.equal("khal reads nothing that the store does not know", cancelled_or_past, set())
    read = ical_js_starts(address, directory)
    checks.that("ical.js reads every title and start of the next weeks", soon <= read, sorted(soon - read))

    agenda = feedparser_entries(address, "/agenda.rss")
    checks.that("feedparser finds /agenda.rss well-formed, ids unique", not agenda["bozo"] and len(set(agenda["ids"])) == len(agenda["ids"]))
    missing = [t for t in titles if not any(t in plain(entry) for entry in agenda["titles"])]
    checks.equal("feedparser reads every title of the agenda", missing, [])
    atom = feedparser_entries(address, "/posts.atom")
    checks.equal("feedparser reads as many posts as the store has", (atom["bozo"], len(atom["ids"])), (False, len(posts)))
    boat = newsboat_titles(address, directory)
    missing = [t for t in titles if not any(t in entry for entry in boat)]
    checks.equal("newsboat reads every title of the agenda", missing, [])
