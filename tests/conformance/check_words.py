#!/usr/bin/env python3
"""Fails when what is understood of words scores below what word_scores.txt records: a line for each tool, its set, and its floors and ceilings,
"figure>=0.9" or "figure<=0.05", by the names that the tool prints last. Usage: check_words.py DRIVER SHARED"""
import pathlib
import re
import subprocess
import sys


def figures(driver, shared, tool, gold):
    command = [sys.executable, shared / "tools" / tool, shared / "data" / gold, "--driver", driver]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in re.findall(r"(\w+)=([\d.]+)", printed)}


def faults_of(line, driver, shared):
    tool, gold, *bounds = line.split()
    now = figures(driver, shared, tool, gold)
    print(tool, *(f"{name}={value}" for name, value in now.items()))
    for bound in bounds:
        name, sign, value = re.fullmatch(r"(\w+)([<>]=)([\d.]+)", bound).groups()
        if now[name] < float(value) if sign == ">=" else now[name] > float(value):
            yield f"{tool}: {name} is {now[name]}, recorded is {bound}"


def main():
    driver, shared = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    lines = pathlib.Path(__file__).with_name("word_scores.txt").read_text(encoding="utf-8").splitlines()
    faults = [fault for line in lines if line and not line.startswith("#") for fault in faults_of(line, driver, shared)]
    print("\n".join(faults) or "nothing scores below what is recorded")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
