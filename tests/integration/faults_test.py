#!/usr/bin/env python3
"""Every way in which a web server misbehaves ends in the right state with a plain reason; memory stays bounded; others are not delayed.

usage: faults_test.py RESSO WORLD [DIR]"""
import pathlib
import sys
import tempfile
import time
import urllib.parse

from common import Checks, Daemon, World, city_toml, get, listing, wait_for

resso, tool = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
directory = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="resso-faults-"))
checks = Checks()

# path: (condition, a word that the reason must have)
FAULTS = {
    "/429bare/a.xml": ("limited", "wait"),
    "/503/a.xml": ("limited", "wait"),
    "/410/a.xml": ("gone", "410"),
    "/502/a.xml": ("failing", "502"),
    "/loop/": ("failing", "redirect"),
    "/login/a.xml": ("needs_auth", "log"),
    "/needs-login/a.xml": ("needs_auth", "log"),
    "/inside/a.xml": ("refused", "169.254.169.254"),
    "/reset/a.xml": ("failing", "clos"),
    "/no-such.xml": ("failing", "404"),
    "/raw/rst": ("failing", ""),
    "RAW/short": ("failing", ""),
    "RAW/chunk": ("failing", ""),
    "RAW/drip": ("failing", "within"),
    "RAW/hang": ("failing", "within"),
    "RAW/rst": ("failing", ""),
    "RAW/bighdr": ("failing", "header"),
    "RAW/badgz": ("failing", "gzip"),
    "RAW/gzbomb": ("failing", "decompressed"),
    "RAW/junk": ("failing", "HTTP"),
}
GOOD = ["/index.xml", "/gzip/index.xml", "/brotli/index.xml", "/moved/index.xml", "/plain/index.xml", "/bare/index.xml"]

NETWORK = 'timeout = "PT4S"\nconnections_per_host = 2'


def main(world):
    web, raw = urllib.parse.urlsplit(world.at["WORLD_FAULTS"]).netloc, urllib.parse.urlsplit(world.at["WORLD_RAW_FAULTS"]).netloc
    limited = web.replace("127.0.0.1", "localhost")  # 429 holds a host: the same server by its other name, so that the rest goes on

    def url(path):
        if path.startswith("RAW"):
            return f"http://{raw}{path[3:]}"
        return f"http://{limited if '429' in path else web}{path}"

    config = directory / "city.toml"
    sources = "".join(f'[[source]]\nkind = "feed"\nurl = "{url(p)}"\ntrust = "open"\n' for p in [*FAULTS, *GOOD])
    config.write_text(city_toml("Vila Trencada", [web, raw, limited], NETWORK) + sources)

    with Daemon(resso, config, directory / "resso.log") as daemon:
        began = time.monotonic()
        idle = daemon.memory()
        wait_for("the good sources", lambda: get(daemon.address + "/posts.json").text.count('"date_published"') >= 5, seconds=30)
        checks.that(f"good sources are published while others hang ({time.monotonic() - began:.1f} s)", True)
        peak = [idle]

        def all_asked():
            peak.append(daemon.memory())
            return all(s["condition"] != "unpolled" for s in listing(resso, "sources", config))

        wait_for("every source's first answer", all_asked, seconds=90, pause=0.3)
        states = {s["url"]: s for s in listing(resso, "sources", config)}
        for path, (condition, word) in FAULTS.items():
            state = states[url(path)]
            reason = state.get("problem", "")
            checks.that(f"{path}: {condition}: “{reason}”", state["condition"] == condition and reason and word.lower() in reason.lower(), state["condition"])
        for path in GOOD:
            checks.equal(f"{path} is read", states[url(path)]["condition"], "ok")
        checks.that(f"memory stays bounded: {idle:.0f} MiB at first, {max(peak):.0f} MiB at most", max(peak) < idle + 60)
        metrics = get(daemon.admin + "/metrics").text
        checks.that("the metrics count sources by condition", f'resso_sources{{condition="ok"}} {len(GOOD)}' in metrics or 'resso_sources{condition="failing"}' in metrics)
        status, seconds = daemon.stop()
        checks.that(f"it ends in good order while a server hangs ({seconds:.1f} s)", status == 0 and seconds < 5)


if __name__ == "__main__":
    with World(tool, directory / "world", 18700) as world:
        main(world)
    checks.end()
