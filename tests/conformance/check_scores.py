#!/usr/bin/env python3
"""Fails when a corpus scores below what scores.txt records. Usage: check_scores.py DRIVER SHARED"""
import json
import pathlib
import subprocess
import sys
import tempfile

driver, shared = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
recorded = {}
for line in pathlib.Path(__file__).with_name("scores.txt").read_text().splitlines():
    if line and not line.startswith(("#", " ")):
        corpus, hard, crashes = line.split()[:3]
        recorded[corpus] = int(hard), int(crashes)
with tempfile.NamedTemporaryFile(suffix=".json") as out:
    subprocess.run([sys.executable, shared / "tools/score_corpora.py", "--driver", driver, "--show", "0", "--json", out.name], check=True)
    scores = json.load(open(out.name, encoding="utf-8"))["corpora"]
worse = []
for corpus, (hard, crashes) in recorded.items():
    now = scores[corpus]
    if now["hard"][0] < hard or now["crashes"] > crashes:
        worse.append(f"{corpus}: {now['hard'][0]} of {now['hard'][1]} with {now['crashes']} crashes; recorded are {hard} with {crashes}")
print("\n".join(worse) or "no corpus scores below what is recorded")
sys.exit(1 if worse else 0)
