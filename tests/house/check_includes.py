#!/usr/bin/env python3
"""The floors of docs/ARCHITECTURE.md, checked: which folder may include which, and where heavy headers may stand. Usage: check_includes.py ROOT"""
import pathlib
import re
import sys

MAY_INCLUDE = {
    "model": set(),
    "text": {"model"},
    "config": {"text", "model"},
    "net": {"text", "model"},
    "connectors": {"net", "text", "model", "config"},
    "agenda": {"text", "model", "config"},
    "store": {"model"},
    "web": set(),
    "feeds": {"text", "model", "web"},
    "daemon": {"model", "text", "config", "net", "connectors", "agenda", "store", "feeds", "web"},
}
KINDS = {"mastodon", "feed", "calendar", "page"}  # of connectors: they do not know of each other
# Never in a header of ours, but for one private to the folder that is named here.
HEAVY = re.compile(r"^(boost/beast|openssl/|sqlite3\.h|simdjson\.h|pugixml\.hpp|gumbo\.h|qrencode\.h|unicode/|absl/|toml\+\+|CLI/)")
PRIVATE_HEADERS = set(pathlib.Path(__file__).with_name("private_headers.txt").read_text().split())

root = pathlib.Path(sys.argv[1])
faults = []
for path in sorted(root.glob("*/**/*.[ch]pp")):
    name = path.relative_to(root).as_posix()
    floor = name.split("/")[0]
    if floor not in MAY_INCLUDE:
        continue
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not found:
            continue
        header = found[1]
        other = header.split("/")[0]
        if other in MAY_INCLUDE and other != floor and other not in MAY_INCLUDE[floor]:
            faults.append(f"{name}:{number}: {floor} may not include {other} ({header})")
        if floor == "connectors" and header.startswith("connectors/"):
            mine, theirs = name.split("/")[1], header.split("/")[1]
            if theirs in KINDS and mine != theirs and mine != "kinds":
                faults.append(f"{name}:{number}: connectors/{mine} may not include {header}")
        if path.suffix == ".hpp" and HEAVY.match(header) and name not in PRIVATE_HEADERS:
            faults.append(f"{name}:{number}: {header} belongs into a .cpp file")
print("\n".join(faults) or "every include stands on a floor below")
sys.exit(1 if faults else 0)
