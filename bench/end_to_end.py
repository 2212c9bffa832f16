#!/usr/bin/env python3
"""Whole runs of `dalil run` with no configuration: seconds, memory, people, and where truth is known, accuracy.

usage: end_to_end.py [BUILD] [--only NAME] [--people N]

 - invented: `dalil synth`, 6,000 and 100,000 people, four lists
 - us_police_killings, febrl4, historical_50k: from DALIL_SHARED (default ../shared)
 - synth_100k: 100,000 records of DALIL_SHARED/peers/linkage/make_people.py, if pandas is present

Splink on the same work: linkage_peers.py.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DALIL_SHARED", ROOT / "../shared")).resolve()
PEERS = SHARED / "peers/linkage"


def measured(command):
    """(seconds, megabytes, exit code)"""
    begin = time.monotonic()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(message[-1000:], file=sys.stderr)
    return time.monotonic() - begin, usage.ru_maxrss / 1024, process.returncode


def dict_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def truth_of(folder):
    """(source, row or row_id) -> entity, and whether rows are named by row_id"""
    for place in (folder / "truth.csv", folder / "truth/truth.csv"):
        if place.exists():
            rows = dict_rows(place)
            key = "row_id" if "row_id" in rows[0] else "row"
            return {(r["source"], r[key]): r["entity"] for r in rows}, key == "row_id"
    return None, False


def clusters_of(out, lists, by_row_id):
    names = {}
    if by_row_id:  # plain CSV files: row N is the N-th line after the header
        for path in lists:
            names[path.stem] = [r["row_id"] for r in dict_rows(path)]
    name = lambda source, row: names[source][int(row) - 1] if by_row_id else row
    return {(r["source"], name(r["source"], r["row"])): r["person"] for r in dict_rows(out / "people.csv")}


def f1_of(entity, cluster):
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    both = pairs(Counter((e, cluster.get(k, k)) for k, e in entity.items()))
    found, true = pairs(Counter(cluster.get(k, k) for k in entity)), pairs(Counter(entity.values()))
    return 2 * both / (found + true) if found + true else 1.0


def show(name, out, seconds, megabytes, f1):
    run = json.loads((out / "run.json").read_text())
    people = f"{run['people']} [{run['people_low']}, {run['people_high']}]"
    line = f"{name:<22}{run['records']:>8} {people:<30}{seconds:>7.2f} s{megabytes:>7.0f} MB"
    print(line + (f"  F1 {f1:.4f}" if f1 is not None else ""), flush=True)


def measure(name, dalil, folder, lists):
    with tempfile.TemporaryDirectory(prefix="dalil-bench-") as work:
        out = Path(work) / "out"
        seconds, megabytes, code = measured([dalil, "run", *lists, "-o", out, "--quiet"])
        if code:
            print(f"{name:<22}failed with exit code {code}", flush=True)
            return
        truth, by_row_id = truth_of(folder)
        f1 = f1_of(truth, clusters_of(out, lists, by_row_id)) if truth else None
        show(name, out, seconds, megabytes, f1)


def lists_in(folder, endings=(".csv", ".tsv", ".xlsx")):
    return sorted(p for p in folder.iterdir() if p.suffix in endings and p.stem != "truth")


def works(dalil, options, scratch):
    """(name, folder with the truth, lists)"""
    for people in options.people or (6_000, 100_000):
        folder = scratch / f"invented_{people}"
        measured([dalil, "synth", "--people", people, "--lists", 4, "-o", folder, "--quiet"])
        yield f"invented_{people}", folder, lists_in(folder / "lists")
    data = SHARED / "data/linkage"
    for name in ("us_police_killings", "febrl4", "historical_50k"):
        if (data / name).exists():
            lists = lists_in(data / name)
            if name == "us_police_killings":  # the original workbook, not its copy as text
                lists = [p for p in lists if p.name != "mpv.csv"]
            yield name, data / name, lists
    if (PEERS / "make_people.py").exists():
        folder = scratch / "synth_100k"
        _, _, code = measured([sys.executable, PEERS / "make_people.py", 100_000, folder, "--no-parquet"])
        if code == 0:
            yield "synth_100k", folder, lists_in(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", type=Path, default=ROOT / "build/bench")
    parser.add_argument("--only", default="", help="only works whose name holds this word")
    parser.add_argument("--people", type=int, action="append", help="sizes of the invented worlds")
    options = parser.parse_args()
    print(f"{'set':<22}{'records':>8} {'people':<30}{'time':>9}{'memory':>10}", flush=True)
    with tempfile.TemporaryDirectory(prefix="dalil-bench-") as scratch:
        for name, folder, lists in works(options.build / "dalil", options, Path(scratch)):
            if options.only in name:
                measure(name, options.build / "dalil", folder, lists)


if __name__ == "__main__":
    main()
