#!/usr/bin/env python3
"""Prints what a poll round over changed local feeds costs (fetch, parse, events out of words, merge, store), beside a reload of newsboat over the same feeds.

Usage: bench/poll_round.py RESSO [FEEDS]
Two rounds: all entries are new; then each feed has one new entry and one that fell out, which is what a poll of a living feed finds. "resso poll" leaves
alone who is not due yet, so that between the rounds the time of the next poll is set back in the store. Seconds of the clock and of CPU of each."""
import contextlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

from local_nginx import Nginx

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/integration"))
from common import city_toml  # noqa: E402

ENTRIES, TARGET = 10, 20
ACTS = ("Taller", "Concert", "Xerrada", "Caminada", "Sopar", "Ball", "Exposició", "Assemblea", "Cinefòrum", "Torneig", "Recital", "Visita guiada")
OF = ("ceràmica", "música antiga", "economia social", "les ermites", "germanor", "saló", "fotografia", "socis", "documentals", "escacs", "poesia", "les fonts",
      "llana", "gospel", "salut mental", "la serra", "estiu", "tardor", "gravats", "veïns", "curtmetratges", "botifarra", "contes", "la colònia", "fusta")
WHO = ("la Rosa Vidal", "en Pere Camps", "la Coral Alba", "en Jordi Font", "la Marta Puig", "els Trabucaires", "en Nil Serra", "la Berta Roca", "el Duo Vent",
       "la Laia Mas", "en Roger Soler", "l&#8217;Anna Riba", "en Quim Dalmau", "la Núria Pla", "els Diables", "la Carla Bosch", "en Biel Comas", "la Joana Grau")
MONTHS = ("gener", "febrer", "març", "abril", "maig", "juny", "juliol", "setembre", "octubre", "novembre", "desembre")
WORDS = ("Us esperem el {day} de {month} a les {hour} h, amb berenar i música en viu per a tothom. Cal inscripció prèvia a la secretaria. "
         "L&amp;#8217;acte és gratuït. &lt;a href=&quot;https://casal.example/mes/&quot;&gt;Més informació&lt;/a&gt; ")


def words(feed, i):
    """An act of its own, on one of the year's days: were all on one day, comparing them would be all that is measured."""
    return WORDS.format(day=1 + (feed * 7 + i * 5) % 28, month=MONTHS[(feed + i) % len(MONTHS)], hour=17 + (feed + i) % 5) * 3


def title(feed, i):
    return f"{ACTS[(feed + i) % len(ACTS)]} de {OF[(feed * 7 + i * 3) % len(OF)]} amb {WHO[(feed * 5 + i) % len(WHO)]}"


def write_feeds(root, number, newest):
    for feed in range(number):
        items = "".join(
            f"<item><guid isPermaLink='false'>casal-{feed}-{i}</guid><title>{title(feed, i)}</title><link>https://casal.example/{feed}/{i}</link>"
            f"<pubDate>Mon, 23 Nov 2026 {i % 24:02}:{feed % 60:02}:00 GMT</pubDate><category>Barri</category><description>&lt;p&gt;{words(feed, i)}&lt;/p&gt;</description></item>"
            for i in range(newest - ENTRIES + 1, newest + 1))
        (root / str(feed)).write_text(f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Entitat {feed}</title><link>https://casal.example/{feed}</link>"
                                      f"<description>Notícies</description>{items}</channel></rss>")
        os.utime(root / str(feed), (1_790_000_000 + newest, 1_790_000_000 + newest))


def cost(command, **more):
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with status {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime


def make_due(store):
    """A day passes for all sources."""
    if not store.exists():
        return
    times = ", ".join(f"'$.{at}', json_extract(body, '$.{at}') - 86400" for at in ("next_poll", "not_before", "last_poll", "last_success", "last_change"))
    with contextlib.closing(sqlite3.connect(store)) as db, db:
        db.execute(f"UPDATE source_states SET body = json_set(body, {times})")


def check(store, posts):
    """What is measured must have happened."""
    with contextlib.closing(sqlite3.connect(store)) as db:
        stored, = db.execute("SELECT count(*) FROM posts").fetchone()
    if stored != posts:
        sys.exit(f"{stored} posts are in the store, {posts} were expected")


def main():
    resso, number = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory(prefix="resso-round-") as folder:
        directory = pathlib.Path(folder)
        feeds = directory / "feeds"
        feeds.mkdir()
        with Nginx(directory, feeds) as nginx:
            config = directory / "city.toml"
            config.write_text(city_toml("Vila Gran", [f"127.0.0.1:{nginx.port}"], "connections_per_host = 8", log="error") + "".join(f'[[source]]\nkind = "feed"\nurl = "{nginx.address}/{i}"\ntrust = "open"\n' for i in range(number)))
            (directory / "urls").write_text("".join(f"{nginx.address}/{i}\n" for i in range(number)))
            (directory / "newsboat.conf").write_text("reload-threads 2\n")
            ours = [str(resso), "poll", "--config", str(config)]
            theirs = ["newsboat", "-u", str(directory / "urls"), "-c", str(directory / "cache.db"), "-C", str(directory / "newsboat.conf"), "-x", "reload"]
            home = {**os.environ, "HOME": str(directory)}
            for newest, what in ((ENTRIES, "new"), (ENTRIES + 1, "changed")):
                write_feeds(feeds, number, newest)
                make_due(directory / "resso.db")
                our_clock, our_cpu = cost(ours)
                check(directory / "resso.db", number * newest)
                their_clock, their_cpu = cost(theirs, env=home)
                ratio = their_cpu / our_cpu
                print(f"poll round of {number} {what} feeds: {our_clock:.2f} s, {our_cpu:.2f} s of CPU, {number / our_cpu:.0f} feeds per CPU second; newsboat "
                      f"{their_clock:.2f} s, {their_cpu:.2f} s of CPU, {number / their_cpu:.0f}: {ratio:.2f} x (by the clock {their_clock / our_clock:.2f} x), "
                      f"target {TARGET} x: {'met' if ratio >= TARGET else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
