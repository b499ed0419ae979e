#!/usr/bin/env python3
"""Prints what a poll round over changed local feeds costs (fetch, parse, normalise, store), beside a reload of newsboat over the same feeds.

Usage: bench/poll_round.py RESSO [FEEDS]
Both know the feeds from a first round; then every feed gets a new entry, and the second round is measured: seconds of the clock and of CPU."""
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
WORDS = ("Us esperem dissabte 14 de març a les 18 h, amb berenar i música en viu per a tothom. Cal inscripció prèvia a la secretaria. "
         "L&amp;#8217;acte és gratuït. &lt;a href=&quot;https://casal.example/mes/&quot;&gt;Més informació&lt;/a&gt; ")


def write_feeds(root, number, newest):
    for feed in range(number):
        items = "".join(
            f"<item><guid isPermaLink='false'>casal-{feed}-{i}</guid><title>Activitat {i} de l&#8217;entitat {feed}</title><link>https://casal.example/{feed}/{i}</link>"
            f"<pubDate>Mon, 23 Nov 2026 {i % 24:02}:{feed % 60:02}:00 GMT</pubDate><category>Barri</category><description>&lt;p&gt;{WORDS * 3}&lt;/p&gt;</description></item>"
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
            for turn, newest in enumerate((ENTRIES, ENTRIES + 1)):
                write_feeds(feeds, number, newest)
                our_clock, our_cpu = cost(ours)
                their_clock, their_cpu = cost(theirs, env=home)
                print(f"{'all entries new' if turn == 0 else 'one new entry in each'}: {number} feeds in {our_clock:.2f} s, {our_cpu:.2f} s of CPU; "
                      f"newsboat {their_clock:.2f} s, {their_cpu:.2f} s of CPU", flush=True)
            ratio = their_cpu / our_cpu
            print(f"poll round of {number} changed feeds: {number / our_cpu:.0f} feeds per CPU second; newsboat {number / their_cpu:.0f}; {ratio:.1f} x "
                  f"(by the clock {their_clock / our_clock:.1f} x), target {TARGET} x: {'met' if ratio >= TARGET else 'MISSED'}")


if __name__ == "__main__":
    main()
