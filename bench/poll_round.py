#!/usr/bin/env python3
"""Prints what a poll round over changed local feeds costs (fetch, parse, events out of words, merge, store), beside a reload of newsboat over the same feeds.

Usage: bench/poll_round.py RESSO [FEEDS]
All entries are new to both: seconds of the clock and of CPU. A second round is no measure: "resso poll" leaves alone who is not due yet."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from local_nginx import Nginx

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/integration"))
from common import city_toml  # noqa: E402

ENTRIES, TARGET = 10, 20
MONTHS = ("gener", "febrer", "març", "abril", "maig", "juny", "juliol", "setembre", "octubre", "novembre", "desembre")
WORDS = ("Us esperem el {day} de {month} a les {hour} h, amb berenar i música en viu per a tothom. Cal inscripció prèvia a la secretaria. "
         "L&amp;#8217;acte és gratuït. &lt;a href=&quot;https://casal.example/mes/&quot;&gt;Més informació&lt;/a&gt; ")


def words(feed, i):
    """An act of its own, on one of the year's days: were all on one day, comparing them would be all that is measured."""
    return WORDS.format(day=1 + (feed * 7 + i * 5) % 28, month=MONTHS[(feed + i) % len(MONTHS)], hour=17 + (feed + i) % 5) * 3


def write_feeds(root, number, newest):
    for feed in range(number):
        items = "".join(
            f"<item><guid isPermaLink='false'>casal-{feed}-{i}</guid><title>Activitat {i} de l&#8217;entitat {feed}</title><link>https://casal.example/{feed}/{i}</link>"
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
            write_feeds(feeds, number, ENTRIES)
            our_clock, our_cpu = cost(ours)
            their_clock, their_cpu = cost(theirs, env=home)
            print(f"all entries new: {number} feeds in {our_clock:.2f} s, {our_cpu:.2f} s of CPU; "
                  f"newsboat {their_clock:.2f} s, {their_cpu:.2f} s of CPU", flush=True)
            ratio = their_cpu / our_cpu
            print(f"poll round of {number} new feeds: {number / our_cpu:.0f} feeds per CPU second; newsboat {number / their_cpu:.0f}; {ratio:.1f} x "
                  f"(by the clock {their_clock / our_clock:.1f} x), target {TARGET} x: {'met' if ratio >= TARGET else 'MISSED'}")


if __name__ == "__main__":
    main()
