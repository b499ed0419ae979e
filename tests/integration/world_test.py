#!/usr/bin/env python3
"""The main job from end to end, over servers and readers that nobody of this project wrote.

usage: world_test.py RESSO WORLD [DIR]     WORLD: ../shared/tools/world/world (installed: world install)

Polls a Mastodon-API server, a CalDAV calendar and a blog; watches a post arrive, change, an entry be cancelled; compares what newsboat,
feedparser, vdirsyncer + khal and ical.js read with what the store says; asks twice, starts twice."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import readers
from common import Checks, Daemon, World, city_toml, get, listing, wait_for

resso, tool = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
directory = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="resso-world-"))
checks = Checks()

NETWORK = "\n".join(f'{kind}_interval = "PT2S"' for kind in ("hashtag", "account", "feed", "calendar"))
SOURCES = """
[[hashtag]]
name = "TerrassaEntitats"
servers = ["{WORLD_MASTODON}"]
trust = "open"
[[entity]]
slug = "alicia"
name = "Colla de l’Alícia"
mastodon = ["{WORLD_MASTODON}/alice"]
[[entity]]
slug = "bob"
name = "Casal d’en Bob"
mastodon = ["{WORLD_MASTODON}/bob"]
feeds = ["{WORLD_FEED}"]
[[entity.caldav]]
url = "{WORLD_CALDAV}"
user = "{WORLD_CALDAV_USER}"
password_file = "caldav-password"
"""


def mastodon(world, method, path, **form):
    request = urllib.request.Request(world.at["WORLD_MASTODON"] + path, method=method, data=urllib.parse.urlencode(form).encode() or None,
                                     headers={"Authorization": "Bearer " + world.at["WORLD_MASTODON_TOKEN"]})
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def delete_entry(world, name):
    manager = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    manager.add_password(None, world.at["WORLD_CALDAV"], world.at["WORLD_CALDAV_USER"], world.at["WORLD_CALDAV_PASSWORD"])
    opener = urllib.request.build_opener(urllib.request.HTTPBasicAuthHandler(manager))
    opener.open(urllib.request.Request(world.at["WORLD_CALDAV"] + name, method="DELETE")).close()


def vevent(ics, title):
    """The VEVENT with that summary, unfolded."""
    for block in ics.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]:
        if re.search(r"^SUMMARY:.*" + title, block, re.M):
            return block
    return ""


def all_outputs(daemon):
    paths = ["/agenda.ics", "/agenda.rss", "/agenda.atom", "/agenda.json", "/posts.rss", "/posts.atom", "/posts.json", "/opml.xml", "/",
             "/entities/bob", "/entities/bob/agenda.ics", "/entities/alicia/posts.rss"]
    replies = {path: get(daemon.address + path) for path in paths}
    return {path: (reply.status, reply.headers.get("etag"), reply.body) for path, reply in replies.items()}


def main(world):
    hosts = {urllib.parse.urlsplit(world.at[k]).netloc for k in ("WORLD_MASTODON", "WORLD_CALDAV", "WORLD_FEED")}
    config = directory / "city.toml"
    config.write_text(city_toml("Vila Nova", sorted(hosts), NETWORK) + SOURCES.format(**world.at))
    (directory / "caldav-password").write_text(world.at["WORLD_CALDAV_PASSWORD"] + "\n")
    world.post("alice", "Assemblea oberta dijous! #TerrassaEntitats")
    world.post("bob", "Obrim inscripcions. #terrassaentitats #barri")

    with Daemon(resso, config, directory / "resso.log") as daemon:
        began = time.monotonic()
        titles = ("Concert", "Fira", "Xerrada", "Assaig obert")
        wait_for("all events", lambda: all(vevent(get(daemon.address + "/agenda.ics").text, t) for t in titles))
        wait_for("all posts", lambda: get(daemon.address + "/posts.rss").text.count("<item>") >= 7)
        seconds = time.monotonic() - began
        checks.that(f"all sources are in the outputs {seconds:.1f} s after the start (at most 10)", seconds <= 10)

        ics = get(daemon.address + "/agenda.ics").text
        checks.that("the event cancelled by its calendar says so", "STATUS:CANCELLED" in vevent(ics, "Xerrada"))
        checks.that("the series is told as a rule, its exception too", "RRULE:" in vevent(ics, "Fira") and "EXDATE" in vevent(ics, "Fira"))
        checks.that("a floating time got the city's zone", "DTSTART;TZID=Europe/Madrid:20261204T200000" in vevent(ics, "Assaig obert"))
        posts = listing(resso, "posts", config)
        checks.equal("no post is doubled", len({p["uri"] for p in posts}), len(posts))
        checks.equal("posts under the hashtag belong to their entities", {p["entity"] for p in posts if p["kind"] == "status"}, {"alicia", "bob"})

        world.post("alice", "Nova hora: a les set. #TerrassaEntitats")
        wait_for("the new post", lambda: "Nova hora" in get(daemon.address + "/posts.rss").text)
        checks.that("a new post shows up after the next poll", True)
        newest = next(s for s in mastodon(world, "GET", "/api/v1/timelines/tag/terrassaentitats") if "Nova hora" in s["content"])
        mastodon(world, "PUT", f"/api/v1/statuses/{newest['id']}", status="Nova hora: a les vuit! #TerrassaEntitats")
        wait_for("the edited post", lambda: "a les vuit" in get(daemon.address + "/posts.rss").text)
        rss = get(daemon.address + "/posts.rss").text
        checks.that("an edited post changes and is not doubled", "a les set" not in rss and rss.count("a les vuit!") >= 1)

        delete_entry(world, "concert.ics")
        wait_for("the cancellation", lambda: "STATUS:CANCELLED" in vevent(get(daemon.address + "/agenda.ics").text, "Concert"))
        block = vevent(get(daemon.address + "/agenda.ics").text, "Concert")
        checks.that("a deleted calendar entry becomes STATUS:CANCELLED with a higher SEQUENCE", int(re.search(r"SEQUENCE:(\d+)", block)[1]) >= 1)

        store = listing(resso, "events", config)
        readers.compare_all(checks, daemon.address, store, listing(resso, "posts", config), directory)

        time.sleep(5)  # every source has been asked once more: what follows must not move
        before = all_outputs(daemon)
        for path, (status, etag, _) in before.items():
            again = get(daemon.address + path, {"If-None-Match": etag or ""})
            checks.equal(f"{path} answers 200, then 304 to its own validator", (status, again.status, len(again.body)), (200, 304, 0))
        status, seconds = daemon.stop()
        checks.that(f"SIGTERM ends it in good order, in {seconds:.1f} s (at most 5)", status == 0 and seconds < 5)

    access_log = (world.directory / "web/logs/access.log").read_text().splitlines()
    feed_lines = [line for line in access_log if "/index.xml" in line and "Resso/" in line]
    checks.that("the first poll of the feed moves its body, the others none",
                len(feed_lines) > 2 and '" 200 ' in feed_lines[0] and all('" 304 0 ' in line for line in feed_lines[1:]), feed_lines[-3:])

    with Daemon(resso, config, directory / "resso.log") as daemon:
        after = all_outputs(daemon)
    for path in [path for path in before if "." in path]:  # an entity's page also tells when its channels were asked
        checks.that(f"{path} is the same bytes with the same ETag after a restart", before[path] == after[path])


if __name__ == "__main__":
    with World(tool, directory / "world", 18600) as world:
        main(world)
    checks.end()
