#!/usr/bin/env python3
"""Prints how many documents of 25 KB our HTTP client and curl --parallel fetch per CPU second from a local nginx, turn by turn, the best of three turns.

Usage: bench/fetch.py BUILD/resso-bench [DOCUMENTS]"""
import os
import pathlib
import subprocess
import sys
import tempfile

from local_nginx import Nginx

AT_ONCE, TARGET = 100, 1.5


def cpu_of(command, output):
    """CPU seconds of a process, and whether it ended well."""
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, status == 0


def main():
    bench, documents = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory(prefix="resso-fetch-") as folder:
        directory = pathlib.Path(folder)
        (directory / "document").write_bytes(b"<rss><channel><title>Casal</title>" + b"<item><title>Assemblea</title></item>" * 690 + b"</channel></rss>")
        with Nginx(directory, directory, "try_files /document =404;") as nginx:
            urls = directory / "urls"
            urls.write_text("".join(f'url = "{nginx.address}/{i}"\noutput = "/dev/null"\n' for i in range(documents)))
            best = {"ours": 1e9, "curl": 1e9}
            for _ in range(3):
                spent, well = cpu_of([bench, "fetch", nginx.address, str(documents)], subprocess.DEVNULL)
                if not well:
                    sys.exit("resso-bench fetch failed")
                best["ours"] = min(best["ours"], spent)
                spent, well = cpu_of(["curl", "-s", "--parallel", "--parallel-max", str(AT_ONCE), "-K", str(urls)], subprocess.DEVNULL)
                if not well:
                    sys.exit("curl failed")
                best["curl"] = min(best["curl"], spent)
    ratio = best["curl"] / best["ours"]
    print(f"fetch {documents} x 25 KB: {documents / best['ours']:.0f} per CPU second; curl --parallel {documents / best['curl']:.0f}; "
          f"{ratio:.2f} x, target {TARGET} x: {'met' if ratio >= TARGET else 'MISSED'}")


if __name__ == "__main__":
    main()
