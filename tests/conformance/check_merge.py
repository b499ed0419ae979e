#!/usr/bin/env python3
"""Fails when the driver's kind same_event is less exact, or finds fewer, than asked on pairs that are labelled; or when two that it calls the same
would never have been compared.
Usage: check_merge.py DRIVER PAIRS.jsonl PRECISION RECALL"""
import json
import pathlib
import subprocess
import sys


def ask(driver, pairs):
    requests = [json.dumps({"id": pair["id"], "kind": "same_event", "a": pair["a"], "b": pair["b"]}) for pair in pairs]
    done = subprocess.run([driver], input="\n".join(requests) + "\n", capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    driver, path = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    precision_floor, recall_floor = map(float, sys.argv[3:5])
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    answers = ask(driver, pairs)
    assert [a["id"] for a in answers] == [p["id"] for p in pairs], "not one answer a pair, in order"
    wrong = [(pair, answer) for pair, answer in zip(pairs, answers) if answer.get("same") is not pair["same"]]
    for pair, answer in wrong:
        print(f"{pair['id']} {pair['phenomenon']}: “{pair['a']['title']}”, “{pair['b']['title']}”: {answer.get('reason') or answer.get('error')}")
    unseen = [pair for pair, answer in zip(pairs, answers) if answer.get("same") and not answer["found"]]
    for pair in unseen:
        print(f"{pair['id']}: “{pair['a']['title']}” and “{pair['b']['title']}” share no key of agenda/merge_keys")
    found = sum(1 for answer in answers if answer.get("same"))
    right = sum(1 for pair, answer in zip(pairs, answers) if answer.get("same") and pair["same"])
    precision, recall = right / max(found, 1), right / sum(1 for pair in pairs if pair["same"])
    print(f"{path.name}: {len(pairs)} pairs, precision {precision:.3f} (floor {precision_floor}), recall {recall:.3f} (floor {recall_floor})")
    sys.exit(0 if precision >= precision_floor and recall >= recall_floor and not unseen else 1)


if __name__ == "__main__":
    main()
