#!/usr/bin/env python3
"""Starts the demo city, holds its documents against their schemas, reads its pages as a validator does, walks through them, by keys too, and
through pages of others that embed it, in Chromium.
Usage: demo_pages.py RESSO [argument of run.mjs...]; QUICK=1 for a walk of two minutes. Exit 77 where npm cannot fetch what package-lock.json names."""
import pathlib
import re
import signal
import socket
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "integration"))
from common import get, wait_for  # noqa: E402

UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH", "ERR_SOCKET_TIMEOUT", "ENOTCACHED")


def install():
    """What package-lock.json names, once; without a network the tests are skipped, aloud."""
    lock, installed = HERE / "package-lock.json", HERE / "node_modules/.package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=60000"],
                         cwd=HERE, capture_output=True, text=True, check=False)
    if npm.returncode == 0:
        return
    print(npm.stderr, file=sys.stderr)
    if any(code in npm.stderr for code in UNREACHABLE):
        print("SKIPPED: the browser tests. npm could not reach its registry, and what tests/browser/package-lock.json names is not here; "
              "with a network: cd tests/browser && npm ci --ignore-scripts")
        sys.exit(77)
    sys.exit(1)


install()
with socket.create_server(("127.0.0.1", 0)) as free:  # the demo's addresses name its port: it must be known beforehand
    port = free.getsockname()[1]
demo = subprocess.Popen([sys.argv[1], "demo", "--listen", f"127.0.0.1:{port}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
try:
    address = re.search(r"http://\S+:\d+", demo.stdout.readline())[0]
    wait_for("the invented city's events", lambda: get(address + "/agenda.json").text.count('"id"') > 5, 30)
    status = max(subprocess.run(["node", str(HERE / script), address, *arguments], check=False).returncode
                 for script, arguments in (("documents.mjs", []), ("valid.mjs", []), ("keyboard.mjs", []), ("run.mjs", sys.argv[2:]), ("embed.mjs", sys.argv[2:3])))
finally:
    demo.send_signal(signal.SIGTERM)
    demo.wait(timeout=15)
sys.exit(status)
