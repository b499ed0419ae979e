#!/usr/bin/env python3
"""Starts the demo city and walks through its pages in Chromium. Usage: demo_pages.py RESSO [argument of run.mjs...]"""
import pathlib
import re
import signal
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "integration"))
from common import get, wait_for  # noqa: E402

demo = subprocess.Popen([sys.argv[1], "demo", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
try:
    address = re.search(r"http://\S+:\d+", demo.stdout.readline())[0]
    wait_for("the invented city's events", lambda: get(address + "/agenda.json").text.count('"id"') > 5, 30)
    status = subprocess.run(["node", str(HERE / "run.mjs"), address, *sys.argv[2:]], check=False).returncode
finally:
    demo.send_signal(signal.SIGTERM)
    demo.wait(timeout=15)
sys.exit(status)
