#!/usr/bin/env python3
"""Prints what a thousand sources cost: memory while idle, and the time of one poll round over a thousand local feeds.

usage: thousand_sources.py RESSO [SOURCES]"""
import http.server
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/integration"))
from common import Daemon, city_toml, get, wait_for  # noqa: E402

resso = pathlib.Path(sys.argv[1]).resolve()
number = int(sys.argv[2]) if len(sys.argv) > 2 else 1000


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        items = "".join(f"<item><guid isPermaLink='false'>{self.path}/{i}</guid><title>Notícia {i} de {self.path}</title>"
                        f"<pubDate>Mon, 23 Nov 2026 10:00:{i:02} GMT</pubDate><description>Un text de mostra, &lt;b&gt;prou&lt;/b&gt; llarg.</description></item>"
                        for i in range(10))
        body = f"<rss version='2.0'><channel><title>{self.path}</title>{items}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 512


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
host = f"127.0.0.1:{server.server_address[1]}"
directory = pathlib.Path(tempfile.mkdtemp(prefix="resso-thousand-"))
config = directory / "city.toml"
config.write_text(city_toml("Vila Gran", [host], "connections_per_host = 8", log="warning") + "".join(f'[[source]]\nkind = "feed"\nurl = "http://{host}/{i}"\ntrust = "open"\n' for i in range(number)))

began = time.monotonic()
out = subprocess.run([str(resso), "poll", "--config", str(config)], capture_output=True, text=True)
print(f"one poll round over {number} feeds of 10 entries, all new: {time.monotonic() - began:.2f} s (exit status {out.returncode})")
daemon = Daemon(resso, config, directory / "resso.log").start()
wait_for("the first answer", lambda: get(daemon.address + "/agenda.ics").status == 200)
time.sleep(2)
print(f"resident memory with {number} idle sources: {daemon.memory():.1f} MiB")
daemon.stop()
