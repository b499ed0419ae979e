"""What the integration tests share: a daemon to start and stop, HTTP, waiting for a condition, and a report. Python 3, standard library only."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Checks:
    """Counts what was looked at; every check says what it proves."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def that(self, fact, ok, detail=""):
        if ok:
            self.passed += 1
            print(f"  ok    {fact}")
        else:
            self.failed += 1
            print(f"  FAIL  {fact}  {detail}")
        return ok

    def equal(self, fact, got, wanted):
        return self.that(fact, got == wanted, f"got {got!r}, wanted {wanted!r}")

    def end(self):
        print(f"{self.passed} checks passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8")


def get(url, headers=None, method="GET", timeout=10):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    try:
        target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        connection.request(method, target, headers=headers or {})
        reply = connection.getresponse()
        return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
    finally:
        connection.close()


def wait_for(what, condition, seconds=15.0, pause=0.1):
    """The condition's value once it is true; else a failure that names what was waited for."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            value = condition()
            if value:
                return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(pause)


class Daemon:
    """`resso serve` on free ports; the addresses are read from what it says."""

    def __init__(self, binary, config, log):
        self.binary, self.config, self.log_path = str(binary), str(config), pathlib.Path(log)
        self.process = None

    def start(self, seconds=20):
        self.log = open(self.log_path, "ab")
        self.process = subprocess.Popen([self.binary, "serve", "--config", self.config], stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode()
        if "answers on" not in line:
            raise RuntimeError(f"the daemon did not start: {line!r}\n{self.log_path.read_text()[-3000:]}")
        self.address = line.split()[-1]
        admin = re.findall(r"admin address=(\S+)", self.log_path.read_text())
        self.admin = admin[-1] if admin else None
        return self

    def memory(self):
        """Resident, in MiB."""
        pages = int(pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def stop(self, how=signal.SIGTERM):
        began = time.monotonic()
        self.process.send_signal(how)
        status = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.log.close()
        return status, time.monotonic() - began

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.stop(signal.SIGKILL)


def city_toml(name, allow_hosts, network="", log="info"):
    """The head of a test's configuration: a city on free ports with a store beside the file, that may ask those local hosts. `network`: more
    lines of [network]. Hashtags, entities and sources go after it."""
    hosts = ", ".join(f'"{host}"' for host in allow_hosts)
    return f"""
[city]
name = "{name}"
timezone = "Europe/Madrid"
public_url = "http://127.0.0.1:8080"
contact = "http://127.0.0.1:8080/about"
[server]
listen = ["127.0.0.1:0"]
admin = "127.0.0.1:0"
[store]
path = "resso.db"
[log]
level = "{log}"
[network]
allow_hosts = [{hosts}]
{network}
"""


def listing(binary, command, config, *options):
    out = subprocess.run([str(binary), command, "--config", str(config), "--json", *options], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


class World:
    """../shared/tools/world: real servers to poll."""

    def __init__(self, tool, directory, port):
        self.tool, self.directory = str(tool), pathlib.Path(directory)
        self.environment = {**os.environ, "WORLD_PORT": str(port)}

    def __enter__(self):
        self.directory.parent.chmod(0o755)  # nginx's workers are another user
        out = subprocess.run([self.tool, "up", str(self.directory)], env=self.environment, capture_output=True, text=True, check=True)
        self.at = dict(line.split("=", 1) for line in out.stdout.splitlines() if "=" in line)
        return self

    def post(self, user, text):
        subprocess.run([self.tool, "post", str(self.directory), user, text], env=self.environment, check=True)

    def __exit__(self, *_):
        subprocess.run([self.tool, "down", str(self.directory)], env=self.environment, check=False)
