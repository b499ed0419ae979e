#!/usr/bin/env python3
"""Fails when a corpus scores below what scores.txt records, or when its exceptions there are not what they should be: each a hard case
that fails today, with a reason, less than one in a hundred. Usage: check_scores.py DRIVER SHARED"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile


def read_recorded(text):
    """corpus -> (hard cases passed, crashes, {id of an exception: reason})"""
    recorded, exceptions = {}, None
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(" "):
            corpus, hard, crashes = line.split()[:3]
            exceptions = {}
            recorded[corpus] = int(hard), int(crashes), exceptions
            continue
        case = re.fullmatch(r"\s+(\S.*?): (\S.*)", line)
        if not case or exceptions is None:
            raise SystemExit(f"scores.txt: not “  ID: reason” below a corpus: {line}")
        exceptions[case[1]] = case[2]
    return recorded


def faults_of(corpus, recorded, now):
    hard, crashes, exceptions = recorded
    passed, total = now["hard"]
    if passed < hard or now["crashes"] > crashes:
        yield f"{corpus}: {passed} of {total} with {now['crashes']} crashes; recorded are {hard} with {crashes}"
    if len(exceptions) * 100 >= total > 0 and exceptions:
        yield f"{corpus}: {len(exceptions)} exceptions of {total} cases are not less than one in a hundred"
    failing = {failure["id"] for failure in now["failures"] if failure["bucket"] == "hard"}
    for case in exceptions.keys() - failing:
        yield f"{corpus}: {case} does not fail: it is no exception any more"


def main():
    driver, shared = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    recorded = read_recorded(pathlib.Path(__file__).with_name("scores.txt").read_text(encoding="utf-8"))
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        scorer = shared / "tools/score_corpora.py"
        subprocess.run([sys.executable, scorer, "--driver", driver, "--show", "0", "--json", out.name], check=True)
        scores = json.load(open(out.name, encoding="utf-8"))["corpora"]
    faults = [fault for corpus, what in recorded.items() for fault in faults_of(corpus, what, scores[corpus])]
    print("\n".join(faults) or "no corpus scores below what is recorded")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
