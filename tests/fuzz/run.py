#!/usr/bin/env python3
"""Runs every fuzz target for a while, two at once, from its seeds in corpus/NAME.

Usage: tests/fuzz/run.py SECONDS [TARGET...] [--build build/fuzz] [--keep DIRECTORY] [--seed N]
Without targets: all that are built. Without --seed the way through the inputs is the same each time (seed 1), so that a landing which passes
here passes there; --seed 0 is another way each time, to search in earnest. With --keep, inputs that were found are kept there, one folder a target, and used the next time.
Prints a line a target; a finding's input is left in BUILD/findings, and running the target with it as the only argument shows it again.
Exit code: 0 when nothing was found, 1 when something was, 2 when there is nothing to run.
"""
import argparse
import base64
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
# Larger than that finds nothing new and costs executions; documents need the room.
LONGEST = {"config": 16384, "feed": 8192, "calendar": 8192, "page": 8192, "mastodon": 8192, "rrule": 256, "url": 512, "dates": 128, "zone": 1024}
USUALLY_LONGEST = 4096


def seeds_of(name):
    if name == "config":
        return [HERE.parent.parent / "config"]
    return [folder for folder in [HERE / "corpus" / name] if folder.is_dir()]


def run(target, seconds, seed, findings, kept):
    name = target.name.removesuffix("_fuzz")
    with tempfile.TemporaryDirectory() as scratch:
        inputs = kept / name if kept else pathlib.Path(scratch)
        inputs.mkdir(parents=True, exist_ok=True)
        command = [target, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", f"-max_len={LONGEST.get(name, USUALLY_LONGEST)}",
                   "-print_final_stats=1", "-verbosity=1", f"-artifact_prefix={findings}/{name}-", f"-seed={seed}"]
        words = HERE / "corpus" / f"{name}.dict"
        if words.exists():
            command.append(f"-dict={words}")
        began = time.monotonic()
        done = subprocess.run([*command, inputs, *seeds_of(name)], capture_output=True, text=True, errors="replace")
        told = done.stderr
        executions = re.search(r"number_of_executed_units:\s*(\d+)", told) or re.search(r"^#(\d+)(?!.*^#\d)", told, re.M | re.S)
        line = f"{name:14} {int(executions[1]) if executions else 0:>9} executions, {len(list(inputs.iterdir())):>5} inputs, {time.monotonic() - began:4.0f} s"
        if done.returncode == 0:
            return True, line + ": ok"
        artefact = re.search(r"Test unit written to (\S+)", told)
        reason = re.search(r"does not hold: .*|ERROR: .*|runtime error: .*|ParseDictionaryFile: .*", told)
        said = f"{line}: FOUND {artefact[1] if artefact else '(no input kept)'}: {reason[0][:200] if reason else told[-400:]}"
        if artefact:  # a log may be all that is left of the machine
            said += "\n  base64: " + base64.b64encode(pathlib.Path(artefact[1]).read_bytes()).decode()
        return False, said


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("seconds", type=int)
    arguments.add_argument("targets", nargs="*")
    arguments.add_argument("--build", type=pathlib.Path, default=HERE.parent.parent / "build/fuzz")
    arguments.add_argument("--keep", type=pathlib.Path)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    built = sorted(path for path in asked.build.glob("*_fuzz") if not asked.targets or path.name.removesuffix("_fuzz") in asked.targets)
    if not built:
        print(f"no fuzz target in {asked.build}: cmake --preset fuzz && cmake --build --preset fuzz --target resso_fuzzers")
        return 2
    findings = asked.build / "findings"
    findings.mkdir(exist_ok=True)
    all_well = True
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for well, line in pool.map(lambda target: run(target, asked.seconds, asked.seed, findings, asked.keep), built):
            all_well = all_well and well
            print(line, flush=True)
    return 0 if all_well else 1


if __name__ == "__main__":
    sys.exit(main())
