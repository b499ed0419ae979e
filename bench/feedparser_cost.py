#!/usr/bin/env python3
"""Prints how many times a CPU second feedparser parses the document in FILE (its own process, for about two seconds). Usage: feedparser_cost.py FILE"""
import pathlib
import sys
import time

import feedparser

document = pathlib.Path(sys.argv[1]).read_bytes()
feedparser.parse(document)
began, times = time.process_time(), 0
while time.process_time() - began < 2:
    feedparser.parse(document)
    times += 1
print(times / (time.process_time() - began))
