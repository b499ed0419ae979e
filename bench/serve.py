#!/usr/bin/env python3
"""Prints what serving costs: a cached calendar as it is, in gzip, and as 304, beside nginx on the same bytes, in requests per CPU-second of the
server; then filters that nobody asked before, over many events: their times, and the memory that they take.

usage: serve.py RESSO [EVENTS]      EVENTS of the second part, 100,000; 0 leaves it out. Needs wrk and nginx (packaging/install-deps bench)."""
import http.server
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime, timedelta

from local_nginx import Nginx

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/integration"))
from common import Daemon, city_toml, get, wait_for  # noqa: E402

resso = pathlib.Path(sys.argv[1]).resolve()
many = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
SECONDS, CONNECTIONS, A_CALENDAR = 4, 32, 2000
KEPT = 145  # events: a calendar of 67 KB
WORDS = "taller concert xerrada assaig hort ruta lectura ball mercat debat cinema teatre dansa sopar escacs ioga".split()


def calendar(first, number):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mesura//ca"]
    for i in range(first, first + number):
        start = datetime.now().replace(hour=8 + i % 12, minute=i % 60, second=0) + timedelta(days=1 + i * 7 % 360)
        lines += ["BEGIN:VEVENT", f"UID:m{i}", "DTSTAMP:20261101T080000Z", f"DTSTART:{start:%Y%m%dT%H%M%S}", f"SUMMARY:{WORDS[i % 16]} {WORDS[i // 16 % 16]} {i}",
                  f"LOCATION:Sala {i}", "DESCRIPTION:Un text de mostra\\, prou llarg.", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        first, number = map(int, re.findall(r"\d+", self.path))
        body = calendar(first, number)
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def configure(directory, port, events):
    text = city_toml("Vila", [f"127.0.0.1:{port}"])
    for first in range(0, events, A_CALENDAR):
        text += f'[[entity]]\nslug = "e{first}"\nname = "Entitat {first}"\ncalendars = ["http://127.0.0.1:{port}/{first}-{min(A_CALENDAR, events - first)}.ics"]\n'
    config = directory / "city.toml"
    config.write_text(text)
    return config


def told(address):
    return int(re.search(r'"total": (\d+)', get(address + "/api/v1/events?limit=1", timeout=60).text)[1])


def cpu_seconds(pids):
    ticks = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def per_cpu_second(url, pids, headers):
    options = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    before = cpu_seconds(pids)
    out = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out and "If-None-Match" not in headers:
        raise RuntimeError(out)
    return int(re.search(r"(\d+) requests in", out)[1]) / (cpu_seconds(pids) - before)


def beside_nginx(directory, port):
    with Daemon(resso, configure(directory, port, KEPT), directory / "resso.log") as daemon:
        wait_for("the events", lambda: told(daemon.address) >= KEPT, 60)
        time.sleep(2)  # what is rendered and compressed beforehand is
        body = get(daemon.address + "/agenda.ics").body
        root = directory / "root"
        root.mkdir()
        (root / "agenda.ics").write_bytes(body)
        (root / "agenda.ics.gz").write_bytes(get(daemon.address + "/agenda.ics", {"Accept-Encoding": "gzip"}).body)
        with Nginx(directory, root, "gzip_static on;") as nginx:
            worker = pathlib.Path(f"/proc/{nginx.process.pid}/task/{nginx.process.pid}/children").read_text().split()
            for name, headers in (("200", {}), ("gzip", {"Accept-Encoding": "gzip"}), ("304", None)):
                rates = []
                for address, pids in ((daemon.address, [daemon.process.pid]), (nginx.address, worker)):
                    url = address + "/agenda.ics"
                    asked = headers if headers is not None else {"If-None-Match": get(url).headers["etag"]}
                    first = get(url, asked)
                    rates.append(per_cpu_second(url, pids, asked))
                print(f"{name:5} {len(body) if name != '304' else 0:>7} bytes ({len(first.body)} sent): {rates[0]:>9,.0f} a CPU-second, nginx {rates[1]:>9,.0f}: {rates[0] / rates[1]:.2f}")


def new_filters(directory, port):
    with Daemon(resso, configure(directory, port, many), directory / "resso.log") as daemon:
        wait_for("the events", lambda: told(daemon.address) >= many, 900, 2)
        time.sleep(5)
        before, times = daemon.memory(), []
        for i in range(1000):
            query = (f"q={WORDS[i % 16]}+{WORDS[i // 16 % 16]}", f"q={WORDS[i % 16]}+{i}", f"entity=e{i * 2000 % many}&days={1 + i % 400}", f"days={1 + i % 30}&q={i}")[i % 4]
            began = time.perf_counter()
            reply = get(f"{daemon.address}/agenda.json?{query}&limit=20", timeout=60)
            times.append((time.perf_counter() - began) * 1000)
            if reply.status != 200:
                raise RuntimeError(query + ": " + reply.text)
        times.sort()
        print(f"{many} events, 1,000 new filters: p50 {times[500]:.1f} ms, p99 {times[990]:.1f} ms, longest {times[-1]:.1f} ms; "
              f"memory {before:.0f} MiB before, {daemon.memory():.0f} after")


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for part in (beside_nginx, new_filters) if many else (beside_nginx,):
        part(pathlib.Path(tempfile.mkdtemp(prefix="resso-serve-")), server.server_address[1])


main()
